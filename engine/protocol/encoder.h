// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <type_traits>
#include <vector>

#include "engine/protocol/field.h"
#include "engine/protocol/wire_writer.h"

namespace stormbench::protocol {

/// A message as its members' initialisers make it: what "not set" means for a field.
template <class Struct> [[nodiscard]] const Struct& defaultsOf()
{
    static const Struct kDefaults{};
    return kDefaults;
}

/// Walks a message's fields() and writes each. Included by the .cpp files of messages/ only.
class Encoder {
public:
    Encoder(WireWriter& writer, std::int16_t version)
        : m_writer(writer)
        , m_version(version)
    {
    }

    template <class Struct> void writeStruct(const Struct& in)
    {
        Fields<Struct> fields{*this, in, false};
        Struct::fields(fields);
        if (!m_writer.flexible())
            return;
        m_writer.unsignedVarint(fields.taggedCount);
        if (fields.taggedCount > 0) {
            fields.writeTagged = true;
            Struct::fields(fields);
        }
    }

private:
    /// First the body, counting the tagged fields that are set; then those, which are declared in
    /// the order of their tags.
    template <class Struct> struct Fields {
        Encoder& encoder;
        const Struct& in;
        bool writeTagged;
        std::uint32_t taggedCount = 0;

        template <class T> void operator()(const char*, T Struct::*member, Field field = always())
        {
            if (!field.isIn(encoder.m_version))
                return;
            const bool nullable = field.isNullable(encoder.m_version);
            if (!field.isTagged()) {
                if (!writeTagged)
                    encoder.write(in.*member, nullable);
            } else if (in.*member != defaultsOf<Struct>().*member) {
                if (writeTagged)
                    encoder.writeTagged(field.tag, in.*member, nullable);
                else
                    ++taggedCount;
            }
        }
    };

    template <class T> void writeTagged(std::int32_t tag, const T& value, bool nullable)
    {
        m_writer.unsignedVarint(static_cast<std::uint32_t>(tag));
        const auto begin = m_writer.beginSized();
        write(value, nullable);
        m_writer.endSized(begin);
    }

    template <class T> void write(const T& value, bool)
    {
        if constexpr (std::is_same_v<T, bool>)
            m_writer.integer<std::int8_t>(value ? 1 : 0);
        else if constexpr (std::is_integral_v<T>)
            m_writer.integer(value);
        else if constexpr (std::is_enum_v<T>)
            m_writer.integer(static_cast<std::underlying_type_t<T>>(value));
        else
            writeStruct(value);
    }
    void write(const Uuid& value, bool) { m_writer.uuid(value); }
    void write(const std::string& value, bool) { m_writer.string(value); }
    void write(const Bytes& value, bool) { m_writer.bytes(value); }
    void write(const Records& value, bool nullable)
    {
        if (value.isNull() && nullable)
            m_writer.null32();
        else
            m_writer.records(value);
    }
    template <class T> void write(const std::vector<T>& values, bool)
    {
        m_writer.arrayLength(values.size());
        for (const auto& value : values)
            write(value, false);
    }
    /// Null where the version has no null becomes the empty value.
    template <class T> void write(const std::optional<T>& value, bool nullable)
    {
        if (!value && nullable)
            return writeNull(static_cast<const T*>(nullptr));
        if constexpr (requires { typename T::Self; }) {
            if (nullable)
                m_writer.structPresent(true);
        }
        write(value ? *value : defaultsOf<T>(), false);
    }

    void writeNull(const std::string*) { m_writer.nullString(); }
    template <class T> void writeNull(const T*)
    {
        if constexpr (requires { typename T::Self; })
            m_writer.structPresent(false);
        else
            m_writer.null32();
    }

    WireWriter& m_writer;
    std::int16_t m_version;
};

}  // namespace stormbench::protocol
