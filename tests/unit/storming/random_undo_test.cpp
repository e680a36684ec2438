// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is edited, undo leads back to an equal board and redo forth again, and the journal of
// all of it builds the same board anew. Each sequence has a seed, which a failure names.
#include <QtTest>

#include "random_board.h"
#include "storming/edit/board_controller.h"

#include <QtGui/QUndoStack>

using namespace stormbench::storming;

namespace {

constexpr quint32 kSequences = 10'000;
constexpr quint32 kBlocks = 20;
constexpr int kEdits = 6;

/// A board under random edits: bare operations, the controller's own edits, merged drags, macros,
/// and steps back and forth in between.
class Sequence {
public:
    explicit Sequence(quint32 seed)
        : m_dice(seed)
        , m_edits(seed)
        , m_controller(test::randomBoard(seed + 1, 4))
        , m_first(m_controller.board())
        , m_replayed(m_first)
    {
        m_controller.setJournal([this](const Operations& operations) {
            m_replays = m_replays && apply(m_replayed, operations).has_value();
        });
    }

    void play()
    {
        for (int i = 0; i < kEdits; ++i)
            step();
    }

    /// What does not hold, or null.
    const char* check()
    {
        QUndoStack& stack = *m_controller.undoStack();
        const Board last = m_controller.board();
        const bool isLast = !stack.canRedo();
        while (stack.canUndo())
            stack.undo();
        if (!(m_controller.board() == m_first))
            return "undo does not lead back";
        while (stack.canRedo())
            stack.redo();
        // If the last thing was an undo, redo leads beyond.
        if (isLast && !(m_controller.board() == last))
            return "redo does not lead forth";
        const Board end = m_controller.board();
        while (stack.canUndo())
            stack.undo();
        if (!(m_controller.board() == m_first))
            return "undo after redo does not lead back";
        while (stack.canRedo())
            stack.redo();
        if (!(m_controller.board() == end))
            return "redo after undo does not lead forth";
        return m_replays && m_replayed == m_controller.board() ? nullptr
                                                               : "the journal does not replay";
    }

private:
    void step()
    {
        switch (m_dice.bounded(8)) {
        case 0: back(); break;
        case 1: drag(); break;
        case 2: macro(); break;
        case 3: ownEdit(); break;
        default: operation(); break;
        }
    }

    void operation(MergeKey merge = {})
    {
        m_controller.edit(QStringLiteral("Edit"), {m_edits.next(m_controller.board())}, merge);
    }

    void back()
    {
        QUndoStack& stack = *m_controller.undoStack();
        for (int i = m_dice.bounded(4); i > 0; --i)
            stack.undo();
        for (int i = m_dice.bounded(3); i > 0; --i)
            stack.redo();
    }

    void drag()
    {
        const MergeKey merge{m_controller.beginGesture()};
        for (int i = 1 + m_dice.bounded(4); i > 0; --i) {
            if (m_dice.bounded(3) == 0)
                operation(merge);
            else
                m_controller.moveBy(
                    some(), someFrames(), {m_dice.bounded(9) * 1.7, i * -0.3}, merge);
        }
    }

    void macro()
    {
        m_controller.beginMacro(QStringLiteral("Several"));
        for (int i = m_dice.bounded(4); i > 0; --i)
            operation();
        m_controller.endMacro();
    }

    void ownEdit()
    {
        const std::set<NoteId> notes = some();
        switch (m_dice.bounded(9)) {
        case 0: m_controller.group(notes); break;
        case 1: m_controller.ungroup(notes); break;
        case 2: m_controller.setLocked(notes, someFrames(), m_dice.bounded(2) == 0); break;
        case 3: m_controller.restack(notes, BoardController::Stacking(m_dice.bounded(4))); break;
        case 4: m_controller.duplicate(notes, someFrames(), {24, 24}); break;
        case 5: m_controller.pinEdges(notes); break;
        case 6:
            for (const FrameId frame : someFrames())
                m_controller.moveInto(notes, frame);
            break;
        case 7: m_controller.setKind(notes, NoteKind::Saga); break;
        default: m_controller.remove(notes, someFrames()); break;
        }
    }

    std::set<NoteId> some()
    {
        std::set<NoteId> chosen;
        for (const auto& [id, note] : m_controller.board().notes())
            if (m_dice.bounded(2) == 0)
                chosen.insert(id);
        return chosen;
    }
    std::set<FrameId> someFrames()
    {
        std::set<FrameId> chosen;
        for (const auto& [id, frame] : m_controller.board().frames())
            if (m_dice.bounded(3) == 0)
                chosen.insert(id);
        return chosen;
    }

    QRandomGenerator m_dice;
    test::RandomEdits m_edits;
    BoardController m_controller;
    Board m_first;
    Board m_replayed;
    bool m_replays = true;
};

}  // namespace

class RandomUndoTest : public QObject {
    Q_OBJECT
private slots:
    void undoLeadsBackAndRedoForth_data();
    void undoLeadsBackAndRedoForth();
};

void RandomUndoTest::undoLeadsBackAndRedoForth_data()
{
    QTest::addColumn<quint32>("first");
    for (quint32 block = 0; block < kBlocks; ++block)
        QTest::addRow("seeds from %u", block * (kSequences / kBlocks))
            << block * (kSequences / kBlocks);
}

void RandomUndoTest::undoLeadsBackAndRedoForth()
{
    QFETCH(quint32, first);
    for (quint32 seed = first; seed < first + kSequences / kBlocks; ++seed) {
        Sequence sequence(seed);
        sequence.play();
        const char* const wrong = sequence.check();
        QVERIFY2(!wrong, qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(wrong)));
    }
}

QTEST_GUILESS_MAIN(RandomUndoTest)
#include "random_undo_test.moc"
