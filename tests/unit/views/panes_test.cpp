// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

#include "resources/ui/state_pane.h"
#include "resources/ui/theme.h"
#include "tests/support/synthetic_cluster.h"
#include "views/charts/line_chart.h"
#include "views/common/filter_bar.h"
#include "views/common/notice_bar.h"
#include "views/common/table_view.h"
#include "views/models/cluster_tables.h"
#include "views/models/message_model.h"
#include "views/panes/brokers_pane.h"
#include "views/panes/connect_dialog.h"
#include "views/panes/connection_profiles.h"
#include "views/panes/groups_pane.h"
#include "views/panes/message_detail.h"
#include "views/panes/messages_pane.h"
#include "views/panes/throughput_pane.h"
#include "views/panes/top_lines.h"
#include "views/panes/topic_actions.h"
#include "views/panes/topics_pane.h"

using namespace stormbench;
using namespace stormbench::views;

namespace {

struct Rig {
    feed::ClusterFeed feed;
    History history;
    feed::JobRunner jobs;
    std::shared_ptr<test::FakeObserver::Wire> wire = std::make_shared<test::FakeObserver::Wire>();
    int asked = 0;
    PaneContext context{
        feed, history, jobs, [] { return api::ConnectionSettings{}; }, [this] { ++asked; }};

    void connectTo() { feed.setSource(std::make_unique<test::FakeObserver>(wire)); }
    void publish(api::Snapshot snapshot)
    {
        history.add(snapshot);
        wire->published(std::make_shared<const api::Snapshot>(std::move(snapshot)));
    }
};

TableView* tableOf(const QWidget& pane, const QString& name)
{
    for (auto* view : pane.findChildren<TableView*>()) {
        if (view->accessibleName() == name)
            return view;
    }
    return nullptr;
}

QStringList textsOf(const QWidget& pane)
{
    QStringList texts;
    for (const auto* label : pane.findChildren<QLabel*>()) {
        if (label->isVisible())
            texts += label->text();
    }
    return texts;
}

template <typename Pane> void showsTheFourStates(const QString& subject)
{
    Rig rig;
    Pane pane(rig.context);
    pane.resize(1200, 360);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    QVERIFY(!pane.state().isShowingContent());
    QVERIFY2(textsOf(pane).contains(QStringLiteral("No cluster is connected.")),
        qPrintable(textsOf(pane).join(u'|')));
    emit pane.state().actionTriggered();
    QCOMPARE(rig.asked, 1);

    rig.connectTo();
    QTRY_VERIFY2(textsOf(pane).join(u'|').contains(subject), qPrintable(textsOf(pane).join(u'|')));
    QVERIFY(!pane.state().isShowingContent());

    api::Snapshot failed;
    failed.error = "no broker answered";
    rig.publish(failed);
    QTRY_VERIFY(textsOf(pane).contains(QStringLiteral("no broker answered")));

    rig.publish(test::orderCluster(1));
    QTRY_VERIFY(pane.state().isShowingContent());
    QVERIFY(pane.notice().isHidden());

    auto stale = test::orderCluster(1);
    stale.error = "broker 2 did not answer Metadata";
    rig.publish(stale);
    QTRY_VERIFY(!pane.notice().isHidden());
    QVERIFY(pane.state().isShowingContent());  // the last good figures stay
    QVERIFY(pane.notice().text().contains(QStringLiteral("broker 2 did not answer Metadata")));
    QVERIFY(pane.notice().text().contains(QStringLiteral("ago")));

    rig.publish(test::orderCluster(2));
    QTRY_VERIFY(pane.notice().isHidden());
    rig.feed.setSource(nullptr);
    QTRY_VERIFY(!pane.state().isShowingContent());
}

}  // namespace

class PanesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
        QCoreApplication::setOrganizationName(QStringLiteral("stormbench-test"));
        QCoreApplication::setApplicationName(QStringLiteral("panes"));
        ui::theme().apply(*qApp);
    }
    void init() { QSettings().clear(); }

    void brokersStates() { showsTheFourStates<BrokersPane>(QStringLiteral("brokers")); }
    void topicsStates() { showsTheFourStates<TopicsPane>(QStringLiteral("topics")); }
    void groupsStates() { showsTheFourStates<GroupsPane>(QStringLiteral("consumer groups")); }
    void throughputStates() { showsTheFourStates<ThroughputPane>(QStringLiteral("throughput")); }

    void emptyClustersOfferTheNextStep()
    {
        Rig rig;
        TopicsPane topics(rig.context);
        GroupsPane groups(rig.context);
        topics.show();
        groups.show();
        rig.connectTo();
        auto snapshot = test::orderCluster(1);
        snapshot.topics.clear();
        snapshot.groups.clear();
        rig.publish(snapshot);
        QTRY_VERIFY(textsOf(topics).contains(QStringLiteral("This cluster has no topics yet.")));
        QTRY_VERIFY(textsOf(groups).join(u'|').contains(QStringLiteral("No consumer group yet")));
    }

    void topicSelection()
    {
        Rig rig;
        TopicsPane pane(rig.context);
        pane.resize(1200, 360);
        pane.show();
        QSignalSpy selected(&pane, &TopicsPane::topicSelected),
            wanted(&pane, &TopicsPane::messagesRequested);
        pane.selectTopic(QStringLiteral("orders.order-placed"));  // before it is there
        rig.connectTo();
        pane.selectTopic(QStringLiteral("orders.order-placed"));
        rig.publish(test::orderCluster(1));
        QTRY_COMPARE(pane.selectedTopic(), QStringLiteral("orders.order-placed"));
        QCOMPARE(selected.size(), 0);  // not by the user
        const QList<TableView*> views{
            tableOf(pane, QStringLiteral("Topics")), tableOf(pane, QStringLiteral("Partitions"))};
        QCOMPARE(views[0]->model()->rowCount(), 9);  // without the internal one
        QCOMPARE(views[1]->model()->rowCount(), 6);

        views[0]->selectKey(QStringLiteral("payments.payment-failed"));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.first().first().toString(), QStringLiteral("payments.payment-failed"));
        QCOMPARE(views[1]->model()->rowCount(), 3);
        rig.publish(test::orderCluster(2));  // figures change, the selection stays
        QTRY_COMPARE(pane.selectedTopic(), QStringLiteral("payments.payment-failed"));
        emit views[0]->activated(views[0]->currentIndex());
        QCOMPARE(wanted.size(), 1);
        pane.findChild<QCheckBox*>()->click();
        QCOMPARE(views[0]->model()->rowCount(), 10);
    }

    void columnsOfAnotherVersionAreNotRestored()
    {
        constexpr int kLogEnd = PartitionLogEnd;
        Rig rig;
        const auto hidden = [&] {
            TopicsPane pane(rig.context);
            const auto* view = tableOf(pane, QStringLiteral("Partitions"));
            QList<int> columns;
            for (int i = 0; i < view->model()->columnCount(); ++i)
                if (view->isColumnHidden(i))
                    columns += i;
            return columns;
        };
        const auto first = hidden();
        QVERIFY(!first.isEmpty());
        {
            TopicsPane pane(rig.context);
            tableOf(pane, QStringLiteral("Partitions"))->setColumnHidden(kLogEnd, true);
        }
        QSettings settings;
        QStringList keys = settings.allKeys().filter(QLatin1String("-columns"));
        QVERIFY(!keys.isEmpty());
        auto changed = first;
        changed += kLogEnd;
        std::sort(changed.begin(), changed.end());
        QCOMPARE(hidden(), changed);
        for (const auto& key : keys)
            settings.setValue(key, QStringList{QStringLiteral("Another")});
        QCOMPARE(hidden(), first);
    }

    void whyAFigureIsMissingIsToldWhenOneIs()
    {
        Rig rig;
        TopicsPane pane(rig.context);
        pane.show();
        rig.connectTo();
        rig.publish(test::orderCluster(1));
        QTRY_VERIFY(pane.state().isShowingContent());
        pane.selectTopic(QStringLiteral("orders.order-placed"));
        constexpr int kNote = PartitionNote;
        auto* partitions = tableOf(pane, QStringLiteral("Partitions"));
        QCOMPARE(partitions->model()->headerData(kNote, Qt::Horizontal).toString(),
            QStringLiteral("Note"));
        QVERIFY(partitions->isColumnHidden(kNote));
        rig.publish(test::orderCluster(600));  // broker 3 is down
        QTRY_VERIFY(!partitions->isColumnHidden(kNote));
    }

    void filterCounts()
    {
        Rig rig;
        TopicsPane pane(rig.context);
        pane.show();
        rig.connectTo();
        rig.publish(test::orderCluster(1));
        QTRY_VERIFY(pane.state().isShowingContent());
        auto* filter = pane.findChild<FilterBar*>();
        filter->setText(QStringLiteral("PARCEL ship"));
        QCOMPARE(filter->countText(), QStringLiteral("1 of 10"));
    }

    void groupDetail()
    {
        Rig rig;
        GroupsPane pane(rig.context);
        pane.show();
        rig.connectTo();
        rig.publish(test::orderCluster(1));
        QTRY_VERIFY(pane.state().isShowingContent());
        pane.selectGroup(QStringLiteral("shipping-policy"));
        QCOMPARE(pane.selectedGroup(), QStringLiteral("shipping-policy"));
        const auto views = pane.findChildren<TableView*>();
        QCOMPARE(views.size(), 3);
        QList<int> rows;
        for (const auto* view : views)
            rows += view->model()->rowCount();
        std::sort(rows.begin(), rows.end());
        QCOMPARE(rows, (QList<int>{2, 4, 6}));
    }

    void copiesRowsAsTabSeparatedText()
    {
        Rig rig;
        TopicsPane pane(rig.context);
        pane.resize(1200, 360);
        pane.show();
        rig.connectTo();
        rig.publish(test::orderCluster(1));
        QTRY_VERIFY(pane.state().isShowingContent());
        auto* view = tableOf(pane, QStringLiteral("Topics"));
        view->selectKey(QStringLiteral("orders.order-cancelled"));
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.startsWith(QStringLiteral("orders.order-cancelled\t6\t230\t"))
                && text.endsWith(u'\n'),
            qPrintable(text));
    }

    void columnsAreRemembered()
    {
        Rig rig;
        {
            TopicsPane pane(rig.context);
            tableOf(pane, QStringLiteral("Topics"))->setColumnHidden(1, true);
        }
        TopicsPane again(rig.context);
        QVERIFY(tableOf(again, QStringLiteral("Topics"))->isColumnHidden(1));
    }

    void throughputCharts()
    {
        Rig rig;
        ThroughputPane pane(rig.context);
        pane.resize(1200, 360);
        pane.show();
        rig.connectTo();
        for (int step = 0; step < 800; ++step)
            rig.history.add(test::orderCluster(step));
        rig.publish(test::orderCluster(800));
        QTRY_VERIFY(pane.state().isShowingContent());
        const auto charts = pane.findChildren<LineChart*>();
        QCOMPARE(charts.size(), 3);
        QTRY_COMPARE(charts[0]->lines().size(), 6);  // five topics and the others; nothing internal
        QVERIFY(charts[0]->lines().last().rest);
        QCOMPARE(charts[1]->lines().size(), 4);
        for (const auto& line : charts[0]->lines())
            QVERIFY(!line.name.startsWith(QStringLiteral("__")));
        // The first lines were made before the charts had their size.
        const auto thinned = [&] {
            return std::all_of(
                charts[0]->lines().begin(), charts[0]->lines().end(), [&](const ChartLine& line) {
                    return std::all_of(line.runs.begin(), line.runs.end(), [&](const auto& run) {
                        return static_cast<std::size_t>(run.size()) <= charts[0]->pointsWanted();
                    });
                });
        };
        rig.publish(test::orderCluster(801));
        QTRY_VERIFY(thinned());
    }

    void hiddenPanesRest()
    {
        Rig rig;
        BrokersPane pane(rig.context);
        rig.connectTo();
        rig.publish(test::orderCluster(1));
        QTRY_VERIFY(rig.feed.snapshot());
        QCOMPARE(
            pane.findChild<TableView*>(QStringLiteral("tables/brokers"))->model()->rowCount(), 0);
        pane.show();
        QCOMPARE(
            pane.findChild<TableView*>(QStringLiteral("tables/brokers"))->model()->rowCount(), 3);
    }

    void topLinesKeepTheirColours()
    {
        std::map<std::string, Series> all;
        for (int step = 0; step < 10; ++step) {
            for (int i = 0; i < 5; ++i)
                all["t" + std::to_string(i)].add(api::WallTime(step), 10.0 * (i + 1));
        }
        TopLines top(2);
        auto lines = top.pick(all, api::WallTime(0), 100);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0].name, QStringLiteral("t4"));
        QCOMPARE(lines[2].name, QStringLiteral("3 others"));
        QCOMPARE(lines[2].runs.first().first().y(), 60.0);
        const int style = lines[1].style;  // of t3
        for (int step = 10; step < 60; ++step) {
            for (int i = 0; i < 5; ++i)
                all["t" + std::to_string(i)].add(api::WallTime(step),
                    i == 0       ? 1000
                        : i == 4 ? 1
                                 : 10.0 * (i + 1));
        }
        lines = top.pick(all, api::WallTime(20), 100);
        QCOMPARE(lines[0].name, QStringLiteral("t0"));
        QCOMPARE(lines[1].name, QStringLiteral("t3"));
        QCOMPARE(lines[1].style, style);
        QVERIFY(lines[0].style != style);
    }

    void messagesStates()
    {
        Rig rig;
        MessagesPane pane(rig.context);
        pane.resize(1200, 360);
        pane.show();
        QVERIFY(textsOf(pane).contains(QStringLiteral("No cluster is connected.")));
        rig.connectTo();
        QTRY_VERIFY(textsOf(pane).join(u'|').contains(QStringLiteral("Choose topics to follow")));
        pane.model().append(test::orderRecords(50));
        pane.state().showContent();
        auto* view = pane.findChild<TableView*>();
        view->setCurrentIndex(pane.model().index(7, 0));
        auto* detail = pane.findChild<MessageDetail*>();
        QVERIFY(detail->valueText().contains(QStringLiteral("    \"id\": 9007199254740993,\n")));
        QCOMPARE(detail->headerCount(), 5);
        QVERIFY(detail->bytesText().startsWith(QStringLiteral("00000000  7b 22 ")));
        pane.findChild<FilterBar*>()->setText(QStringLiteral("order-70007"));
        QCOMPARE(pane.model().rowCount(), 1);
        QCOMPARE(pane.findChild<FilterBar*>()->countText(), QStringLiteral("1 of 50"));
        rig.feed.setSource(nullptr);
        QCOMPARE(pane.model().held(), 0);
    }

    void unreachableTailTellsWhy()
    {
        Rig rig;
        rig.context.connection = [] {
            api::ConnectionSettings nowhere;  // no bootstrap: refused at once
            return nowhere;
        };
        MessagesPane pane(rig.context);
        pane.show();
        rig.connectTo();
        pane.showTopics({QStringLiteral("orders")});
        QCOMPARE(pane.topics(), QStringList{QStringLiteral("orders")});
        QTRY_VERIFY_WITH_TIMEOUT(
            textsOf(pane).join(u'|').contains(QStringLiteral("Cannot read orders")), 20'000);
    }

    void topicNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("legal");
        QTest::newRow("plain") << QStringLiteral("orders.order-placed_2") << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("dot") << QStringLiteral(".") << false;
        QTest::newRow("space") << QStringLiteral("a b") << false;
        QTest::newRow("umlaut") << QStringLiteral("bestellung-ö") << false;
        QTest::newRow("longest") << QString(249, u'a') << true;
        QTest::newRow("too long") << QString(250, u'a') << false;
    }
    void topicNames()
    {
        QFETCH(QString, name);
        QTEST(TopicActions::nameComplaint(name).isEmpty(), "legal");
    }

    void dialogsNameWhatTheyDo()
    {
        Rig rig;
        QWidget owner;
        TopicActions actions(rig.context, &owner);
        TopicRow topic;
        topic.name = QStringLiteral("orders");
        topic.partitions = 3;
        topic.groups = QStringLiteral("payment-policy");
        auto* remove = actions.makeRemoveDialog(topic);
        QCOMPARE(remove->button()->text(), QStringLiteral("Delete orders"));
        auto* more = actions.makePartitionsDialog(topic);
        QCOMPARE(more->button()->text(), QStringLiteral("Add 1 partition"));
        auto* create = actions.makeCreateDialog();
        QVERIFY(!create->button()->isEnabled());
        create->findChild<QLineEdit*>(QStringLiteral("name"))->setText(QStringLiteral("orders"));
        QVERIFY(create->button()->isEnabled());
    }

    void aFailedJobIsToldInPlace()
    {
        feed::JobRunner jobs;
        int turn = 0;
        JobDialog dialog(
            QStringLiteral("t"), QStringLiteral("Do it"), jobs,
            [&turn]() -> JobDialog::Job {
                return [again = turn++ > 0]() -> Result<> {
                    return again ? Result<>() : fail(ErrorCode::Unavailable, "broker 1 is down");
                };
            },
            nullptr);
        dialog.show();
        dialog.button()->click();
        QVERIFY(!dialog.button()->isEnabled());
        QTRY_COMPARE(dialog.failure(), QStringLiteral("broker 1 is down"));
        QVERIFY(dialog.isVisible());
        QCOMPARE(dialog.button()->text(), QStringLiteral("Do it"));
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        dialog.button()->click();
        QTRY_COMPARE(accepted.size(), 1);
    }

    void connectionSettingsGoThroughTheDialog()
    {
        api::ConnectionSettings settings;
        settings.name = "Production";
        settings.bootstrap = "a:9093,b:9093";
        settings.protocol = api::SecurityProtocol::SaslSsl;
        settings.saslMechanism = "SCRAM-SHA-512";
        settings.saslUser = "me";
        settings.saslPassword = " secret ";
        settings.caFile = "/ca.pem";
        settings.verifyHostname = false;
        {
            ConnectDialog dialog(nullptr);
            dialog.setSettings(settings);
            const auto got = dialog.settings();
            QCOMPARE(got.bootstrap, settings.bootstrap);
            QCOMPARE(got.saslMechanism, settings.saslMechanism);
            QCOMPARE(got.saslPassword, settings.saslPassword);
            QCOMPARE(got.caFile, settings.caFile);
            QCOMPARE(got.verifyHostname, false);
            dialog.accept();
        }
        const auto profiles = ConnectionProfiles::load();
        QCOMPARE(profiles.size(), 1);
        QCOMPARE(profiles[0].name, settings.name);
        QCOMPARE(profiles[0].saslUser, settings.saslUser);
        QVERIFY(profiles[0].saslPassword.empty());
        QFile stored(QSettings().fileName());
        QSettings().sync();
        QVERIFY(stored.open(QIODevice::ReadOnly));
        QVERIFY(!stored.readAll().contains("secret"));
        ConnectionProfiles::forget("Production");
        QVERIFY(ConnectionProfiles::load().isEmpty());
    }

    void pastedListsOfServersAreUnderstood()
    {
        ConnectDialog dialog(nullptr);
        api::ConnectionSettings settings;
        settings.bootstrap = " a:1 ; b:2,\tc:3 ";
        dialog.setSettings(settings);
        QCOMPARE(dialog.settings().bootstrap, std::string("a:1,b:2,c:3"));
        QCOMPARE(dialog.settings().name, std::string("a:1"));
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(PanesTest)
#include "panes_test.moc"
