// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/saga_process.h"

#include <algorithm>
#include <array>

#include "storming/runtime/envelope.h"

namespace stormbench::storming {
namespace {

constexpr std::array kPhases{"running", "compensating", "completed", "failed", "stuck"};

bool holds(const std::vector<std::string>& types, const std::string& type)
{
    return std::ranges::find(types, type) != types.end();
}

void merge(QJsonObject& into, const QJsonObject& from)
{
    for (auto it = from.begin(); it != from.end(); ++it)
        into[it.key()] = it.value();
}

}  // namespace

const char* toString(SagaPhase phase)
{
    return kPhases.at(static_cast<std::size_t>(phase));
}

std::optional<SagaPhase> sagaPhaseFrom(const std::string& text)
{
    const auto* found = std::ranges::find(kPhases, text);
    if (found == kPhases.end())
        return std::nullopt;
    return static_cast<SagaPhase>(found - kPhases.begin());
}

SagaProcess::SagaProcess(SagaPlan plan, std::string service, int retries)
    : m_plan(std::move(plan))
    , m_service(std::move(service))
    , m_retries(retries)
{
}

SagaMove SagaProcess::start(
    std::string id, std::string startedBy, QJsonObject data, std::int64_t now) const
{
    SagaState state;
    state.id = std::move(id);
    state.startedBy = std::move(startedBy);
    state.data = std::move(data);
    return forward(std::move(state), 0, now);
}

std::optional<SagaMove> SagaProcess::onReply(
    SagaState state, const SagaReply& reply, std::int64_t now) const
{
    if (!answers(state, reply))
        return std::nullopt;
    merge(state.data, reply.data);
    const std::size_t step = state.step;
    if (state.phase == SagaPhase::Compensating)
        return reply.failed ? retry(std::move(state), now) : backward(std::move(state), step, now);
    const bool failed = reply.failed || holds(m_plan.steps.at(step).fails, reply.event);
    return failed ? backward(std::move(state), step, now)
                  : forward(std::move(state), step + 1, now);
}

std::optional<SagaMove> SagaProcess::onTime(SagaState state, std::int64_t now) const
{
    if (state.ended() || state.step >= m_plan.steps.size() || !state.deadline
        || *state.deadline > now)
        return std::nullopt;
    const std::size_t step = state.step;
    return state.phase == SagaPhase::Compensating ? retry(std::move(state), now)
                                                  : backward(std::move(state), step + 1, now);
}

std::optional<SagaMove> SagaProcess::again(SagaState state) const
{
    if (state.ended() || state.step >= m_plan.steps.size())
        return std::nullopt;
    const std::string command = awaitedCommand(state);
    return SagaMove{std::move(state), command, {}};
}

std::string SagaProcess::awaitedCommand(const SagaState& state) const
{
    if (state.ended() || state.step >= m_plan.steps.size())
        return {};
    const SagaPlanStep& step = m_plan.steps[state.step];
    return state.phase == SagaPhase::Running ? step.command : step.compensation;
}

bool SagaProcess::answers(const SagaState& state, const SagaReply& reply) const
{
    if (state.ended() || state.step >= m_plan.steps.size())
        return false;
    if (!reply.commandId.empty())
        return reply.commandId == state.awaited;
    const SagaPlanStep& step = m_plan.steps[state.step];
    return holds(state.phase == SagaPhase::Running ? step.answers : step.undone, reply.event);
}

SagaMove SagaProcess::forward(SagaState state, std::size_t from, std::int64_t now) const
{
    if (const auto step = m_plan.forward(from)) {
        state.step = *step;
        state.tries = 0;
        return ask(std::move(state), now);
    }
    state.phase = SagaPhase::Completed;
    state.awaited.clear();
    state.deadline.reset();
    return {std::move(state), {}, m_plan.completed};
}

SagaMove SagaProcess::backward(SagaState state, std::size_t end, std::int64_t now) const
{
    state.tries = 0;
    if (const auto step = m_plan.backward(end)) {
        state.phase = SagaPhase::Compensating;
        state.step = *step;
        return ask(std::move(state), now);
    }
    state.phase = SagaPhase::Failed;
    state.awaited.clear();
    state.deadline.reset();
    return {std::move(state), {}, m_plan.failed};
}

SagaMove SagaProcess::retry(SagaState state, std::int64_t now) const
{
    if (++state.tries <= m_retries)
        return ask(std::move(state), now);
    state.phase = SagaPhase::Stuck;
    state.deadline.reset();
    return {std::move(state), {}, {}};
}

SagaMove SagaProcess::ask(SagaState state, std::int64_t now) const
{
    const std::string command = awaitedCommand(state);
    state.awaited
        = derivedId(m_service + "/" + command + "/" + std::to_string(state.step), state.startedBy);
    const std::int64_t limit = m_plan.steps[state.step].timeoutMs;
    state.deadline = limit > 0 ? std::optional(now + limit) : std::nullopt;
    return {std::move(state), command, {}};
}

}  // namespace stormbench::storming
