// SPDX-License-Identifier: GPL-3.0-or-later
// Panes beside the canvas follow it without being in its way: when changes rest, and in sight only.
#include "storming/edit/board_controller.h"
#include "storming/panels/outline_panel.h"
#include "storming/panels/rest_timer.h"
#include "storming/panels/text_pane.h"
#include "storming/panels/text_pane_editor.h"
#include "storming/scene/selection.h"

#include <QLabel>
#include <QTreeWidget>
#include <QtTest>

using namespace stormbench::storming;

class RestingPanesTest : public QObject {
    Q_OBJECT
private slots:
    void theTimerWaitsForRest()
    {
        RestTimer timer;
        QSignalSpy due(&timer, &RestTimer::due);
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 5; ++i)
            timer.touch();
        QTRY_COMPARE(due.count(), 1);
        QVERIFY2(clock.elapsed() >= 100, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(!timer.isActive());
    }

    void theTimerFollowsWhatDoesNotRest()
    {
        RestTimer timer;
        QSignalSpy due(&timer, &RestTimer::due);
        QElapsedTimer clock;
        clock.start();
        // Each time before it could have rested.
        while (due.isEmpty() && clock.elapsed() < 20'000) {
            timer.touch();
            QCoreApplication::processEvents();
        }
        QCOMPARE(due.count(), 1);
    }

    void aHurriedTimerIsDueAtOnce()
    {
        RestTimer timer;
        QSignalSpy due(&timer, &RestTimer::due);
        timer.touch();
        timer.hurry();
        QCoreApplication::processEvents();
        QCOMPARE(due.count(), 1);
        timer.touch();
        timer.stop();
        QVERIFY(!timer.isActive());
    }

    void aHiddenOutlineDoesNothingAndIsRightWhenShown()
    {
        BoardController controller;
        BoardSelection selection(controller);
        const NoteId first = controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        OutlinePanel outline(controller, selection);
        outline.show();
        QTRY_COMPARE(outline.tree()->topLevelItemCount(), 1);
        outline.hide();
        QSignalSpy rebuilt(outline.tree()->model(), &QAbstractItemModel::modelReset);
        const NoteId second = controller.addNote(NoteKind::Event, {300, 0}, "Order paid");
        selection.selectNote(second);
        outline.flush();
        QCOMPARE(rebuilt.count(), 0);
        QCOMPARE(outline.tree()->topLevelItemCount(), 1);
        outline.show();
        QCOMPARE(outline.tree()->topLevelItemCount(), 2);
        QVERIFY(outline.tree()->topLevelItem(1)->isSelected());
        // Nothing new: the tree stays, and takes the selection over.
        outline.hide();
        selection.selectNote(first);
        rebuilt.clear();
        outline.show();
        QCOMPARE(rebuilt.count(), 0);
        QVERIFY(outline.tree()->topLevelItem(0)->isSelected());
    }

    void manyChangesRebuildTheOutlineOnce()
    {
        BoardController controller;
        BoardSelection selection(controller);
        OutlinePanel outline(controller, selection);
        outline.show();
        QSignalSpy rebuilt(outline.tree()->model(), &QAbstractItemModel::modelReset);
        for (int i = 0; i < 20; ++i)
            controller.addNote(NoteKind::Event, {300.0 * i, 0}, QString::number(i));
        QTRY_COMPARE(outline.tree()->topLevelItemCount(), 20);
        QCOMPARE(rebuilt.count(), 1);
    }

    // The tree may be a moment behind.
    void whatIsGoneCannotBeChosen()
    {
        BoardController controller;
        BoardSelection selection(controller);
        const NoteId note = controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        OutlinePanel outline(controller, selection);
        QSignalSpy jumped(&outline, &OutlinePanel::jumpRequested);
        outline.show();
        QTreeWidgetItem* item = outline.tree()->topLevelItem(0);
        controller.remove({note});
        outline.tree()->setCurrentItem(item);
        emit outline.tree()->itemActivated(item, 0);
        QVERIFY(selection.current().isEmpty());
        QCOMPARE(jumped.count(), 0);
    }

    void aNarrowOutlineStillSaysThatTheBoardIsEmpty()
    {
        BoardController controller;
        BoardSelection selection(controller);
        OutlinePanel outline(controller, selection);
        outline.resize(212, 400);
        outline.show();
        QLabel* words = nullptr;
        for (QLabel* label : outline.findChildren<QLabel*>())
            words = label->text().contains(QLatin1String("empty")) ? label : words;
        QVERIFY(words);
        QTRY_VERIFY(
            outline.rect().contains(QRect(words->mapTo(&outline, QPoint(0, 0)), words->size())));
        QCOMPARE(outline.width(), 212);
    }

    void behindATabTheTextWaits()
    {
        BoardController controller;
        BoardSelection selection(controller);
        const NoteId note = controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        // As docks in tabs are: not hidden, but outside.
        QWidget window;
        window.resize(600, 400);
        auto* pane = new TextPane(controller, selection, &window);
        auto* outline = new OutlinePanel(controller, selection, &window);
        const QRect inside(0, 0, 300, 400);
        const QRect outside(-900, -900, 300, 400);
        pane->setGeometry(inside);
        outline->setGeometry(inside.translated(300, 0));
        window.show();
        const auto text = [&] { return pane->editor()->toPlainText(); };
        QTRY_VERIFY(text().contains(QLatin1String("Order placed")));
        QTRY_COMPARE(outline->tree()->topLevelItemCount(), 1);
        pane->setGeometry(outside);
        outline->setGeometry(outside);
        controller.setText(note, QStringLiteral("Order paid"));
        controller.addNote(NoteKind::Event, {300, 0}, "Order sent");
        pane->flush();
        outline->flush();
        QVERIFY(!text().contains(QLatin1String("Order paid")));
        QCOMPARE(outline->tree()->topLevelItemCount(), 1);
        pane->setGeometry(inside);
        outline->setGeometry(inside.translated(300, 0));
        QTRY_VERIFY(text().contains(QLatin1String("Order paid")));
        QTRY_COMPARE(outline->tree()->topLevelItemCount(), 2);
    }
};

QTEST_MAIN(RestingPanesTest)
#include "resting_panes_test.moc"
