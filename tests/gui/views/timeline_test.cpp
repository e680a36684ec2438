// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline's model and pane. With STORMBENCH_PICTURES=DIR the pictures are kept, to be looked
// at.
#include <QtTest>

#include <QAbstractItemModelTester>
#include <QLineEdit>

#include "resources/ui/state_pane.h"
#include "resources/ui/theme.h"
#include "tests/support/synthetic_cluster.h"
#include "views/common/table_view.h"
#include "views/panes/timeline_lanes.h"
#include "views/panes/timeline_pane.h"

using namespace stormbench;
using namespace stormbench::views;

namespace {

using Kind = api::ClusterEventKind;

api::ClusterEvent eventOf(std::int64_t offset, Kind kind, api::WallTime at, int broker)
{
    api::ClusterEvent event;
    event.offset = offset;
    event.kind = kind;
    event.at = at;
    event.broker = BrokerId(broker);
    return event;
}

/// Four minutes in which broker 3 is killed, fenced, and comes back.
api::Snapshot exactCluster(int step)
{
    auto snapshot = test::orderCluster(step);
    const auto begin = test::orderCluster(0).takenAt;
    const auto at = [begin](int quarter) { return begin + api::Millis(quarter * 250); };
    auto events = std::make_shared<api::ClusterEvents>();
    const auto add = [&](api::ClusterEvent event) {
        if (event.at <= snapshot.takenAt)
            events->push_back(std::move(event));
    };
    auto elected = eventOf(1, Kind::ControllerElected, at(8), 1);
    elected.after = {BrokerId(1)};
    elected.epoch = LeaderEpoch(3);
    add(elected);
    add(eventOf(40, Kind::BrokerFenced, at(562), 3));
    for (int i = 0; i < 6; ++i) {
        auto lead = eventOf(41 + i, Kind::LeaderChanged, at(562), i % 2 + 1);
        lead.topic = "orders.order-placed";
        lead.partition = PartitionIndex(i);
        lead.epoch = LeaderEpoch(5);
        lead.before = {BrokerId(3)};
        lead.after = {BrokerId(i % 2 + 1)};
        add(lead);
        auto shrunk = lead;
        shrunk.kind = Kind::IsrShrunk;
        shrunk.before = {BrokerId(1), BrokerId(2), BrokerId(3)};
        shrunk.after = {BrokerId(1), BrokerId(2)};
        add(shrunk);
        auto grown = shrunk;
        grown.offset = 60 + i;
        grown.kind = Kind::IsrExpanded;
        grown.at = at(704 + 3 * i);
        std::swap(grown.before, grown.after);
        add(grown);
    }
    add(eventOf(58, Kind::BrokerUnfenced, at(700), 3));
    auto faults = std::make_shared<api::FaultState>();
    if (step >= 560)
        faults->active.push_back({api::FaultId{1}, api::BrokerKill{BrokerId(3)}, at(560), {}});
    if (step >= 700)
        faults->active.clear();
    if (step >= 700)
        faults->ended.push_back({api::FaultId{1}, api::BrokerKill{BrokerId(3)}, at(560), at(696)});
    if (step >= 820)
        faults->active.push_back({api::FaultId{2}, api::BrokerPause{BrokerId(2)}, at(820), {}});
    if (step >= 820)
        snapshot.brokers[1].paused = true;
    if (step >= 900)
        faults->active.push_back({api::FaultId{3}, api::ClockFreeze{}, at(900), {}});
    snapshot.faults = faults;
    snapshot.events = events;
    return snapshot;
}

struct Rig {
    feed::ClusterFeed feed;
    History history;
    feed::JobRunner jobs;
    std::shared_ptr<test::FakeObserver::Wire> wire = std::make_shared<test::FakeObserver::Wire>();
    PaneContext context{feed, history, jobs, [] { return api::ConnectionSettings{}; }};
};

int count(const std::vector<TimelineRow>& rows, TimelineKind kind)
{
    return static_cast<int>(std::count_if(
        rows.begin(), rows.end(), [kind](const auto& row) { return row.kind == kind; }));
}

}  // namespace

class TimelineTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("stormbench-timeline-test"));
        QCoreApplication::setApplicationName(QStringLiteral("timeline"));
        QSettings().clear();
    }

    void eventsAreTakenOnce()
    {
        Timeline timeline;
        for (int step = 0; step < 1000; step += 4)
            timeline.add(exactCluster(step));
        const auto rows = timeline.rows();
        QVERIFY(!timeline.estimates());
        QCOMPARE(count(rows, TimelineKind::Controller), 1);
        QCOMPARE(count(rows, TimelineKind::Leader), 6);
        QCOMPARE(count(rows, TimelineKind::IsrShrunk), 6);
        QCOMPARE(count(rows, TimelineKind::IsrExpanded), 6);
        QCOMPARE(count(rows, TimelineKind::Broker), 2);
        QCOMPARE(count(rows, TimelineKind::Fault), 4);  // one of them was healed
        QVERIFY(std::is_sorted(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return a.key() < b.key(); }));
        QVERIFY(
            std::none_of(rows.begin(), rows.end(), [](const auto& row) { return row.estimated; }));
        const auto shrunk = std::find_if(rows.begin(), rows.end(),
            [](const auto& row) { return row.kind == TimelineKind::IsrShrunk; });
        QCOMPARE(shrunk->change, QStringLiteral("1, 2, 3 → 1, 2"));
        QCOMPARE(shrunk->partition, QStringLiteral("orders.order-placed-0"));
    }

    void lanesFollowTheStates()
    {
        Timeline timeline;
        for (int step = 0; step < 1000; step += 4)
            timeline.add(exactCluster(step));
        QCOMPARE(timeline.lanes().size(), std::size_t{3});
        std::vector<LaneState> third, second;
        for (const auto& span : timeline.lanes().at(BrokerId(3)).spans)
            third.push_back(span.state);
        for (const auto& span : timeline.lanes().at(BrokerId(2)).spans)
            second.push_back(span.state);
        QVERIFY((third == std::vector{LaneState::Up, LaneState::Down, LaneState::Up}));
        QVERIFY((second == std::vector{LaneState::Up, LaneState::Paused}));
        QVERIFY(timeline.lanes().at(BrokerId(1)).controller);
    }

    void samplesGiveEstimates()
    {
        Timeline timeline;
        for (int step = 540; step < 720; step += 4)
            timeline.add(test::orderCluster(step, true));
        const auto rows = timeline.rows();
        QVERIFY(timeline.estimates());
        QVERIFY(count(rows, TimelineKind::Leader) > 0);
        QVERIFY(count(rows, TimelineKind::IsrShrunk) > 0);
        QCOMPARE(count(rows, TimelineKind::IsrShrunk), count(rows, TimelineKind::IsrExpanded));
        QCOMPARE(count(rows, TimelineKind::Broker), 2);
        QVERIFY(
            std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.estimated; }));
        const auto table = makeTimelineTable();
        table->setRows(rows);
        QVERIFY(table->index(0, 0).data().toString().startsWith(QChar(0x2248)));
        QVERIFY(!table->index(0, 0).data(Qt::ToolTipRole).toString().isEmpty());
    }

    void failedSourceTellsNothing()
    {
        Timeline timeline;
        auto failed = exactCluster(999);
        failed.error = "no broker answers";
        timeline.add(failed);
        QVERIFY(timeline.rows().empty());
        QVERIFY(timeline.lanes().empty());
    }

    void tableKeepsItsContract()
    {
        const auto table = makeTimelineTable();
        QAbstractItemModelTester tester(
            table.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        Timeline timeline;
        for (int step = 0; step < 1000; step += 20) {
            timeline.add(exactCluster(step));
            table->setRows(timeline.rows());
            QCOMPARE(table->rowCount(), static_cast<int>(timeline.rows().size()));
        }
        table->setRows({});
        QCOMPARE(table->rowCount(), 0);
    }

    void pane_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<bool>("remote");
        QTest::newRow("light") << int(ui::Scheme::Light) << false;
        QTest::newRow("dark") << int(ui::Scheme::Dark) << false;
        QTest::newRow("contrast") << int(ui::Scheme::HighContrast) << false;
        QTest::newRow("light-remote") << int(ui::Scheme::Light) << true;
    }

    void pane()
    {
        QFETCH(int, scheme);
        QFETCH(bool, remote);
        ui::theme().setScheme(static_cast<ui::Scheme>(scheme));
        ui::theme().apply(*qApp);
        Rig rig;
        TimelinePane pane(rig.context);
        pane.resize(1200, 420);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        QVERIFY(!pane.state().isShowingContent());
        rig.feed.setSource(std::make_unique<test::FakeObserver>(rig.wire));
        for (int step = 0; step <= 1000; step += 20) {
            const auto number = static_cast<std::uint64_t>(step) + 1;
            rig.wire->published(std::make_shared<const api::Snapshot>(
                remote ? test::orderCluster(step, true) : exactCluster(step)));
            QTRY_VERIFY(rig.feed.snapshot() && rig.feed.snapshot()->number == number);
        }
        auto* lanes = pane.findChild<TimelineLanes*>();
        auto* table = pane.findChild<TableView*>();
        QTRY_VERIFY(pane.state().isShowingContent() && table->model()->rowCount() > 8);
        QTRY_VERIFY(!lanes->marks().empty());
        QVERIFY(!lanes->accessibleName().isEmpty() && !table->accessibleName().isEmpty());

        // Keys, clicks and the table share one selection.
        lanes->setFocus();
        QTest::keyClick(lanes, Qt::Key_Home);
        const auto first = lanes->selected();
        QVERIFY(!first.isEmpty());
        QCOMPARE(table->selectedKey(), first);
        QTest::keyClick(lanes, Qt::Key_Right);
        QVERIFY(lanes->selected() != first);
        for (const auto& one : lanes->marks())
            for (const auto& other : lanes->marks())
                QVERIFY(&one == &other || !one.count.intersects(other.count));
        const auto mark = lanes->marks().back();
        QTest::mouseClick(lanes, Qt::LeftButton, {}, mark.center.toPoint());
        QVERIFY(!table->selectedKey().isEmpty());
        QCOMPARE(table->selectedKey(), lanes->selected());
        keep(pane, QString::fromLatin1(QTest::currentDataTag()));

        // What the filter hides has no mark either.
        const auto all = lanes->marks().size();
        pane.findChild<QLineEdit*>()->setText(QStringLiteral("ISR"));
        QTRY_VERIFY(lanes->marks().size() < all);
        for (const auto& shown : lanes->marks())
            QVERIFY(
                shown.kind == TimelineKind::IsrShrunk || shown.kind == TimelineKind::IsrExpanded);
    }

private:
    static void keep(QWidget& widget, const QString& tag)
    {
        for (int turn = 0; turn < 5; ++turn)
            QCoreApplication::processEvents();
        const QString folder = qEnvironmentVariable("STORMBENCH_PICTURES");
        if (!folder.isEmpty())
            widget.grab().save(folder + QStringLiteral("/views-timeline-%1.png").arg(tag));
    }
};

QTEST_MAIN(TimelineTest)
#include "timeline_test.moc"
