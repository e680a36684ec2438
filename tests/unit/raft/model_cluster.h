// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model_checker.h"

namespace raft_test {

struct ModelOptions {
    int voters = 3;
    int observers = 0;
    std::uint64_t seed = 1;
    Mistake mistake = Mistake::None;
};

/// What a run has seen, to prove that it tried something.
struct ModelCounts {
    std::uint64_t elections = 0, committed = 0, truncations = 0, snapshots = 0, crashes = 0,
                  halfSteps = 0, resignations = 0, lost = 0, doubled = 0;
};

/// A quorum in one thread under one seed. First thirty seconds of chaos: messages lost, doubled,
/// late and out of order, nodes cut off from each other, stopped (also between two outputs of a
/// step) with what was not synced, disks that take their time, snapshots, resignations. Then all is
/// well, and the quorum has to prove that it is alive.
class ModelCluster {
public:
    explicit ModelCluster(const ModelOptions& options);
    /// The first breach of a property, or empty.
    [[nodiscard]] std::string run();
    [[nodiscard]] const ModelCounts& counts() const { return m_counts; }

private:
    struct Host {
        std::unique_ptr<RaftNode> node;
        int incarnation = 0;
        bool flushing = false;
        int side = 0;  ///< of a partition
    };
    struct Asker {
        BrokerId id;
        int incarnation;
        RequestId request;
    };
    using Event = std::function<void()>;

    void start(BrokerId id);
    void crash(BrokerId id);
    void give(BrokerId id, const Input& input, const Payload& payload = {});
    void after(BrokerId id);  ///< schedules what the node waits for
    void send(BrokerId from, const Send& sent);
    void answer(
        BrokerId from, RequestToken token, const Response& response, const Payload& payload);
    void travel(BrokerId from, BrokerId to, const Event& arrive, const Event& lost);
    void disturb();
    void produce();
    void heal();
    [[nodiscard]] RaftNode* leader();
    [[nodiscard]] bool allCommitted(Offset offset);
    void runUntil(Time end);

    void at(Time when, Event event) { m_events.emplace(when, std::move(event)); }
    [[nodiscard]] std::uint64_t random();
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return random() % bound; }
    [[nodiscard]] Duration millis(std::uint64_t from, std::uint64_t to);
    [[nodiscard]] Moment moment() { return {m_now, random()}; }
    [[nodiscard]] BrokerId anyNode();

    std::uint64_t m_state;
    std::map<BrokerId, Host> m_hosts;
    std::multimap<Time, Event> m_events;  ///< equal times in the order of their making
    std::map<RequestToken, Asker> m_askers;
    std::uint64_t m_lastToken = 0, m_lastValue = 0;
    Time m_now{0};
    bool m_chaos = true;
    ModelChecker m_checker;
    ModelCounts m_counts;
};

}  // namespace raft_test
