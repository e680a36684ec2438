// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>

#include "app/shell/main_window.h"
#include "app/shell/notice_banner.h"
#include "app/shell/welcome_page.h"

using namespace stormbench;
using namespace stormbench::app;

/// A board without a name outlives the death of the program: the next start offers it, on the
/// welcome page or above the board that it was started with, and nothing is lost or overwritten.
class DraftsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theWelcomePageOffersWhatACrashLeft();
    void aStartWithABoardOffersItAboveTheBoard();
    void discardingAsksAndThenDeletes();
    void theWayBackFromTheWelcomePage();

private:
    MainWindow::Options options() const
    {
        MainWindow::Options options;
        options.dataDirectory
            = m_directory.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        options.startCluster = false;
        return options;
    }
    void crashIn(const QString& dataDirectory) const;
    static QPushButton* button(QWidget& in, const QString& text)
    {
        for (auto* found : in.findChildren<QPushButton*>()) {
            if (found->text() == text && found->isVisible())
                return found;
        }
        return nullptr;
    }
    static QString sample()
    {
        return QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/order-fulfilment.storm.txt");
    }
    QTemporaryDir m_directory;
};

namespace {

void isolateSettings(const QString& directory)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("stormbench-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, directory);
}

/// The other process: two notes on a board without a name, then no goodbye.
int writeAndDie(const QString& dataDirectory)
{
    isolateSettings(dataDirectory);
    MainWindow::Options options;
    options.dataDirectory = dataDirectory;
    options.startCluster = false;
    MainWindow window(options);
    window.show();
    window.action(QStringLiteral("file.new"))->trigger();
    auto& controller = window.document().controller();
    controller.addNote(storming::NoteKind::Command, {0, 0}, QStringLiteral("Place order"));
    controller.addNote(storming::NoteKind::Event, {200, 0}, QStringLiteral("Order placed"));
    return std::raise(SIGKILL);
}

}  // namespace

void DraftsTest::initTestCase()
{
    isolateSettings(m_directory.path());
}

void DraftsTest::crashIn(const QString& dataDirectory) const
{
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(),
        {QStringLiteral("--write-and-die"), dataDirectory});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
}

void DraftsTest::theWelcomePageOffersWhatACrashLeft()
{
    crashIn(options().dataDirectory);
    MainWindow window(options());
    window.show();
    window.openPath({});
    auto* page = window.findChild<WelcomePage*>();
    auto* open = page->findChild<QPushButton*>(QStringLiteral("openDraft"));
    QVERIFY(open);
    QTRY_VERIFY(open->isVisible());
    QTest::mouseClick(open, Qt::LeftButton);
    QCOMPARE(window.document().board().notes().size(), std::size_t(2));
    QVERIFY(window.document().isUnsaved());
    QVERIFY(!page->isVisible());

    // Another board takes its place: the draft waits on the welcome page again.
    QVERIFY(window.openPath(sample()));
    window.action(QStringLiteral("file.welcome"))->trigger();
    QTRY_VERIFY(page->findChild<QPushButton*>(QStringLiteral("openDraft")));
    const auto kept = leftoverDrafts(window.document().draftDirectory());
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept.first().notes, 2);
}

void DraftsTest::aStartWithABoardOffersItAboveTheBoard()
{
    crashIn(options().dataDirectory);
    MainWindow window(options());
    window.show();
    QVERIFY(window.openPath(sample()));
    const auto notes = window.document().board().notes().size();
    auto* offer = window.findChild<NoticeBanner*>(QStringLiteral("offer"));
    QVERIFY(offer->isVisible());
    QVERIFY2(offer->text().contains(QLatin1String("2 notes")), qPrintable(offer->text()));
    QCOMPARE(window.document().board().notes().size(), notes);
    QTRY_VERIFY(button(*offer, QStringLiteral("Open")));
    QTest::mouseClick(button(*offer, QStringLiteral("Open")), Qt::LeftButton);
    QCOMPARE(window.document().board().notes().size(), std::size_t(2));
    QVERIFY(!offer->isVisible());
}

void DraftsTest::discardingAsksAndThenDeletes()
{
    crashIn(options().dataDirectory);
    MainWindow window(options());
    window.show();
    window.openPath({});
    const QString directory = window.document().draftDirectory();
    const auto answer = [&](const QString& text) {
        QTimer::singleShot(0, &window, [text] {
            auto* question = QApplication::activeModalWidget();
            QVERIFY(question);
            auto* pressed = button(*question, text);
            QVERIFY2(pressed, qPrintable(text));
            pressed->click();
        });
        window.findChild<WelcomePage*>()
            ->findChild<QPushButton*>(QStringLiteral("discardDraft"))
            ->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    answer(QStringLiteral("Cancel"));
    QCOMPARE(leftoverDrafts(directory).size(), 1);
    answer(QStringLiteral("Discard"));
    QVERIFY(leftoverDrafts(directory).isEmpty());
    QVERIFY(!window.findChild<QPushButton*>(QStringLiteral("openDraft")));
}

void DraftsTest::theWayBackFromTheWelcomePage()
{
    MainWindow window(options());
    window.show();
    window.openPath({});
    auto* page = window.findChild<WelcomePage*>();
    QVERIFY(!button(*page, QStringLiteral("Back to Order fulfilment")));
    QVERIFY(window.openPath(sample()));
    window.action(QStringLiteral("file.welcome"))->trigger();
    QTRY_VERIFY(button(*page, QStringLiteral("Back to Order fulfilment")));
    auto* back = button(*page, QStringLiteral("Back to Order fulfilment"));
    QTest::mouseClick(back, Qt::LeftButton);
    QVERIFY(!page->isVisible());
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--write-and-die") == 0)
        return writeAndDie(QString::fromLocal8Bit(argv[2]));
    DraftsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "drafts_test.moc"
