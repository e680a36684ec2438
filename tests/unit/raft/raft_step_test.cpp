// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <utility>

#include "engine/raft/raft.h"

using namespace stormbench;
using namespace stormbench::raft;
using namespace std::chrono_literals;

/// Single steps of one node that no script reaches: what a host or a peer may do wrong or late.
class RaftStepTest : public QObject {
    Q_OBJECT
private slots:
    void judgesFetches_data();
    void judgesFetches();
    void truncatesByEpoch_data();
    void truncatesByEpoch();
    void flushOfBeforeATruncationDoesNotCount();
    void neverTruncatesWhatIsCommitted();
    void takesNoRecordsFromBeyondTheLeadersEpoch();
    void storedSnapshotReplacesALogThatDoesNotHoldIt();
    void parkedFetchesAreAnsweredOnce();
    void aLeaderThatRefusesConnectionsIsNotWaitedFor_data();
    void aLeaderThatRefusesConnectionsIsNotWaitedFor();
};

namespace {

constexpr BrokerId kSelf{1}, kOther{2}, kThird{3};

LogPosition position(std::int64_t offset, int epoch)
{
    return {Offset{offset}, LeaderEpoch{epoch}};
}

// Offsets 10 to 29: epoch 3 up to 15, 5 up to 20, 6 up to 30, after a snapshot at 10.
StoredLog storedLog()
{
    return {position(10, 2), Offset{30},
        {{LeaderEpoch{3}, Offset{10}}, {LeaderEpoch{5}, Offset{15}}, {LeaderEpoch{6}, Offset{20}}},
        position(10, 2)};
}

template <typename T> const T* find(const Outputs& outputs)
{
    for (const auto& output : outputs)
        if (const auto* found = std::get_if<T>(&output))
            return found;
    return nullptr;
}

/// Node 1 of three, following node 2 in epoch 7, with its fetch under way.
struct Follower {
    Follower()
        : raft(config(), {LeaderEpoch{7}, kNoBroker, kOther}, storedLog())
    {
        remember(raft.step(Start{}, {0s}));
    }
    static Config config()
    {
        Config config;
        config.self = kSelf;
        config.voters = VoterSet{{kSelf, kOther, kThird}};
        return config;
    }
    void remember(const Outputs& outputs)
    {
        if (const auto* sent = find<Send>(outputs))
            fetch = sent->id;
    }
    Outputs answer(FetchResponse response)
    {
        response.header = {RaftError::None, LeaderEpoch{7}, kOther};
        const auto outputs = raft.step(ResponseReceived{kOther, fetch, response}, {1s});
        remember(outputs);
        return outputs;
    }
    Outputs answerWithRecords(int epoch, std::int64_t end, std::int64_t highWatermark = 0)
    {
        FetchResponse response;
        const auto base = raft.log().endOffset();
        response.records = {base, Offset{end}, {{LeaderEpoch{epoch}, base}}};
        response.highWatermark = Offset{highWatermark};
        return answer(response);
    }
    Outputs flushed(std::int64_t end, std::uint64_t version)
    {
        const auto outputs = raft.step(Flushed{Offset{end}, version}, {1s});
        remember(outputs);
        return outputs;
    }
    Outputs answerDiverging(std::int64_t offset, int epoch)
    {
        FetchResponse response;
        response.diverging = position(offset, epoch);
        return answer(response);
    }

    Raft raft;
    RequestId fetch{0};
};

}  // namespace

void RaftStepTest::judgesFetches_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("epoch");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("at the end") << 30 << 6 << "valid";
    QTest::newRow("in the middle") << 17 << 5 << "valid";
    QTest::newRow("at an epoch's end") << 20 << 5 << "valid";
    QTest::newRow("at the start") << 10 << 2 << "valid";
    QTest::newRow("beyond the end") << 31 << 6 << "diverging 30@6";
    QTest::newRow("longer in an old epoch") << 17 << 3 << "diverging 15@3";
    QTest::newRow("an epoch unknown here") << 18 << 4 << "diverging 15@3";
    QTest::newRow("a later epoch") << 30 << 9 << "diverging 30@6";
    QTest::newRow("before the start") << 9 << 2 << "snapshot";
    QTest::newRow("empty") << 0 << 0 << "snapshot";
    QTest::newRow("at the start, from elsewhere") << 10 << 1 << "snapshot";
    QTest::newRow("longer, but all of old epochs") << 40 << 1 << "snapshot";
    QTest::newRow("beyond the start in the snapshot's epoch") << 12 << 2 << "diverging 10@2";
}

void RaftStepTest::judgesFetches()
{
    QFETCH(int, offset);
    QFETCH(int, epoch);
    QFETCH(QString, verdict);
    const auto judged = LogView(storedLog()).judge(position(offset, epoch));
    QString text = judged.valid() ? "valid" : "snapshot";
    if (judged.diverging)
        text = QStringLiteral("diverging %1@%2")
                   .arg(judged.diverging->offset.value())
                   .arg(judged.diverging->epoch.value());
    QCOMPARE(text, verdict);
}

void RaftStepTest::truncatesByEpoch_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("epoch");
    QTest::addColumn<int>("point");
    QTest::newRow("the leader's epoch ended earlier") << 25 << 6 << 25;
    QTest::newRow("the leader lacks an epoch") << 18 << 5 << 18;
    QTest::newRow("the leader's epoch went on longer") << 28 << 5 << 20;
    QTest::newRow("an epoch unknown here") << 22 << 4 << 15;
    QTest::newRow("back to the snapshot") << 10 << 2 << 10;
}

void RaftStepTest::truncatesByEpoch()
{
    QFETCH(int, offset);
    QFETCH(int, epoch);
    QFETCH(int, point);
    Follower follower;
    const auto outputs = follower.answerDiverging(offset, epoch);
    const auto* truncate = find<TruncateTo>(outputs);
    QVERIFY(truncate);
    QCOMPARE(truncate->endOffset, Offset{point});
    const auto* again = find<Send>(outputs);
    QVERIFY2(again, "fetches on at once from where its log ends now");
    QCOMPARE(std::get<FetchRequest>(again->request).position.offset, Offset{point});
}

void RaftStepTest::flushOfBeforeATruncationDoesNotCount()
{
    Follower follower;
    const auto before = follower.raft.logVersion();
    QVERIFY(find<TruncateTo>(follower.answerDiverging(25, 6)));
    QVERIFY(find<AppendFetched>(follower.answerWithRecords(7, 40)));
    QVERIFY(!find<Send>(follower.flushed(30, before)));
    QCOMPARE(follower.raft.log().flushed(), Offset{25});
    QVERIFY2(!find<Send>(follower.flushed(30, follower.raft.logVersion())),
        "does not fetch, and so acknowledge, what is not durable");
    QVERIFY(find<Send>(follower.flushed(40, follower.raft.logVersion())));
}

void RaftStepTest::neverTruncatesWhatIsCommitted()
{
    Follower follower;
    FetchResponse response;
    response.highWatermark = Offset{22};
    const auto outputs = follower.answer(response);
    QVERIFY(find<HighWatermarkAdvanced>(outputs));
    const auto refused = follower.answerDiverging(20, 5);
    QVERIFY(!find<TruncateTo>(refused));
    QVERIFY(find<LogInconsistent>(refused));
    QCOMPARE(follower.raft.log().endOffset(), Offset{30});
}

void RaftStepTest::takesNoRecordsFromBeyondTheLeadersEpoch()
{
    Follower later;
    QVERIFY(!find<AppendFetched>(later.answerWithRecords(8, 31)));
    Follower earlier;
    QVERIFY(!find<AppendFetched>(earlier.answerWithRecords(5, 31)));
    Follower twice;
    const auto first = twice.fetch;
    QVERIFY(find<AppendFetched>(twice.answerWithRecords(7, 31)));
    twice.fetch = first;
    QVERIFY(!find<AppendFetched>(twice.answerWithRecords(7, 32)));
}

void RaftStepTest::storedSnapshotReplacesALogThatDoesNotHoldIt()
{
    for (const auto& snapshot : {position(35, 6), position(18, 6)}) {
        auto stored = storedLog();
        stored.snapshot = snapshot;
        Raft raft(Follower::config(), {LeaderEpoch{7}, kNoBroker, kOther}, stored);
        const auto outputs = raft.step(Start{}, {0s});
        QVERIFY(find<ResetLog>(outputs));
        QCOMPARE(raft.log().end(), snapshot);
        QCOMPARE(raft.highWatermark(), snapshot.offset);
    }
    auto stored = storedLog();
    stored.snapshot = position(18, 5);
    Raft raft(Follower::config(), {LeaderEpoch{7}, kNoBroker, kOther}, stored);
    QVERIFY(!find<ResetLog>(raft.step(Start{}, {0s})));
    QCOMPARE(raft.log().endOffset(), Offset{30});
}

/// The token of every fetch comes back exactly once, whatever ends the wait.
void RaftStepTest::parkedFetchesAreAnsweredOnce()
{
    auto config = Follower::config();
    config.voters = VoterSet{{kSelf, kOther}};
    Raft raft(config, {}, {});
    std::map<std::uint64_t, int> answers;
    const auto step = [&](const Input& input, Time now) {
        for (const auto& output : raft.step(input, {now}))
            if (const auto* reply = std::get_if<Reply>(&output))
                ++answers[reply->token.value()];
    };
    const auto fetch = [&](std::uint64_t token, std::int64_t offset, Time now) {
        step(RequestReceived{RequestToken{token},
                 FetchRequest{kOther, raft.epoch(), position(offset, raft.epoch().value()),
                     raft.highWatermark(), 500ms}},
            now);
    };
    step(Start{}, 0s);
    step(RequestReceived{RequestToken{1}, EndQuorumEpochRequest{kOther, LeaderEpoch{4}, {kSelf}}},
        0s);
    QVERIFY(raft.role() == Role::Candidate);
    step(ResponseReceived{kOther, RequestId{1},
             VoteResponse{{RaftError::None, LeaderEpoch{5}, kNoBroker}, true}},
        0s);
    QVERIFY(raft.role() == Role::Leader);
    step(Flushed{Offset{1}, raft.logVersion()}, 0s);
    fetch(2, 1, 0s);
    QCOMPARE(
        answers[2], 1);  // it committed the LeaderChange, and the replica has not heard of that
    fetch(3, 1, 0s);
    QCOMPARE(answers[3], 0);
    step(Tick{}, 500ms);
    QCOMPARE(answers[3], 1);
    fetch(4, 1, 600ms);
    fetch(5, 1, 700ms);
    QCOMPARE(answers[4], 1);  // another one took its place
    step(Appended{raft.epoch(), Offset{2}}, 800ms);
    QCOMPARE(answers[5], 1);
    fetch(6, 2, 900ms);
    step(Flushed{Offset{2}, raft.logVersion()}, 1s);
    QCOMPARE(answers[6], 1);  // committed now
    fetch(7, 2, 1100ms);
    step(Resign{}, 1200ms);
    QCOMPARE(answers[7], 1);
    for (const auto& [token, count] : answers)
        QCOMPARE(count, 1);
}

void RaftStepTest::aLeaderThatRefusesConnectionsIsNotWaitedFor_data()
{
    QTest::addColumn<bool>("refused");
    QTest::newRow("refused: stands after a back-off") << true;
    QTest::newRow("broken: waits for the timeout") << false;
}

void RaftStepTest::aLeaderThatRefusesConnectionsIsNotWaitedFor()
{
    QFETCH(bool, refused);
    Follower follower;
    const auto config = Follower::config();
    // A request that is over says nothing.
    (void)follower.raft.step(RequestFailed{kOther, RequestId{4711}, true}, {0s});
    follower.remember(follower.raft.step(RequestFailed{kOther, follower.fetch, true}, {0s}));
    follower.remember(follower.raft.step(Tick{}, {config.retryBackoff}));
    (void)follower.raft.step(RequestFailed{kOther, follower.fetch, refused}, {config.retryBackoff});
    const auto soon = config.retryBackoff * 2 + config.electionBackoffMax;
    QVERIFY(soon < config.fetchTimeout);
    (void)follower.raft.step(Tick{}, {soon});
    QCOMPARE(follower.raft.role() == Role::Prospective, refused);
    QCOMPARE(follower.raft.epoch(), LeaderEpoch{7});  // only a pre-vote
}

QTEST_GUILESS_MAIN(RaftStepTest)
#include "raft_step_test.moc"
