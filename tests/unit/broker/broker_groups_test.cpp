// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/log.h"
#include "tests/support/compare_error.h"
#include "tests/support/test_cluster.h"
#include "tests/support/wire_requests.h"

using namespace stormbench;
using namespace stormbench::tests;

/// Consumer groups over the wire: each request in its least and its greatest version.
class BrokerGroupsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<TestCluster> m_cluster;

    struct Versions {
        std::int16_t find, join, sync, heartbeat, leave, commit, fetch, list, describe, remove;
    };
    static Versions versions(bool newest)
    {
        using namespace protocol;
        if (newest) {
            return {FindCoordinatorRequest::Api::kMax, JoinGroupRequest::Api::kMax,
                SyncGroupRequest::Api::kMax, HeartbeatRequest::Api::kMax,
                LeaveGroupRequest::Api::kMax, OffsetCommitRequest::Api::kMax,
                OffsetFetchRequest::Api::kMax, ListGroupsRequest::Api::kMax,
                DescribeGroupsRequest::Api::kMax, DeleteGroupsRequest::Api::kMax};
        }
        return {FindCoordinatorRequest::Api::kMin, JoinGroupRequest::Api::kMin,
            SyncGroupRequest::Api::kMin, HeartbeatRequest::Api::kMin, LeaveGroupRequest::Api::kMin,
            OffsetCommitRequest::Api::kMin, OffsetFetchRequest::Api::kMin,
            ListGroupsRequest::Api::kMin, DescribeGroupsRequest::Api::kMin,
            DeleteGroupsRequest::Api::kMin};
    }

    static protocol::JoinGroupRequest joinRequest(
        const std::string& group, const std::string& member = {})
    {
        protocol::JoinGroupRequest join;
        join.groupId = group;
        join.memberId = member;
        join.sessionTimeoutMs = 10'000;
        join.rebalanceTimeoutMs = 10'000;
        join.protocolType = "consumer";
        join.protocols.push_back({"range", toBytes("subscription")});
        return join;
    }

    /// Joins, if need be with the second call that v4+ asks for.
    static Result<protocol::JoinGroupResponse> join(
        WireClient& client, const std::string& group, std::int16_t version)
    {
        auto joined = client.call(joinRequest(group), version);
        if (joined && joined->errorCode == WireError::MemberIdRequired)
            joined = client.call(joinRequest(group, joined->memberId), version);
        return joined;
    }

private slots:
    void initTestCase()
    {
        log::setLevel(log::Level::Error);
        m_cluster = std::make_unique<TestCluster>(m_directory.path().toStdString(), 1,
            TestCluster::Configs{{"offsets.topic.num.partitions", "4"}});
        QVERIFY(m_cluster->start());
        WireClient client(m_cluster->endpoint(1));
        COMPARE_ERROR(createTopic(client, "orders", 2), WireError::None);
    }

    void aGroupsWholeLife_data()
    {
        QTest::addColumn<bool>("newest");
        QTest::newRow("least versions") << false;
        QTest::newRow("greatest versions") << true;
    }
    void aGroupsWholeLife()
    {
        QFETCH(bool, newest);
        const auto v = versions(newest);
        const std::string group = newest ? "new" : "old";
        WireClient client(m_cluster->endpoint(1));

        protocol::FindCoordinatorRequest find;
        find.key = group;
        find.coordinatorKeys = {group, group + "-other"};
        const auto found = client.call(find, v.find);
        QVERIFY(found);
        if (newest) {
            QCOMPARE(found->coordinators.size(), std::size_t{2});
            COMPARE_ERROR(found->coordinators[0].errorCode, WireError::None);
            QCOMPARE(found->coordinators[0].nodeId, 1);
        } else {
            COMPARE_ERROR(found->errorCode, WireError::None);
            QCOMPARE(found->nodeId, 1);
        }

        const auto joined = join(client, group, v.join);
        QVERIFY(joined);
        COMPARE_ERROR(joined->errorCode, WireError::None);
        QCOMPARE(joined->leader, joined->memberId);
        QCOMPARE(joined->members.size(), std::size_t{1});
        QCOMPARE(toText(joined->members.front().metadata), std::string("subscription"));

        protocol::SyncGroupRequest sync;
        sync.groupId = group;
        sync.generationId = joined->generationId;
        sync.memberId = joined->memberId;
        sync.assignments.push_back({joined->memberId, toBytes("assignment")});
        const auto synced = client.call(sync, v.sync);
        QVERIFY(synced);
        COMPARE_ERROR(synced->errorCode, WireError::None);
        QCOMPARE(toText(synced->assignment), std::string("assignment"));

        protocol::HeartbeatRequest beat;
        beat.groupId = group;
        beat.generationId = joined->generationId;
        beat.memberId = joined->memberId;
        COMPARE_ERROR(client.call(beat, v.heartbeat)->errorCode, WireError::None);
        beat.generationId += 1;
        COMPARE_ERROR(client.call(beat, v.heartbeat)->errorCode, WireError::IllegalGeneration);

        protocol::OffsetCommitRequest commit;
        commit.groupId = group;
        commit.generationIdOrMemberEpoch = joined->generationId;
        commit.memberId = joined->memberId;
        commit.topics.push_back({"orders", {{0, 42, -1, "note"}, {9, 1, -1, ""}}});
        const auto committed = client.call(commit, v.commit);
        QVERIFY(committed);
        COMPARE_ERROR(committed->topics.front().partitions[0].errorCode, WireError::None);
        COMPARE_ERROR(
            committed->topics.front().partitions[1].errorCode, WireError::UnknownTopicOrPartition);

        checkCommitted(client, group, newest, v.fetch);

        const auto listed = client.call(protocol::ListGroupsRequest{}, v.list);
        QVERIFY(listed);
        QVERIFY(std::any_of(listed->groups.begin(), listed->groups.end(),
            [&](const auto& row) { return row.groupId == group; }));

        protocol::DescribeGroupsRequest describe;
        describe.groups = {group, "nobody"};
        const auto described = client.call(describe, v.describe);
        QVERIFY(described);
        QCOMPARE(described->groups[0].groupState, std::string("Stable"));
        QCOMPARE(described->groups[0].members.size(), std::size_t{1});
        QCOMPARE(toText(described->groups[0].members.front().memberAssignment),
            std::string("assignment"));
        COMPARE_ERROR(
            described->groups[1].errorCode, newest ? WireError::GroupIdNotFound : WireError::None);
        QCOMPARE(described->groups[1].groupState, std::string("Dead"));

        protocol::DeleteGroupsRequest remove;
        remove.groupsNames = {group};
        COMPARE_ERROR(
            client.call(remove, v.remove)->results.front().errorCode, WireError::NonEmptyGroup);

        protocol::LeaveGroupRequest leave;
        leave.groupId = group;
        leave.memberId = joined->memberId;
        leave.members.push_back({joined->memberId, std::nullopt, std::nullopt});
        COMPARE_ERROR(client.call(leave, v.leave)->errorCode, WireError::None);
        COMPARE_ERROR(client.call(remove, v.remove)->results.front().errorCode, WireError::None);
        COMPARE_ERROR(
            client.call(remove, v.remove)->results.front().errorCode, WireError::GroupIdNotFound);
    }

    void checkCommitted(
        WireClient& client, const std::string& group, bool newest, std::int16_t version)
    {
        protocol::OffsetFetchRequest fetch;
        fetch.groupId = group;
        fetch.topics->push_back({"orders", {0, 1}});
        fetch.groups.push_back({group, std::nullopt, -1, std::nullopt});
        const auto fetched = client.call(fetch, version);
        QVERIFY(fetched);
        if (newest) {
            QCOMPARE(fetched->groups.front().topics.front().partitions.size(), std::size_t{1});
            QCOMPARE(fetched->groups.front().topics.front().partitions[0].committedOffset, 42);
            QCOMPARE(*fetched->groups.front().topics.front().partitions[0].metadata,
                std::string("note"));
        } else {
            QCOMPARE(fetched->topics.front().partitions[0].committedOffset, 42);
            QCOMPARE(fetched->topics.front().partitions[1].committedOffset, -1);
        }
    }

    void aSecondMemberRebalances()
    {
        WireClient first(m_cluster->endpoint(1));
        WireClient second(m_cluster->endpoint(1));
        const auto one = join(first, "pair", 5);
        QVERIFY(one);
        protocol::SyncGroupRequest sync;
        sync.groupId = "pair";
        sync.generationId = one->generationId;
        sync.memberId = one->memberId;
        sync.assignments.push_back({one->memberId, toBytes("all")});
        COMPARE_ERROR(first.call(sync)->errorCode, WireError::None);

        const auto required = second.call(joinRequest("pair"), 5);
        QVERIFY(required);
        second.send(
            joinRequest("pair", required->memberId), 5);  // waits for the first to come back
        protocol::HeartbeatRequest beat;
        beat.groupId = "pair";
        beat.generationId = one->generationId;
        beat.memberId = one->memberId;
        TRY_COMPARE_ERROR(first.call(beat)->errorCode, WireError::RebalanceInProgress);
        const auto again = first.call(joinRequest("pair", one->memberId), 5);
        QVERIFY(again);
        QCOMPARE(again->generationId, one->generationId + 1);
        QCOMPARE(again->members.size(), std::size_t{2});
        const auto two = second.receive<protocol::JoinGroupRequest>(5);
        QVERIFY(two);
        COMPARE_ERROR(two->errorCode, WireError::None);
        QCOMPARE(two->generationId, again->generationId);
        QVERIFY(two->members.empty());
    }

    void offsetsAreDeletedWithTheirTopic()
    {
        WireClient client(m_cluster->endpoint(1));
        COMPARE_ERROR(createTopic(client, "fleeting"), WireError::None);
        protocol::OffsetCommitRequest commit;
        commit.groupId = "simple";
        commit.topics.push_back({"fleeting", {{0, 7, -1, ""}}});
        commit.topics.push_back({"orders", {{0, 8, -1, ""}}});
        TRY_COMPARE_ERROR(
            client.call(commit)->topics.front().partitions.front().errorCode, WireError::None);
        protocol::OffsetDeleteRequest drop;
        drop.groupId = "simple";
        drop.topics.push_back({"orders", {{0}}});
        COMPARE_ERROR(
            client.call(drop)->topics.front().partitions.front().errorCode, WireError::None);
        protocol::DeleteTopicsRequest remove;
        remove.timeoutMs = 5000;
        remove.topics.push_back({"fleeting", {}});
        QVERIFY(client.call(remove));
        protocol::OffsetFetchRequest fetch;
        fetch.groups.push_back({"simple", std::nullopt, -1, std::nullopt});
        const auto fetched = client.call(fetch);
        QVERIFY(fetched);
        QVERIFY(fetched->groups.front().topics.empty());
    }

    /// KIP-345 and KIP-496 over the wire: a static member is fenced, removed by its name, and its
    /// group's offsets are deleted.
    void aStaticMemberIsFencedAndRemoved()
    {
        WireClient client(m_cluster->endpoint(1));
        auto request = joinRequest("fixed");
        request.groupInstanceId = "pod-0";
        const auto first = client.call(request, 9);
        QVERIFY(first);
        COMPARE_ERROR(first->errorCode, WireError::None);  // no second call (KIP-394)
        const auto second = client.call(request, 9);
        QVERIFY(second);
        COMPARE_ERROR(second->errorCode, WireError::None);
        QVERIFY(second->memberId != first->memberId);

        protocol::HeartbeatRequest beat;
        beat.groupId = "fixed";
        beat.generationId = second->generationId;
        beat.memberId = first->memberId;
        beat.groupInstanceId = "pod-0";
        COMPARE_ERROR(client.call(beat)->errorCode, WireError::FencedInstanceId);

        protocol::OffsetDeleteRequest drop;
        drop.groupId = "fixed";
        drop.topics.push_back({"orders", {{0}}});
        COMPARE_ERROR(client.call(drop)->topics.front().partitions.front().errorCode,
            WireError::GroupSubscribedToTopic);

        protocol::LeaveGroupRequest leave;
        leave.groupId = "fixed";
        leave.members.push_back({"", "pod-0", "scaled down"});
        leave.members.push_back({"", "pod-1", "scaled down"});
        const auto left = client.call(leave, 5);
        QVERIFY(left);
        COMPARE_ERROR(left->errorCode, WireError::None);
        COMPARE_ERROR(left->members[0].errorCode, WireError::None);
        COMPARE_ERROR(left->members[1].errorCode, WireError::UnknownMemberId);

        COMPARE_ERROR(
            client.call(drop)->topics.front().partitions.front().errorCode, WireError::None);
        drop.groupId = "nobody";
        COMPARE_ERROR(client.call(drop)->errorCode, WireError::GroupIdNotFound);
    }

    void transactionsAreRefusedInTime()
    {
        WireClient client(m_cluster->endpoint(1));
        protocol::FindCoordinatorRequest find;
        find.keyType = 1;
        find.coordinatorKeys = {"tx"};
        COMPARE_ERROR(client.call(find)->coordinators.front().errorCode,
            WireError::TransactionalIdAuthorizationFailed);
        COMPARE_ERROR(client.call(protocol::InitProducerIdRequest{"tx", 1000, -1, -1})->errorCode,
            WireError::TransactionalIdAuthorizationFailed);
    }
};

QTEST_GUILESS_MAIN(BrokerGroupsTest)
#include "broker_groups_test.moc"
