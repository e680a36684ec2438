// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/env/clock.h"
#include "engine/env/environment.h"
#include "engine/env/executor.h"

namespace stormbench::broker {

class Purgatory;

/// A request that waits: for data, for metadata, for another broker's answer. Held by the purgatory
/// until it is done.
class DelayedOperation : public std::enable_shared_from_this<DelayedOperation> {
public:
    virtual ~DelayedOperation() = default;
    /// Answers if the condition holds. True when it has answered.
    [[nodiscard]] virtual bool tryComplete() = 0;
    /// The time is over: answers with what there is.
    virtual void expire() = 0;

private:
    friend class Purgatory;
    std::uint64_t m_id = 0;  ///< 0: not in the purgatory
    bool m_poked = false;
};
using DelayedOperationPtr = std::shared_ptr<DelayedOperation>;

/// Holds the delayed operations and ends each by its condition or by its time limit, whichever
/// comes first. What a condition depends on (a partition, the metadata) calls poke(); conditions
/// are looked at once a turn of the strand, however often they were poked. Owned by the Broker.
/// Runs on: its strand.
class Purgatory {
public:
    explicit Purgatory(env::Environment environment);
    ~Purgatory();

    void add(const DelayedOperationPtr& operation, std::chrono::microseconds timeLimit);
    void poke(DelayedOperation& operation);
    [[nodiscard]] std::size_t size() const { return m_operations.size(); }

private:
    struct Waiting {
        DelayedOperationPtr operation;
        std::multimap<env::SteadyTime, std::uint64_t>::iterator deadline;
    };
    void checkPoked();
    void expireDue();
    void armTimer();
    DelayedOperationPtr take(std::uint64_t id);

    env::Environment m_environment;
    std::map<std::uint64_t, Waiting> m_operations;
    std::multimap<env::SteadyTime, std::uint64_t> m_deadlines;
    std::vector<std::uint64_t> m_poked;
    std::uint64_t m_lastId = 0;
    std::unique_ptr<env::Executor::Timer> m_timer;
    env::SteadyTime m_armedFor = env::SteadyTime::max();
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
