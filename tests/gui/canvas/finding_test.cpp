// SPDX-License-Identifier: GPL-3.0-or-later
// Search, clipboard, drops and fingers on the canvas.
#include "tests/support/canvas_fixture.h"

#include "storming/tools/find_bar.h"

#include <QClipboard>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QNativeGestureEvent>
#include <QPointingDevice>

using namespace stormbench;
using namespace stormbench::storming;

class FindingTest : public QObject {
    Q_OBJECT
private slots:
    void searchJumpsFromOneToTheNext()
    {
        CanvasFixture canvas;
        const NoteId second = canvas.controller.addNote(NoteKind::Event, {3000, 0}, "Order paid");
        const NoteId first = canvas.controller.addNote(NoteKind::Event, {-3000, 0}, "Order placed");
        const NoteId other = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Stock");
        canvas.key(Qt::Key_F, Qt::ControlModifier);
        FindBar& bar = canvas.actions.findBar();
        QVERIFY(bar.isOpen());
        QTest::keyClicks(&bar.line(), "ORDER");
        QCOMPARE(bar.found().size(), 2u);
        QCOMPARE(canvas.selectedNote(), first);
        QVERIFY(canvas.view.mapToScene(canvas.view.viewport()->rect())
                    .boundingRect()
                    .contains(canvas.note(first).rect));
        QVERIFY(canvas.view.boardScene().noteItem(other)->marks().dimmed);
        QVERIFY(!canvas.view.boardScene().noteItem(second)->marks().dimmed);
        QTest::keyClick(&bar.line(), Qt::Key_Return);
        QCOMPARE(canvas.selectedNote(), second);
        QTest::keyClick(&bar.line(), Qt::Key_Return);
        QCOMPARE(canvas.selectedNote(), first);
        QTest::keyClick(&bar.line(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(canvas.selectedNote(), second);
        QTest::keyClick(&bar.line(), Qt::Key_Escape);
        QVERIFY(!bar.isOpen());
        QVERIFY(!canvas.view.boardScene().noteItem(other)->marks().dimmed);
        QCOMPARE(canvas.selectedNote(), second);
        canvas.key(Qt::Key_F3);
        QCOMPARE(canvas.selectedNote(), first);
        QCOMPARE(canvas.board().notes().size(), 3u);  // no letter of it reached the board
    }

    void whatIsFound_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("count");
        QTest::newRow("text") << "placed" << 1;
        QTest::newRow("all words, in any order") << "placed order" << 1;
        QTest::newRow("description") << "checkout" << 1;
        QTest::newRow("field") << "orderId" << 1;
        QTest::newRow("frame") << "billing" << 1;
        QTest::newRow("arrow's label") << "if paid" << 1;
        QTest::newRow("hidden") << "secret" << 0;
        QTest::newRow("nothing") << "xyz" << 0;
        QTest::newRow("no words") << "  " << 0;
    }
    void whatIsFound()
    {
        QFETCH(QString, words);
        QFETCH(int, count);
        BoardController c;
        const NoteId note = c.addNote(NoteKind::Event, {0, 0}, "Order\nplaced");
        c.setProperty({note}, NoteProperty::Description, QStringLiteral("At the checkout"));
        c.setFields(note, {{0, "orderId", FieldType::Uuid, false, {}, {}}});
        c.addFrame({500, 0, 400, 400}, "Billing");
        const NoteId policy = c.addNote(NoteKind::Policy, {900, 900}, "Ship");
        c.connectNotes(policy, note, "if paid");
        const NoteId hidden = c.addNote(NoteKind::Event, {0, 900}, "Secret");
        c.setProperty({hidden}, NoteProperty::Hidden, true);
        QCOMPARE(findOnBoard(c.board(), words).size(), size_t(count));
    }

    void styleIsCopied()
    {
        CanvasFixture canvas;
        const NoteId policy = canvas.controller.addNote(NoteKind::Policy, {0, 0}, "Whenever");
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {0, 300}, "Paid");
        canvas.view.selection().selectNote(policy);
        canvas.key(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        canvas.view.selection().selectNote(event);
        canvas.key(Qt::Key_V, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(canvas.note(event).kind, NoteKind::Policy);
        QCOMPARE(canvas.note(event).text, QStringLiteral("Paid"));
    }

    void linesPastedIntoAnEmptyNoteBecomeNotes()
    {
        CanvasFixture canvas;
        QGuiApplication::clipboard()->setText("Order placed\nOrder paid\nOrder shipped");
        canvas.key(Qt::Key_N);
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY(!canvas.tools.isEditing());
        QCOMPARE(canvas.board().notes().size(), 3u);
        // Into a note with words they are text.
        const NoteId note = canvas.board().notes().begin()->first;
        canvas.tools.editNote(note);
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.board().notes().size(), 3u);
        QVERIFY(canvas.note(note).text.contains("Order shipped"));
    }

    void pastedTextGrowsItsNote()
    {
        CanvasFixture canvas;
        QGuiApplication::clipboard()->setText(
            QStringLiteral("many words that do not fit onto one small note ").repeated(8));
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY(canvas.note(canvas.selectedNote()).rect.height() > 120);
        canvas.trigger("board.undo");
        QVERIFY(canvas.board().isEmpty());
    }

    void theKindChangesUnderTheCaret()
    {
        CanvasFixture canvas;
        canvas.key(Qt::Key_N);
        canvas.type("Whenever paid");
        canvas.key(Qt::Key_3, Qt::AltModifier);
        QVERIFY(canvas.tools.isEditing());
        canvas.type(", ship");
        canvas.key(Qt::Key_Return);
        const Note& note = canvas.board().notes().begin()->second;
        QCOMPARE(note.kind, NoteKind::Policy);
        QCOMPARE(note.rect.size(), notationOf(NoteKind::Policy).size);
        QCOMPARE(note.text, QStringLiteral("Whenever paid, ship"));
    }

    void dropsOfEverySort()
    {
        CanvasFixture canvas;
        QSignalSpy opened(&canvas.tools, &CanvasTools::boardFileDropped);
        const auto drop = [&](const QMimeData& data) {
            const QPoint at = canvas.at({40, 20});
            QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
            QCoreApplication::sendEvent(canvas.view.viewport(), &enter);
            QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, {});
            QCoreApplication::sendEvent(canvas.view.viewport(), &event);
        };
        QMimeData file;
        file.setUrls({QUrl::fromLocalFile("/boards/shop.storm")});
        drop(file);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.front().front().toString(), QStringLiteral("/boards/shop.storm"));
        QVERIFY(canvas.board().isEmpty());
        QMimeData picture;
        QImage image(30, 20, QImage::Format_RGB32);
        image.fill(Qt::red);
        picture.setImageData(image);
        drop(picture);
        const Note& note = canvas.note(canvas.selectedNote());
        QCOMPARE(note.kind, NoteKind::Picture);
        QVERIFY(note.rect.contains(QPointF(40, 20)));
        QMimeData text;
        text.setText("command\tPlace order\nevent\tOrder placed");
        drop(text);
        QCOMPARE(canvas.board().notes().size(), 3u);
        canvas.controller.setReadOnly(true);
        drop(text);
        QCOMPARE(canvas.board().notes().size(), 3u);
        drop(file);
        QCOMPARE(opened.count(), 2);
    }

    void fingersPanAndZoom()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {0, 0});
        const QPointF at(300, 200);
        const auto gesture = [&](Qt::NativeGestureType type, qreal value, QPointF delta) {
            QNativeGestureEvent event(type, QPointingDevice::primaryPointingDevice(), 2, at, at,
                canvas.view.viewport()->mapToGlobal(at), value, delta);
            QCoreApplication::sendEvent(canvas.view.viewport(), &event);
        };
        const QPointF under = canvas.view.toScene(at);
        gesture(Qt::ZoomNativeGesture, 0.5, {});
        QCOMPARE(canvas.view.zoom(), 1.5);
        QVERIFY((canvas.view.toScene(at) - under).manhattanLength() < 2);
        gesture(Qt::PanNativeGesture, 0, {30, 0});
        QVERIFY(canvas.view.toScene(at).x() < under.x() - 15);
        gesture(Qt::SmartZoomNativeGesture, 0, {});
        const qreal fitted = canvas.view.zoom();
        QVERIFY(canvas.view.mapToScene(canvas.view.viewport()->rect())
                    .boundingRect()
                    .contains(canvas.board().notes().begin()->second.rect));
        QVERIFY(fitted > 0);
        // Two fingers on a touchpad scroll by pixels.
        const QPointF before = canvas.view.toScene(at);
        QWheelEvent wheel(at, canvas.view.viewport()->mapToGlobal(at), {-40, 0}, {-20, 0}, {}, {},
            Qt::ScrollUpdate, false);
        QCoreApplication::sendEvent(canvas.view.viewport(), &wheel);
        QVERIFY(canvas.view.toScene(at).x() > before.x());
    }
};

QTEST_MAIN(FindingTest)
#include "finding_test.moc"
