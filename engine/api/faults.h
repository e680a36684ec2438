// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <variant>

#include "engine/api/types.h"

namespace stormbench::api {

/// One end of a link: a broker, or whoever is no broker of the cluster.
struct LinkEnd {
    BrokerId broker = kNoBroker;  ///< kNoBroker: the clients
    [[nodiscard]] bool isClients() const { return broker == kNoBroker; }
    friend auto operator<=>(const LinkEnd&, const LinkEnd&) = default;
};
inline constexpr LinkEnd kClients{};

/// What flows between two ends; at least one is a broker.
struct Link {
    LinkEnd from, to;
    bool oneWay = false;  ///< only what goes from `from` to `to`
    friend bool operator==(const Link&, const Link&) = default;
};

/// As `kill -9`: no clean mark, its sockets are reset. Healed by a restart.
struct BrokerKill {
    BrokerId broker;
    friend bool operator==(const BrokerKill&, const BrokerKill&) = default;
};
/// A broker that was killed starts again; one that runs stops in good order first. Over at once.
struct BrokerRestart {
    BrokerId broker;
    friend bool operator==(const BrokerRestart&, const BrokerRestart&) = default;
};
/// As SIGSTOP: it does nothing, its connections stay open.
struct BrokerPause {
    BrokerId broker;
    friend bool operator==(const BrokerPause&, const BrokerPause&) = default;
};
/// As a cable pulled: what is sent does not arrive, nobody is told; it arrives after the healing,
/// as by TCP's repetition.
struct LinkCut {
    Link link;
    friend bool operator==(const LinkCut&, const LinkCut&) = default;
};
struct LinkDelay {
    Link link;
    Millis delay{};  ///< each way: a round trip takes twice as long, unless the link is one-way
    friend bool operator==(const LinkDelay&, const LinkDelay&) = default;
};
struct LinkLimit {
    Link link;
    std::uint64_t bytesPerSecond = 0;  ///< each way, over all connections of the link together
    friend bool operator==(const LinkLimit&, const LinkLimit&) = default;
};
struct DiskSlow {
    BrokerId broker;
    Millis perWrite{};                 ///< each write and each sync takes so much longer
    std::uint64_t bytesPerSecond = 0;  ///< 0: as fast as it is
    friend bool operator==(const DiskSlow&, const DiskSlow&) = default;
};
/// Nothing can be written.
struct DiskFull {
    BrokerId broker;
    friend bool operator==(const DiskFull&, const DiskFull&) = default;
};
/// The broker's wall clock differs from the others'.
struct ClockSkew {
    BrokerId broker;
    Millis by{};
    friend bool operator==(const ClockSkew&, const ClockSkew&) = default;
};
/// The whole cluster's time leaps; ahead: as if everybody had slept so long, so that all that was
/// due meanwhile is done now. Back: only the wall clock. Healed by the wall clock's return.
struct ClockJump {
    Millis by{};
    friend bool operator==(const ClockJump&, const ClockJump&) = default;
};
/// The whole cluster's time stands still: no timeout ends.
struct ClockFreeze {
    friend bool operator==(const ClockFreeze&, const ClockFreeze&) = default;
};
/// The whole cluster's time runs so many times as fast.
struct ClockRate {
    double factor = 1;
    friend bool operator==(const ClockRate&, const ClockRate&) = default;
};
/// Its coordinator takes the member's session for timed out. Over at once.
struct MemberExpiry {
    std::string group;
    std::string member;  ///< a member id, a group.instance.id or a client id; "*": every member
    friend bool operator==(const MemberExpiry&, const MemberExpiry&) = default;
};

using Fault = std::variant<BrokerKill, BrokerRestart, BrokerPause, LinkCut, LinkDelay, LinkLimit,
    DiskSlow, DiskFull, ClockSkew, ClockJump, ClockFreeze, ClockRate, MemberExpiry>;

/// InvalidArgument: a figure out of its range.
[[nodiscard]] Result<> checkFigures(const Fault& fault);

using FaultId = StrongId<struct FaultIdTag, std::int64_t>;  ///< from 1, rising

struct FaultEntry {
    FaultId id;
    Fault fault;
    WallTime startedAt{};             ///< by the computer's clock, whatever the cluster's says
    std::optional<WallTime> endedAt;  ///< absent: in force
    friend bool operator==(const FaultEntry&, const FaultEntry&) = default;
};

/// Everything about faults at one moment. Immutable once published.
struct FaultState {
    std::uint64_t number = 0;        ///< rises with every change
    std::vector<FaultEntry> active;  ///< in the order in which they began
    std::vector<FaultEntry> ended;   ///< the newest, in the order in which they ended
    Millis clockOffset{};  ///< the cluster's wall clock is so much ahead of the computer's
    double clockRate = 1;  ///< 0: stands still
};
using FaultStatePtr = std::shared_ptr<const FaultState>;

/// What a heal is meant for.
struct FaultTarget {
    enum class What {
        Everything,
        Broker,  ///< what was done to the broker itself: process, disk, clock
        Pause,
        Disk,
        Link,   ///< either direction, unless `link` is one-way
        Clock,  ///< the whole cluster's
    };
    What what = What::Everything;
    BrokerId broker = kNoBroker;  ///< of Broker, Pause and Disk
    Link link;                    ///< of Link
    friend bool operator==(const FaultTarget&, const FaultTarget&) = default;
};
[[nodiscard]] bool matches(const FaultTarget& target, const Fault& fault);

/// Makes an embedded cluster fail on purpose. A fault replaces the one of its kind on the same
/// broker, link or clock; jumps add up. Thread-safe. Calls block until done (a restart: until the
/// broker serves); a cluster that has stopped refuses them: Closed.
class Faults {
public:
    virtual ~Faults() = default;

    /// InvalidArgument: a figure out of its range. NotFound: no such broker, group or member.
    [[nodiscard]] virtual Result<FaultId> apply(const Fault& fault) = 0;
    /// NotFound: it is over.
    [[nodiscard]] virtual Result<> heal(FaultId id) = 0;
    /// The first error, after all others were tried; none where nothing matches.
    [[nodiscard]] virtual Result<> heal(const FaultTarget& target) = 0;
    [[nodiscard]] Result<> healAll() { return heal(FaultTarget{}); }

    /// The newest; never null.
    [[nodiscard]] virtual FaultStatePtr state() const = 0;
};

}  // namespace stormbench::api
