// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/base/crc32c.h"
#include "engine/base/uuid.h"
#include "engine/protocol/field.h"
#include "engine/protocol/records.h"

namespace stormbench::protocol {

/// What a vector holds; see README.md.
enum class VectorCase : std::uint8_t { Default, Null, None, One, Two };
inline constexpr const char* kVectorCases[] = {"default", "null", "none", "one", "two"};

/// The rule by which a vector's values follow from the paths of their fields, as
/// tests/wire/generate has it too.
[[nodiscard]] inline std::uint32_t vectorHash(const std::string& path)
{
    return crc32c(asBytes(path)) | 1;
}
[[nodiscard]] inline std::string vectorText(const std::string& path)
{
    return fmt::format("{:08x}", vectorHash(path));
}

/// Gives a message the values that a vector of one case and version has. Keeps the bytes of
/// `records` alive.
class FilledMessage {
public:
    FilledMessage(VectorCase kind, std::int16_t version)
        : m_kind(kind)
        , m_version(version)
    {
    }

    template <class Struct> void fill(Struct& out, const std::string& path = {})
    {
        if (m_kind == VectorCase::Default)
            return;
        Fields<Struct> fields{*this, out, path};
        Struct::fields(fields);
    }

private:
    static constexpr int kLongStringRepeats = 17;

    template <class Struct> struct Fields {
        FilledMessage& filler;
        Struct& out;
        const std::string& path;

        template <class T>
        void operator()(const char* name, T Struct::*member, Field field = always())
        {
            if (!field.isIn(filler.m_version) || field.tag >= Field::kFirstOwnTag)
                return;
            const bool null
                = filler.m_kind == VectorCase::Null && field.isNullable(filler.m_version);
            filler.set(out.*member, path + name, null);
        }
    };

    template <class T> void set(T& out, const std::string& path, bool)
    {
        const auto hash = vectorHash(path);
        if constexpr (std::is_same_v<T, bool>)
            out = !out;
        else if constexpr (sizeof(T) == 8 && std::is_integral_v<T>)
            out = static_cast<T>(wide(hash));
        else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>)
            out = static_cast<T>(hash);
        else
            fill(out, path + "/");
    }
    void set(Uuid& out, const std::string& path, bool)
    {
        out = {wide(vectorHash(path)), ~wide(vectorHash(path))};
    }
    void set(std::string& out, const std::string& path, bool)
    {
        out.clear();
        for (int i = 0; i < (m_kind == VectorCase::None ? kLongStringRepeats : 1); ++i)
            out += vectorText(path);
    }
    void set(Bytes& out, const std::string& path, bool)
    {
        const auto text = vectorText(path);
        out.assign(text.begin(), text.end());
    }
    void set(Records& out, const std::string& path, bool null)
    {
        set(m_records.emplace_back(), path, false);
        out = null ? Records() : Records(m_records.back());
    }
    template <class T> void set(std::vector<T>& out, const std::string& path, bool)
    {
        out.clear();
        const auto elements = m_kind == VectorCase::Two ? 2 : m_kind == VectorCase::None ? 0 : 1;
        for (int i = 0; i < elements; ++i)
            set(out.emplace_back(), fmt::format("{}/{}", path, i), false);
    }
    template <class T> void set(std::optional<T>& out, const std::string& path, bool null)
    {
        if (null)
            out.reset();
        else
            set(out.emplace(), path, false);
    }

    [[nodiscard]] static std::uint64_t wide(std::uint32_t hash)
    {
        return std::uint64_t{hash} << 32 | ~hash;
    }

    VectorCase m_kind;
    std::int16_t m_version;
    std::deque<Bytes> m_records;
};

}  // namespace stormbench::protocol
