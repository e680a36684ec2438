// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/faults.h"

namespace stormbench::api {
namespace {

constexpr Millis kLongestDelay = std::chrono::hours(1);
constexpr Millis kLongestWrite = std::chrono::minutes(1);
constexpr Millis kFarthest = std::chrono::hours(24 * 36'525);  // a hundred years
constexpr double kSlowest = 0.01, kFastest = 1'000;
constexpr std::uint64_t kLeastRate = 100;  // below, nothing would ever arrive

Result<> wrong(const char* what)
{
    return fail(ErrorCode::InvalidArgument, what);
}

struct Check {
    Result<> operator()(const LinkDelay& f) const
    {
        return f.delay > Millis(0) && f.delay <= kLongestDelay
            ? Result<>()
            : wrong("a link's delay is between 1 ms and 1 h");
    }
    Result<> operator()(const LinkLimit& f) const
    {
        return f.bytesPerSecond >= kLeastRate ? Result<>()
                                              : wrong("a link carries at least 100 B/s");
    }
    Result<> operator()(const DiskSlow& f) const
    {
        if (f.perWrite < Millis(0) || f.perWrite > kLongestWrite)
            return wrong("a write takes at most 1 min longer");
        if (f.bytesPerSecond != 0 && f.bytesPerSecond < kLeastRate)
            return wrong("a disk writes at least 100 B/s");
        return f.perWrite.count() == 0 && f.bytesPerSecond == 0
            ? wrong("a slow disk needs a time a write or a speed")
            : Result<>();
    }
    Result<> operator()(const ClockSkew& f) const { return within(f.by); }
    Result<> operator()(const ClockJump& f) const { return within(f.by); }
    Result<> operator()(const ClockRate& f) const
    {
        return f.factor >= kSlowest && f.factor <= kFastest
            ? Result<>()
            : wrong("a clock's rate is between 0.01 and 1000; freeze stops it");
    }
    Result<> operator()(const MemberExpiry& f) const
    {
        return f.group.empty() || f.member.empty() ? wrong("a group and a member have to be named")
                                                   : Result<>();
    }
    template <typename Other> Result<> operator()(const Other&) const { return {}; }

    static Result<> within(Millis by)
    {
        return by >= -kFarthest && by <= kFarthest ? Result<>()
                                                   : wrong("a clock goes off by at most 100 years");
    }
};

}  // namespace

Result<> checkFigures(const Fault& fault)
{
    return std::visit(Check{}, fault);
}

}  // namespace stormbench::api
