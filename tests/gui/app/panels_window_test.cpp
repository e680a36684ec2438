// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QDockWidget>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "app/shell/dock_table.h"
#include "app/shell/main_window.h"
#include "app/shell/panel_actions.h"
#include "storming/panels/outline_panel.h"
#include "storming/panels/text_pane.h"
#include "storming/panels/text_pane_editor.h"
#include "storming/scene/board_view.h"

using namespace stormbench;
using namespace stormbench::app;

/// Each dock of the window can be shown, brought to the front and hidden by menu, key and palette.
class PanelsWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("stormbench-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_directory.path());
    }

    void everyDockIsShownAndHidden_data()
    {
        QTest::addColumn<Perspective>("perspective");
        QTest::newRow("storm") << Perspective::Storm;
        QTest::newRow("run") << Perspective::Run;
        QTest::newRow("operate") << Perspective::Operate;
    }
    void everyDockIsShownAndHidden()
    {
        QFETCH(Perspective, perspective);
        MainWindow window(options());
        open(window);
        window.showPerspective(perspective);
        for (const DockSpec& spec : dockTable()) {
            auto* dock = window.findChild<QDockWidget*>(QString::fromLatin1(spec.id));
            auto* action = window.action(PanelActions::idOf(spec));
            QVERIFY(dock && action->isEnabled() && action->isCheckable());
            dock->hide();
            QVERIFY2(!action->isChecked(), spec.id);
            action->trigger();
            QTRY_VERIFY2(Perspectives::isInFront(dock), spec.id);
            QVERIFY2(action->isChecked(), spec.id);
            QVERIFY2(dock->isAncestorOf(window.focusWidget()), spec.id);
            action->trigger();
            QVERIFY2(dock->isHidden() && !action->isChecked(), spec.id);
            QVERIFY2(window.focusWidget() == &window.boardView(), spec.id);
        }
    }

    void whatLiesBehindAnotherTabComesToTheFront()
    {
        MainWindow window(options());
        open(window);
        window.showPerspective(Perspective::Operate);
        auto* topics = window.findChild<QDockWidget*>(QStringLiteral("topics"));
        auto* brokers = window.findChild<QDockWidget*>(QStringLiteral("brokers"));
        QTRY_VERIFY(Perspectives::isInFront(topics));
        auto* action = window.action(QStringLiteral("view.panel.brokers"));
        QVERIFY(!brokers->isHidden() && !action->isChecked());
        action->trigger();
        QTRY_VERIFY(Perspectives::isInFront(brokers));
        QVERIFY(!Perspectives::isInFront(topics) && action->isChecked());
        QVERIFY(!window.action(QStringLiteral("view.panel.topics"))->isChecked());
    }

    void theOutlineLeavesTheCanvasItsWidth()
    {
        MainWindow window(options());
        open(window);
        auto* palette = window.findChild<QDockWidget*>(QStringLiteral("palette"));
        auto* outline = window.findChild<QDockWidget*>(QStringLiteral("outline"));
        window.resizeDocks({palette}, {240}, Qt::Horizontal);
        QTRY_COMPARE(palette->width(), 240);
        window.action(QStringLiteral("view.panel.outline"))->trigger();
        QTRY_VERIFY(Perspectives::isInFront(outline));
        QTRY_COMPARE(palette->width(), 240);
        QCOMPARE(outline->width(), 240);
        QVERIFY(outline->height() > 200);
    }

    void theTextIsRightWhenItComesToTheFront()
    {
        MainWindow window(options());
        open(window);
        auto* text = window.findChild<storming::TextPane*>();
        auto* dock = window.findChild<QDockWidget*>(QStringLiteral("text"));
        window.action(QStringLiteral("view.panel.text"))->trigger();
        QTRY_VERIFY(Perspectives::isInFront(dock));
        window.action(QStringLiteral("view.panel.inspector"))->trigger();
        QTRY_VERIFY(!Perspectives::isInFront(dock) && !dock->isHidden());
        window.document().controller().addNote(
            storming::NoteKind::Event, {0, 900}, QStringLiteral("Brand new"));
        text->flush();
        QVERIFY(!text->editor()->toPlainText().contains(QLatin1String("Brand new")));
        window.action(QStringLiteral("view.panel.text"))->trigger();
        QTRY_VERIFY(text->editor()->toPlainText().contains(QLatin1String("Brand new")));
    }

    void thePaletteFindsEveryPanel()
    {
        MainWindow window(options());
        open(window);
        auto* outline = window.findChild<QDockWidget*>(QStringLiteral("outline"));
        QVERIFY(outline->isHidden());
        for (const DockSpec& spec : dockTable()) {
            const QString title = QString::fromUtf8(spec.title).toLower();
            const bool shown = window.action(PanelActions::idOf(spec))->isChecked();
            const QString words
                = (shown ? QStringLiteral("Hide ") : QStringLiteral("Show ")) + title;
            auto* palette = commands(window, words);
            auto* list = palette->findChild<QListWidget*>();
            QCOMPARE(list->item(0)->text(), words);
            delete palette;
        }
        auto* palette = commands(window, QStringLiteral("outline"));
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
        QTRY_VERIFY(Perspectives::isInFront(outline));
        auto* panel = window.findChild<storming::OutlinePanel*>();
        QTRY_VERIFY(panel->isAncestorOf(window.focusWidget()));
    }

    void theMenuListsThem()
    {
        MainWindow window(options());
        QMenu* panels = nullptr;
        for (auto* menu : window.menuBar()->findChildren<QMenu*>())
            panels = menu->title() == QLatin1String("Panels") ? menu : panels;
        QVERIFY(panels);
        QCOMPARE(panels->actions().size(), dockTable().size());
    }

    void theWelcomePageHasNone()
    {
        MainWindow window(options());
        window.show();
        window.openPath({});
        for (const DockSpec& spec : dockTable())
            QVERIFY2(!window.action(PanelActions::idOf(spec))->isEnabled(), spec.id);
        QVERIFY(window.openPath(sample()));
        for (const DockSpec& spec : dockTable())
            QVERIFY2(window.action(PanelActions::idOf(spec))->isEnabled(), spec.id);
    }

    void aPanelEndsTheCanvasAlone()
    {
        MainWindow window(options());
        open(window);
        window.action(QStringLiteral("view.zen"))->trigger();
        window.action(QStringLiteral("view.panel.outline"))->trigger();
        auto* outline = window.findChild<QDockWidget*>(QStringLiteral("outline"));
        QTRY_VERIFY(Perspectives::isInFront(outline));
        QVERIFY(!window.action(QStringLiteral("view.zen"))->isChecked());
        QVERIFY(window.menuBar()->isVisible());
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
    static void open(MainWindow& window)
    {
        window.resize(1400, 900);
        window.show();
        window.showPerspective(Perspective::Storm);
        QVERIFY(window.openPath(sample()));
        QVERIFY(QTest::qWaitForWindowExposed(&window));
    }
    static QDialog* commands(MainWindow& window, const QString& words)
    {
        window.action(QStringLiteral("view.palette"))->trigger();
        auto* palette = window.findChild<QDialog*>(QStringLiteral("commandPalette"));
        palette->findChild<QLineEdit*>()->setText(words);
        return palette;
    }
    static QString sample()
    {
        return QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/order-fulfilment.storm.txt");
    }
    QTemporaryDir m_directory;
};

QTEST_MAIN(PanelsWindowTest)
#include "panels_window_test.moc"
