// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QDockWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>

#include "app/shell/main_window.h"
#include "app/shell/notice_banner.h"
#include "app/shell/plan_pane.h"
#include "storming/scene/board_view.h"

using namespace stormbench;
using namespace stormbench::app;

/// The whole window: opens, plays a board on its own cluster, follows edits, and closes in time.
class MainWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void fitsASmallScreen_data();
    void fitsASmallScreen();
    void theWelcomePageStandsAlone();
    void opensSamplesAndSaysWhatItCannotOpen();
    void playsPausesAndStopsAndTheClusterStays();
    void aPlayingBoardFollowsItsEdits();
    void resettingWhilePlayingEmptiesTheCluster();
    void thePlanIsShownWithoutPlaying();
    void aClusterThatCannotBeReachedLeavesAWayOut();
    void aSecondWindowIsReadOnlyAndSaysSo();
    void withoutABoardNothingCanBeDoneToIt();
    void closesInTime();

private:
    static constexpr int kPatience = 60'000;
    MainWindow::Options options(bool cluster)
    {
        MainWindow::Options options;
        options.dataDirectory
            = m_directory.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        options.startCluster = cluster;
        return options;
    }
    static QString sample()
    {
        return QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/order-fulfilment.storm.txt");
    }
    QTemporaryDir m_directory;
};

void MainWindowTest::initTestCase()
{
    // Layouts and recent files of the person who runs the tests stay theirs.
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("stormbench-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_directory.path());
}

void MainWindowTest::fitsASmallScreen_data()
{
    QTest::addColumn<int>("perspective");
    QTest::newRow("storm") << int(Perspective::Storm);
    QTest::newRow("run") << int(Perspective::Run);
    QTest::newRow("operate") << int(Perspective::Operate);
}

void MainWindowTest::fitsASmallScreen()
{
    QFETCH(int, perspective);
    MainWindow window(options(false));
    window.resize(1280, 800);
    window.show();
    QVERIFY(window.openPath(sample()));
    window.showPerspective(static_cast<Perspective>(perspective));
    QCoreApplication::processEvents();
    for (auto* dock : window.findChildren<QDockWidget*>()) {
        const auto hint = dock->widget()
                              ->minimumSizeHint()
                              .expandedTo(dock->widget()->minimumSize())
                              .expandedTo(dock->minimumSizeHint());
        QVERIFY2(hint.width() <= 900 && hint.height() <= 360,
            qPrintable(QStringLiteral("%1 wants at least %2×%3")
                           .arg(dock->objectName())
                           .arg(hint.width())
                           .arg(hint.height())));
    }
    QVERIFY2(window.width() <= 1280 && window.height() <= 800,
        qPrintable(QStringLiteral("%1×%2").arg(window.width()).arg(window.height())));
}

void MainWindowTest::theWelcomePageStandsAlone()
{
    MainWindow window(options(false));
    window.show();
    window.showPerspective(Perspective::Storm);
    const auto visible = [&] {
        int count = 0;
        for (auto* dock : window.findChildren<QDockWidget*>())
            count += dock->isVisible() ? 1 : 0;
        return count;
    };
    QCOMPARE(visible(), 0);
    QVERIFY(window.openPath(sample()));
    QTRY_VERIFY(visible() >= 3);
    window.action(QStringLiteral("file.welcome"))->trigger();
    QTRY_COMPARE(visible(), 0);
}

void MainWindowTest::opensSamplesAndSaysWhatItCannotOpen()
{
    MainWindow window(options(false));
    window.show();
    QVERIFY(window.openPath(sample()));
    QVERIFY(window.document().board().notes().size() >= 25);
    QVERIFY(!window.openPath(m_directory.filePath(QStringLiteral("missing.storm"))));
    QVERIFY(window.document().board().notes().size() >= 25);
}

void MainWindowTest::playsPausesAndStopsAndTheClusterStays()
{
    MainWindow window(options(true));
    window.show();
    QVERIFY(window.openPath(sample()));
    window.playWhenReady();
    QTRY_VERIFY_WITH_TIMEOUT(window.player().state() == PlayState::Playing, kPatience);
    int lit = 0;
    connect(
        &window.player(), &PlaySession::flowed, this, [&lit](const storming::FlowSample& sample) {
            lit = static_cast<int>(std::count_if(sample.edges.begin(), sample.edges.end(),
                [](const auto& edge) { return edge.perSecond > 0; }));
        });
    QTRY_VERIFY_WITH_TIMEOUT(lit > 20, kPatience);
    window.action(QStringLiteral("run.pause"))->trigger();
    QVERIFY(window.player().state() == PlayState::Paused);
    window.action(QStringLiteral("run.play"))->trigger();
    QVERIFY(window.player().state() == PlayState::Playing);
    window.action(QStringLiteral("run.stop"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(window.player().state() == PlayState::Stopped, kPatience);
    QVERIFY(window.cluster().state() == ClusterState::Up);
    const auto topics = [&] {
        return window.cluster().feed().snapshot()
            ? window.cluster().feed().snapshot()->topics.size()
            : 0;
    };
    QVERIFY(topics() >= 12);

    window.cluster().resetData();
    QTRY_VERIFY_WITH_TIMEOUT(
        window.cluster().state() == ClusterState::Up && window.cluster().feed().snapshot(),
        kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(topics(), std::size_t(0), kPatience);
}

void MainWindowTest::aPlayingBoardFollowsItsEdits()
{
    MainWindow window(options(true));
    window.show();
    QVERIFY(window.openPath(sample()));
    window.playWhenReady();
    QTRY_VERIFY_WITH_TIMEOUT(window.player().state() == PlayState::Playing, kPatience);
    QVERIFY(window.player().topology().service("billing.collect-payment"));
    std::set<storming::NoteId> policy;
    for (const auto& [id, note] : window.document().board().notes()) {
        if (note.name() == QLatin1String("Collect payment"))
            policy.insert(id);
    }
    QVERIFY(!policy.empty());
    QVERIFY(window.document().controller().remove(policy));
    QTRY_VERIFY_WITH_TIMEOUT(
        !window.player().topology().service("billing.collect-payment"), kPatience);
}

void MainWindowTest::resettingWhilePlayingEmptiesTheCluster()
{
    MainWindow window(options(true));
    window.show();
    QVERIFY(window.openPath(sample()));
    window.playWhenReady();
    QTRY_VERIFY_WITH_TIMEOUT(window.player().state() == PlayState::Playing, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(
        window.cluster().feed().snapshot() && window.cluster().feed().snapshot()->topics.size() > 5,
        kPatience);
    QString asked;
    QTimer::singleShot(0, &window, [&asked] {
        auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        QVERIFY(question);
        asked = question->informativeText();
        for (auto* button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        }
    });
    window.action(QStringLiteral("cluster.reset"))->trigger();
    QVERIFY2(asked.contains(QLatin1String("stops playing")), qPrintable(asked));
    QTRY_VERIFY_WITH_TIMEOUT(window.cluster().state() == ClusterState::Starting, kPatience);
    QVERIFY(window.player().state() == PlayState::Stopped);
    QTRY_VERIFY_WITH_TIMEOUT(window.cluster().state() == ClusterState::Up
            && window.cluster().feed().snapshot()
            && window.cluster().feed().snapshot()->topics.empty(),
        kPatience);
}

void MainWindowTest::thePlanIsShownWithoutPlaying()
{
    MainWindow window(options(true));
    window.show();
    QVERIFY(window.openPath(sample()));
    QTRY_VERIFY_WITH_TIMEOUT(window.cluster().state() == ClusterState::Up, kPatience);
    window.action(QStringLiteral("run.plan"))->trigger();
    auto* table = window.findChild<PlanPane*>()->findChild<QTableWidget*>();
    QTRY_VERIFY_WITH_TIMEOUT(table->rowCount() >= 12, kPatience);
    QVERIFY(table->isVisible());
    QVERIFY(window.player().state() == PlayState::Stopped);
    QVERIFY(
        !window.cluster().feed().snapshot() || window.cluster().feed().snapshot()->topics.empty());
}

void MainWindowTest::aClusterThatCannotBeReachedLeavesAWayOut()
{
    MainWindow window(options(true));
    window.show();
    QTRY_VERIFY_WITH_TIMEOUT(window.cluster().state() == ClusterState::Up, kPatience);
    api::ConnectionSettings nowhere;
    nowhere.name = "nowhere";
    nowhere.bootstrap = "no port";
    window.cluster().connectTo(nowhere);
    QTRY_VERIFY_WITH_TIMEOUT(window.cluster().state() == ClusterState::Failed, kPatience);
    auto* notice = window.findChild<NoticeBanner*>(QStringLiteral("notice"));
    QVERIFY(notice->isVisible());
    QPushButton* local = nullptr;
    for (auto* button : notice->findChildren<QPushButton*>()) {
        if (button->text() == QLatin1String("Start the local cluster"))
            local = button;
    }
    QVERIFY(local);
    local->click();
    QTRY_VERIFY_WITH_TIMEOUT(window.cluster().state() == ClusterState::Up, kPatience);
    QVERIFY(window.cluster().isEmbedded());
}

void MainWindowTest::aSecondWindowIsReadOnlyAndSaysSo()
{
    const QString path = m_directory.filePath(QStringLiteral("shared.storm"));
    MainWindow first(options(false));
    QVERIFY(first.openPath(sample()));
    QVERIFY(first.document().saveAs(path).has_value());
    MainWindow second(options(false));
    second.show();
    QVERIFY(second.openPath(path));
    QVERIFY(second.document().controller().isReadOnly());
    auto* notice = second.findChild<NoticeBanner*>(QStringLiteral("notice"));
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(QLatin1String("read-only")), qPrintable(notice->text()));
    QVERIFY(!second.document()
                 .controller()
                 .addNote(storming::NoteKind::Event, {0, 0}, QStringLiteral("Refused"))
                 .isValid());
}

void MainWindowTest::withoutABoardNothingCanBeDoneToIt()
{
    MainWindow window(options(false));
    window.show();
    window.openPath({});
    for (const char* id : {"file.saveAs", "file.exportPicture", "run.play", "run.plan"})
        QVERIFY2(!window.action(QString::fromLatin1(id))->isEnabled(), id);
    window.action(QStringLiteral("file.new"))->trigger();
    for (const char* id : {"file.saveAs", "file.exportPicture", "run.play", "run.plan"})
        QVERIFY2(window.action(QString::fromLatin1(id))->isEnabled(), id);
}

void MainWindowTest::closesInTime()
{
    auto window = std::make_unique<MainWindow>(options(true));
    window->show();
    QVERIFY(window->openPath(sample()));
    window->playWhenReady();
    QTRY_VERIFY_WITH_TIMEOUT(window->player().state() == PlayState::Playing, kPatience);
    QElapsedTimer closing;
    closing.start();
    window->close();
    window.reset();
    qInfo("closed in %lld ms", closing.elapsed());
    // Two seconds on an idle machine; under sanitizers and beside other tests it may take its time,
    // but never hang.
    QVERIFY(closing.elapsed() < 20'000);
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
