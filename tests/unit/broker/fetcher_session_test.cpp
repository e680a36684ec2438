// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/broker/fetcher_session.h"

using namespace stormbench;
using namespace stormbench::broker;
using protocol::FetchRequest;
using protocol::FetchResponse;
using protocol::WireError;

namespace {

const auto kOrders = Uuid::fromRandomBits(1, 1);
const auto kBills = Uuid::fromRandomBits(2, 2);

FetcherSession::Partition at(const Uuid& topic, int index)
{
    return {topic, PartitionIndex{index}};
}
FetcherSession::Position from(std::int64_t offset, std::int32_t epoch = 3)
{
    return {LeaderEpoch{epoch}, Offset{offset}, LeaderEpoch{epoch}, Offset{0}};
}
FetchResponse answer(std::int32_t session, WireError error = WireError::None)
{
    FetchResponse response;
    response.sessionId = session;
    response.errorCode = error;
    return response;
}

/// What a request says, for a person: id/epoch, the partitions with their offsets, what is
/// forgotten.
QString said(FetcherSession& session)
{
    FetchRequest request;
    session.fill(request, 100);
    const auto name = [](const Uuid& id) { return id == kOrders ? "o" : "b"; };
    auto text = QString("%1/%2").arg(request.sessionId).arg(request.sessionEpoch);
    for (const auto& topic : request.topics)
        for (const auto& partition : topic.partitions)
            text += QString(" %1%2@%3")
                        .arg(name(topic.topicId))
                        .arg(partition.partition)
                        .arg(partition.fetchOffset);
    for (const auto& topic : request.forgottenTopicsData)
        for (const auto partition : topic.partitions)
            text += QString(" -%1%2").arg(name(topic.topicId)).arg(partition);
    return text;
}

/// With o0, o1 and b0 at offset 5, and the leader's session 7.
FetcherSession opened()
{
    FetcherSession session;
    for (const auto& partition : {at(kOrders, 0), at(kOrders, 1), at(kBills, 0)})
        session.want(partition, from(5));
    FetchRequest request;
    session.fill(request, 100);
    (void)session.onAnswer(answer(7));
    return session;
}

}  // namespace

class FetcherSessionTest : public QObject {
    Q_OBJECT

private slots:
    void theFirstRequestNamesEverything()
    {
        FetcherSession session;
        QVERIFY(session.isClosed());
        QVERIFY(session.asksForNothing());
        session.want(at(kOrders, 1), from(5));
        session.want(at(kBills, 0), from(6));
        QCOMPARE(said(session), QString("0/0 o1@5 b0@6"));
        QVERIFY(session.onAnswer(answer(7)));
        QVERIFY(!session.isClosed());
        QVERIFY(session.asksFor(at(kBills, 0)) && !session.asksFor(at(kBills, 1)));
    }

    void laterOnesNameWhatHasMoved()
    {
        auto session = opened();
        QCOMPARE(said(session), QString("7/1"));
        QVERIFY(session.onAnswer(answer(7)));
        session.want(at(kOrders, 0), from(5));
        session.want(at(kOrders, 1), from(9));
        session.want(at(kBills, 0), from(5, 4));  // in a new leader epoch
        session.want(at(kBills, 1), from(0));
        QCOMPARE(said(session), QString("7/2 o1@9 b0@5 b1@0"));
    }

    void whatIsLeftIsForgotten()
    {
        auto session = opened();
        session.leave(at(kOrders, 0));
        session.leave(at(kBills, 3));  // never asked for
        QCOMPARE(said(session), QString("7/1 -o0"));
        QVERIFY(session.onAnswer(answer(7)));
        session.want(at(kOrders, 0), from(5));
        QCOMPARE(said(session), QString("7/2 o0@5"));
    }

    void whatComesBackAtOnceIsNotForgotten()
    {
        auto session = opened();
        session.leave(at(kOrders, 0));
        session.want(at(kOrders, 0), from(8));
        session.want(at(kOrders, 2), from(0));
        session.leave(at(kOrders, 2));
        QVERIFY(!said(session).contains("-o0"));
        QVERIFY(session.asksFor(at(kOrders, 0)) && !session.asksFor(at(kOrders, 2)));
    }

    void endings_data()
    {
        QTest::addColumn<int>("id");
        QTest::addColumn<int>("error");
        QTest::addColumn<QString>("next");
        QTest::newRow("the leader does not know it")
            << 0 << int(WireError::FetchSessionIdNotFound) << "0/0 o0@6";
        QTest::newRow("the leader counts otherwise")
            << 0 << int(WireError::InvalidFetchSessionEpoch) << "7/0 o0@6";
        QTest::newRow("the leader has closed it") << 0 << int(WireError::None) << "0/0 o0@6";
    }
    void endings()
    {
        QFETCH(int, id);
        QFETCH(int, error);
        QFETCH(QString, next);
        auto session = opened();
        const auto told = static_cast<WireError>(error);
        QCOMPARE(session.onAnswer(answer(id, told)), told == WireError::None);
        QVERIFY(session.isClosed());
        session.close();
        session.want(at(kOrders, 0), from(6));
        QCOMPARE(said(session), next);
    }

    void aLostAnswerEndsIt()
    {
        auto session = opened();
        session.want(at(kOrders, 0), from(6));
        session.close();
        QVERIFY(session.isClosed() && session.asksForNothing());
        session.want(at(kOrders, 0), from(6));
        QCOMPARE(said(session), QString("7/0 o0@6"));  // the leader drops the old one
        QVERIFY(session.onAnswer(answer(8)));
        QCOMPARE(said(session), QString("8/1"));
    }
};

QTEST_GUILESS_MAIN(FetcherSessionTest)
#include "fetcher_session_test.moc"
