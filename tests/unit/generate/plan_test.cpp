// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/generate/plan.h"

using namespace stormbench;
using namespace stormbench::storming;

class PlanTest : public QObject {
    Q_OBJECT
private slots:
    void actions_data();
    void actions();
    void topicsOfOthersAreLeftAlone();
    void summaryCounts();

private:
    static Topology topologyOf(const TopicSpec& topic)
    {
        Topology topology;
        topology.topics = {topic};
        return topology;
    }
};

void PlanTest::actions_data()
{
    QTest::addColumn<bool>("exists");
    QTest::addColumn<int>("partitions");
    QTest::addColumn<QString>("cleanup");
    QTest::addColumn<QString>("retention");
    QTest::addColumn<int>("action");
    QTest::addColumn<int>("risk");
    QTest::newRow("missing") << false << 0 << ""
                             << "" << int(PlanAction::Create) << int(PlanRisk::Safe);
    QTest::newRow("fits") << true << 6 << "delete"
                          << "1000" << int(PlanAction::Keep) << int(PlanRisk::Safe);
    QTest::newRow("fewer partitions")
        << true << 3 << "delete"
        << "1000" << int(PlanAction::AddPartitions) << int(PlanRisk::BreaksOrder);
    QTest::newRow("more partitions")
        << true << 12 << "delete"
        << "1000" << int(PlanAction::Incompatible) << int(PlanRisk::Impossible);
    QTest::newRow("other retention")
        << true << 6 << "delete"
        << "2000" << int(PlanAction::ChangeConfigs) << int(PlanRisk::Safe);
    QTest::newRow("other cleanup")
        << true << 6 << "compact"
        << "1000" << int(PlanAction::Incompatible) << int(PlanRisk::DestroysData);
}

void PlanTest::actions()
{
    QFETCH(bool, exists);
    QFETCH(int, partitions);
    QFETCH(QString, cleanup);
    QFETCH(QString, retention);
    QFETCH(int, action);
    QFETCH(int, risk);
    TopicSpec wanted;
    wanted.name = "shop.orders";
    wanted.configs = {{"cleanup.policy", "delete"}, {"retention.ms", "1000"}};
    std::map<std::string, ExistingTopic> existing;
    if (exists)
        existing["shop.orders"] = {partitions,
            {{"cleanup.policy", cleanup.toStdString()}, {"retention.ms", retention.toStdString()}}};
    const auto plan = makePlan(topologyOf(wanted), existing);
    QCOMPARE(plan.items.size(), std::size_t(1));
    QCOMPARE(int(plan.items[0].action), action);
    QCOMPARE(int(plan.items[0].risk), risk);
    QVERIFY(!plan.items[0].explanation.empty());
}

void PlanTest::topicsOfOthersAreLeftAlone()
{
    const auto plan = makePlan({}, {{"somebody.elses", {3, {}}}});
    QVERIFY(plan.items.empty());
    QCOMPARE(plan.summary(), std::string("nothing to do"));
}

void PlanTest::summaryCounts()
{
    Topology topology;
    for (const auto* name : {"a", "b", "c"}) {
        TopicSpec topic;
        topic.name = name;
        topology.topics.push_back(topic);
    }
    const auto plan = makePlan(topology, {{"c", {6, {}}}});
    QCOMPARE(plan.summary(), std::string("create 2 topics, keep 1"));
}

QTEST_GUILESS_MAIN(PlanTest)
#include "plan_test.moc"
