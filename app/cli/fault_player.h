// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "engine/api/fault_script.h"

namespace stormbench::cli {

class StopSignal;

/// Plays a fault script against a cluster, each step at its time; what is done is said on standard
/// error, a line a step:
///
///     5.0 s  kill 2
///     8.0 s  restart 2: failed: …
///
/// A step that fails is told and the play goes on. Runs on the calling thread.
class FaultPlayer {
public:
    FaultPlayer(api::Faults& faults, const api::FaultScript& script)
        : m_faults(faults)
        , m_script(script)
    {
    }

    enum class Outcome {
        PlayedOut,  ///< the script has no further step
        Ended,      ///< by its "end"
        Stopped,    ///< by the signal
    };
    [[nodiscard]] Outcome play(StopSignal& signal);
    [[nodiscard]] bool anyFailed() const { return m_anyFailed; }

private:
    void perform(const api::ScriptStep& step);

    api::Faults& m_faults;
    const api::FaultScript& m_script;
    bool m_anyFailed = false;
};

/// Reads a script for a cluster of so many brokers. InvalidArgument names the file and the place.
[[nodiscard]] Result<api::FaultScript> readFaultScript(const std::string& path, int brokers);

}  // namespace stormbench::cli
