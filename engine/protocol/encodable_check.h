// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/protocol/encoder.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

/// Walks a message's fields() for values that a version cannot carry. Included by the .cpp files of
/// messages/ only.
class EncodableCheck {
public:
    explicit EncodableCheck(std::int16_t version)
        : m_version(version)
    {
    }

    template <class Struct> void checkStruct(const Struct& in)
    {
        Fields<Struct> fields{*this, in};
        Struct::fields(fields);
    }
    /// The first field that does not fit, and why; nullptr if all do.
    [[nodiscard]] const char* field() const { return m_field; }
    [[nodiscard]] const char* reason() const { return m_reason; }

private:
    static constexpr std::size_t kMaxString = 0x7fff;

    template <class Struct> struct Fields {
        EncodableCheck& check;
        const Struct& in;

        template <class T>
        void operator()(const char* name, T Struct::*member, Field field = always())
        {
            if (check.m_field)
                return;
            if (field.isIn(check.m_version))
                check.checkValue(name, in.*member, field.isNullable(check.m_version));
            else if (!field.mayBeIgnored && in.*member != defaultsOf<Struct>().*member)
                check.found(name, "not in this version");
        }
    };

    void found(const char* name, const char* reason)
    {
        m_field = name;
        m_reason = reason;
    }

    template <class T> void checkValue(const char*, const T& value, bool)
    {
        if constexpr (requires { typename T::Self; })
            checkStruct(value);
    }
    void checkValue(const char* name, const std::string& value, bool)
    {
        if (value.size() > kMaxString)
            found(name, "text too long");
    }
    template <class T>
    void checkValue(const char* name, const std::optional<T>& value, bool nullable)
    {
        if (value)
            checkValue(name, *value, false);
        else if (!nullable)
            found(name, "null is not in this version");
    }
    template <class T> void checkValue(const char* name, const std::vector<T>& values, bool)
    {
        for (const auto& value : values)
            checkValue(name, value, false);
    }

    std::int16_t m_version;
    const char* m_field = nullptr;
    const char* m_reason = nullptr;
};

}  // namespace stormbench::protocol
