// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stormbench::storming {

/// One step of a saga, in message types.
struct SagaPlanStep {
    std::string command;               ///< empty: what starts the saga has done it already
    std::string compensation;          ///< empty: nothing takes it back
    std::vector<std::string> answers;  ///< the events that the command may lead to
    std::vector<std::string> fails;    ///< those of them that say that it was not done
    std::vector<std::string> undone;   ///< the events that the compensation may lead to
    std::int64_t timeoutMs = 0;        ///< 0: it waits for ever

    friend bool operator==(const SagaPlanStep&, const SagaPlanStep&) = default;
};

/// What a saga does from its start to one of its ends: the commands in order; when one fails or
/// takes too long, the compensations of what was done, in reverse.
struct SagaPlan {
    std::vector<std::string> starts;     ///< the events that begin one
    std::vector<SagaPlanStep> steps;     ///< none: it plays like a policy, as drawn
    std::vector<std::string> completed;  ///< the events that say that all steps are done
    std::vector<std::string> failed;     ///< the events that say that all was taken back
    std::string keyField;   ///< whose value is a saga's id; empty: the correlation id is
    std::string replyType;  ///< of what participants send in reply
    std::string stateType;  ///< of what it remembers, by saga id

    /// The step that goes on from this one on: the first that has a command.
    [[nodiscard]] std::optional<std::size_t> forward(std::size_t from) const;
    /// The step to take back next when those before `end` are done. A compensation that takes back
    /// several steps is sent once, for the first of them.
    [[nodiscard]] std::optional<std::size_t> backward(std::size_t end) const;

    friend bool operator==(const SagaPlan&, const SagaPlan&) = default;
};

}  // namespace stormbench::storming
