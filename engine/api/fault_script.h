// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/faults.h"

namespace stormbench::api {

/// Ends the play: whoever plays the script stops the cluster.
struct ScriptEnd {
    friend bool operator==(const ScriptEnd&, const ScriptEnd&) = default;
};
using ScriptAction = std::variant<Fault, FaultTarget, ScriptEnd>;

struct ScriptStep {
    Millis at{};  ///< since the beginning
    ScriptAction action;
    int line = 0;  ///< of the script, from 1
    friend bool operator==(const ScriptStep&, const ScriptStep&) = default;
};
/// What the step does, as a script says it: "cut 1-3", "heal all", "end".
[[nodiscard]] std::string toText(const ScriptAction& action);

/// A play of faults in order of time. Its text has one step a line:
///
///     at TIME ACTION      TIME since the beginning: 500ms, 5s, 2m, 1h
///     after TIME ACTION   since the line before
///     # a comment
///
/// See faultScriptHelp() for the actions. A name with a blank in it stands in double quotes.
struct FaultScript {
    std::vector<ScriptStep> steps;
    friend bool operator==(const FaultScript&, const FaultScript&) = default;
};

/// Total. InvalidArgument: "line 3, column 12: …", with what is possible there. Brokers from 1 to
/// `brokers` are known.
[[nodiscard]] Result<FaultScript> parseFaultScript(std::string_view text, int brokers);
/// The script that parses to the same play.
[[nodiscard]] std::string toText(const FaultScript& script);
/// The actions, one a line, as help shows them.
[[nodiscard]] std::string faultScriptHelp();

}  // namespace stormbench::api
