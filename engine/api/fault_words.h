// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/fault_script.h"

namespace stormbench::api {

/// The words of one line of a fault script, taken one by one; what is wrong is told with its place.
/// The text must outlive it.
class FaultWords {
public:
    FaultWords(std::string_view line, int number, int brokers)
        : m_line(line)
        , m_number(number)
        , m_brokers(brokers)
    {
    }

    struct Word {
        std::string_view text;   ///< without its quotes
        std::size_t column = 0;  ///< from 1
    };
    /// Nothing at the end of the line, or before a comment. A quote without its end goes as far as
    /// the line.
    [[nodiscard]] std::optional<Word> next();
    /// `expected` as in "expected a broker".
    [[nodiscard]] Result<Word> need(std::string_view expected);
    [[nodiscard]] Result<> needEnd();

    [[nodiscard]] Result<BrokerId> broker();
    [[nodiscard]] Result<BrokerId> broker(const Word& word) const;
    [[nodiscard]] Result<Link> link();
    [[nodiscard]] Result<Link> link(const Word& word) const;
    [[nodiscard]] Result<Millis> duration();
    [[nodiscard]] Result<Millis> signedDuration();
    [[nodiscard]] Result<std::uint64_t> rate();
    [[nodiscard]] Result<double> factor();

    [[nodiscard]] tl::unexpected<Error> complain(const Word& word, const std::string& what) const;

private:
    [[nodiscard]] Result<> checkBroker(BrokerId id, const Word& word) const;

    std::string_view m_line;
    int m_number;
    int m_brokers;
    std::size_t m_at = 0;
};

}  // namespace stormbench::api
