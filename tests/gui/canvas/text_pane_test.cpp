// SPDX-License-Identifier: GPL-3.0-or-later
// Text and canvas are one board: each follows the other, and a mistake changes nothing.
#include "storming/panels/text_pane.h"

#include "storming/edit/board_controller.h"
#include "storming/panels/text_pane_editor.h"
#include "storming/panels/text_pane_find.h"
#include "storming/scene/selection.h"

#include <QLineEdit>
#include <QTextBlock>
#include <QToolButton>
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

    void commentsStay()
    {
        Rig rig;
        QTextCursor cursor = rig.pane.editor()->document()->find(QStringLiteral("flow"));
        cursor.movePosition(QTextCursor::StartOfBlock);
        rig.pane.editor()->setTextCursor(cursor);
        QTest::keyClicks(rig.pane.editor(), QStringLiteral("# the way in"));
        QTest::keyClick(rig.pane.editor(), Qt::Key_Return);
        rig.pane.flush();
        QVERIFY(!rig.pane.mistake());
        rig.controller.moveTo({{rig.event, QPointF(0, 700)}, {rig.policy, QPointF(900, 0)}});
        QTRY_VERIFY2(
            rig.text().contains(QStringLiteral("# the way in\nevent 1 ")), qPrintable(rig.text()));
        rig.controller.undoStack()->undo();
        rig.controller.undoStack()->undo();
        QTRY_VERIFY(!rig.text().contains(u'#'));
    }

    // A comment that was typed says nothing about the title, whoever changed that meanwhile.
    void settingsOfBothSidesComeTogether()
    {
        Rig rig;
        rig.pane.editor()->moveCursor(QTextCursor::End);
        QTest::keyClicks(rig.pane.editor(), QStringLiteral("# end"));
        BoardSettings settings = rig.controller.board().settings();
        settings.title = QStringLiteral("Tea shop");
        rig.controller.changeSettings(settings);
        rig.pane.flush();
        QVERIFY(!rig.pane.mistake());
        QCOMPARE(rig.controller.board().settings().title, QStringLiteral("Tea shop"));
        QCOMPARE(rig.controller.board().settings().remarks.size(), size_t(1));
        QTRY_VERIFY(rig.text().contains(QStringLiteral("Tea shop"))
            && rig.text().endsWith(QStringLiteral("# end\n")));
    }

    void privateNotesAreFolded()
    {
        Rig rig;
        rig.controller.setProperty({rig.event}, NoteProperty::Description, QStringLiteral("Why"));
        rig.controller.setProperty({rig.event}, NoteProperty::Hidden, true);
        QTRY_VERIFY2(rig.text().contains(QStringLiteral("flow 0,0: event 1 folded\n")),
            qPrintable(rig.text()));
        for (const char* secret : {"Order", "Why", "hidden"})
            QVERIFY2(!rig.text().contains(QLatin1String(secret)), qPrintable(rig.text()));
        const Note before = *rig.controller.board().note(rig.event);

        // What one may see of it changes, what it says does not.
        rig.type(QStringLiteral("0,0: event"), QStringLiteral("0,40: command"));
        QTRY_COMPARE(rig.controller.board().note(rig.event)->kind, NoteKind::Command);
        QVERIFY(!rig.pane.mistake());
        Note expected = before;
        expected.kind = NoteKind::Command;
        expected.rect.moveTop(40);
        QVERIFY(*rig.controller.board().note(rig.event) == expected);

        const int steps = rig.controller.undoStack()->index();
        rig.type(QStringLiteral("folded"), QStringLiteral("\"Mine now\""));
        QTRY_VERIFY(rig.pane.mistake());
        QVERIFY2(rig.pane.mistake()->message.contains(QStringLiteral("note 1 is private")),
            qPrintable(rig.pane.mistake()->message));
        QCOMPARE(rig.pane.editor()->mistakeLine(), rig.pane.mistake()->line);
        rig.type(QStringLiteral("\"Mine now\""), QStringLiteral("folded"));
        QTRY_VERIFY(!rig.pane.mistake());
        rig.type(QStringLiteral("\"Collect payment\""), QStringLiteral("folded"));
        QTRY_VERIFY(rig.pane.mistake());
        QVERIFY(rig.pane.mistake()->message.contains(QStringLiteral("nothing folded")));
        QCOMPARE(rig.controller.undoStack()->index(), steps);
        rig.pane.findChild<QToolButton*>(QStringLiteral("discardText"))->click();

        rig.controller.setProperty({rig.event}, NoteProperty::Hidden, {});
        QTRY_VERIFY(rig.text().contains(QStringLiteral("command 1 \"Order placed\"")));
    }

    void whatIsLockedWaits()
    {
        Rig rig;
        rig.controller.setLocked({rig.event}, {}, true);
        QTRY_VERIFY(rig.text().contains(QStringLiteral("locked true")));
        const Board before = rig.controller.board();
        rig.type(QStringLiteral("placed"), QStringLiteral("cancelled"));
        QTRY_VERIFY(rig.pane.mistake());
        QVERIFY2(rig.pane.mistake()->message.contains(QStringLiteral("\"Order placed\" is locked")),
            qPrintable(rig.pane.mistake()->message));
        QVERIFY(rig.controller.board() == before);
        // Nothing typed is lost, and goes in once the note is free.
        QVERIFY(rig.text().contains(QStringLiteral("cancelled")));
        const int line = rig.pane.editor()->document()->find("cancelled").blockNumber() + 1;
        QCOMPARE(rig.pane.mistake()->line, line);
        rig.controller.setLocked({rig.event}, {}, false);
        rig.type(QStringLiteral("cancelled"), QStringLiteral("withdrawn"));
        QTRY_COMPARE(
            rig.controller.board().note(rig.event)->text, QStringLiteral("Order withdrawn"));
    }

    void ctrlFFindsInTheText()
    {
        Rig rig;
        auto* find = rig.pane.findChild<TextPaneFind*>();
        QVERIFY(find && find->isHidden());
        rig.pane.editor()->setFocus();
        QTRY_VERIFY(rig.pane.editor()->hasFocus());
        rig.pane.editor()->moveCursor(QTextCursor::Start);
        QTest::keyClick(rig.pane.editor(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(find->isVisible());
        auto* line = find->findChild<QLineEdit*>();
        QVERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("me"));
        QCOMPARE(find->found().size(), 2);  // method, payment
        const auto atMethod = rig.pane.editor()->textCursor().selectionStart();
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(rig.pane.editor()->textCursor().selectionStart() > atMethod);
        QTest::keyClick(line, Qt::Key_Return);  // around
        QCOMPARE(rig.pane.editor()->textCursor().selectionStart(), atMethod);
        QTest::keyClick(line, Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(rig.pane.editor()->textCursor().selectionStart() > atMethod);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(find->isHidden() && rig.pane.editor()->hasFocus() && find->found().isEmpty());
        QSignalSpy left(&rig.pane, &TextPane::canvasRequested);
        QTest::keyClick(rig.pane.editor(), Qt::Key_Escape);
        QCOMPARE(left.count(), 1);
    }

    void linesAreNumbered()
    {
        Rig rig;
        const QWidget* gutter = rig.pane.editor()->gutter();
        const int width = gutter->width();
        QVERIFY(gutter->isVisible() && width > 0);
        QCOMPARE(rig.pane.editor()->viewport()->x(), gutter->x() + width);
        for (int i = 0; i < 1000; ++i)
            rig.controller.addNote(NoteKind::Event, {i * 300.0, 2000.0});
        QTRY_VERIFY(gutter->width() > width);
        QCOMPARE(rig.pane.editor()->viewport()->x(), gutter->x() + gutter->width());
        // A click on a number goes to its line.
        rig.pane.editor()->moveCursor(QTextCursor::Start);
        const int row = rig.pane.editor()->fontMetrics().lineSpacing();
        QTest::mouseClick(rig.pane.editor()->gutter(), Qt::LeftButton, {}, {4, 2 * row + row / 2});
        QCOMPARE(rig.pane.editor()->textCursor().blockNumber(), 2);
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
