// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>

#include "raft_node.h"

#include "../../scripts/script_runner.h"

/// Plays scripts of tests/scripts/raft: some nodes, the messages between them, and a clock that
/// only the script moves. Jitter is as the script says; by default node n waits n × 0.1 s longer.
class RaftInterpreter {
public:
    std::vector<std::string> run(const stormbench::scripts::Command& command);

private:
    using Command = stormbench::scripts::Command;
    struct Message {
        stormbench::BrokerId from, to;
        stormbench::raft::RequestId id;
        std::variant<stormbench::raft::Request, stormbench::raft::Response> body;
        raft_test::Payload payload;
    };
    struct Asked {
        stormbench::BrokerId by;
        stormbench::raft::RequestId id;
    };

    void cluster(const Command& command);
    void pass(const std::string& seconds, bool delivering);
    void deliverAll(std::size_t count = SIZE_MAX);
    void deliver(const Message& message);
    void inject(const Command& command);
    void append(const Command& command);
    void state();
    void flushAll();
    void post(Message message);
    void give(stormbench::BrokerId id, const stormbench::raft::Input& input,
        const raft_test::Payload& payload = {});
    [[nodiscard]] bool cut(stormbench::BrokerId a, stormbench::BrokerId b) const;
    [[nodiscard]] raft_test::RaftNode& node(stormbench::BrokerId id) { return *m_nodes.at(id); }
    [[nodiscard]] raft_test::Moment moment(stormbench::BrokerId id) const;
    void say(std::string line) { m_lines.push_back(std::move(line)); }
    void sayUnlessRepeated(const Message& message, const std::string& line);

    std::map<stormbench::BrokerId, std::unique_ptr<raft_test::RaftNode>> m_nodes;
    std::map<stormbench::BrokerId, std::chrono::microseconds> m_jitter;
    std::set<stormbench::BrokerId> m_isolated, m_slowDisks;
    std::vector<Message> m_inFlight;
    std::map<stormbench::raft::RequestToken, Asked> m_asked;
    std::uint64_t m_lastToken = 0, m_lastValue = 0;
    std::map<std::pair<stormbench::BrokerId, stormbench::BrokerId>, std::string> m_lastFetch;
    stormbench::raft::Time m_now{0};
    std::vector<std::string> m_lines;
};
