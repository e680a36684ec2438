// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/fault_words.h"

#include <charconv>

#include <fmt/format.h>

#include "engine/api/fault_text.h"

namespace stormbench::api {
namespace {

constexpr std::string_view kBlank = " \t\r";
constexpr std::size_t kMostShown = 40;  // of a word that is complained about

template <typename Number> std::optional<Number> numberOf(std::string_view text)
{
    Number value{};
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end)
        return std::nullopt;
    return value;
}

}  // namespace

std::optional<FaultWords::Word> FaultWords::next()
{
    m_at = m_line.find_first_not_of(kBlank, m_at);
    if (m_at == m_line.npos || m_line[m_at] == '#') {
        m_at = m_line.size();
        return std::nullopt;
    }
    const auto start = m_at;
    if (m_line[start] == '"') {
        const auto close = m_line.find('"', start + 1);
        // Without its end a quote goes as far as the line.
        m_at = close == m_line.npos ? m_line.size() : close + 1;
        return Word{
            m_line.substr(start + 1, (close == m_line.npos ? m_at : close) - start - 1), start + 1};
    }
    m_at = std::min(m_line.find_first_of(kBlank, start), m_line.size());
    return Word{m_line.substr(start, m_at - start), start + 1};
}

tl::unexpected<Error> FaultWords::complain(const Word& word, const std::string& what) const
{
    return fail(ErrorCode::InvalidArgument,
        fmt::format("line {}, column {}: {}", m_number, word.column, what));
}

Result<FaultWords::Word> FaultWords::need(std::string_view expected)
{
    const auto column = m_at + 1;
    if (const auto word = next())
        return *word;
    return complain({{}, column}, fmt::format("the line ends here; expected {}", expected));
}

Result<> FaultWords::needEnd()
{
    if (const auto word = next())
        return complain(*word,
            fmt::format("\"{}\" is too much; the line should end before it",
                word->text.substr(0, kMostShown)));
    return {};
}

Result<> FaultWords::checkBroker(BrokerId id, const Word& word) const
{
    if (id.value() >= 1 && id.value() <= m_brokers)
        return {};
    return complain(word,
        fmt::format("there is no broker {}; this cluster has {}", id.value(),
            m_brokers == 1 ? std::string("broker 1 only")
                           : fmt::format("brokers 1 to {}", m_brokers)));
}

Result<BrokerId> FaultWords::broker()
{
    SB_TRY_ASSIGN(const auto word, need("a broker's number"));
    return broker(word);
}

Result<BrokerId> FaultWords::broker(const Word& word) const
{
    const auto id = numberOf<std::int32_t>(word.text);
    if (!id)
        return complain(word,
            fmt::format(
                "expected a broker's number instead of \"{}\"", word.text.substr(0, kMostShown)));
    SB_TRY(checkBroker(BrokerId(*id), word));
    return BrokerId(*id);
}

Result<Link> FaultWords::link()
{
    SB_TRY_ASSIGN(const auto word, need("a link such as 1-3 or 1-clients"));
    return link(word);
}

Result<Link> FaultWords::link(const Word& word) const
{
    const auto parsed = parseLink(word.text);
    if (!parsed)
        return complain(word,
            fmt::format("\"{}\" is no link; write 1-3 or 1-clients for both directions, 1>3 or "
                        "clients>1 for one",
                word.text.substr(0, kMostShown)));
    for (const auto& end : {parsed->from, parsed->to}) {
        if (!end.isClients())
            SB_TRY(checkBroker(end.broker, word));
    }
    return *parsed;
}

Result<Millis> FaultWords::duration()
{
    SB_TRY_ASSIGN(const auto word, need("a time such as 200ms, 5s or 2m"));
    if (const auto parsed = parseDuration(word.text))
        return *parsed;
    return complain(word,
        fmt::format("\"{}\" is no time; write a number with ms, s, m, h or d, as in 200ms",
            word.text.substr(0, kMostShown)));
}

Result<Millis> FaultWords::signedDuration()
{
    SB_TRY_ASSIGN(const auto word, need("a time such as +5m or -1h"));
    auto digits = word.text;
    const bool back = !digits.empty() && digits.front() == '-';
    if (!digits.empty() && (back || digits.front() == '+'))
        digits.remove_prefix(1);
    if (const auto parsed = parseDuration(digits))
        return back ? -*parsed : *parsed;
    return complain(word,
        fmt::format("\"{}\" is no time; write a number with ms, s, m, h or d and perhaps a sign, "
                    "as in +5m",
            word.text.substr(0, kMostShown)));
}

Result<std::uint64_t> FaultWords::rate()
{
    SB_TRY_ASSIGN(const auto word, need("a speed such as 64KB/s"));
    if (const auto parsed = parseRate(word.text))
        return *parsed;
    return complain(word,
        fmt::format("\"{}\" is no speed; write a number with B/s, KB/s or MB/s, as in 64KB/s",
            word.text.substr(0, kMostShown)));
}

Result<double> FaultWords::factor()
{
    SB_TRY_ASSIGN(const auto word, need("how many times as fast, such as 10 or 0.5"));
    const bool digits = word.text.find_first_not_of("0123456789.") == word.text.npos;
    if (const auto parsed = numberOf<double>(word.text); digits && parsed)
        return *parsed;
    return complain(word, fmt::format("\"{}\" is no number", word.text.substr(0, kMostShown)));
}

}  // namespace stormbench::api
