// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/fault_player.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "app/cli/stop_signal.h"

namespace stormbench::cli {

Result<api::FaultScript> readFaultScript(const std::string& path, int brokers)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::InvalidArgument, path + ": cannot be read");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto script = api::parseFaultScript(text, brokers);
    if (!script)
        return fail(script.error().withContext(path));
    return script;
}

FaultPlayer::Outcome FaultPlayer::play(StopSignal& signal)
{
    const auto begin = std::chrono::steady_clock::now();
    for (const auto& step : m_script.steps) {
        const auto left = begin + step.at - std::chrono::steady_clock::now();
        if (left.count() > 0)
            signal.waitFor(left);
        if (signal.raised())
            return Outcome::Stopped;
        perform(step);
        if (std::holds_alternative<api::ScriptEnd>(step.action))
            return Outcome::Ended;
    }
    return Outcome::PlayedOut;
}

void FaultPlayer::perform(const api::ScriptStep& step)
{
    Result<> done;
    if (const auto* fault = std::get_if<api::Fault>(&step.action)) {
        if (auto applied = m_faults.apply(*fault); !applied)
            done = fail(std::move(applied).error());
    } else if (const auto* target = std::get_if<api::FaultTarget>(&step.action)) {
        done = m_faults.heal(*target);
    }
    m_anyFailed = m_anyFailed || !done;
    const auto seconds = std::chrono::duration<double>(step.at).count();
    std::cerr << fmt::format("{:.1f} s  {}{}\n", seconds, toText(step.action),
        done ? "" : ": failed: " + done.error().message)
              << std::flush;
}

}  // namespace stormbench::cli
