// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/log.h"
#include "engine/env/clock.h"
#include "engine/env/memory_files.h"
#include "engine/storage/batch_builder.h"
#include "engine/storage/log.h"
#include "right_crcs.h"

using namespace stormbench;
using namespace stormbench::storage;

namespace {

class StoppedClock final : public env::Clock {
public:
    [[nodiscard]] env::WallTime wallNow() const override { return Millis(1'700'000'000'000); }
    [[nodiscard]] env::SteadyTime steadyNow() const override { return {}; }
};

void check(bool holds)
{
    if (!holds)
        __builtin_trap();
}

}  // namespace

/// Any bytes as the files of a log that was not closed: it opens, what it has kept reads back, and
/// it goes on from there. The first byte tells how many of the rest are the indexes' and the
/// checkpoint's; the others are the segment's. In every other input its batches have right CRCs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    log::setLevel(log::Level::Off);  // recovery has something to say about most inputs
    env::MemoryFiles files;
    (void)files.createDirectories("/log");
    const auto put = [&](const char* name, ByteView bytes) {
        const auto file = files.open(std::string("/log/") + name, env::Files::Mode::CreateNew);
        check(file && (*file)->writeAt(0, bytes));
    };
    ByteView input(data, size);
    if (!input.empty()) {
        const auto side = std::min<std::size_t>(input[0], input.size() - 1);
        const auto sideBytes = input.subspan(1, side);
        input = input.subspan(1 + side);
        for (const char* name : {"00000000000000000000.index", "00000000000000000000.timeindex",
                 "00000000000000000001.snapshot", "leader-epoch-checkpoint"})
            put(name, sideBytes);
    }
    Bytes segment(input.begin(), input.end());
    if (size % 2 == 0)
        rightCrcs(segment);
    put("00000000000000000000.log", segment);

    StoppedClock clock;
    FileCache cache(files, 4);
    LogContext context{files, clock, cache, {}};
    auto log = Log::open(context, {.directory = "/log"});
    check(log.has_value());
    const auto end = (*log)->logEndOffset();
    const auto kept = (*log)->sizeInBytes();
    check(kept <= input.size());
    const auto all = (*log)->read({Offset(0), end, static_cast<std::uint32_t>(kept), true});
    check(all && all->size == kept);
    (void)(*log)->offsetForTimestamp(Millis(1));  // the records behind a good CRC may be rubbish

    BatchBuilder builder;
    builder.add(Millis(1), asBytes("k"), asBytes("v"));
    if (end < Offset(1LL << 62))
        check((*log)
                  ->appendAsLeader(builder.build(), {.leaderEpoch = LeaderEpoch(0x7FFF'FFFF)})
                  .has_value());
    return 0;
}
