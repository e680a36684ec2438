// SPDX-License-Identifier: GPL-3.0-or-later
// What is typed in a frame stays in it: the frame grows and its neighbours move along.
#include "tests/support/canvas_fixture.h"

#include "storming/check/checker.h"
#include "storming/geometry/edges.h"
#include "storming/store/text_form.h"

#include <QAction>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

Board boardOf(const char* name)
{
    QFile file(QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return readText(QString::fromUtf8(file.readAll())).value_or(Board());
}

constexpr FrameId kFirst(1);
constexpr FrameId kSecond(2);

/// The template for software design, with an event in its second context.
struct DesignCanvas : CanvasFixture {
    DesignCanvas()
        : CanvasFixture(boardOf("blank-design.storm.txt"))
    {
        shipped = controller.addNote(NoteKind::Event, {820, 320}, "Parcel shipped");
    }

    NoteId startAt(QPointF center, NoteKind kind = NoteKind::Event)
    {
        const NoteId note = controller.addNote(kind, center, "Order placed");
        view.selection().selectNote(note);
        return note;
    }
    [[nodiscard]] QRectF frame(FrameId id) const { return board().frame(id)->rect; }
    [[nodiscard]] bool isIn(FrameId id, NoteId note) const
    {
        return board().frameOf(this->note(note)) == id && frame(id).contains(this->note(note).rect);
    }
    [[nodiscard]] bool isTidy() const
    {
        for (const auto& [a, first] : board().notes())
            for (const auto& [b, second] : board().notes())
                if (a < b && first.rect.intersects(second.rect))
                    return false;
        return isIn(kSecond, shipped) && !frame(kFirst).intersects(frame(kSecond))
            && board().membersOf(kSecond).size() == 1;
    }

    NoteId shipped;
};

}  // namespace

Q_DECLARE_METATYPE(Qt::KeyboardModifiers)

class FrameFlowTest : public QObject {
    Q_OBJECT
private slots:
    void aFlowStaysInItsContext()
    {
        DesignCanvas canvas;
        QVERIFY(canvas.ready);
        std::vector<NoteId> flow{canvas.startAt({100, 400})};
        std::vector<Board> steps{canvas.board()};
        for (const char* words : {"Whenever placed, reserve", "Reserve", "Stock", "Reserved",
                 "Whenever reserved, ship"}) {
            canvas.key(Qt::Key_Tab);
            canvas.type(QString::fromLatin1(words));
            canvas.key(Qt::Key_Return);
            flow.push_back(canvas.selectedNote());
            steps.push_back(canvas.board());
        }
        for (const NoteId note : flow)
            QVERIFY(canvas.isIn(kFirst, note));
        QVERIFY(canvas.isTidy());
        QCOMPARE(canvas.board().membersOf(kFirst).size(), flow.size());
        QCOMPARE(edges(canvas.board()).size(), flow.size() - 1);
        QVERIFY(canvas.frame(kFirst).right() - canvas.note(flow.back()).rect.right() >= 24);
        QCOMPARE(canvas.frame(kFirst).topLeft(), QPointF(-40, 200));
        QCOMPARE(canvas.note(canvas.shipped).rect.center() - canvas.frame(kSecond).topLeft(),
            QPointF(84, 120));

        // Two steps a note: its place with all that gave way, and its words.
        for (std::size_t left = flow.size(); left-- > 1;) {
            canvas.trigger("board.undo");
            canvas.trigger("board.undo");
            QCOMPARE(canvas.board(), steps[left - 1]);
        }
        for (std::size_t i = 1; i < flow.size(); ++i) {
            canvas.trigger("board.redo");
            canvas.trigger("board.redo");
            QCOMPARE(canvas.board(), steps[i]);
        }
    }

    void theCheckerHasNothingToSayAboutContexts()
    {
        DesignCanvas canvas;
        canvas.startAt({100, 400});
        for (int i = 0; i < 8; ++i) {
            canvas.key(Qt::Key_Tab);
            canvas.type(QStringLiteral("Step %1").arg(i));
            canvas.key(Qt::Key_Return);
        }
        const std::set<RuleId> aboutContexts{RuleId::NoteOutsideContext,
            RuleId::PrivateStreamCrossesContexts, RuleId::TwoContextsOneStream};
        for (const Finding& finding : check(canvas.board()))
            QVERIFY2(!aboutContexts.contains(finding.rule), qPrintable(finding.message));
    }

    void everyKeyThatPlacesStaysInside_data()
    {
        QTest::addColumn<QPointF>("center");
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        const QPointF left(40, 500);
        const QPointF right(580, 500);
        const QPointF top(300, 280);
        const QPointF bottom(300, 720);
        const auto row
            = [](const char* name, QPointF center, int key, Qt::KeyboardModifiers modifiers = {}) {
                  QTest::newRow(name) << center << key << modifiers;
              };
        row("Tab at the right", right, Qt::Key_Tab);
        row("Shift+Tab at the left", left, Qt::Key_Backtab, Qt::ShiftModifier);
        row("Ctrl+Enter at the right", right, Qt::Key_Return, Qt::ControlModifier);
        row("Ctrl+Right", right, Qt::Key_Right, Qt::ControlModifier);
        row("Ctrl+Left", left, Qt::Key_Left, Qt::ControlModifier);
        row("Ctrl+Down", bottom, Qt::Key_Down, Qt::ControlModifier);
        row("Ctrl+Up", top, Qt::Key_Up, Qt::ControlModifier);
        row("6 and Enter", right, Qt::Key_6);
    }
    void everyKeyThatPlacesStaysInside()
    {
        QFETCH(QPointF, center);
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        DesignCanvas canvas;
        const NoteId anchor = canvas.startAt(center);
        const Board before = canvas.board();
        canvas.key(key, modifiers);
        if (key == Qt::Key_6)
            canvas.key(Qt::Key_Return);
        const NoteId made = canvas.selectedNote();
        QVERIFY(made.isValid() && made != anchor);
        QVERIFY(canvas.isIn(kFirst, made));
        QVERIFY(canvas.isIn(kFirst, anchor));
        QVERIFY(canvas.isTidy());
        QVERIFY(canvas.frame(kFirst) != before.frame(kFirst)->rect);
        canvas.key(Qt::Key_Escape);  // without a word: as if it had never been
        QCOMPARE(canvas.board(), before);
    }

    void anAlternativeBelowGrowsTheFrameDownwards()
    {
        DesignCanvas canvas;
        const NoteId beneath = canvas.controller.addNote(NoteKind::Hotspot, {300, 900}, "Why?");
        const NoteId anchor = canvas.startAt({300, 720}, NoteKind::Command);
        const Board before = canvas.board();
        canvas.key(Qt::Key_Return, Qt::ControlModifier);
        canvas.type("Cancel order");
        canvas.key(Qt::Key_Return);
        QVERIFY(canvas.isIn(kFirst, canvas.selectedNote()));
        QVERIFY(canvas.note(canvas.selectedNote()).rect.top() > canvas.note(anchor).rect.bottom());
        QCOMPARE(canvas.frame(kFirst).right(), before.frame(kFirst)->rect.right());
        QVERIFY(canvas.note(beneath).rect.top() > canvas.frame(kFirst).bottom());
        QVERIFY(!canvas.board().frameOf(canvas.note(beneath)));
        QVERIFY(canvas.isTidy());
    }

    void whereThereIsRoomNothingGrows()
    {
        DesignCanvas canvas;
        canvas.startAt({100, 400});
        const Board before = canvas.board();
        canvas.key(Qt::Key_Tab);
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.board().frames(), before.frames());
        QVERIFY(canvas.isIn(kFirst, canvas.selectedNote()));
    }

    void aLockedFrameStaysAsItIs_data()
    {
        QTest::addColumn<quint64>("frame");
        QTest::newRow("its own") << kFirst.value();
        QTest::newRow("its neighbour") << kSecond.value();
    }
    void aLockedFrameStaysAsItIs()
    {
        QFETCH(quint64, frame);
        DesignCanvas canvas;
        canvas.controller.setLocked({}, {FrameId(frame)}, true);
        const NoteId anchor = canvas.startAt({580, 500});
        const Board before = canvas.board();
        for (int i = 0; i < 2; ++i) {
            canvas.key(Qt::Key_Tab);
            canvas.type("Step");
            canvas.key(Qt::Key_Return);
        }
        QCOMPARE(canvas.board().notes().size(), before.notes().size() + 2);
        QCOMPARE(canvas.board().frame(FrameId(frame))->rect, before.frame(FrameId(frame))->rect);
        QVERIFY(canvas.note(canvas.selectedNote()).rect.left() > canvas.note(anchor).rect.right());
        QVERIFY(canvas.isIn(kSecond, canvas.shipped));
        QVERIFY(!canvas.frame(kFirst).intersects(canvas.frame(kSecond)));
    }

    void aContextIsSplitAtAPivotalEvent()
    {
        DesignCanvas canvas;
        const NoteId placed = canvas.startAt({100, 400});
        canvas.controller.setProperty({placed}, NoteProperty::Pivotal, true);
        for (const char* words : {"Whenever placed, reserve", "Reserve stock"}) {
            canvas.key(Qt::Key_Tab);
            canvas.type(QString::fromLatin1(words));
            canvas.key(Qt::Key_Return);
        }
        const NoteId reserve = canvas.selectedNote();
        canvas.view.selection().selectNote(placed);
        const Board before = canvas.board();
        canvas.key(Qt::Key_X, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(canvas.tools.isEditing());
        canvas.type("Stock");
        canvas.key(Qt::Key_Return);
        const auto right = canvas.view.selection().singleFrame();
        QVERIFY(right);
        QCOMPARE(canvas.board().frame(*right)->name, QStringLiteral("Stock"));
        QCOMPARE(canvas.board().membersOf(kFirst), std::vector{placed});
        QCOMPARE(canvas.board().membersOf(*right).size(), 2u);
        QVERIFY(canvas.isIn(kFirst, placed));
        QVERIFY(canvas.isIn(*right, reserve));
        QVERIFY(!canvas.frame(*right).intersects(canvas.frame(kFirst)));
        QVERIFY(!canvas.frame(*right).intersects(canvas.frame(kSecond)));
        QVERIFY(canvas.isTidy());
        QCOMPARE(edges(canvas.board()).size(), edges(before).size());
        canvas.trigger("board.undo");  // the name
        canvas.trigger("board.undo");
        QCOMPARE(canvas.board(), before);
    }

    void onlyAPivotalEventOfAContextSplits()
    {
        DesignCanvas canvas;
        const QAction* split = canvas.actions.action("board.splitFrame");
        const NoteId event = canvas.startAt({100, 400});
        QVERIFY(!split->isEnabled());
        canvas.controller.setProperty({event}, NoteProperty::Pivotal, true);
        QVERIFY(split->isEnabled());
        canvas.view.selection().setNotes({event, canvas.shipped});
        QVERIFY(!split->isEnabled());
        canvas.view.selection().selectNote(event);
        canvas.controller.setLocked({}, {kFirst}, true);
        QVERIFY(!split->isEnabled());
        canvas.controller.setLocked({}, {kFirst}, false);
        QVERIFY(split->isEnabled());
        QSignalSpy said(&canvas.tools, &CanvasTools::statusChanged);
        const Board before = canvas.board();
        canvas.trigger("board.splitFrame");  // nothing comes after it
        QCOMPARE(canvas.board(), before);
        QCOMPARE(said.count(), 1);
        canvas.controller.moveBy({event}, {}, {0, -600});
        QVERIFY(!split->isEnabled());
    }
};

QTEST_MAIN(FrameFlowTest)
#include "frame_flow_test.moc"
