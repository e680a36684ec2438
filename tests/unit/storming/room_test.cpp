// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QRandomGenerator>

#include "storming/geometry/docking.h"
#include "storming/geometry/edges.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/room.h"
#include "storming/store/text_form.h"

#include <algorithm>

using namespace stormbench::storming;

namespace {

Board read(const char* body)
{
    auto board = readText(QStringLiteral("storm 2\ntitle \"Test\"\nlevel design\ndomain \"shop\"\n")
        + QString::fromUtf8(body));
    if (!board)
        qFatal("%s", qPrintable(board.error().message));
    return *std::move(board);
}

Place placeBesideNote(const Board& board, quint64 beside, NoteKind kind, Dock side)
{
    const Note& note = *board.note(NoteId(beside));
    return placeBeside(board, note, kind,
        [&](const std::set<NoteId>& ignored) { return dock(board, note, kind, side, ignored); });
}

/// The board with the note on it.
Board with(Board board, const Place& place, NoteKind kind)
{
    if (!apply(board, place.room) || board.nextId() != place.nextId)
        qFatal("no room");
    if (!apply(board, AddNote{makeNote(NoteId(place.nextId), kind, place.rect.center())}))
        qFatal("no note");
    return board;
}

QRectF frame(const Board& board, quint64 id)
{
    return board.frame(FrameId(id))->rect;
}

}  // namespace

class RoomTest : public QObject {
    Q_OBJECT
private slots:
    void aContextGrowsInEveryDirection_data();
    void aContextGrowsInEveryDirection();
    void framesAroundGrowToo();
    void aSliceGrowsAcrossTheLanes();
    void neighboursMoveWithAllTheyHold();
    void aFrameBelowKeepsItsTabFree();
    void whatTouchedStaysJoined();
    void aNoteOnTheBorderGivesWay();
    void nearTheBorderTheMarginStays();
    void whatCannotMoveLeavesThePlace_data();
    void whatCannotMoveLeavesThePlace();
    void othersStayWhatTheyAre();
    void outsideOfFramesNothingHappens();
};

void RoomTest::aContextGrowsInEveryDirection_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<QRectF>("grown");
    QTest::newRow("right") << int(Dock::Right) << QRectF(0, 0, 320, 200);
    QTest::newRow("left") << int(Dock::Left) << QRectF(-120, 0, 320, 200);
    QTest::newRow("below") << int(Dock::Below) << QRectF(0, 0, 200, 320);
    QTest::newRow("above") << int(Dock::Above) << QRectF(0, -120, 200, 320);
}

void RoomTest::aContextGrowsInEveryDirection()
{
    QFETCH(int, side);
    QFETCH(QRectF, grown);
    const Board before = read(R"(
frame 1 "Sales" at 0,0 size 200x200
event 11 "Ordered" at 40,40
)");
    const Board after
        = with(before, placeBesideNote(before, 11, NoteKind::Event, Dock(side)), NoteKind::Event);
    QCOMPARE(frame(after, 1), grown);
    QCOMPARE(after.membersOf(FrameId(1)).size(), 2u);
}

void RoomTest::framesAroundGrowToo()
{
    const Board before = read(R"(
frame 1 "Shop" at -40,-80 size 320x360
frame 2 "Sales" at 0,0 size 200x200
frame 3 "Store" at 400,-80 size 300x360
event 11 "Ordered" at 40,40
event 12 "Packed" at 460,40
)");
    const Board after
        = with(before, placeBesideNote(before, 11, NoteKind::Event, Dock::Right), NoteKind::Event);
    QCOMPARE(after.membersOf(FrameId(2)).size(), 2u);
    QVERIFY(frame(after, 1).contains(frame(after, 2)));
    QVERIFY(!frame(after, 1).intersects(frame(after, 3)));
    QCOMPARE(after.membersOf(FrameId(3)), std::vector{NoteId(12)});
}

void RoomTest::aSliceGrowsAcrossTheLanes()
{
    const Board before = read(R"(
frame 1 "Rider" at 0,0 size 420x200
  kind swimlane
frame 2 "Desk" at 0,200 size 420x200
  kind swimlane
frame 3 "Book" at 20,-40 size 180x460
  kind slice
frame 4 "Pay" at 220,-40 size 180x460
  kind slice
event 11 "Booked" at 40,40
event 12 "Paid" at 250,40
event 13 "Billed" at 250,240
)");
    const Board after
        = with(before, placeBesideNote(before, 11, NoteKind::Event, Dock::Right), NoteKind::Event);
    QCOMPARE(after.membersOf(FrameId(3)).size(), 2u);
    QCOMPARE(after.membersOf(FrameId(4)), (std::vector{NoteId(12), NoteId(13)}));
    QCOMPARE(after.membersOf(FrameId(1)).size(), 3u);
    QCOMPARE(after.membersOf(FrameId(2)), std::vector{NoteId(13)});
    QVERIFY(!frame(after, 3).intersects(frame(after, 4)));
    for (const auto& [id, note] : after.notes())
        QVERIFY(frame(after, id == NoteId(13) ? 2 : 1).contains(note.rect));
}

void RoomTest::neighboursMoveWithAllTheyHold()
{
    const Board before = read(R"(
frame 1 "Sales" at 0,0 size 200x200
frame 2 "Store" at 220,0 size 300x300
frame 3 "Shelf" at 240,20 size 100x100
frame 4 "Bills" at 560,0 size 200x200
event 11 "Ordered" at 40,40
event 12 "Packed" at 360,40
hotspot 13 "Why?" at 780,40
hotspot 14 "How?" at 2000,40
)");
    const Board after
        = with(before, placeBesideNote(before, 11, NoteKind::Event, Dock::Right), NoteKind::Event);
    const QPointF by(120, 0);
    for (const quint64 moved : {2, 3, 4})
        QCOMPARE(frame(after, moved), frame(before, moved).translated(by));
    for (const quint64 moved : {12, 13})
        QCOMPARE(after.note(NoteId(moved))->rect, before.note(NoteId(moved))->rect.translated(by));
    QCOMPARE(after.note(NoteId(14))->rect, before.note(NoteId(14))->rect);
}

void RoomTest::aFrameBelowKeepsItsTabFree()
{
    const Board before = read(R"(
frame 1 "Sales" at 0,0 size 200x200
frame 2 "Store" at 0,340 size 200x200
event 11 "Ordered" at 40,40
)");
    const Board after
        = with(before, placeBesideNote(before, 11, NoteKind::Event, Dock::Below), NoteKind::Event);
    QCOMPARE(frame(after, 1).bottom(), 320.0);
    QVERIFY(!frameTab(*after.frame(FrameId(2))).intersects(frame(after, 1)));
}

void RoomTest::whatTouchedStaysJoined()
{
    const Board before = read(R"(
frame 1 "Sales" at 0,0 size 166x200
frame 2 "Store" at 166,0 size 200x200
event 11 "Ordered" at 40,40
policy 12 "Whenever ordered, pack" at 172,40
)");
    QCOMPARE(edges(before).size(), 1u);
    const Board after
        = with(before, placeBesideNote(before, 11, NoteKind::Event, Dock::Right), NoteKind::Event);
    QCOMPARE(after.membersOf(FrameId(2)), std::vector{NoteId(12)});
    QCOMPARE(after.membersOf(FrameId(1)).size(), 2u);
    const std::vector<Edge> joined = edges(after);
    QVERIFY(std::ranges::any_of(
        joined, [](const Edge& edge) { return edge.from == NoteId(11) && edge.to == NoteId(12); }));
    QCOMPARE(after.connectors().size(), 1u);
    QVERIFY(after.connectors().begin()->second.pinned);
}

void RoomTest::aNoteOnTheBorderGivesWay()
{
    const Board before = read(R"(
frame 1 "Sales" at 0,0 size 200x200
event 11 "Ordered" at 40,40
hotspot 12 "Why?" at 170,40
)");
    const Place place = placeBesideNote(before, 11, NoteKind::Event, Dock::Right);
    const Board after = with(before, place, NoteKind::Event);
    QCOMPARE(place.rect.topLeft(), QPointF(172, 40));
    QVERIFY(frame(after, 1).contains(place.rect));
    QVERIFY(after.note(NoteId(12))->rect.left() > place.rect.right());
    QVERIFY(!after.frameOf(*after.note(NoteId(12))));
}

void RoomTest::nearTheBorderTheMarginStays()
{
    const Board before = read(R"(
frame 1 "Sales" at 0,0 size 400x150
event 11 "Ordered" at 40,8
)");
    const Place place = placeBesideNote(before, 11, NoteKind::Event, Dock::Right);
    QVERIFY(place.room.empty());
}

void RoomTest::whatCannotMoveLeavesThePlace_data()
{
    QTest::addColumn<QString>("locked");
    QTest::newRow("the frame") << "frame 1 \"Sales\" at 0,0 size 200x200\n  locked\n";
    QTest::newRow("its neighbour") << "frame 1 \"Sales\" at 0,0 size 200x200\n"
                                      "frame 2 \"Store\" at 220,0 size 200x200\n  locked\n";
    QTest::newRow("a note") << "frame 1 \"Sales\" at 0,0 size 200x200\n"
                               "hotspot 12 \"Why?\" at 220,40\n  locked true\n";
    QTest::newRow("what another would move onto") << "frame 1 \"Sales\" at 0,0 size 200x200\n"
                                                     "hotspot 12 \"Why?\" at 220,40\n"
                                                     "hotspot 13 \"How?\" at 400,40\n"
                                                     "  locked true\n";
    QTest::newRow("a member") << "frame 1 \"Sales\" at 0,0 size 200x200\n"
                                 "frame 2 \"Store\" at 220,0 size 200x200\n"
                                 "event 12 \"Packed\" at 260,40\n  locked true\n";
}

void RoomTest::whatCannotMoveLeavesThePlace()
{
    QFETCH(QString, locked);
    const Board board = read(qPrintable(locked + "event 11 \"Ordered\" at 40,40\n"));
    const Place place = placeBesideNote(board, 11, NoteKind::Event, Dock::Right);
    QVERIFY(place.room.empty());
    QCOMPARE(place.rect, dock(board, *board.note(NoteId(11)), NoteKind::Event, Dock::Right));
    QCOMPARE(place.nextId, board.nextId());
}

// Frames side by side and in each other, notes anywhere: whatever the place, nothing else has
// changed its frame, nothing has come to lie on another, and what was joined still is.
void RoomTest::othersStayWhatTheyAre()
{
    QRandomGenerator random(7);
    int grown = 0;
    for (int round = 0; round < 300; ++round) {
        Board board;
        const auto id = [&] { return board.nextId(); };
        for (int i = 0; i < 6; ++i) {
            Frame frame{FrameId(id()), {}, QRectF(i % 3 * 560, i / 3 * 460, 520, 400)};
            frame.kind = i == 5 ? FrameKind::Swimlane : FrameKind::Context;
            frame.locked = random.bounded(12) == 0;
            QVERIFY(apply(board, AddFrame{frame}));
        }
        for (int i = 0; i < 14; ++i) {
            const NoteKind kind = notation()[random.bounded(6u)].kind;
            const QPointF center(random.bounded(420) * 4, random.bounded(230) * 4);
            Note note = makeNote(NoteId(id()), kind, center);
            if (random.bounded(20) == 0)
                note.properties[NoteProperty::Locked] = true;
            const bool isFree = std::ranges::none_of(board.notes(),
                [&](const auto& entry) { return entry.second.rect.intersects(note.rect); });
            QVERIFY(!isFree || apply(board, AddNote{note}));
        }
        for (const auto& [beside, note] : board.notes()) {
            const Dock side = Dock(random.bounded(4));
            const Place place = placeBesideNote(board, beside.value(), NoteKind::Policy, side);
            if (place.room.empty())
                continue;
            ++grown;
            const Board after = with(board, place, NoteKind::Policy);
            const Note& made = *after.note(NoteId(place.nextId));
            QCOMPARE(after.frameOf(made), board.frameOf(note));
            for (const auto& [a, first] : after.notes()) {
                if (a != made.id)
                    QCOMPARE(after.frameOf(first), board.frameOf(*board.note(a)));
                for (const auto& [b, second] : after.notes())
                    QVERIFY(a == b || !first.rect.intersects(second.rect));
            }
            for (const Edge& edge : edges(board)) {
                const auto now = edges(after);
                QVERIFY(std::ranges::any_of(now, [&](const Edge& other) {
                    return other.from == edge.from && other.to == edge.to;
                }));
            }
        }
    }
    QVERIFY(grown > 300);
}

void RoomTest::outsideOfFramesNothingHappens()
{
    const Board board = read(R"(
frame 1 "Sales" at 200,0 size 200x200
event 11 "Ordered" at 40,40
)");
    const Place place = placeBesideNote(board, 11, NoteKind::Policy, Dock::Right);
    QVERIFY(place.room.empty());
    QCOMPARE(place.rect.left(), 172.0);
}

QTEST_GUILESS_MAIN(RoomTest)
#include "room_test.moc"
