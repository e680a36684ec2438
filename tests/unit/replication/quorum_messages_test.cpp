// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/replication/quorum_leader_change.h"
#include "engine/replication/quorum_log.h"
#include "engine/replication/quorum_messages.h"
#include "engine/storage/record.h"

using namespace stormbench;
using namespace stormbench::replication;
using protocol::WireError;

namespace {

const std::string kCluster = "MkU3OEVBNTcwNTJENDM2Qg";
const BrokerId kTo{2};
const raft::LogPosition kPosition{Offset(40), LeaderEpoch(6)};
const raft::ResponseHeader kHead{raft::RaftError::None, LeaderEpoch(7), BrokerId(1)};

template <class T> T thereAndBack(const T& request)
{
    const auto read = fromWire(toWire(raft::Request(request), kTo, kCluster), kCluster);
    return read ? std::get<T>(*read) : T{};
}
template <class T> T answered(const T& response)
{
    const auto read = fromWire(toWire(raft::Response(response), {}));
    return read ? std::get<T>(read->response) : T{};
}

Bytes leaderChange(std::int64_t offset, int epoch)
{
    return encodeLeaderChange(
        {Offset(offset), LeaderEpoch(epoch),
            raft::VoterSet({BrokerId(1), BrokerId(2), BrokerId(3)}), {BrokerId(1), BrokerId(3)}},
        BrokerId(1), env::WallTime(1'700'000'000'000));
}

}  // namespace

class QuorumMessagesTest : public QObject {
    Q_OBJECT
private slots:
    void requestsComeBackAsTheyWent();
    void responsesComeBackAsTheyWent();
    void errorsKeepTheirMeaning();
    void foreignRequestsAreRefused();
    void refusalsAreNoAnswers();
    void aNewObserverKnowsNothing();
    void anEpochBeginsWithKafkasControlRecord();
    void describesWholeBatchesOnly();
    void refusesGapsAndDamage();
};

void QuorumMessagesTest::requestsComeBackAsTheyWent()
{
    const auto vote = thereAndBack(raft::VoteRequest{BrokerId(1), LeaderEpoch(7), kPosition, true});
    QVERIFY(vote.candidate == BrokerId(1) && vote.epoch == LeaderEpoch(7));
    QVERIFY(vote.logEnd == kPosition && vote.preVote);
    const auto begin = thereAndBack(raft::BeginQuorumEpochRequest{BrokerId(1), LeaderEpoch(7)});
    QVERIFY(begin.leader == BrokerId(1) && begin.epoch == LeaderEpoch(7));
    const auto end = thereAndBack(
        raft::EndQuorumEpochRequest{BrokerId(1), LeaderEpoch(7), {BrokerId(3), BrokerId(2)}});
    QVERIFY(end.leader == BrokerId(1) && end.epoch == LeaderEpoch(7));
    QVERIFY((end.successors == std::vector{BrokerId(3), BrokerId(2)}));
    const auto fetch = thereAndBack(raft::FetchRequest{
        BrokerId(3), LeaderEpoch(7), kPosition, kNoOffset, std::chrono::milliseconds(500)});
    QVERIFY(fetch.replica == BrokerId(3) && fetch.epoch == LeaderEpoch(7));
    QVERIFY(fetch.position == kPosition && fetch.maxWait == std::chrono::milliseconds(500));
    const auto snapshot
        = thereAndBack(raft::FetchSnapshotRequest{BrokerId(3), LeaderEpoch(7), kPosition});
    QVERIFY(snapshot.replica == BrokerId(3) && snapshot.epoch == LeaderEpoch(7));
    QVERIFY(snapshot.snapshot == kPosition);
}

void QuorumMessagesTest::responsesComeBackAsTheyWent()
{
    const auto vote = answered(raft::VoteResponse{kHead, true});
    QVERIFY(vote.granted && vote.header.epoch == LeaderEpoch(7));
    QVERIFY(vote.header.leader == BrokerId(1));
    QCOMPARE(answered(raft::BeginQuorumEpochResponse{kHead}).header.epoch, LeaderEpoch(7));
    QCOMPARE(answered(raft::EndQuorumEpochResponse{kHead}).header.epoch, LeaderEpoch(7));
    QCOMPARE(answered(raft::FetchSnapshotResponse{kHead}).header.epoch, LeaderEpoch(7));
    raft::FetchResponse sent;
    sent.header = kHead;
    sent.highWatermark = Offset(39);
    const auto plain = answered(sent);
    QVERIFY(plain.header.leader == BrokerId(1) && plain.highWatermark == Offset(39));
    QVERIFY(!plain.diverging && !plain.snapshot);
    sent.diverging = kPosition;
    QVERIFY(answered(sent).diverging == kPosition);
    sent.diverging.reset();
    sent.snapshot = kPosition;
    QVERIFY(answered(sent).snapshot == kPosition);
    const auto bytes = leaderChange(40, 7);
    const auto received = fromWire(toWire(raft::Response(sent), bytes));
    QVERIFY(received && std::ranges::equal(received->records, bytes));
}

void QuorumMessagesTest::errorsKeepTheirMeaning()
{
    using enum raft::RaftError;
    for (const auto error : {None, NotLeaderOrFollower, FencedLeaderEpoch, UnknownLeaderEpoch,
             InconsistentVoterSet, SnapshotNotFound}) {
        const raft::ResponseHeader head{error, LeaderEpoch(7), kNoBroker};
        QVERIFY(answered(raft::VoteResponse{head, false}).header.error == error);
        QVERIFY(answered(raft::FetchSnapshotResponse{head}).header.error == error);
    }
}

void QuorumMessagesTest::foreignRequestsAreRefused()
{
    const auto wire
        = toWire(raft::BeginQuorumEpochRequest{BrokerId(1), LeaderEpoch(7)}, kTo, kCluster);
    QVERIFY(fromWire(wire, "another").error() == WireError::InconsistentClusterId);
    auto begin = std::get<protocol::BeginQuorumEpochRequest>(wire);
    begin.topics.front().topicName = "orders";
    QVERIFY(fromWire(begin, kCluster).error() == WireError::InvalidRequest);
    begin.topics.clear();
    QVERIFY(fromWire(begin, kCluster).error() == WireError::InvalidRequest);
    QVERIFY(fromWire(protocol::FetchRequest{}, kCluster).error() == WireError::InvalidRequest);
    auto vote = std::get<protocol::VoteRequest>(
        toWire(raft::VoteRequest{BrokerId(1), LeaderEpoch(7), kPosition}, kTo, kCluster));
    vote.topics.front().partitions.front().lastOffset = -5;
    QVERIFY(fromWire(vote, kCluster).error() == WireError::InvalidRequest);
}

void QuorumMessagesTest::refusalsAreNoAnswers()
{
    const auto refused = refusal(protocol::VoteRequest{}, WireError::InconsistentClusterId);
    QVERIFY(std::holds_alternative<protocol::VoteResponse>(refused));
    QVERIFY(!fromWire(refused));
    QVERIFY(!fromWire(protocol::FetchResponse{}));
}

void QuorumMessagesTest::aNewObserverKnowsNothing()
{
    protocol::FetchRequest wire;
    wire.replicaState.replicaId = 4;
    auto& topic = wire.topics.emplace_back();
    topic.topicId = kMetadataTopicId;
    topic.partitions.emplace_back();
    const auto read = fromWire(wire, kCluster);
    QVERIFY(read);
    QVERIFY(std::get<raft::FetchRequest>(*read).position == raft::LogPosition{});
    QVERIFY(std::get<raft::FetchRequest>(*read).epoch == LeaderEpoch(0));
}

void QuorumMessagesTest::anEpochBeginsWithKafkasControlRecord()
{
    const auto batch = leaderChange(40, 7);
    int records = 0;
    QVERIFY(storage::forEachRecord(
        batch, [&](const storage::BatchHeader& header, const storage::Record& record) {
            ++records;
            QVERIFY(header.isControl() && header.leaderEpoch == LeaderEpoch(7));
            QVERIFY(record.offset == Offset(40));
            // version 0, type 2
            QVERIFY((Bytes(record.key->begin(), record.key->end()) == Bytes{0, 0, 0, 2}));
            // version, leader 1, voters 1 2 3, granting 1 3; each struct ends without tagged fields
            const Bytes expected{0, 0, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0,
                3, 0, 0, 0, 1, 0, 0, 0, 0, 3, 0, 0};
            QVERIFY((Bytes(record.value->begin(), record.value->end()) == expected));
        }));
    QCOMPARE(records, 1);
}

void QuorumMessagesTest::describesWholeBatchesOnly()
{
    auto bytes = leaderChange(40, 7);
    const auto whole = bytes.size();
    for (const auto& more : {leaderChange(41, 7), leaderChange(42, 9), leaderChange(43, 9)})
        bytes.insert(bytes.end(), more.begin(), more.end());
    const auto described = describeBatches(ByteView(bytes).first(bytes.size() - 1));
    QVERIFY(described);
    QCOMPARE(described->bytes.size(), 3 * whole);
    QVERIFY((described->range
        == raft::RecordRange{
            Offset(40), Offset(43), {{LeaderEpoch(7), Offset(40)}, {LeaderEpoch(9), Offset(42)}}}));
    QVERIFY(describeBatches({})->range.empty());
}

void QuorumMessagesTest::refusesGapsAndDamage()
{
    const auto join = [](Bytes first, const Bytes& second) {
        first.insert(first.end(), second.begin(), second.end());
        return first;
    };
    QVERIFY(describeBatches(join(leaderChange(40, 7), leaderChange(41, 7))));
    QVERIFY(!describeBatches(join(leaderChange(40, 7), leaderChange(42, 7))));
    QVERIFY(!describeBatches(join(leaderChange(40, 7), leaderChange(41, 6))));
    auto damaged = leaderChange(40, 7);
    damaged.back() ^= 1;
    QVERIFY(!describeBatches(damaged));
}

QTEST_GUILESS_MAIN(QuorumMessagesTest)
#include "quorum_messages_test.moc"
