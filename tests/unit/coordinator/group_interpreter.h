// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/coordinator/group/group_coordinator.h"
#include "engine/env/random.h"

#include "../../scripts/script_runner.h"

/// Counts up: member ids are the same in every run.
class CountingRandom final : public stormbench::env::Random {
public:
    std::uint64_t next() override { return ++m_last; }

private:
    std::uint64_t m_last = 0;
};

/// Plays scripts of tests/scripts/group against one coordinator that leads the only partition of
/// `__consumer_offsets`, whose log is a list in memory. Member ids are random: scripts say a#1 for
/// the first one that client a was given.
class GroupInterpreter {
public:
    GroupInterpreter();
    std::vector<std::string> run(const stormbench::scripts::Command& command);

private:
    using Command = stormbench::scripts::Command;
    void join(const Command& command);
    void sync(const Command& command);
    void leave(const Command& command);
    void endSession(const Command& command);
    void commit(const Command& command);
    void deleteOffsets(const Command& command);
    void fetch(const Command& command);
    void describe(const Command& command);
    void list();
    void configure(const Command& command);
    void restart();
    void release(stormbench::protocol::WireError error);

    void handle(const std::string& who, const stormbench::coordinator::GroupRequest& request);
    void perform(const stormbench::coordinator::Outputs& outputs);
    void print(const std::string& who, const stormbench::coordinator::GroupReply& reply);
    void say(std::string line) { m_lines.push_back(std::move(line)); }
    stormbench::coordinator::MemberReference reference(const Command& command) const;
    std::string aliasOf(const std::string& memberId);
    std::string idOf(const std::string& alias) const;

    CountingRandom m_random;
    stormbench::coordinator::GroupConfig m_config;
    std::unique_ptr<stormbench::coordinator::GroupCoordinator> m_coordinator;
    stormbench::env::SteadyTime m_now{1'000'000};
    std::uint64_t m_lastToken = 0;
    std::map<std::uint64_t, std::string> m_waiting;  ///< token → who asked
    std::map<std::string, std::string> m_aliases;    ///< member id → alias
    std::map<std::string, int> m_aliasCounts;
    std::vector<stormbench::coordinator::GroupRecord> m_log;
    std::vector<stormbench::coordinator::Append> m_held;
    bool m_hold = false;
    std::vector<std::string> m_lines;
};
