// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/faults.h"

namespace stormbench::api {

// The words for faults, the same in scripts, messages and marks: what toText() says, a script may
// say (see fault_script.h).

/// "kill 2", "cut 1-3", "delay 1-clients 200ms", "disk 2 full", "clock all jump +7d"
[[nodiscard]] std::string toText(const Fault& fault);
/// "1-3", "1-clients"; one-way: "1>3"
[[nodiscard]] std::string toText(const Link& link);
/// "heal 1-3", "heal disk 2", "resume 2", "heal all"
[[nodiscard]] std::string toText(const FaultTarget& target);

/// "250ms", "1.5s", "5m", "2h", "7d": the largest unit that needs no fraction
[[nodiscard]] std::string toText(Millis duration);
/// "64KB/s", "1MB/s", "500B/s"; 1 KB is 1,000 bytes
[[nodiscard]] std::string rateText(std::uint64_t bytesPerSecond);

/// A number with ms, s, m, h or d. Nothing if it is not one, or more than ten thousand years.
[[nodiscard]] std::optional<Millis> parseDuration(std::string_view text);
/// A number with B/s, KB/s, MB/s or GB/s; nothing if it is not one, or zero.
[[nodiscard]] std::optional<std::uint64_t> parseRate(std::string_view text);
/// "1-3", "1>3", "1-clients", "clients>1"; nothing if it is no link, or one from an end to itself.
[[nodiscard]] std::optional<Link> parseLink(std::string_view text);

}  // namespace stormbench::api
