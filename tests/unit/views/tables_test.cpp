// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QAbstractItemModelTester>

#include <random>

#include "resources/ui/format.h"
#include "tests/support/synthetic_cluster.h"
#include "views/common/row_filter.h"
#include "views/models/cluster_tables.h"
#include "views/models/history.h"

using namespace stormbench;
using namespace stormbench::views;

namespace {

/// Any cluster: things come, go and change from one to the next.
api::Snapshot randomCluster(std::mt19937& random, int step)
{
    api::Snapshot snapshot = test::orderCluster(step, random() % 2 == 0);
    const auto thin
        = [&](auto& all) { std::erase_if(all, [&](const auto&) { return random() % 3 == 0; }); };
    thin(snapshot.brokers);
    thin(snapshot.topics);
    thin(snapshot.groups);
    for (auto& topic : snapshot.topics)
        topic.partitions.resize(random() % (topic.partitions.size() + 1));
    for (auto& group : snapshot.groups)
        group.members.resize(random() % (group.members.size() + 1));
    return snapshot;
}

template <typename Row>
void feedAtRandom(std::unique_ptr<TableModel<Row>> table,
    const std::function<std::vector<Row>(const api::Snapshot&, const History&)>& rowsOf)
{
    RowFilter filter;
    filter.setSourceModel(table.get());
    filter.sort(1);
    filter.setWords(QStringLiteral("o"));
    QAbstractItemModelTester tester(
        table.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester filterTester(
        &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::mt19937 random(4711);
    History history;
    for (int step = 0; step < 150; ++step) {
        const auto snapshot = randomCluster(random, step);
        history.add(snapshot);
        const auto rows = rowsOf(snapshot, history);
        table->setRows(rows);
        QCOMPARE(table->rowCount(), static_cast<int>(rows.size()));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QVERIFY(table->rows()[i] == rows[i]);
            QCOMPARE(table->rowOf(rows[i].keyText()), static_cast<int>(i));
        }
    }
}

}  // namespace

class TablesTest : public QObject {
    Q_OBJECT
private slots:
    void brokersFollowAnyScript()
    {
        feedAtRandom<BrokerRow>(makeBrokerTable(), [](const auto& snapshot, const auto& history) {
            return brokerRows(snapshot, &history);
        });
    }
    void topicsFollowAnyScript()
    {
        feedAtRandom<TopicRow>(makeTopicTable(), [](const auto& snapshot, const auto& history) {
            return topicRows(snapshot, &history);
        });
    }
    void partitionsFollowAnyScript()
    {
        feedAtRandom<PartitionRow>(makePartitionTable(),
            [](const auto& snapshot, const auto&) { return partitionRows(snapshot, {}); });
    }
    void groupsFollowAnyScript()
    {
        feedAtRandom<GroupRow>(makeGroupTable(), [](const auto& snapshot, const auto& history) {
            return groupRows(snapshot, &history);
        });
    }
    void groupPartitionsFollowAnyScript()
    {
        feedAtRandom<GroupPartitionRow>(
            makeGroupPartitionTable(), [](const auto& snapshot, const auto&) {
                return groupPartitionRows(snapshot, QStringLiteral("payment-policy"));
            });
    }
    void membersFollowAnyScript()
    {
        feedAtRandom<MemberRow>(makeMemberTable(), [](const auto& snapshot, const auto&) {
            return memberRows(snapshot, QStringLiteral("payment-policy"));
        });
    }

    void onlyWhatChangedIsTold()
    {
        const auto table = makeTopicTable();
        auto snapshot = test::orderCluster(1);
        table->setRows(topicRows(snapshot, nullptr));
        QSignalSpy changed(table.get(), &QAbstractItemModel::dataChanged),
            inserted(table.get(), &QAbstractItemModel::rowsInserted),
            removed(table.get(), &QAbstractItemModel::rowsRemoved),
            reset(table.get(), &QAbstractItemModel::modelReset);
        table->setRows(topicRows(snapshot, nullptr));
        QCOMPARE(changed.size() + inserted.size() + removed.size(), 0);
        snapshot.topics[4].partitions[0].recordsInPerSecond = {99'999, api::Precision::Exact};
        snapshot.topics.erase(snapshot.topics.begin() + 1);
        table->setRows(topicRows(snapshot, nullptr));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.first().at(1).toInt(), 1);
        QCOMPARE(inserted.size() + reset.size(), 0);
    }

    void figures_data()
    {
        QTest::addColumn<int>("precision");
        QTest::addColumn<QString>("text");
        QTest::newRow("exact") << int(api::Precision::Exact) << QStringLiteral("1,234,567");
        QTest::newRow("estimated")
            << int(api::Precision::Estimated) << QStringLiteral("≈1,234,567");
        QTest::newRow("unknown") << int(api::Precision::Unknown) << QStringLiteral("–");
    }
    void figures()
    {
        QFETCH(int, precision);
        QTEST(countText({1'234'567, static_cast<api::Precision>(precision)}), "text");
    }

    void unknownPartsMakeASumAnEstimate()
    {
        auto snapshot = test::orderCluster(1);
        auto& topic = snapshot.topics[4];
        QCOMPARE(topicRows(snapshot, nullptr)[4].records.precision, api::Precision::Exact);
        topic.partitions[0].logEnd = {};
        QCOMPARE(topicRows(snapshot, nullptr)[4].records.precision, api::Precision::Estimated);
        for (auto& partition : topic.partitions)
            partition.logEnd = {};
        QCOMPARE(topicRows(snapshot, nullptr)[4].records.precision, api::Precision::Unknown);
    }

    void filtersByWordsAndSortsByFigures()
    {
        const auto table = makeTopicTable();
        RowFilter rows;
        rows.setSourceModel(table.get());
        QList<std::pair<int, int>> counts;
        connect(&rows, &RowFilter::counted, this, [&](int shown, int all) {
            counts.append({shown, all});
        });
        table->setRows(topicRows(test::orderCluster(3), nullptr));
        QCOMPARE(counts.last(), std::pair(10, 10));
        rows.setWords(QStringLiteral("ORDER place"));
        QCOMPARE(counts.last(), std::pair(2, 10));
        rows.setWords({});
        rows.sort(
            5, Qt::DescendingOrder);  // records in a second: as text, "890" would beat "4.3 k"
        QCOMPARE(rows.index(0, 0).data().toString(), QStringLiteral("orders.place-order"));
        rows.setCondition(
            [&](int row) { return !table->rows()[static_cast<std::size_t>(row)].internal; });
        QCOMPARE(rows.rowCount(), 9);
    }

    void membersTellTheirAssignment()
    {
        const auto rows = memberRows(test::orderCluster(0), QStringLiteral("shipping-policy"));
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].assignment, QStringLiteral("payments.payment-received 0, 2, 4"));
        QCOMPARE(rows[1].partitions, 3);
    }

    void uncommittedIsNotZero()
    {
        const auto rows
            = groupPartitionRows(test::orderCluster(0), QStringLiteral("stock-projection"));
        const auto table = makeGroupPartitionTable();
        table->setRows(rows);
        QCOMPARE(table->index(0, 3).data().toString(), QStringLiteral("uncommitted"));
        QVERIFY(table->index(1, 3).data().toString() != QStringLiteral("uncommitted"));
    }
};

QTEST_MAIN(TablesTest)
#include "tables_test.moc"
