// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_cluster.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace raft_test {

ModelCluster::ModelCluster(const ModelOptions& options)
    : m_state(options.seed)
{
    Config config;
    std::vector<BrokerId> voters;
    for (int i = 1; i <= options.voters; ++i)
        voters.emplace_back(i);
    config.voters = VoterSet{voters};
    for (int i = 1; i <= options.voters + options.observers; ++i) {
        const BrokerId id{i};
        config.self = id;
        RaftNode::Links links;
        links.send = [this, id](const Send& sent) { send(id, sent); };
        links.reply = [this, id](RequestToken token, const Response& response,
                          const Payload& payload) { answer(id, token, response, payload); };
        links.observe = [this, id](const Output& output) {
            m_checker.observe(*m_hosts.at(id).node, output);
            if (const auto* role = std::get_if<RoleChanged>(&output)) {
                m_counts.elections += role->role == Role::Leader ? 1 : 0;
                m_counts.resignations += role->role == Role::Resigned ? 1 : 0;
            }
            m_counts.truncations += std::holds_alternative<TruncateTo>(output) ? 1 : 0;
            m_counts.snapshots += std::holds_alternative<ResetLog>(output) ? 1 : 0;
        };
        auto& host = m_hosts[id];
        host.node = std::make_unique<RaftNode>(config, std::move(links), options.mistake);
        host.node->setMaxBatch(static_cast<std::int64_t>(1 + below(8)));
    }
}

std::uint64_t ModelCluster::random()
{
    m_state += 0x9E3779B97F4A7C15ull;
    auto z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

Duration ModelCluster::millis(std::uint64_t from, std::uint64_t to)
{
    return std::chrono::microseconds(from * 1000 + below((to - from) * 1000));
}

BrokerId ModelCluster::anyNode()
{
    return BrokerId{static_cast<int>(1 + below(m_hosts.size()))};
}

std::string ModelCluster::run()
{
    for (const auto& [id, host] : m_hosts)
        start(id);
    at(0ms, [this] { disturb(); });
    at(0ms, [this] { produce(); });
    runUntil(30s);
    heal();
    // Election, and however far the nodes had fallen back in their patience.
    runUntil(m_now + 15s);
    auto* led = leader();
    if (led == nullptr && m_checker.breach().empty())
        return "no leader 15 s after all is well";
    if (led != nullptr) {
        led->append(++m_lastValue, moment());
        m_checker.appended(*led);
        after(led->id());
        const auto target = led->log().end();
        runUntil(m_now + 5s);
        if (!allCommitted(target) && m_checker.breach().empty())
            return "a record is not committed everywhere after 5 s";
    }
    m_counts.committed = static_cast<std::uint64_t>(m_checker.committed().value());
    return m_checker.breach();
}

void ModelCluster::runUntil(Time end)
{
    while (m_checker.breach().empty() && !m_events.empty() && m_events.begin()->first <= end) {
        auto event = m_events.extract(m_events.begin());
        m_now = event.key();
        event.mapped()();
    }
    m_now = end;
}

void ModelCluster::start(BrokerId id)
{
    auto& host = m_hosts.at(id);
    ++host.incarnation;
    host.flushing = false;
    m_checker.started(*host.node);
    host.node->start(moment());
    after(id);
}

void ModelCluster::crash(BrokerId id)
{
    m_hosts.at(id).node->crash(random());
    ++m_counts.crashes;
    at(m_now + millis(10, 4000), [this, id] {
        if (!m_hosts.at(id).node->runs())
            start(id);
    });
}

void ModelCluster::give(BrokerId id, const Input& input, const Payload& payload)
{
    auto& host = m_hosts.at(id);
    if (!host.node->runs())
        return;
    if (m_chaos && below(400) == 0) {
        host.node->give(input, moment(), payload, below(5));
        ++m_counts.halfSteps;
        return crash(id);
    }
    host.node->give(input, moment(), payload);
    after(id);
}

void ModelCluster::after(BrokerId id)
{
    auto& host = m_hosts.at(id);
    const auto incarnation = host.incarnation;
    if (host.node->needsFlush() && !host.flushing) {
        host.flushing = true;
        const auto takes = m_chaos && below(50) == 0 ? millis(500, 4000) : millis(0, 10);
        at(m_now + takes, [this, id, incarnation] {
            auto& flushed = m_hosts.at(id);
            if (flushed.incarnation != incarnation || !flushed.node->runs())
                return;
            flushed.flushing = false;
            flushed.node->flush(moment());
            after(id);
        });
    }
    if (const auto deadline = host.node->takeDeadline())
        at(std::max(*deadline, m_now), [this, id, incarnation] {
            if (m_hosts.at(id).incarnation == incarnation)
                give(id, Tick{});
        });
}

void ModelCluster::send(BrokerId from, const Send& sent)
{
    const auto incarnation = m_hosts.at(from).incarnation;
    travel(
        from, sent.to,
        [this, from, sent, incarnation] {
            const RequestToken token{++m_lastToken};
            m_askers[token] = {from, incarnation, sent.id};
            give(sent.to, RequestReceived{token, sent.request});
        },
        [this, from, sent, incarnation] {
            // A broken connection is noticed or not, and what refused it may be anything.
            if (m_hosts.at(from).incarnation == incarnation && below(2) == 0)
                give(from, RequestFailed{sent.to, sent.id, below(2) == 0});
        });
}

void ModelCluster::answer(
    BrokerId from, RequestToken token, const Response& response, const Payload& payload)
{
    const auto asker = m_askers.at(token);
    m_askers.erase(token);
    travel(
        from, asker.id,
        [this, from, asker, response, payload] {
            // A response comes over the connection of its request: a restarted node never sees it.
            if (m_hosts.at(asker.id).incarnation == asker.incarnation)
                give(asker.id, ResponseReceived{from, asker.request, response}, payload);
        },
        [] {});
}

void ModelCluster::travel(BrokerId from, BrokerId to, const Event& arrive, const Event& lost)
{
    const auto delay
        = [this] { return m_chaos && below(20) == 0 ? millis(20, 1500) : millis(1, 20); };
    const bool isCut = m_hosts.at(from).side != m_hosts.at(to).side;
    if (isCut || (m_chaos && below(25) == 0)) {
        ++m_counts.lost;
        return at(m_now + delay(), lost);
    }
    at(m_now + delay(), arrive);
    if (m_chaos && below(25) == 0) {
        ++m_counts.doubled;
        at(m_now + delay(), arrive);
    }
}

void ModelCluster::disturb()
{
    if (!m_chaos)
        return;
    const auto id = anyNode();
    auto& host = m_hosts.at(id);
    switch (below(8)) {
    case 0:
    case 1:
        if (host.node->runs())
            crash(id);
        break;
    case 2:
    case 3:
        for (auto& [other, node] : m_hosts)
            node.side = static_cast<int>(below(2));
        break;
    case 4: host.side = 1 - host.side; break;
    case 5:
        if (host.node->runs()) {
            host.node->takeSnapshot(moment());
            after(id);
        }
        break;
    case 6:
        if (below(3) == 0)
            give(id, Resign{});
        break;
    default:
        for (auto& [other, node] : m_hosts)
            node.side = 0;
    }
    at(m_now + millis(50, 1500), [this] { disturb(); });
}

void ModelCluster::produce()
{
    // Whoever takes itself for the leader, which may be two.
    for (auto& [id, host] : m_hosts) {
        if (!host.node->runs() || host.node->raft().role() != Role::Leader)
            continue;
        host.node->append(++m_lastValue, moment());
        m_checker.appended(*host.node);
        after(id);
    }
    at(m_now + millis(5, 200), [this] { produce(); });
}

void ModelCluster::heal()
{
    m_chaos = false;
    for (auto& [id, host] : m_hosts) {
        host.side = 0;
        if (!host.node->runs())
            start(id);
    }
}

RaftNode* ModelCluster::leader()
{
    for (auto& [id, host] : m_hosts) {
        const auto& raft = host.node->raft();
        if (raft.role() == Role::Leader && std::ranges::all_of(m_hosts, [&](const auto& other) {
                return other.second.node->raft().leader() == id;
            }))
            return host.node.get();
    }
    return nullptr;
}

bool ModelCluster::allCommitted(Offset offset)
{
    return std::ranges::all_of(m_hosts,
        [&](const auto& host) { return host.second.node->raft().highWatermark() >= offset; });
}

}  // namespace raft_test
