// SPDX-License-Identifier: GPL-3.0-or-later
#include "quorum_rig.h"

#include <fmt/format.h>

#include "engine/base/assert.h"
#include "engine/protocol/codec.h"
#include "engine/storage/batch_builder.h"
#include "engine/storage/record.h"

namespace quorum_test {
namespace {

const std::string kDirectory = "/data/__cluster_metadata-0";

template <class Variant> std::shared_ptr<Received<Variant>> overTheWire(const Variant& message)
{
    auto received = std::make_shared<Received<Variant>>();
    std::visit(
        [&]<class Message>(const Message& sent) {
            constexpr auto version = Message::Api::kMax;
            received->bytes = protocol::encode(sent, version).takeBytes();
            auto decoded = protocol::decode<Message>(received->bytes, version);
            SB_ASSERT(decoded, "what we encode decodes");
            received->message = *std::move(decoded);
        },
        message);
    return received;
}

void add(QuorumHost::SnapshotCounts& sum, const QuorumHost::SnapshotCounts& more)
{
    sum.made += more.made;
    sum.loaded += more.loaded;
    sum.fetched += more.fetched;
    sum.cuts += more.cuts;
}

}  // namespace

struct QuorumNode::Process {
    Process(sim::SimNetwork& network, sim::SimFiles& files, sim::NodeId node)
        : executor(network.loop(), node)
        , clock(network.loop(), env::Millis{0})
        , transport(network, executor)
        , random(network.loop().random().next())
        , environment{executor, clock, files, transport, random}
        , cache(files, 8)
        , context{files, clock, cache, {}}
    {
    }

    sim::SimExecutor executor;
    sim::SimClock clock;
    sim::SimTransport transport;
    sim::SimRandom random;
    env::Environment environment;
    storage::FileCache cache;
    storage::LogContext context;
    std::unique_ptr<storage::Log> log;
    std::unique_ptr<QuorumHost> host;
};

QuorumNode::QuorumNode(QuorumRig& rig, BrokerId id)
    : m_rig(rig)
    , m_id(id)
    , m_files(rig.loop(), id.value())
{
    SB_ASSERT(m_files.createDirectories(kDirectory), "a disk in memory takes a directory");
}

QuorumNode::~QuorumNode()
{
    if (m_process)
        end(End::Process);
}

void QuorumNode::start()
{
    ++m_incarnation;
    m_committed.clear();
    m_failure.reset();
    m_process = std::make_unique<Process>(m_rig.network(), m_files, m_id.value());
    storage::LogConfig logConfig;
    logConfig.segmentBytes = m_rig.segmentBytes;
    auto opened
        = storage::Log::open(m_process->context, {kDirectory, logConfig, Offset(0), Offset(0)});
    SB_ASSERT(opened, "the log opens");
    m_process->log = *std::move(opened);
    raft::Config config;
    config.self = m_id;
    std::vector<BrokerId> voters;
    for (auto* node : m_rig.nodes())
        voters.push_back(node->id());
    config.voters = raft::VoterSet(voters);
    QuorumHost::Callbacks callbacks;
    callbacks.onCommitted
        = [this](const auto& header, ByteView batch) { return onCommitted(header, batch); };
    callbacks.onLeadership = [this](LeaderEpoch epoch) { m_rig.onLeadership(m_id, epoch); };
    callbacks.onFailure = [this](const Error& error) { m_failure = error; };
    if (m_rig.snapshots) {
        callbacks.onSnapshot = [this](const auto& position, ByteView batches) {
            return onSnapshot(position, batches);
        };
        callbacks.makeSnapshot = [this] { return makeSnapshot(); };
    }
    if (m_rig.adjust)
        m_rig.adjust(m_id, callbacks);
    auto host = QuorumHost::create(
        {config, "cluster", "quorum", m_rig.snapshots.value_or(SnapshotOptions{})}, *m_process->log,
        m_process->environment, *this, std::move(callbacks));
    if (!host) {
        m_rig.m_violations.push_back(host.error().message);
        return end(End::Process);
    }
    m_process->host = *std::move(host);
    m_process->executor.post([this] { m_process->host->start(); });
}

void QuorumNode::end(End how)
{
    m_process->executor.runInside([&] {
        if (how == End::Orderly)
            m_process->host->stop();
        if (m_process->host)
            add(m_rig.m_snapshotCounts, m_process->host->snapshotCounts());
        m_process->host.reset();
        m_process->log.reset();
        m_process->executor.drop();
    });
    m_process.reset();
    ++m_incarnation;
    if (how == End::Power)
        m_files.losePower();
    else
        m_files.crashProcess();
}

void QuorumNode::setPaused(bool paused)
{
    m_process->executor.setPaused(paused);
}

bool QuorumNode::isLeading() const
{
    return m_process && m_process->host->leadership() && !m_failure;
}

void QuorumNode::run(const std::function<void(QuorumHost&)>& task)
{
    m_process->executor.runInside([&] { task(*m_process->host); });
}

void QuorumNode::append(const std::string& value)
{
    storage::BatchBuilder builder;
    builder.add(env::Millis(0), std::nullopt, asBytes(value));
    auto batch = builder.build();
    run([&](QuorumHost& host) {
        host.append(*host.leadership(), std::move(batch),
            [this, value](
                AppendOutcome outcome, Offset base) { m_rig.onAppended(outcome, base, value); });
    });
}

Result<> QuorumNode::onCommitted(const storage::BatchHeader& header, ByteView batch)
{
    std::string text;
    if (!header.isControl())
        SB_TRY(storage::forEachRecord(batch,
            [&](const auto&, const storage::Record& record) { text += asText(*record.value); }));
    const std::pair entry(header.leaderEpoch, text);
    m_committed.emplace(header.baseOffset, entry);
    m_rig.onBatch(m_id, header.baseOffset, entry);
    return {};
}

/// One record for each batch that was handed on: offset and epoch as its key.
QuorumHost::SnapshotMaker QuorumNode::makeSnapshot() const
{
    return [state = m_committed](env::WallTime last) {
        std::vector<Bytes> batches;
        for (const auto& [offset, batch] : state) {
            storage::BatchBuilder builder;
            const auto key = fmt::format("{} {}", offset.value(), batch.first.value());
            builder.add(last, asBytes(key), asBytes(batch.second));
            batches.push_back(builder.build());
        }
        return batches;
    };
}

Result<> QuorumNode::onSnapshot(const raft::LogPosition& position, ByteView batches)
{
    Committed loaded;
    SB_TRY(storage::forEachRecord(
        batches, [&](const storage::BatchHeader& header, const storage::Record& record) {
            if (header.isControl())
                return;
            const std::string key(asText(*record.key));
            const auto blank = key.find(' ');
            const std::pair entry(
                LeaderEpoch(std::stoi(key.substr(blank + 1))), std::string(asText(*record.value)));
            loaded.emplace(Offset(std::stoll(key)), entry);
        }));
    m_rig.onLoaded(m_id, position, m_committed, loaded);
    m_committed = std::move(loaded);
    return {};
}

std::vector<raft::LogPosition> QuorumNode::snapshots()
{
    return *SnapshotFiles(kDirectory).list(m_files);
}

void QuorumNode::send(
    BrokerId to, const QuorumRequest& request, raft::Duration timeout, Answer answer)
{
    auto& loop = m_rig.loop();
    const auto mine = m_incarnation;
    // By way of the executor: a paused process takes no answer, and a dead one's are nobody's.
    using Back = std::shared_ptr<Received<QuorumResponse>>;
    auto deliver = [this, mine, answer = std::make_shared<Answer>(std::move(answer))](Back back) {
        if (m_incarnation != mine)
            return;
        m_process->executor.post([answer, back = std::move(back)] {
            if (*answer)
                std::exchange(*answer, {})(back ? Result<QuorumResponse>(back->message)
                                                : fail(ErrorCode::TimedOut, "No answer in time"));
        });
    };
    loop.after(timeout, [deliver] { deliver(nullptr); });
    if (!m_rig.delivers(m_id, to))
        return;
    loop.after(m_rig.network().latency(), [this, to, received = overTheWire(request), deliver] {
        m_rig.node(to.value())
            .receive(received, [this, to, deliver](const QuorumResponse& response) {
                if (!m_rig.delivers(to, m_id))
                    return;
                m_rig.loop().after(m_rig.network().latency(),
                    [deliver, back = overTheWire(response)] { deliver(back); });
            });
    });
}

void QuorumNode::receive(std::shared_ptr<Received<QuorumRequest>> request, QuorumHost::Reply reply)
{
    if (!m_process)
        return;
    m_process->executor.post([this, request = std::move(request), reply = std::move(reply)] {
        m_process->host->receive(request->message, reply);
    });
}

QuorumRig::QuorumRig(std::uint64_t seed, int voters)
    : m_loop(seed)
    , m_network(m_loop)
    , m_random(m_loop.random().next())
{
    for (int id = 1; id <= voters; ++id)
        m_nodes.emplace(BrokerId(id), std::make_unique<QuorumNode>(*this, BrokerId(id)));
}

std::vector<QuorumNode*> QuorumRig::nodes()
{
    std::vector<QuorumNode*> all;
    for (const auto& [id, node] : m_nodes)
        all.push_back(node.get());
    return all;
}

void QuorumRig::startAll()
{
    for (auto* node : nodes())
        node->start();
}

QuorumNode* QuorumRig::leader()
{
    QuorumNode* best = nullptr;
    LeaderEpoch epoch{-1};
    for (auto* node : nodes()) {
        if (!node->isLeading())
            continue;
        node->run([&](QuorumHost& host) {
            if (*host.leadership() > epoch) {
                epoch = *host.leadership();
                best = node;
            }
        });
    }
    return best;
}

void QuorumRig::runFor(raft::Duration duration)
{
    const auto end = m_loop.now() + duration;
    while (m_loop.step(end)) { }
}

bool QuorumRig::agreed()
{
    for (auto* node : nodes())
        if (!node->isRunning() || node->committed() != m_truth)
            return false;
    return std::ranges::all_of(m_acknowledged, [this](const auto& acknowledged) {
        const auto found = m_truth.find(acknowledged.first);
        return found != m_truth.end() && found->second.second == acknowledged.second;
    });
}

void QuorumRig::isolate(int id)
{
    for (auto* other : nodes())
        if (other->id() != BrokerId(id))
            cut(id, other->id().value());
}

bool QuorumRig::delivers(BrokerId from, BrokerId to)
{
    if (m_network.isCut(from.value(), to.value()))
        return false;
    return m_lossOneIn == 0 || !m_random.oneIn(static_cast<std::uint64_t>(m_lossOneIn));
}

void QuorumRig::onLeadership(BrokerId node, LeaderEpoch epoch)
{
    const auto [found, isNew] = m_leaders.emplace(epoch, node);
    if (!isNew)
        m_violations.push_back(fmt::format("epoch {} had broker {} and has broker {} as its leader",
            epoch.value(), found->second.value(), node.value()));
}

void QuorumRig::onBatch(
    BrokerId node, Offset offset, const std::pair<LeaderEpoch, std::string>& batch)
{
    const auto [found, isNew] = m_truth.emplace(offset, batch);
    if (!isNew && found->second != batch)
        m_violations.push_back(fmt::format("broker {} was handed \"{}\" at {}, others \"{}\"",
            node.value(), batch.second, offset.value(), found->second.second));
}

/// A snapshot holds just what was committed before it, and takes nothing away.
void QuorumRig::onLoaded(BrokerId node, const raft::LogPosition& position,
    const QuorumNode::Committed& before, const QuorumNode::Committed& loaded)
{
    const auto end = m_truth.lower_bound(position.offset);
    const QuorumNode::Committed expected(m_truth.begin(), end);
    if (loaded != expected || expected.rbegin()->second.first != position.epoch)
        m_violations.push_back(fmt::format("broker {} loads a snapshot up to {} of something else",
            node.value(), position.offset.value()));
    if (before.size() >= loaded.size())
        m_violations.push_back(fmt::format(
            "broker {} goes back to {} by a snapshot", node.value(), position.offset.value()));
}

QuorumHost::SnapshotCounts QuorumRig::snapshotCounts()
{
    auto sum = m_snapshotCounts;
    for (auto* node : nodes())
        if (node->isRunning())
            node->run([&](QuorumHost& host) { add(sum, host.snapshotCounts()); });
    return sum;
}

void QuorumRig::onAppended(AppendOutcome outcome, Offset base, const std::string& value)
{
    if (outcome == AppendOutcome::Committed) {
        if (!m_acknowledged.emplace(base, value).second)
            m_violations.push_back(fmt::format("offset {} was given twice", base.value()));
    } else if (outcome == AppendOutcome::Unknown) {
        ++m_unknown;
    }
}

}  // namespace quorum_test
