// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/fault_text.h"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace stormbench::api {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t size;
};
constexpr std::array<Unit, 5> kTimes{
    {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
constexpr std::array<Unit, 4> kRates{
    {{"B/s", 1}, {"KB/s", 1'000}, {"MB/s", 1'000'000}, {"GB/s", 1'000'000'000}}};

// Digits with at most one point between them: what people write, without what from_chars takes
// besides (exponents, "inf").
std::optional<double> parseFigure(std::string_view text)
{
    if (text.empty() || text.find_first_not_of("0123456789.") != text.npos || text.front() == '.')
        return std::nullopt;
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end)
        return std::nullopt;
    return value;
}

template <std::size_t N>
std::optional<std::int64_t> parseWithUnit(
    std::string_view text, const std::array<Unit, N>& units, double most)
{
    const auto letters = text.find_first_not_of("0123456789.");
    if (letters == text.npos)
        return std::nullopt;
    const auto figure = parseFigure(text.substr(0, letters));
    if (!figure)
        return std::nullopt;
    for (const auto& unit : units) {
        const double value = *figure * static_cast<double>(unit.size);
        if (text.substr(letters) == unit.name && value <= most)
            return static_cast<std::int64_t>(std::llround(value));
    }
    return std::nullopt;
}

template <std::size_t N> std::string withUnit(std::int64_t value, const std::array<Unit, N>& units)
{
    auto best = units.front();
    for (const auto& unit : units) {
        if (value != 0 && value % unit.size == 0)
            best = unit;
    }
    return fmt::format("{}{}", value / best.size, best.name);
}

std::string endText(const LinkEnd& end)
{
    return end.isClients() ? "clients" : std::to_string(end.broker.value());
}

std::optional<LinkEnd> parseEnd(std::string_view text)
{
    if (text == "clients")
        return kClients;
    std::int32_t id = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, id);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end || id < 1)
        return std::nullopt;
    return LinkEnd{BrokerId(id)};
}

std::string signedText(Millis by)
{
    return (by.count() < 0 ? "-" : "+") + toText(by.count() < 0 ? -by : by);
}

// As a script needs it to take the name for one word.
std::string quoted(const std::string& name)
{
    const bool plain = !name.empty() && name.find_first_of(" \t#") == name.npos;
    return plain ? name : fmt::format("\"{}\"", name);
}

struct Words {
    std::string operator()(const BrokerKill& f) const { return of("kill", f.broker); }
    std::string operator()(const BrokerRestart& f) const { return of("restart", f.broker); }
    std::string operator()(const BrokerPause& f) const { return of("pause", f.broker); }
    std::string operator()(const LinkCut& f) const { return "cut " + toText(f.link); }
    std::string operator()(const LinkDelay& f) const
    {
        return fmt::format("delay {} {}", toText(f.link), toText(f.delay));
    }
    std::string operator()(const LinkLimit& f) const
    {
        return fmt::format("slow {} {}", toText(f.link), rateText(f.bytesPerSecond));
    }
    std::string operator()(const DiskSlow& f) const
    {
        auto text = of("disk", f.broker) + " slow";
        if (f.perWrite.count() != 0)
            text += " " + toText(f.perWrite);
        if (f.bytesPerSecond != 0)
            text += " " + rateText(f.bytesPerSecond);
        return text;
    }
    std::string operator()(const DiskFull& f) const { return of("disk", f.broker) + " full"; }
    std::string operator()(const ClockSkew& f) const
    {
        return of("clock", f.broker) + " skew " + signedText(f.by);
    }
    std::string operator()(const ClockJump& f) const
    {
        return "clock all jump " + signedText(f.by);
    }
    std::string operator()(const ClockFreeze&) const { return "clock all freeze"; }
    std::string operator()(const ClockRate& f) const
    {
        return fmt::format("clock all rate {:g}", f.factor);
    }
    std::string operator()(const MemberExpiry& f) const
    {
        return fmt::format("expire {} {}", quoted(f.group), quoted(f.member));
    }

    static std::string of(std::string_view word, BrokerId broker)
    {
        return fmt::format("{} {}", word, broker.value());
    }
};

struct Matcher {
    const FaultTarget& target;
    using What = FaultTarget::What;

    bool operator()(const BrokerKill& f) const { return onBroker(f.broker); }
    bool operator()(const BrokerRestart& f) const { return onBroker(f.broker); }
    bool operator()(const BrokerPause& f) const
    {
        return onBroker(f.broker) || (target.what == What::Pause && target.broker == f.broker);
    }
    bool operator()(const LinkCut& f) const { return onLink(f.link); }
    bool operator()(const LinkDelay& f) const { return onLink(f.link); }
    bool operator()(const LinkLimit& f) const { return onLink(f.link); }
    bool operator()(const DiskSlow& f) const { return onDisk(f.broker); }
    bool operator()(const DiskFull& f) const { return onDisk(f.broker); }
    bool operator()(const ClockSkew& f) const { return onBroker(f.broker); }
    bool operator()(const ClockJump&) const { return target.what == What::Clock; }
    bool operator()(const ClockFreeze&) const { return target.what == What::Clock; }
    bool operator()(const ClockRate&) const { return target.what == What::Clock; }
    bool operator()(const MemberExpiry&) const { return false; }

    [[nodiscard]] bool onBroker(BrokerId broker) const
    {
        return target.what == What::Broker && target.broker == broker;
    }
    [[nodiscard]] bool onDisk(BrokerId broker) const
    {
        return onBroker(broker) || (target.what == What::Disk && target.broker == broker);
    }
    [[nodiscard]] bool onLink(const Link& link) const
    {
        if (target.what != What::Link)
            return false;
        const auto& wanted = target.link;
        const bool same = link.from == wanted.from && link.to == wanted.to;
        const bool turned = link.from == wanted.to && link.to == wanted.from;
        return wanted.oneWay ? link.oneWay && same : same || turned;
    }
};

}  // namespace

std::string toText(const Fault& fault)
{
    return std::visit(Words{}, fault);
}

std::string toText(const Link& link)
{
    return endText(link.from) + (link.oneWay ? ">" : "-") + endText(link.to);
}

std::string toText(const FaultTarget& target)
{
    switch (target.what) {
    case FaultTarget::What::Everything: return "heal all";
    case FaultTarget::What::Broker: return Words::of("heal", target.broker);
    case FaultTarget::What::Pause: return Words::of("resume", target.broker);
    case FaultTarget::What::Disk: return Words::of("heal disk", target.broker);
    case FaultTarget::What::Link: return "heal " + toText(target.link);
    case FaultTarget::What::Clock: return "heal clock";
    }
    return {};
}

std::string toText(Millis duration)
{
    return withUnit(duration.count(), kTimes);
}

std::string rateText(std::uint64_t bytesPerSecond)
{
    return withUnit(static_cast<std::int64_t>(bytesPerSecond), kRates);
}

std::optional<Millis> parseDuration(std::string_view text)
{
    constexpr double kMost = 3.2e14;  // ten thousand years
    const auto value = parseWithUnit(text, kTimes, kMost);
    return value ? std::optional(Millis(*value)) : std::nullopt;
}

std::optional<std::uint64_t> parseRate(std::string_view text)
{
    constexpr double kMost = 1e15;
    const auto value = parseWithUnit(text, kRates, kMost);
    if (!value || *value == 0)
        return std::nullopt;
    return static_cast<std::uint64_t>(*value);
}

std::optional<Link> parseLink(std::string_view text)
{
    const auto mark = text.find_first_of("->");
    if (mark == text.npos)
        return std::nullopt;
    const auto from = parseEnd(text.substr(0, mark));
    const auto to = parseEnd(text.substr(mark + 1));
    if (!from || !to || *from == *to)
        return std::nullopt;
    return Link{*from, *to, text[mark] == '>'};
}

bool matches(const FaultTarget& target, const Fault& fault)
{
    return target.what == FaultTarget::What::Everything || std::visit(Matcher{target}, fault);
}

}  // namespace stormbench::api
