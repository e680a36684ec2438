// SPDX-License-Identifier: GPL-3.0-or-later
// Every pane with a synthetic cluster, in each scheme and in the sizes of a dock. With
// STORMBENCH_PICTURES=DIR the pictures are kept, to be looked at.
#include <QtTest>

#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTableView>

#include "resources/ui/state_pane.h"
#include "resources/ui/theme.h"
#include "tests/support/synthetic_cluster.h"
#include "views/models/message_model.h"
#include "views/panes/brokers_pane.h"
#include "views/panes/connect_dialog.h"
#include "views/panes/groups_pane.h"
#include "views/panes/messages_pane.h"
#include "views/panes/throughput_pane.h"
#include "views/panes/topics_pane.h"

using namespace stormbench;
using namespace stormbench::views;

namespace {

constexpr int kSteps = 1000;  // about four minutes

struct Rig {
    feed::ClusterFeed feed;
    History history;
    feed::JobRunner jobs;
    std::shared_ptr<test::FakeObserver::Wire> wire = std::make_shared<test::FakeObserver::Wire>();
    PaneContext context{feed, history, jobs, [] { return api::ConnectionSettings{}; }};

    void connectTo(bool remote, int last = kSteps)
    {
        QObject::connect(&feed, &feed::ClusterFeed::snapshotChanged, &history,
            [this](const api::SnapshotPtr& snapshot) {
                if (snapshot)
                    history.add(*snapshot);
            });
        feed.setSource(std::make_unique<test::FakeObserver>(wire));
        for (int step = 0; step < last; ++step)
            history.add(test::orderCluster(step, remote));
        wire->published(std::make_shared<const api::Snapshot>(test::orderCluster(last, remote)));
    }
};

}  // namespace

class PicturesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("stormbench-pictures-test"));
        QCoreApplication::setApplicationName(QStringLiteral("pictures"));
        QSettings().clear();
    }

    void panes_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("remote");
        QTest::newRow("light-small") << int(ui::Scheme::Light) << QSize(1200, 360) << false;
        QTest::newRow("dark-small") << int(ui::Scheme::Dark) << QSize(1200, 360) << true;
        QTest::newRow("light-large") << int(ui::Scheme::Light) << QSize(1600, 500) << true;
        QTest::newRow("dark-large") << int(ui::Scheme::Dark) << QSize(1600, 500) << false;
        QTest::newRow("contrast-large")
            << int(ui::Scheme::HighContrast) << QSize(1600, 500) << false;
    }

    void panes()
    {
        QFETCH(int, scheme);
        QFETCH(QSize, size);
        QFETCH(bool, remote);
        ui::theme().setScheme(static_cast<ui::Scheme>(scheme));
        ui::theme().apply(*qApp);
        Rig rig;
        BrokersPane brokers(rig.context);
        TopicsPane topics(rig.context);
        GroupsPane groups(rig.context);
        ThroughputPane throughput(rig.context);
        MessagesPane messages(rig.context);
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        for (QWidget* pane :
            std::initializer_list<QWidget*>{&brokers, &topics, &groups, &throughput, &messages}) {
            pane->resize(size);
            pane->show();
            QVERIFY(QTest::qWaitForWindowExposed(pane));
        }
        keep(topics, QStringLiteral("topics-unconnected"), tag);
        rig.connectTo(remote);
        keep(groups, QStringLiteral("groups-loading"), tag);
        QTRY_VERIFY(brokers.state().isShowingContent() && topics.state().isShowingContent()
            && throughput.state().isShowingContent());
        topics.selectTopic(QStringLiteral("orders.order-placed"));
        groups.selectGroup(QStringLiteral("shipping-policy"));
        keep(brokers, QStringLiteral("brokers"), tag);
        keep(topics, QStringLiteral("topics"), tag);
        keep(groups, QStringLiteral("groups"), tag);
        groups.findChild<QTabWidget*>()->setCurrentIndex(1);
        keep(groups, QStringLiteral("groups-members"), tag);
        throughput.repaint();
        auto* chart = throughput.findChild<QGraphicsView*>();
        QVERIFY(chart);
        const QPointF pointer(220, 120);
        QMouseEvent move(QEvent::MouseMove, pointer, chart->viewport()->mapToGlobal(pointer),
            Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(chart->viewport(), &move);
        keep(throughput, QStringLiteral("throughput"), tag);
        keep(messages, QStringLiteral("messages-empty"), tag);
        showMessages(messages);
        keep(messages, QStringLiteral("messages"), tag);
        messages.findChildren<QTabWidget*>().first()->setCurrentIndex(2);
        keep(messages, QStringLiteral("messages-bytes"), tag);

        auto failing = test::orderCluster(kSteps, remote);
        failing.error = "Broker 2 (127.0.0.1:19093) did not answer DescribeCluster within 5 s";
        rig.wire->published(std::make_shared<const api::Snapshot>(failing));
        QTRY_VERIFY(rig.feed.snapshot()->error.size() > 0);
        topics.hide();
        topics.show();
        throughput.hide();
        throughput.show();
        keep(topics, QStringLiteral("topics-stale"), tag);
        keep(throughput, QStringLiteral("throughput-stale"), tag);

        // A pane that paints has more to it than its ground.
        QSet<QRgb> colors;
        const QImage image = throughput.grab().toImage();
        for (int x = 0; x < image.width(); x += 3) {
            for (int y = 0; y < image.height(); y += 3)
                colors.insert(image.pixel(x, y));
        }
        QVERIFY2(colors.size() > 12, qPrintable(QString::number(colors.size())));
    }

    void dialogs()
    {
        for (const auto scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
            ui::theme().setScheme(scheme);
            ui::theme().apply(*qApp);
            ConnectDialog dialog(nullptr);
            api::ConnectionSettings settings;
            settings.name = "Production";
            settings.bootstrap = "kafka-1.prod.example.com:9093";
            settings.protocol = api::SecurityProtocol::SaslSsl;
            settings.saslMechanism = "SCRAM-SHA-512";
            settings.saslUser = "workbench";
            dialog.setSettings(settings);
            dialog.show();
            QVERIFY(QTest::qWaitForWindowExposed(&dialog));
            QTRY_VERIFY(dialog.width() >= 900);
            keep(dialog, QStringLiteral("connect"),
                scheme == ui::Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark"));
            QCOMPARE(dialog.settings().saslUser, std::string("workbench"));
        }
    }

private:
    static void showMessages(MessagesPane& messages)
    {
        messages.model().append(test::orderRecords(400));
        messages.state().showContent();
        auto* table = messages.findChild<QTableView*>();
        table->scrollToBottom();
        table->setCurrentIndex(messages.model().index(messages.model().rowCount() - 3, 0));
    }
    static void keep(QWidget& widget, const QString& name, const QString& tag)
    {
        const QString folder = qEnvironmentVariable("STORMBENCH_PICTURES");
        // Columns and wrapping charts settle a turn or two after their content.
        for (int turn = 0; turn < 5; ++turn)
            QCoreApplication::processEvents();
        if (!folder.isEmpty())
            widget.grab().save(folder + QStringLiteral("/views-%1-%2.png").arg(name, tag));
    }
};

QTEST_MAIN(PicturesTest)
#include "pictures_test.moc"
