// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/properties_reader.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace stormbench::cluster {
namespace {

constexpr std::string_view kBlanks = " \t\f";

std::string_view withoutIndent(std::string_view line)
{
    return line.substr(std::min(line.find_first_not_of(kBlanks), line.size()));
}

/// Gives the lines one by one: a newline, a carriage return or both of them end each.
class LineSource {
public:
    explicit LineSource(std::string_view text)
        : m_rest(text)
    {
    }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] int number() const { return m_number; }  ///< of the line that next() gave last
    std::string_view next()
    {
        const auto end = std::min(m_rest.find_first_of("\r\n"), m_rest.size());
        const auto line = m_rest.substr(0, end);
        m_rest.remove_prefix(end);
        m_rest.remove_prefix(
            m_rest.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, m_rest.size()));
        ++m_number;
        return line;
    }

private:
    std::string_view m_rest;
    int m_number = 0;
};

bool goesOn(std::string_view line)
{
    const auto last = line.find_last_not_of('\\');
    const auto backslashes = last == std::string_view::npos ? line.size() : line.size() - last - 1;
    return backslashes % 2 == 1;
}

// The line with those that continue it; still escaped.
std::string logicalLine(std::string_view first, LineSource& lines)
{
    std::string whole(first);
    while (goesOn(whole)) {
        whole.pop_back();
        if (lines.atEnd())
            break;
        whole += withoutIndent(lines.next());
    }
    return whole;
}

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        tail(0);
    } else {
        out += static_cast<char>(0xE0 | (code >> 12));
        tail(6);
        tail(0);
    }
}

Result<std::uint32_t> hexDigits(std::string_view text)
{
    std::uint32_t code = 0;
    const auto digits = text.substr(0, 4);
    const auto [end, error]
        = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (digits.size() < 4 || error != std::errc{} || end != digits.data() + digits.size())
        return fail(ErrorCode::InvalidArgument, "\\u takes four hexadecimal digits");
    if (code >= 0xD800 && code < 0xE000)
        return fail(ErrorCode::InvalidArgument,
            "half a character: write the character itself, the file is read as UTF-8");
    return code;
}

Result<std::string> unescaped(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            plain += text[i];
            continue;
        }
        switch (const char escaped = text[++i]) {
        case 't': plain += '\t'; break;
        case 'n': plain += '\n'; break;
        case 'r': plain += '\r'; break;
        case 'f': plain += '\f'; break;
        case 'u': {
            SB_TRY_ASSIGN(const auto code, hexDigits(text.substr(i + 1)));
            appendUtf8(plain, code);
            i += 4;
            break;
        }
        default: plain += escaped;
        }
    }
    return plain;
}

// Where the name ends: at the first '=', ':' or blank that no backslash precedes.
std::size_t endOfName(std::string_view line)
{
    std::size_t at = 0;
    while (at < line.size() && line[at] != '=' && line[at] != ':'
        && kBlanks.find(line[at]) == std::string_view::npos)
        at += line[at] == '\\' ? 2 : 1;
    return std::min(at, line.size());
}

Result<Property> parseLine(std::string_view line)
{
    const auto name = line.substr(0, endOfName(line));
    auto rest = withoutIndent(line.substr(name.size()));
    if (rest.starts_with('=') || rest.starts_with(':'))
        rest = withoutIndent(rest.substr(1));
    Property property;
    SB_TRY_ASSIGN(property.name, unescaped(name));
    SB_TRY_ASSIGN(property.value, unescaped(rest));
    return property;
}

}  // namespace

Result<std::vector<Property>> readProperties(std::string_view text)
{
    std::vector<Property> properties;
    LineSource lines(text);
    while (!lines.atEnd()) {
        const auto first = withoutIndent(lines.next());
        if (first.empty() || first.front() == '#' || first.front() == '!')
            continue;
        const int number = lines.number();
        auto property = parseLine(logicalLine(first, lines));
        if (!property)
            return fail(ErrorCode::InvalidArgument,
                fmt::format("{}: {}", number, property.error().message));
        property->line = number;
        const auto twin = std::find_if(properties.begin(), properties.end(),
            [&](const Property& other) { return other.name == property->name; });
        if (twin != properties.end())
            return fail(ErrorCode::InvalidArgument,
                fmt::format("{}: {} is in line {} already", number, property->name, twin->line));
        properties.push_back(*std::move(property));
    }
    return properties;
}

}  // namespace stormbench::cluster
