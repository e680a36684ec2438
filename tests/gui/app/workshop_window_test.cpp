// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QComboBox>
#include <QDockWidget>
#include <QInputDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QSettings>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>

#include "app/shell/board_thumbnail.h"
#include "app/shell/main_window.h"
#include "app/shell/template_dialog.h"
#include "storming/panels/comments_panel.h"
#include "storming/panels/palette_panel.h"
#include "storming/panels/presentation_window.h"
#include "storming/panels/replay_window.h"
#include "storming/panels/workshop.h"
#include "storming/scene/board_view.h"
#include "storming/scene/paper.h"
#include "storming/workshop/discussion.h"

using namespace stormbench;
using namespace stormbench::app;

/// What a facilitator reaches from the window: menus, keys, tool bar, palette of commands.
class WorkshopWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("stormbench-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_directory.path());
    }

    void everyKeyHasOneMeaning()
    {
        MainWindow window(options());
        QHash<QKeySequence, QString> taken;
        int workshop = 0;
        for (const QAction* action : window.findChildren<QAction*>()) {
            workshop += action->objectName().startsWith(QLatin1String("workshop.")) ? 1 : 0;
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!taken.contains(key),
                    qPrintable(QStringLiteral("%1: %2 and %3")
                                   .arg(key.toString(), taken.value(key), action->objectName())));
                taken[key] = action->objectName();
            }
            if (!action->objectName().isEmpty() && !action->text().isEmpty()
                && action->objectName().startsWith(QLatin1String("workshop.")))
                QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->objectName()));
        }
        QVERIFY(workshop >= 12);
    }

    void levelAndMethodChangeThePaletteAndNotTheNotes()
    {
        MainWindow window(options());
        window.show();
        QVERIFY(window.openPath(sample()));
        const auto notes = window.document().board().notes();
        auto* palette = window.findChild<storming::PalettePanel*>();
        const auto offers = [&](storming::NoteKind kind) {
            const auto kinds = palette->offered();
            return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
        };
        auto* button = window.findChild<QToolButton*>(QStringLiteral("levelButton"));
        const auto choose = [&](const QString& text) {
            for (auto* action : button->menu()->actions())
                if (action->text() == text)
                    action->trigger();
        };
        choose(QStringLiteral("Big picture"));
        QVERIFY(!offers(storming::NoteKind::Aggregate));
        choose(QStringLiteral("Software design"));
        QVERIFY(offers(storming::NoteKind::Aggregate));
        choose(QStringLiteral("Event Modeling"));
        QVERIFY(offers(storming::NoteKind::Screen) && !offers(storming::NoteKind::Aggregate));
        QVERIFY(button->text().contains(QStringLiteral("Event Modeling")));
        QVERIFY(window.document().board().notes() == notes);
    }

    void theCommandPaletteFindsActionsNotesAndFrames()
    {
        MainWindow window(options());
        window.show();
        QVERIFY(window.openPath(sample()));
        const auto& board = window.document().board();
        const auto& note = board.notes().begin()->second;
        const auto& frame = board.frames().begin()->second;
        const auto finds = [&](const QString& words) {
            window.action(QStringLiteral("view.palette"))->trigger();
            auto* palette = window.findChild<QDialog*>(QStringLiteral("commandPalette"));
            palette->findChild<QLineEdit*>()->setText(words);
            auto* list = palette->findChild<QListWidget*>();
            QStringList found;
            for (int i = 0; i < list->count(); ++i)
                found += list->item(i)->text();
            delete palette;
            return found.contains(words);
        };
        QVERIFY(finds(note.name()));
        QVERIFY(finds(frame.name));
        QVERIFY(finds(QStringLiteral("Park hotspots")));
        QVERIFY(finds(QStringLiteral("Place: actor")));
        QVERIFY(!finds(QStringLiteral("Turn into: actor")));
        window.findChild<storming::BoardView*>()->selection().selectNote(note.id);
        QVERIFY(finds(QStringLiteral("Turn into: actor")));
        // Run one: the frame comes into sight and is selected.
        window.action(QStringLiteral("view.palette"))->trigger();
        auto* palette = window.findChild<QDialog*>(QStringLiteral("commandPalette"));
        auto* box = palette->findChild<QLineEdit*>();
        box->setText(frame.name);
        auto* list = palette->findChild<QListWidget*>();
        for (int i = 0; i < list->count(); ++i)
            if (list->item(i)->text() == frame.name)
                list->setCurrentRow(i);
        QTest::keyClick(box, Qt::Key_Return);
        QTRY_COMPARE(window.boardView().selection().singleFrame(), std::optional(frame.id));
    }

    void aTemplateBecomesABoardWithoutAFile()
    {
        MainWindow window(options());
        window.show();
        window.action(QStringLiteral("file.newFrom"))->trigger();
        auto* dialog = window.findChild<TemplateDialog*>();
        QVERIFY(dialog);
        const auto all = TemplateDialog::templates();
        QVERIFY(all.size() >= 4);
        const auto modeling = std::find_if(all.begin(), all.end(), [](const auto& entry) {
            return entry.board.settings().method == storming::Method::EventModeling;
        });
        QVERIFY(modeling != all.end());
        emit dialog->chosen(modeling->board);
        QVERIFY(window.document().isOpen() && window.document().path().isEmpty());
        QCOMPARE(window.document().board().settings().method, storming::Method::EventModeling);
        QVERIFY(!window.document().isUnsaved());
    }

    void aBlankTemplateShowsTheNotesItOffers_data()
    {
        QTest::addColumn<storming::NoteKind>("kind");
        QTest::addColumn<QStringList>("templates");
        QTest::addRow("event") << storming::NoteKind::Event
                               << QStringList({"big-picture", "process", "design", "modeling"});
        QTest::addRow("policy") << storming::NoteKind::Policy
                                << QStringList({"process", "design", "modeling"});
    }
    void aBlankTemplateShowsTheNotesItOffers()
    {
        QFETCH(storming::NoteKind, kind);
        QFETCH(QStringList, templates);
        const QColor paper = storming::paperColor(kind);
        // Papers are shaded a little, so by hue.
        const auto isPaper = [&paper](const QColor& seen) {
            constexpr int kHues = 3, kSaturation = 40;
            return qAbs(seen.hsvHue() - paper.hsvHue()) <= kHues
                && seen.hsvSaturation() > kSaturation;
        };
        int blank = 0;
        for (const auto& entry : TemplateDialog::templates()) {
            if (entry.subtitle != QLatin1String("An empty board"))
                continue;
            ++blank;
            const auto& settings = entry.board.settings();
            const QString name = settings.method == storming::Method::EventModeling ? "modeling"
                : settings.level == storming::Level::BigPicture                     ? "big-picture"
                : settings.level == storming::Level::Process                        ? "process"
                                                                                    : "design";
            BoardThumbnail thumbnail(entry.board, entry.title, entry.subtitle);
            const QImage image = thumbnail.grab().toImage();
            int inked = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    inked += isPaper(image.pixelColor(x, y)) ? 1 : 0;
            QVERIFY2((inked > 50) == templates.contains(name),
                qPrintable(QStringLiteral("%1: %2").arg(name).arg(inked)));
        }
        QCOMPARE(blank, 4);
    }

    void commentsAreListedInADockOfTheirOwn()
    {
        MainWindow window(options());
        window.show();
        QVERIFY(!window.action(QStringLiteral("workshop.comments"))->isEnabled());
        QVERIFY(window.openPath(sample()));
        auto* dock = window.findChild<QDockWidget*>(QStringLiteral("comments"));
        const auto note = window.document().board().notes().begin()->first;
        QCOMPARE(dock->windowTitle(), QStringLiteral("Comments"));
        QVERIFY(window.document().controller().edit(
            "Comment", {storming::discussing(note, {{"Ada", "Always?", 1000, false}})}));
        QCOMPARE(dock->windowTitle(), QStringLiteral("Comments 1"));
        window.action(QStringLiteral("workshop.comments"))->trigger();
        auto* panel = window.findChild<storming::CommentsPanel*>();
        QTRY_VERIFY(panel->list()->isVisible());
        QTRY_VERIFY(panel->list()->hasFocus());
        panel->list()->setCurrentIndex(panel->list()->model()->index(0, 0));
        QTest::keyClick(panel->list(), Qt::Key_Return);
        QCOMPARE(window.boardView().selection().singleNote(), std::optional(note));
    }

    void theCanvasAloneComesBackByEsc()
    {
        MainWindow window(options());
        window.resize(1280, 800);
        window.show();
        auto* zen = window.action(QStringLiteral("view.zen"));
        QVERIFY(!zen->isEnabled());
        window.showPerspective(Perspective::Storm);
        QVERIFY(window.openPath(sample()));
        QTRY_VERIFY(window.findChild<QDockWidget*>(QStringLiteral("palette"))->isVisible());
        const auto around = [&] {
            int visible = window.menuBar()->isVisible() + window.statusBar()->isVisible()
                + window.findChild<QToolBar*>()->isVisible();
            for (const auto* dock : window.findChildren<QDockWidget*>())
                visible += dock->isVisible() ? 1 : 0;
            return visible;
        };
        const int before = around();
        zen->trigger();
        QCOMPARE(around(), 0);
        QVERIFY(window.isFullScreen());
        // Esc first does what it does on the canvas.
        const auto note = window.document().board().notes().begin()->first;
        window.boardView().selection().selectNote(note);
        window.boardView().setFocus();
        QTest::keyClick(&window.boardView(), Qt::Key_Escape);
        QVERIFY(window.isFullScreen() && window.boardView().selection().current().isEmpty());
        QTest::keyClick(&window.boardView(), Qt::Key_Escape);
        QVERIFY(!window.isFullScreen() && !zen->isChecked());
        QTRY_COMPARE(around(), before);
        // Nor does the welcome page stand alone without a way out.
        zen->trigger();
        window.action(QStringLiteral("file.welcome"))->trigger();
        QVERIFY(!window.isFullScreen() && window.menuBar()->isVisible() && !zen->isEnabled());
    }

    void votingIsStartedAndClosedByActions()
    {
        MainWindow window(options());
        window.show();
        QVERIFY(window.openPath(sample()));
        QVERIFY(!window.action(QStringLiteral("workshop.closeVoting"))->isEnabled());
        window.action(QStringLiteral("workshop.vote"))->trigger();
        auto* dialog = window.findChild<QInputDialog*>();
        QVERIFY(dialog);
        dialog->accept();
        QVERIFY(window.workshop().ballot());
        const auto note = window.document().board().notes().begin()->first;
        QVERIFY(window.workshop().vote(note, true));
        window.action(QStringLiteral("workshop.closeVoting"))->trigger();
        QCOMPARE(window.document().board().note(note)->integer(storming::NoteProperty::Votes), 1);
    }

    void presentationAndReplayOpenAndClose()
    {
        MainWindow window(options());
        window.show();
        QVERIFY(window.openPath(sample()));
        window.action(QStringLiteral("workshop.present"))->trigger();
        QPointer<storming::PresentationWindow> shown
            = window.findChild<storming::PresentationWindow*>();
        QVERIFY(shown && shown->slideCount() > 0);
        QTest::keyClick(shown, Qt::Key_Escape);
        QTRY_VERIFY(!shown);
        // A board that nobody has touched has no history.
        window.action(QStringLiteral("workshop.replay"))->trigger();
        QVERIFY(!window.findChild<storming::ReplayWindow*>());
        window.document().controller().addNote(storming::NoteKind::Event, {0, 0}, "One");
        window.document().controller().addNote(storming::NoteKind::Event, {200, 0}, "Two");
        window.action(QStringLiteral("workshop.replay"))->trigger();
        auto* replay = window.findChild<storming::ReplayWindow*>();
        QVERIFY(replay);
        QVERIFY(replay->board() == window.document().board());
        QVERIFY(replay->length() >= 1);
        delete replay;
    }

private:
    MainWindow::Options options()
    {
        MainWindow::Options options;
        options.dataDirectory
            = m_directory.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        options.startCluster = false;
        return options;
    }
    static QString sample()
    {
        return QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/order-fulfilment.storm.txt");
    }
    QTemporaryDir m_directory;
};

QTEST_MAIN(WorkshopWindowTest)
#include "workshop_window_test.moc"
