// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QRandomGenerator>

#include "storming/geometry/edges.h"
#include "storming/geometry/tidy.h"
#include "storming/model/operation.h"

using namespace stormbench::storming;
using enum NoteKind;

namespace {

Board after(Board board, const TidyPlan& plan)
{
    Operations steps;
    for (const auto& [id, rect] : plan.frames) {
        Frame frame = *board.frame(id);
        frame.rect = rect;
        steps.emplace_back(ChangeFrame{frame});
    }
    steps.emplace_back(MoveElements{plan.notes, {}});
    if (!apply(board, std::move(steps)))
        qFatal("a plan that cannot be carried out");
    return board;
}

void add(Board& board, NoteKind kind, QPointF corner)
{
    Note note = makeNote(NoteId(board.nextId()), kind, {});
    note.rect.moveTopLeft(corner);
    (void)apply(board, AddNote{note});
}

void join(Board& board, quint64 from, quint64 to)
{
    (void)apply(
        board, AddConnector{{ConnectorId(board.nextId()), NoteId(from), NoteId(to), {}, false}});
}

QRectF rectOf(const Board& board, quint64 id)
{
    return board.note(NoteId(id))->rect;
}

/// Notes here and there, some touching, some connected, some in frames.
Board randomBoard(quint32 seed, int notes, bool frames)
{
    QRandomGenerator random(seed);
    Board board;
    constexpr std::array kKinds{Event, Command, Policy, Aggregate, System, ReadModel, Hotspot};
    for (int i = 0; i < notes; ++i)
        add(board, kKinds[static_cast<std::size_t>(random.bounded(int(kKinds.size())))],
            QPointF(random.bounded(12) * 134 + random.bounded(9),
                random.bounded(6) * 150 + random.bounded(9)));
    for (int i = 0; i < notes / 2; ++i) {
        const auto from = 1 + quint64(random.bounded(notes));
        const auto to = 1 + quint64(random.bounded(notes));
        if (from != to)
            join(board, from, to);
    }
    for (int i = 0; frames && i < 3; ++i)
        (void)apply(board,
            AddFrame{{FrameId(board.nextId()), QStringLiteral("F"),
                QRectF(i * 560 - 20, -20, 520, 940), {}, {}, {}}});
    return board;
}

bool isFreeOfNewOverlaps(const Board& before, const Board& now)
{
    for (const auto& [a, first] : now.notes())
        for (const auto& [b, second] : now.notes())
            if (a < b && first.rect.intersects(second.rect)
                && !before.note(a)->rect.intersects(before.note(b)->rect))
                return false;
    return true;
}

}  // namespace

class TidyTest : public QObject {
    Q_OBJECT
private slots:
    void aFlowOnOneLine();
    void whatFollowsStandsToTheRight();
    void touchingNotesAreStraightened();
    void columnsAndRowsLineUp();
    void framesGrowAndMakeRoom();
    void lockedNotesStay();
    void onlyTheSelectedOnes();
    void keepsWhatTheBoardSays_data();
    void keepsWhatTheBoardSays();
};

void TidyTest::aFlowOnOneLine()
{
    Board board;
    add(board, Command, {0, 0});
    add(board, Aggregate, {300, 90});
    add(board, Event, {700, -40});
    join(board, 1, 2);
    join(board, 2, 3);
    board = after(board, tidyTimeline(board));
    QCOMPARE(rectOf(board, 2).center().y(), rectOf(board, 1).center().y());
    QCOMPARE(rectOf(board, 3).center().y(), rectOf(board, 1).center().y());
    QVERIFY(rectOf(board, 1).right() < rectOf(board, 2).left());
    QVERIFY(rectOf(board, 2).right() < rectOf(board, 3).left());
}

void TidyTest::whatFollowsStandsToTheRight()
{
    Board board;
    add(board, Event, {900, 0});
    add(board, Policy, {0, 200});  // left of what it follows
    add(board, Command, {400, 400});
    join(board, 1, 2);
    join(board, 2, 3);
    join(board, 3, 1);  // a loop is no reason to give up
    board = after(board, tidyTimeline(board));
    QVERIFY(rectOf(board, 1).right() < rectOf(board, 2).left());
    QVERIFY(rectOf(board, 2).right() < rectOf(board, 3).left());
}

void TidyTest::touchingNotesAreStraightened()
{
    Board board;
    add(board, Command, {0, 0});
    add(board, Aggregate, {130, 17});
    add(board, Event, {348, -9});
    add(board, ReadModel, {340, 125});
    const auto before = edges(board);
    QCOMPARE(int(before.size()), 3);
    board = after(board, tidyTimeline(board));
    QCOMPARE(edges(board), before);
    QCOMPARE(rectOf(board, 2).left(), rectOf(board, 1).right() + 12);
    QCOMPARE(rectOf(board, 3).left(), rectOf(board, 2).right() + 12);
    QCOMPARE(rectOf(board, 3).top(), rectOf(board, 1).top());
    QCOMPARE(rectOf(board, 4).left(), rectOf(board, 3).left());
    QCOMPARE(rectOf(board, 4).top(), rectOf(board, 3).bottom() + 12);
}

void TidyTest::columnsAndRowsLineUp()
{
    Board board;
    add(board, Event, {0, 0});
    add(board, Event, {310, 25});
    add(board, Event, {20, 310});
    add(board, Event, {333, 290});
    board = after(board, tidyTimeline(board));
    QCOMPARE(rectOf(board, 1).left(), rectOf(board, 3).left());
    QCOMPARE(rectOf(board, 2).left(), rectOf(board, 4).left());
    QCOMPARE(rectOf(board, 1).top(), rectOf(board, 2).top());
    QCOMPARE(rectOf(board, 3).top(), rectOf(board, 4).top());
    QVERIFY(rectOf(board, 1).right() < rectOf(board, 2).left());
    QVERIFY(rectOf(board, 1).bottom() < rectOf(board, 3).top());
}

void TidyTest::framesGrowAndMakeRoom()
{
    Board board;
    for (int i = 0; i < 4; ++i)
        add(board, Event, QPointF(30 + i * 30, 40 + i * 130));
    add(board, Event, {420, 100});
    for (quint64 i = 1; i < 4; ++i)
        join(board, i, i + 1);
    (void)apply(
        board, AddFrame{{FrameId(20), QStringLiteral("One"), QRectF(0, 0, 300, 600), {}, {}, {}}});
    (void)apply(board,
        AddFrame{{FrameId(21), QStringLiteral("Two"), QRectF(380, 0, 300, 600), {}, {}, {}}});
    const Board tidied = after(board, tidyTimeline(board));
    const QRectF one = tidied.frame(FrameId(20))->rect;
    QVERIFY(one.width() > 300);
    for (quint64 i = 1; i <= 4; ++i)
        QVERIFY(one.contains(rectOf(tidied, i)));
    QVERIFY(one.right() < tidied.frame(FrameId(21))->rect.left());
    QVERIFY(tidied.frame(FrameId(21))->rect.contains(rectOf(tidied, 5)));
    QCOMPARE(rectOf(tidied, 4).center().y(), rectOf(tidied, 1).center().y());
}

void TidyTest::lockedNotesStay()
{
    Board board;
    add(board, Event, {0, 0});
    add(board, Event, {300, 50});
    add(board, Event, {700, 20});
    (void)apply(board, ChangeNote{NoteId(2), NoteProperty::Locked, true});
    const TidyPlan plan = tidyTimeline(board);
    QVERIFY(!plan.notes.contains(NoteId(2)));
    QVERIFY(isFreeOfNewOverlaps(board, after(board, plan)));
}

void TidyTest::onlyTheSelectedOnes()
{
    Board board;
    add(board, Event, {0, 0});
    add(board, Event, {300, 50});
    add(board, Event, {10, 400});
    add(board, Event, {300, 450});
    const TidyPlan plan = tidyTimeline(board, {NoteId(3), NoteId(4)});
    QVERIFY(!plan.isEmpty());
    QVERIFY(!plan.notes.contains(NoteId(1)) && !plan.notes.contains(NoteId(2)));
}

void TidyTest::keepsWhatTheBoardSays_data()
{
    QTest::addColumn<int>("notes");
    QTest::addColumn<bool>("frames");
    QTest::newRow("few") << 6 << false;
    QTest::newRow("many") << 30 << false;
    QTest::newRow("in frames") << 16 << true;
}

void TidyTest::keepsWhatTheBoardSays()
{
    QFETCH(int, notes);
    QFETCH(bool, frames);
    int changed = 0;
    for (quint32 seed = 1; seed <= 40; ++seed) {
        const Board board = randomBoard(seed, notes, frames);
        const TidyPlan plan = tidyTimeline(board);
        changed += plan.isEmpty() ? 0 : 1;
        const Board tidied = after(board, plan);
        QVERIFY2(edges(tidied) == edges(board), qPrintable(QString::number(seed)));
        QVERIFY2(isFreeOfNewOverlaps(board, tidied), qPrintable(QString::number(seed)));
        for (const auto& [id, frame] : board.frames())
            QCOMPARE(tidied.membersOf(id), board.membersOf(id));
        const TidyPlan again = tidyTimeline(tidied);
        QVERIFY2(again.isEmpty(), qPrintable(QString::number(seed)));
    }
    qInfo() << changed << "of 40 were untidy";
    QVERIFY(changed >= 20);
}

QTEST_GUILESS_MAIN(TidyTest)
#include "tidy_test.moc"
