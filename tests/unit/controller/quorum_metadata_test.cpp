// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <map>

#include <fmt/format.h>

#include "../replication/quorum_rig.h"

#include "engine/controller/quorum_metadata.h"

using namespace quorum_test;
using namespace stormbench::controller;
using namespace std::chrono_literals;

namespace {

Record config(const std::string& name, const std::string& value)
{
    return ConfigRecord{{ConfigResourceType::Broker, ""}, name, value};
}

/// The quorum of the rig, each node with its image.
struct Images {
    QuorumRig rig{11};
    std::map<BrokerId, std::unique_ptr<QuorumMetadata>> nodes;
    std::map<BrokerId, std::vector<Offset>> published;
    std::map<BrokerId, MetadataDelta> lastDelta;
    std::map<BrokerId, Offset> imageAtLeadership;

    std::map<BrokerId, std::vector<Offset>> watched;
    bool keepsImages = false;  ///< a node that starts again begins anew with the image it had

    explicit Images(std::optional<SnapshotOptions> snapshots = {})
    {
        rig.snapshots = snapshots;
        rig.adjust = [this](BrokerId id, QuorumHost::Callbacks& callbacks) {
            if (keepsImages)
                nodes[id]->beginAnew();
            else
                nodes[id] = std::make_unique<QuorumMetadata>(
                    [this, id](const MetadataDelta& delta) {
                        published[id].push_back(delta.after->offset());
                        lastDelta[id] = delta;
                    },
                    [this, id](const MetadataImage&, const Record&, Offset offset, env::WallTime) {
                        watched[id].push_back(offset);
                    });
            nodes[id]->connect(callbacks);
            callbacks.onLeadership
                = [this, id](LeaderEpoch) { imageAtLeadership[id] = nodes[id]->image()->offset(); };
        };
        rig.startAll();
    }
    [[nodiscard]] bool allAt(Offset offset) const
    {
        return std::ranges::all_of(
            nodes, [&](const auto& node) { return node.second->image()->offset() == offset; });
    }
};

}  // namespace

class QuorumMetadataTest : public QObject {
    Q_OBJECT
private slots:
    void aLeadersRecordsReachEveryImage();
    void theNextLeaderKnowsAllBeforeItBegins();
    void recordsThatContradictEndTheNode();
    void aSnapshotIsOneDelta();
    void aRestartKnowsTheSnapshotAndPublishesItWithWhatIsCommitted();
    void aHostThatBeginsAnewNeverTakesTheImageBack_data();
    void aHostThatBeginsAnewNeverTakesTheImageBack();
};

void QuorumMetadataTest::aLeadersRecordsReachEveryImage()
{
    Images images;
    QVERIFY(images.rig.runUntilLeader());
    auto& leader = *images.rig.leader();
    std::optional<Offset> base;
    Offset imageWhenDone{-1};
    leader.run([&](QuorumHost& host) {
        QuorumMetadata::append(host, *host.leadership(),
            {config("log.retention.ms", "1000"), config("log.retention.bytes", "5")},
            env::WallTime(0), [&](AppendOutcome outcome, Offset at) {
                if (outcome == AppendOutcome::Committed)
                    base = at;
                imageWhenDone = images.nodes[leader.id()]->image()->offset();
            });
    });
    QVERIFY(!base);
    QVERIFY(images.rig.runUntil([&] { return base.has_value(); }, 1s));
    // The epoch's own record stands at 0.
    QCOMPARE(base->value(), 1);
    QCOMPARE(imageWhenDone.value(), 2);
    QVERIFY(images.rig.runUntil([&] { return images.allAt(Offset(2)); }, 200ms));
    for (const auto& [id, node] : images.nodes)
        QCOMPARE(node->image()->configs().size(), std::size_t{1});
    QVERIFY((images.published[leader.id()] == std::vector{Offset(0), Offset(2)}));
}

void QuorumMetadataTest::theNextLeaderKnowsAllBeforeItBegins()
{
    Images images;
    QVERIFY(images.rig.runUntilLeader());
    auto& first = *images.rig.leader();
    int committed = 0;
    first.run([&](QuorumHost& host) {
        for (int i = 0; i < 10; ++i)
            QuorumMetadata::append(host, *host.leadership(),
                {config(fmt::format("name{}", i), "value")}, env::WallTime(0),
                [&](AppendOutcome outcome, Offset) {
                    committed += outcome == AppendOutcome::Committed ? 1 : 0;
                });
    });
    QVERIFY(images.rig.runUntil([&] { return committed == 10; }, 1s));
    first.end(QuorumNode::End::Power);
    QVERIFY(images.rig.runUntilLeader());
    // 0: the first epoch's record, 1 to 10: the configurations, 11: the new epoch's record.
    QCOMPARE(images.imageAtLeadership[images.rig.leader()->id()].value(), 11);
    first.start();
    QVERIFY(images.rig.runUntil([&] { return images.allAt(Offset(11)); }, 5s));
}

void QuorumMetadataTest::recordsThatContradictEndTheNode()
{
    Images images;
    QVERIFY(images.rig.runUntilLeader());
    auto& leader = *images.rig.leader();
    leader.run([&](QuorumHost& host) {
        QuorumMetadata::append(host, *host.leadership(), {RemoveTopicRecord{Uuid{1, 2}}},
            env::WallTime(0), [](AppendOutcome, Offset) {});
    });
    QVERIFY(images.rig.runUntil([&] { return leader.failure().has_value(); }, 1s));
    QCOMPARE(images.nodes[leader.id()]->image()->offset().value(), 0);
}

namespace {

/// Whether the leader has committed them.
bool commit(Images& images, const std::vector<Record>& records)
{
    bool committed = false;
    if (!images.rig.runUntilLeader())
        return false;
    images.rig.leader()->run([&](QuorumHost& host) {
        QuorumMetadata::append(host, *host.leadership(), records, env::WallTime(0),
            [&](AppendOutcome outcome, Offset) {
                committed = outcome == AppendOutcome::Committed;
            });
    });
    return images.rig.runUntil([&] { return committed; }, 1s);
}

const SnapshotOptions kSmall{400, 1h, 100};

}  // namespace

void QuorumMetadataTest::aSnapshotIsOneDelta()
{
    Images images(kSmall);
    QVERIFY(commit(images, {TopicRecord{"gone", {0, 1}}, TopicRecord{"stays", {0, 2}}}));
    QVERIFY(images.rig.runUntil([&] { return images.allAt(Offset(2)); }, 1s));
    auto& away = images.rig.node(images.rig.leader()->id() == BrokerId(1) ? 2 : 1);
    images.rig.isolate(away.id().value());
    QVERIFY(commit(images, {RemoveTopicRecord{{0, 1}}, TopicRecord{"new", {0, 3}}}));
    for (int i = 0; i < 30; ++i)
        QVERIFY(commit(images, {config("log.retention.ms", std::to_string(i))}));
    const auto before = images.nodes[away.id()]->image();
    const auto published = images.published[away.id()].size();
    images.rig.healAll();
    QVERIFY(images.rig.runUntil(
        [&] {
            return images.rig.snapshotCounts().fetched == 1
                && images.nodes[away.id()]->image() != before;
        },
        5s));
    QCOMPARE(images.published[away.id()].size(), published + 1);
    const auto& delta = images.lastDelta[away.id()];
    QVERIFY(delta.before == before && delta.after->offset() > Offset(10));
    QVERIFY((delta.changedTopics == std::vector<Uuid>{{0, 1}, {0, 3}}));
    QCOMPARE(delta.changedConfigs.size(), std::size_t{1});
    const auto& leading = images.nodes[images.rig.leader()->id()];
    QVERIFY(images.rig.runUntil([&] { return images.allAt(leading->image()->offset()); }, 1s));
    QVERIFY(*images.nodes[away.id()]->image() == *leading->image());
    QCOMPARE(images.rig.firstViolation(), std::string());
}

void QuorumMetadataTest::aRestartKnowsTheSnapshotAndPublishesItWithWhatIsCommitted()
{
    Images images(kSmall);
    for (int i = 0; i < 20; ++i)
        QVERIFY(commit(images, {config(fmt::format("name{}", i), "value")}));
    const auto last = images.nodes[images.rig.leader()->id()]->image();
    QVERIFY(images.rig.runUntil([&] { return images.allAt(last->offset()); }, 1s));
    for (auto* node : images.rig.nodes())
        node->end(QuorumNode::End::Power);
    images.published.clear();
    images.rig.startAll();
    images.rig.runFor(1ms);
    QCOMPARE(images.rig.snapshotCounts().loaded, std::uint64_t{3});
    QVERIFY2(images.published.empty(), "old leaders may be gone");
    QVERIFY(images.rig.runUntilLeader());
    const auto& image = images.nodes[images.rig.leader()->id()]->image();
    QVERIFY(image->offset() > last->offset());
    QVERIFY(image->configs() == last->configs());
    QCOMPARE(images.published[images.rig.leader()->id()].size(), std::size_t{1});
    QVERIFY(images.rig.runUntil([&] { return images.allAt(image->offset()); }, 1s));
    QCOMPARE(images.rig.firstViolation(), std::string());
}

void QuorumMetadataTest::aHostThatBeginsAnewNeverTakesTheImageBack_data()
{
    QTest::addColumn<bool>("snapshots");
    QTest::newRow("from the log") << false;
    QTest::newRow("from a snapshot that is older than the image") << true;
}

void QuorumMetadataTest::aHostThatBeginsAnewNeverTakesTheImageBack()
{
    QFETCH(bool, snapshots);
    Images images(snapshots ? std::optional(kSmall) : std::nullopt);
    QVERIFY(commit(images, {TopicRecord{"gone", {0, 1}}, TopicRecord{"stays", {0, 2}}}));
    for (int i = 0; i < 20; ++i)
        QVERIFY(commit(images, {config(fmt::format("name{}", i), "value")}));
    const auto leading = images.rig.leader()->id();
    const auto last = images.nodes[leading]->image()->offset();
    QVERIFY(images.rig.runUntil([&] { return images.allAt(last); }, 1s));
    images.keepsImages = true;
    auto& node = images.rig.node(leading == BrokerId(1) ? 2 : 1);
    const auto had = images.nodes[node.id()]->image();
    images.published.clear();
    images.watched.clear();
    node.end(QuorumNode::End::Process);
    QVERIFY(commit(images, {RemoveTopicRecord{{0, 1}}, TopicRecord{"new", {0, 3}}}));
    node.start();
    QVERIFY(images.rig.runUntil([&] { return images.allAt(last + 2); }, 5s));
    const auto& published = images.published[node.id()];
    QVERIFY(!published.empty() && published.front() >= last);
    QVERIFY(std::ranges::is_sorted(published));
    QVERIFY((images.watched[node.id()] == std::vector<Offset>{last + 1, last + 2}));
    const auto& delta = images.lastDelta[node.id()];
    QVERIFY(published.size() > 1 || delta.before == had);
    QVERIFY((delta.changedTopics == std::vector<Uuid>{{0, 1}, {0, 3}}));
    const auto& leader = images.nodes[images.rig.leader()->id()];
    QVERIFY(*images.nodes[node.id()]->image() == *leader->image());
    QCOMPARE(images.rig.firstViolation(), std::string());
}

QTEST_GUILESS_MAIN(QuorumMetadataTest)
#include "quorum_metadata_test.moc"
