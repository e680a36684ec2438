// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/quorum_host.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/base/log.h"
#include "engine/env/clock.h"
#include "engine/env/random.h"

namespace stormbench::replication {

Result<std::unique_ptr<QuorumHost>> QuorumHost::create(Options options, storage::Log& log,
    env::Environment environment, QuorumPeers& peers, Callbacks callbacks)
{
    SB_TRY_ASSIGN(const auto state, QuorumStateFile(log.directory()).load(environment.files));
    SB_TRY_ASSIGN(auto found, recoverQuorum(log, environment.files));
    if (found.log.snapshot && !callbacks.onSnapshot)
        return stormbench::fail(
            ErrorCode::Unsupported, "There is a metadata snapshot, and nobody who would load it");
    return std::unique_ptr<QuorumHost>(new QuorumHost(std::move(options), log, environment, peers,
        std::move(callbacks), state, std::move(found)));
}

QuorumHost::QuorumHost(Options options, storage::Log& log, env::Environment environment,
    QuorumPeers& peers, Callbacks callbacks, const raft::QuorumState& state, RecoveredQuorum found)
    : m_options(std::move(options))
    , m_environment(environment)
    , m_peers(peers)
    , m_callbacks(std::move(callbacks))
    , m_log(log, environment.files)
    , m_stateFile(log.directory())
    , m_snapshots(log.directory(), environment, std::move(found.snapshots))
    , m_raft(m_options.raft, state, found.log)
    , m_timer(environment.executor.createTimer())
    , m_flushed(found.log.endOffset)
    , m_policy(m_options.snapshots, environment.clock.steadyNow())
{
    if (found.log.snapshot)
        m_loadedAtStart = std::move(found.newest);
}

QuorumHost::~QuorumHost() = default;

void QuorumHost::start()
{
    if (auto loaded = std::exchange(m_loadedAtStart, std::nullopt))
        handOn(*m_raft.log().snapshot(), *std::move(loaded));
    step(raft::Start{});
}

void QuorumHost::resign()
{
    step(raft::Resign{});
}

void QuorumHost::stop()
{
    m_stopped = true;
    m_timer->cancel();
    m_outputs.clear();
    m_requests.clear();
}

raft::Moment QuorumHost::moment() const
{
    return {m_environment.clock.steadyNow(), m_environment.random.next()};
}

void QuorumHost::step(const raft::Input& input, SharedBytes payload)
{
    if (m_stopped)
        return;
    for (auto& output : m_raft.step(input, moment()))
        m_outputs.push_back({std::move(output), payload});
    pump();
}

/// Performs what waits, in order. Inputs that come meanwhile put their outputs behind.
void QuorumHost::pump()
{
    if (m_pumping)
        return;
    m_pumping = true;
    while (!m_stopped) {
        if (m_outputs.empty()) {
            if (m_persisting || (!cutIfDue() && !writeNextAppend()))
                break;
        } else if (mustWait(m_outputs.front().output)) {
            break;
        } else {
            const auto next = std::move(m_outputs.front());
            m_outputs.pop_front();
            perform(next);
        }
    }
    m_pumping = false;
    flushIfNeeded();
}

void QuorumHost::onAnswer(BrokerId from, raft::RequestId id, const Result<QuorumResponse>& answer)
{
    auto received
        = answer ? fromWire(*answer) : Result<ReceivedResponse>(stormbench::fail(answer.error()));
    if (!received)
        return step(raft::RequestFailed{from, id, received.error().code == ErrorCode::Unavailable});
    SharedBytes payload;
    if (auto* fetch = std::get_if<raft::FetchResponse>(&received->response)) {
        const auto described = describeBatches(received->records);
        if (!described) {
            log::warn(m_options.loggerName, "from broker {}: {}", from.value(),
                described.error().message);
            return step(raft::RequestFailed{from, id});
        }
        fetch->records = described->range;
        payload = std::make_shared<const Bytes>(described->bytes.begin(), described->bytes.end());
    }
    step(raft::ResponseReceived{from, id, std::move(received->response)}, std::move(payload));
}

void QuorumHost::receive(const QuorumRequest& request, Reply reply)
{
    if (m_stopped)
        return reply(refusal(request, protocol::WireError::NotLeaderOrFollower));
    auto decoded = fromWire(request, m_options.clusterId);
    if (!decoded)
        return reply(refusal(request, decoded.error()));
    BrokerId replica = kNoBroker;
    if (auto* fetch = std::get_if<raft::FetchRequest>(&*decoded)) {
        replica = fetch->replica;
        const auto told = m_toldHighWatermark.find(replica);
        if (told != m_toldHighWatermark.end())
            fetch->highWatermark = told->second;
        else if (replica != kNoBroker)
            fetch->highWatermark = Offset{0};
    }
    ++m_lastToken;
    auto kind = std::visit(
        []<class Wire>(const Wire& wire) -> QuorumRequest {
            if constexpr (std::is_same_v<Wire, protocol::FetchSnapshotRequest>)
                return wire;
            return Wire{};
        },
        request);
    m_requests.emplace(m_lastToken, PendingRequest{std::move(kind), replica, std::move(reply)});
    step(raft::RequestReceived{m_lastToken, *std::move(decoded)});
}

void QuorumHost::append(LeaderEpoch epoch, Bytes batch, AppendDone done)
{
    if (m_stopped)
        return;
    if (m_leadership != epoch || m_raft.role() != raft::Role::Leader || m_raft.epoch() != epoch) {
        m_environment.executor.post([done = std::move(done), alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                done(AppendOutcome::NotLeader, kNoOffset);
        });
        return;
    }
    const auto header = storage::parseBatchHeader(batch);
    SB_ASSERT(header && header->sizeInBytes == batch.size(), "one whole batch is appended");
    const auto base = nextOffset();
    storage::stampBaseOffset(batch, base);
    storage::stampLeaderEpoch(batch, epoch);
    m_appends.add(
        {epoch, std::move(batch), base, base + header->lastOffsetDelta + 1, std::move(done)});
    pump();
}

Offset QuorumHost::nextOffset() const
{
    return m_appends.endOffset().value_or(m_log.endOffset());
}

/// Only when no output waits: the log is then where the core takes it to be.
bool QuorumHost::writeNextAppend()
{
    auto next = m_appends.takeUnwritten();
    if (!next)
        return false;
    SB_ASSERT(m_raft.role() == raft::Role::Leader && m_raft.epoch() == next->epoch
            && m_log.endOffset() == next->base,
        "appends end with their epoch");
    const raft::Appended input{next->epoch, next->end};
    const auto appended = m_log.append(next->batch);
    m_appends.written(*std::move(next));
    if (!appended) {
        fail(appended.error());
        return false;
    }
    step(input);
    return true;
}

void QuorumHost::flushIfNeeded()
{
    if (m_stopped || m_flushing || m_log.endOffset() <= m_flushed)
        return;
    auto prepared = m_log.prepareFlush();
    if (!prepared)
        return fail(prepared.error());
    SB_ASSERT(prepared->has_value(), "what was appended is not durable yet");
    m_flushing = true;
    auto job = std::make_shared<storage::FlushJob>(**std::move(prepared));
    auto outcome = std::make_shared<Result<>>();
    m_environment.executor.runBlocking(
        [job, outcome, &files = m_environment.files] { *outcome = job->run(files); },
        [this, alive = std::weak_ptr(m_alive), job, outcome, version = m_logVersion] {
            if (alive.expired())
                return;
            m_flushing = false;
            m_log.completeFlush(*job, *outcome);
            if (!*outcome)
                return fail(outcome->error());
            m_flushed = job->upTo;
            step(raft::Flushed{job->upTo, version});
        });
}

void QuorumHost::armTimer(raft::Time deadline)
{
    const auto now = m_environment.clock.steadyNow();
    m_timer->start(std::max(deadline - now, raft::Duration{0}), [this] {
        step(raft::Tick{});
        // A timer that came early must come again: the core does not repeat itself.
        const auto next = m_raft.nextDeadline();
        if (!m_stopped && next && !m_timer->active())
            armTimer(
                std::max(*next, m_environment.clock.steadyNow() + std::chrono::milliseconds(1)));
    });
}

void QuorumHost::fail(const Error& error)
{
    if (m_stopped)
        return;
    log::error(m_options.loggerName, "the metadata quorum: {}", error.message);
    const auto requests = std::exchange(m_requests, {});
    stop();
    for (const auto& [token, request] : requests)
        request.reply(refusal(request.refusalFor, protocol::WireError::KafkaStorageError));
    m_appends.leadershipLost();
    if (m_callbacks.onFailure)
        m_callbacks.onFailure(error);
}

}  // namespace stormbench::replication
