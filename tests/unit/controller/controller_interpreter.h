// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/controller.h"

#include "../../scripts/script_runner.h"

/// Counts up: topic ids are the same in every run.
class CountingRandom final : public stormbench::env::Random {
public:
    std::uint64_t next() override { return ++m_last; }

private:
    std::uint64_t m_last = 0;
};

/// Plays scripts of tests/scripts/controller against one controller; the records that it makes are
/// shown, with topics by name.
class ControllerInterpreter {
public:
    ControllerInterpreter();
    std::vector<std::string> run(const stormbench::scripts::Command& command);

    [[nodiscard]] const stormbench::controller::Controller& controller() const
    {
        return *m_controller;
    }
    /// Every record so far, from the first offset on.
    [[nodiscard]] const std::vector<stormbench::controller::Record>& records() const
    {
        return m_records;
    }

private:
    using Command = stormbench::scripts::Command;
    void registerBroker(const Command& command);
    void start(const Command& command);
    void alive(const Command& command);
    void heartbeat(const Command& command);
    void create(const Command& command);
    void remove(const Command& command);
    void grow(const Command& command);
    void alter(const Command& command);
    void allocate(const Command& command);
    void alterIsr(const Command& command);
    void elect(const Command& command);
    void reassign(const Command& command);
    void reassignments();
    void describe(const Command& command);
    void brokers();
    void restart();

    void show(const std::vector<stormbench::controller::Record>& records);
    void show(const stormbench::controller::ApiError& error);
    void say(std::string line) { m_lines.push_back(std::move(line)); }

    CountingRandom m_random;
    stormbench::controller::ControllerOptions m_options;
    std::unique_ptr<stormbench::controller::Controller> m_controller;
    stormbench::env::SteadyTime m_now{1'000'000};
    std::map<std::int32_t, std::int64_t> m_epochs;
    std::map<std::string, std::string> m_topicNames;  ///< id → name, of deleted ones too
    std::vector<stormbench::controller::Record> m_records;
    std::vector<std::string> m_lines;
};
