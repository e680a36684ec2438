// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>

#include "storming/generate/saga_plan.h"

namespace stormbench::storming {

enum class SagaPhase { Running, Compensating, Completed, Failed, Stuck };
[[nodiscard]] const char* toString(SagaPhase phase);
[[nodiscard]] std::optional<SagaPhase> sagaPhaseFrom(const std::string& text);

/// How far one saga has come.
struct SagaState {
    std::string id;
    SagaPhase phase = SagaPhase::Running;
    std::size_t step = 0;                  ///< that it does, or takes back
    std::string startedBy;                 ///< id of the event that began it
    std::string awaited;                   ///< id of the command that it waits for the reply to
    std::optional<std::int64_t> deadline;  ///< of that, in milliseconds since 1970
    int tries = 0;                         ///< of the command, beyond the first
    QJsonObject data;                      ///< what its start and the replies have told

    [[nodiscard]] bool ended() const
    {
        return phase != SagaPhase::Running && phase != SagaPhase::Compensating;
    }
    friend bool operator==(const SagaState&, const SagaState&) = default;
};

/// What came of a command: a reply to it, or an event that follows it.
struct SagaReply {
    std::string commandId;  ///< empty: the sender did not tell
    std::string event;      ///< its type; empty: none came of it
    bool failed = false;    ///< it was given up
    QJsonObject data;
};

/// A saga's next state, and what is to be sent with it.
struct SagaMove {
    SagaState state;
    std::string command;            ///< type; its id is the one that is awaited; empty: none
    std::vector<std::string> ends;  ///< events
};

/// What sagas of one plan do. Pure: the time comes in, in milliseconds since 1970, and what is to
/// be sent goes out. The same saga gives its commands the same ids however often it is played over.
///
///   start ──► Running ──reply──► … ──► Completed
///                │ failed, late
///                ▼
///           Compensating ──reply──► … ──► Failed
///                │ late too often
///                ▼
///              Stuck
class SagaProcess {
public:
    /// `service` goes into the ids of the commands; a compensation that fails or gets no reply is
    /// sent `retries` times more.
    SagaProcess(SagaPlan plan, std::string service, int retries);

    [[nodiscard]] const SagaPlan& plan() const { return m_plan; }

    [[nodiscard]] SagaMove start(
        std::string id, std::string startedBy, QJsonObject data, std::int64_t now) const;
    /// Nothing where it does not wait for that.
    [[nodiscard]] std::optional<SagaMove> onReply(
        SagaState state, const SagaReply& reply, std::int64_t now) const;
    /// Nothing before the deadline. A step that was late may have been done all the same: it is
    /// taken back too.
    [[nodiscard]] std::optional<SagaMove> onTime(SagaState state, std::int64_t now) const;
    /// The command that it waits for the reply to, once more; nothing for one that has ended.
    [[nodiscard]] std::optional<SagaMove> again(SagaState state) const;
    /// Type of that command.
    [[nodiscard]] std::string awaitedCommand(const SagaState& state) const;

private:
    [[nodiscard]] bool answers(const SagaState& state, const SagaReply& reply) const;
    [[nodiscard]] SagaMove forward(SagaState state, std::size_t from, std::int64_t now) const;
    [[nodiscard]] SagaMove backward(SagaState state, std::size_t end, std::int64_t now) const;
    [[nodiscard]] SagaMove retry(SagaState state, std::int64_t now) const;
    [[nodiscard]] SagaMove ask(SagaState state, std::int64_t now) const;

    SagaPlan m_plan;
    std::string m_service;
    int m_retries;
};

}  // namespace stormbench::storming
