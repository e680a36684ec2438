// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iterator>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "engine/base/uuid.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"
#include "engine/protocol/records.h"

namespace stormbench::protocol {

/// Walks a message's fields() and shows those that a version has. Included by the .cpp files of
/// messages/ only.
class Printer {
public:
    explicit Printer(std::int16_t version)
        : m_version(version)
    {
    }

    template <class Struct> void printStruct(const Struct& in)
    {
        m_out += '{';
        Fields<Struct> fields{*this, in};
        Struct::fields(fields);
        m_out += '}';
    }
    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    static constexpr std::size_t kMaxElements = 16;
    static constexpr std::size_t kMaxText = 200;

    template <class Struct> struct Fields {
        Printer& printer;
        const Struct& in;
        bool first = true;

        template <class T>
        void operator()(const char* name, T Struct::*member, Field field = always())
        {
            if (!field.isIn(printer.m_version))
                return;
            fmt::format_to(std::back_inserter(printer.m_out), "{}{}: ", first ? "" : ", ", name);
            first = false;
            printer.print(in.*member);
        }
    };

    template <class T> void print(const T& value)
    {
        if constexpr (std::is_arithmetic_v<T>)
            fmt::format_to(std::back_inserter(m_out), "{}", value);
        else
            printStruct(value);
    }
    void print(WireError value)
    {
        if (isKnown(value))
            m_out += toString(value);
        else
            print(static_cast<std::int16_t>(value));
    }
    void print(const Uuid& value) { m_out += value.toString(); }
    void print(const std::string& value)
    {
        fmt::format_to(std::back_inserter(m_out), "\"{}{}\"",
            std::string_view(value).substr(0, kMaxText), value.size() > kMaxText ? "…" : "");
    }
    void print(const Bytes& value)
    {
        fmt::format_to(std::back_inserter(m_out), "<{} bytes>", value.size());
    }
    void print(const Records& value)
    {
        if (value.isNull())
            m_out += "null";
        else
            fmt::format_to(std::back_inserter(m_out), "<{} bytes of records>", value.size());
    }
    template <class T> void print(const std::optional<T>& value)
    {
        if (value)
            print(*value);
        else
            m_out += "null";
    }
    template <class T> void print(const std::vector<T>& values)
    {
        m_out += '[';
        for (std::size_t i = 0; i < values.size() && i < kMaxElements; ++i) {
            m_out += i > 0 ? ", " : "";
            print(values[i]);
        }
        if (values.size() > kMaxElements)
            fmt::format_to(std::back_inserter(m_out), ", … {} more", values.size() - kMaxElements);
        m_out += ']';
    }

    std::int16_t m_version;
    std::string m_out;
};

}  // namespace stormbench::protocol
