// SPDX-License-Identifier: GPL-3.0-or-later
// Text and canvas are one board: each follows the other, and a mistake changes nothing.
#include "storming/panels/text_pane.h"

#include "storming/edit/board_controller.h"
#include "storming/scene/selection.h"

#include <QPlainTextEdit>
#include <QTextBlock>
#include <QUndoStack>
#include <QtTest>

using namespace stormbench::storming;

namespace {

/// A board "Order placed" beside a policy, and the pane in a window.
struct Rig {
    BoardController controller;
    BoardSelection selection{controller};
    TextPane pane{controller, selection};
    NoteId event = controller.addNote(NoteKind::Event, {60, 60}, QStringLiteral("Order placed"));
    NoteId policy
        = controller.addNote(NoteKind::Policy, {132 + 106, 60}, QStringLiteral("Collect payment"));

    Rig()
    {
        pane.resize(600, 400);
        pane.show();
        pane.activateWindow();
        pane.flush();
    }
    [[nodiscard]] QString text() const { return pane.editor()->toPlainText(); }
    /// Types over a part of the text, as somebody would.
    void type(const QString& over, const QString& text)
    {
        QTextCursor cursor = pane.editor()->document()->find(over);
        QVERIFY2(!cursor.isNull(), qPrintable(over));
        pane.editor()->setTextCursor(cursor);
        QTest::keyClicks(pane.editor(), text);
    }
};

}  // namespace

class TextPaneTest : public QObject {
    Q_OBJECT
private slots:
    void theTextIsTheBoard()
    {
        Rig rig;
        QVERIFY2(rig.text().contains(QStringLiteral("flow 0,0: event 1 \"Order placed\"\n"
                                                    "  whenever policy 2 \"Collect payment\"\n")),
            qPrintable(rig.text()));
        rig.controller.setText(rig.event, QStringLiteral("Order paid"));
        QTRY_VERIFY(rig.text().contains(QStringLiteral("\"Order paid\"")));
        rig.controller.undoStack()->undo();
        QTRY_VERIFY(rig.text().contains(QStringLiteral("\"Order placed\"")));
    }

    void typingIsOneStep()
    {
        Rig rig;
        const int steps = rig.controller.undoStack()->index();
        rig.type(QStringLiteral("placed"), QStringLiteral("cancelled"));
        QTRY_COMPARE(
            rig.controller.board().note(rig.event)->text, QStringLiteral("Order cancelled"));
        QCOMPARE(rig.controller.undoStack()->index(), steps + 1);
        QVERIFY(!rig.pane.mistake());
        rig.controller.undoStack()->undo();
        QCOMPARE(rig.controller.board().note(rig.event)->text, QStringLiteral("Order placed"));
        QTRY_VERIFY(rig.text().contains(QStringLiteral("\"Order placed\"")));
    }

    void aMistakeWaits()
    {
        Rig rig;
        const Board before = rig.controller.board();
        rig.type(QStringLiteral("policy"), QStringLiteral("polisy"));
        QTRY_VERIFY(rig.pane.mistake());
        const int line
            = rig.pane.editor()->document()->find(QStringLiteral("polisy")).blockNumber();
        QCOMPARE(rig.pane.mistake()->line, line + 1);
        QVERIFY(rig.controller.board() == before);
        // The canvas goes on meanwhile, and both come together when the text reads again.
        rig.controller.moveTo({{rig.event, QPointF(-500, 40)}});
        rig.pane.flush();
        QVERIFY(rig.text().contains(QStringLiteral("polisy")));
        rig.type(QStringLiteral("polisy"), QStringLiteral("saga"));
        QTRY_VERIFY(!rig.pane.mistake());
        QCOMPARE(rig.controller.board().note(rig.policy)->kind, NoteKind::Saga);
        QCOMPARE(rig.controller.board().note(rig.event)->rect.topLeft(), QPointF(-500, 40));
        QTRY_VERIFY(rig.text().contains(QStringLiteral("event 1 \"Order placed\" at -500,40")));
    }

    void newNotesGetTheirNumbers()
    {
        Rig rig;
        QTextCursor cursor
            = rig.pane.editor()->document()->find(QStringLiteral("\"Collect payment\""));
        cursor.clearSelection();
        rig.pane.editor()->setTextCursor(cursor);
        QTest::keyClicks(rig.pane.editor(), QStringLiteral(" > command \"Collect\""));
        QTRY_COMPARE(rig.controller.board().notes().size(), size_t(3));
        const Note* added = rig.controller.board().note(NoteId(3));
        QVERIFY(added);
        QCOMPARE(added->kind, NoteKind::Command);
        QCOMPARE(added->rect.left(), rig.controller.board().note(rig.policy)->rect.right() + 12);
        QVERIFY2(
            rig.text().contains(QStringLiteral("> command 3 \"Collect\"")), qPrintable(rig.text()));
        QCOMPARE(rig.pane.editor()->textCursor().block().text().back(), QLatin1Char('"'));
        // Typing on does not make another one.
        QTest::keyClicks(rig.pane.editor(), QStringLiteral(" > aggregate \"Payment\""));
        QTRY_COMPARE(rig.controller.board().notes().size(), size_t(4));
        QVERIFY(rig.controller.board().note(NoteId(4)));
    }

    void discardingBringsTheBoardBack()
    {
        Rig rig;
        rig.type(QStringLiteral("policy"), QStringLiteral("polisy"));
        QTRY_VERIFY(rig.pane.mistake());
        auto* discard = rig.pane.findChild<QToolButton*>(QStringLiteral("discardText"));
        QVERIFY(discard && discard->isVisible());
        discard->click();
        QVERIFY(!rig.pane.mistake());
        QVERIFY(!rig.text().contains(QStringLiteral("polisy")));
    }

    void selectionGoesBothWays()
    {
        Rig rig;
        QSignalSpy jumps(&rig.pane, &TextPane::jumpRequested);
        rig.selection.selectNote(rig.policy);
        QVERIFY(!rig.pane.editor()->extraSelections().isEmpty());
        QCOMPARE(rig.pane.editor()->extraSelections().front().cursor.selectedText(),
            QStringLiteral("policy 2 \"Collect payment\""));
        QCOMPARE(rig.pane.editor()->textCursor().block().text().trimmed().section(u' ', 0, 0),
            QStringLiteral("whenever"));

        rig.pane.editor()->setFocus();
        QTRY_VERIFY(rig.pane.editor()->hasFocus());
        QTextCursor cursor = rig.pane.editor()->document()->find(QStringLiteral("Order placed"));
        rig.pane.editor()->setTextCursor(cursor);
        QCOMPARE(rig.selection.singleNote().value_or(NoteId()), rig.event);
        QCOMPARE(jumps.count(), 1);
    }

    void aReadOnlyBoardIsReadOnlyText()
    {
        Rig rig;
        rig.controller.setReadOnly(true);
        QVERIFY(rig.pane.editor()->isReadOnly());
        const QString before = rig.text();
        QTest::keyClicks(rig.pane.editor(), QStringLiteral("x"));
        QCOMPARE(rig.text(), before);
    }

    // A new palette colours the text anew; that is no typing.
    void coloursAreNoEdit()
    {
        BoardController controller;
        BoardSelection selection(controller);
        controller.addNote(NoteKind::Event, {60, 60}, QStringLiteral("Order placed"));
        TextPane pane(controller, selection);
        QEvent event(QEvent::PaletteChange);
        QCoreApplication::sendEvent(&pane, &event);
        pane.show();
        QVERIFY(pane.editor()->toPlainText().contains(QStringLiteral("\"Order placed\"")));
        QCoreApplication::sendEvent(&pane, &event);
        controller.addNote(NoteKind::Event, {400, 60}, QStringLiteral("Order paid"));
        QTRY_VERIFY(pane.editor()->toPlainText().contains(QStringLiteral("\"Order paid\"")));
    }

    void picturesStayOutOfTheText()
    {
        Rig rig;
        const NoteId picture = rig.controller.addNote(NoteKind::Picture, {900, 900}, "Sketch");
        const QByteArray bytes(5000, 'x');
        rig.controller.setProperty({picture}, NoteProperty::Image, bytes);
        QTRY_VERIFY(rig.text().contains(QStringLiteral("\"Sketch\"")));
        QVERIFY(!rig.text().contains(QStringLiteral("image")));
        rig.type(QStringLiteral("Sketch"), QStringLiteral("Whiteboard"));
        QTRY_COMPARE(rig.controller.board().note(picture)->text, QStringLiteral("Whiteboard"));
        QCOMPARE(
            rig.controller.board().note(picture)->value(NoteProperty::Image), PropertyValue(bytes));
    }

    void hiddenItDoesNothing()
    {
        Rig rig;
        rig.pane.hide();
        rig.controller.setText(rig.event, QStringLiteral("Order paid"));
        rig.pane.flush();
        QVERIFY(!rig.text().contains(QStringLiteral("Order paid")));
        rig.pane.show();
        QVERIFY(rig.text().contains(QStringLiteral("Order paid")));
    }
};

QTEST_MAIN(TextPaneTest)
#include "text_pane_test.moc"
