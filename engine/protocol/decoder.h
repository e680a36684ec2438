// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <type_traits>
#include <vector>

#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"
#include "engine/protocol/wire_reader.h"

namespace stormbench::protocol {

/// Walks a message's fields() and reads each. Included by the .cpp files of messages/ only.
class Decoder {
public:
    Decoder(WireReader& reader, std::int16_t version)
        : m_reader(reader)
        , m_version(version)
    {
    }

    template <class Struct> void readStruct(Struct& out)
    {
        Fields<Struct> body{*this, out, kBody};
        Struct::fields(body);
        if (m_reader.flexible())
            readTagged(out);
    }

private:
    static constexpr std::int32_t kBody = -1;

    /// Reads the fields of one kind: those of the body, or the one with the tag `wanted`.
    template <class Struct> struct Fields {
        Decoder& decoder;
        Struct& out;
        std::int32_t wanted;
        bool found = false;

        template <class T>
        void operator()(const char* name, T Struct::*member, Field field = always())
        {
            if (field.tag != wanted || !field.isIn(decoder.m_version) || !decoder.m_reader.ok())
                return;
            found = true;
            decoder.m_reader.at(name);
            decoder.read(out.*member, field.isNullable(decoder.m_version));
        }
    };

    template <class Struct> void readTagged(Struct& out)
    {
        for (auto left = m_reader.unsignedVarint(); left > 0 && m_reader.ok(); --left) {
            const auto tag = m_reader.unsignedVarint();
            const auto size = m_reader.taggedSize();
            const auto start = m_reader.position();
            Fields<Struct> tagged{*this, out, static_cast<std::int32_t>(tag & 0x7fffffff)};
            Struct::fields(tagged);
            if (!tagged.found)
                m_reader.skip(size);  // of a newer version than ours
            else if (m_reader.position() != start + size)
                m_reader.fail("tagged field of another size than announced");
        }
    }

    template <class T> void read(T& out, bool)
    {
        if constexpr (std::is_same_v<T, bool>)
            out = m_reader.integer<std::int8_t>() != 0;
        else if constexpr (std::is_integral_v<T>)
            out = m_reader.integer<T>();
        else if constexpr (std::is_enum_v<T>)
            out = static_cast<T>(m_reader.integer<std::underlying_type_t<T>>());
        else
            readStruct(out);
    }
    void read(Uuid& out, bool) { out = m_reader.uuid(); }
    void read(Records& out, bool nullable)
    {
        if (const auto view = m_reader.bytes())
            out = Records(*view);
        else
            readNull(out, nullable);
    }
    template <class T> void read(std::optional<T>& out, bool nullable)
    {
        if constexpr (isStruct<T>()) {
            if (nullable && !m_reader.structPresent())
                return out.reset();
            // Not emplace(): clang judges a nested struct before it has seen its initialisers.
            readStruct(out.emplace(T{}));
        } else if (!readUnlessNull(out.emplace())) {
            out.reset();
            if (!nullable)
                m_reader.fail("null");
        }
    }
    void read(std::string& out, bool) { failIfNull(readUnlessNull(out)); }
    void read(Bytes& out, bool) { failIfNull(readUnlessNull(out)); }
    template <class T> void read(std::vector<T>& out, bool) { failIfNull(readUnlessNull(out)); }

    bool readUnlessNull(std::string& out)
    {
        auto text = m_reader.string();
        if (text)
            out = std::move(*text);
        return text.has_value();
    }
    bool readUnlessNull(Bytes& out)
    {
        const auto view = m_reader.bytes();
        if (view)
            out.assign(view->begin(), view->end());
        return view.has_value();
    }
    template <class T> bool readUnlessNull(std::vector<T>& out)
    {
        const auto length = m_reader.arrayLength(wireSize<T>(), sizeof(T));
        if (!length)
            return false;
        out.clear();
        out.reserve(*length);
        for (std::size_t i = 0; i < *length && m_reader.ok(); ++i)
            read(out.emplace_back(), false);
        return true;
    }

    void readNull(Records& out, bool nullable)
    {
        out = {};
        failIfNull(nullable);
    }
    void failIfNull(bool present)
    {
        if (!present)
            m_reader.fail("null");
    }

    template <class T> static constexpr bool isStruct()
    {
        return requires { typename T::Self; };
    }
    template <class T> static constexpr std::size_t wireSize()
    {
        return std::is_integral_v<T> || std::is_enum_v<T> ? sizeof(T) : 1;
    }

    WireReader& m_reader;
    std::int16_t m_version;
};

}  // namespace stormbench::protocol
