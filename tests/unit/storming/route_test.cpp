// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QRandomGenerator>

#include "storming/geometry/route.h"

#include <cmath>
#include <set>

using namespace stormbench::storming;

namespace {

constexpr int kStep = 4;  // everything lies on this grid, so cells of it are free or taken

bool isOnBorder(QPointF point, const QRectF& rect)
{
    const bool level = point.x() >= rect.left() && point.x() <= rect.right()
        && (point.y() == rect.top() || point.y() == rect.bottom());
    const bool upright = point.y() >= rect.top() && point.y() <= rect.bottom()
        && (point.x() == rect.left() || point.x() == rect.right());
    return level || upright;
}

bool isRightAngled(const std::vector<QPointF>& points)
{
    for (std::size_t i = 1; i < points.size(); ++i)
        if (points[i - 1].x() != points[i].x() && points[i - 1].y() != points[i].y())
            return false;
    return points.size() >= 2;
}

bool crosses(const Route& route, const QRectF& rect)
{
    for (std::size_t i = 1; i < route.points.size(); ++i)
        if (crossesInside(route.points[i - 1], route.points[i], rect))
            return true;
    return false;
}

/// Whether any way leads from note to note, found by pouring water over a raster.
class Flood {
public:
    Flood(const QRectF& from, const QRectF& to, const std::vector<QRectF>& others)
    {
        for (const QRectF& rect : others)
            fill(rect, kTaken);
        fill(from, kStart);
        fill(to, kGoal);
        for (int i = 0; i < kWidth; ++i)  // nothing flows over the rim
            for (const int cell : {i, kCells - 1 - i, i * kWidth, i * kWidth + kWidth - 1})
                m_cells[static_cast<std::size_t>(cell)] = kTaken;
    }

    bool reaches()
    {
        std::vector<int> open;
        for (int cell = kWidth; cell < kCells - kWidth; ++cell)
            if (m_cells[cell] == kFree && touches(cell, kStart))
                open.push_back(cell);
        for (const int cell : open)
            m_cells[cell] = kWet;
        while (!open.empty()) {
            const int cell = open.back();
            open.pop_back();
            if (touches(cell, kGoal))
                return true;
            for (const int by : kAround)
                if (m_cells[cell + by] == kFree) {
                    m_cells[cell + by] = kWet;
                    open.push_back(cell + by);
                }
        }
        return false;
    }

private:
    static constexpr int kWidth = 280;
    static constexpr std::array kAround{1, -1, kWidth, -kWidth};
    static constexpr int kCells = kWidth * kWidth;
    static constexpr int kOrigin = -160;  // canvas units
    enum Content : char { kFree, kTaken, kStart, kGoal, kWet };

    void fill(const QRectF& rect, Content content)
    {
        const auto cell = [](qreal at) { return static_cast<int>(at - kOrigin) / kStep; };
        for (int y = cell(rect.top()); y < cell(rect.bottom()); ++y)
            for (int x = cell(rect.left()); x < cell(rect.right()); ++x)
                m_cells[static_cast<std::size_t>(y * kWidth + x)] = content;
    }
    bool touches(int cell, Content content) const
    {
        return std::ranges::any_of(kAround,
            [&](int by) { return m_cells[static_cast<std::size_t>(cell + by)] == content; });
    }

    std::vector<char> m_cells = std::vector<char>(kCells, kFree);
};

QRectF randomRect(QRandomGenerator& random, int spread)
{
    const auto on = [&](int most) { return random.bounded(most / kStep) * kStep; };
    return QRectF(on(spread), on(spread), 24 + on(160), 24 + on(160));
}

QRectF squareAt(qreal left, qreal top)
{
    return {left, top, 120, 120};
}

RouteRequest between(const QRectF& from, const QRectF& to)
{
    return {from, to, {}, {}, 0};
}

}  // namespace

class RouteTest : public QObject {
    Q_OBJECT
private slots:
    void shapes_data();
    void shapes();
    void noThirdNoteIsCrossedWhereThereIsAWay_data();
    void noThirdNoteIsCrossedWhereThereIsAWay();
    void theOrderOfObstaclesDoesNotMatter();
    void onlyTheCorridorMatters();
    void goesBetweenNarrowNotes();
    void smallMovesKeepTheForm();
    void lanesRunBesideEachOther();
    void portsAreKept();
    void roundedCornersStayOut();
    void enclosedNotesStillGetAWay();
    void touchingNotesUnderAThirdOne();
};

void RouteTest::shapes_data()
{
    QTest::addColumn<QRectF>("to");
    QTest::addColumn<int>("points");
    QTest::addColumn<QPointF>("end");
    QTest::newRow("straight to the right") << squareAt(300, 0) << 2 << QPointF(300, 60);
    QTest::newRow("straight down") << squareAt(0, 300) << 2 << QPointF(60, 300);
    QTest::newRow("straight to the left") << squareAt(-300, 0) << 2 << QPointF(-180, 60);
    QTest::newRow("a little lower") << squareAt(300, 20) << 2 << QPointF(300, 70);
    QTest::newRow("around one corner") << squareAt(300, 300) << 3 << QPointF(360, 300);
    QTest::newRow("touching") << squareAt(120, 0) << 2 << QPointF(120, 60);
}

void RouteTest::shapes()
{
    QFETCH(QRectF, to);
    QFETCH(int, points);
    QFETCH(QPointF, end);
    const QRectF from = squareAt(0, 0);
    const Route found = route(between(from, to), std::vector<QRectF>{});
    QCOMPARE(int(found.points.size()), points);
    QVERIFY(isOnBorder(found.points.front(), from));
    QVERIFY(isOnBorder(found.points.back(), to));
    QVERIFY((found.points.back() - end).manhattanLength() <= 10);
    QVERIFY(found.clear);
}

void RouteTest::noThirdNoteIsCrossedWhereThereIsAWay_data()
{
    QTest::addColumn<int>("notes");
    QTest::addColumn<int>("boards");
    QTest::newRow("few") << 6 << 60;
    QTest::newRow("many") << 20 << 60;
    QTest::newRow("a heap") << 45 << 60;
}

void RouteTest::noThirdNoteIsCrossedWhereThereIsAWay()
{
    QFETCH(int, notes);
    QFETCH(int, boards);
    int ways = 0;
    int none = 0;
    for (int seed = 1; seed <= boards; ++seed) {
        QRandomGenerator random(static_cast<quint32>(seed));
        const QRectF from = randomRect(random, 600);
        const QRectF to = randomRect(random, 600);
        if (from.intersects(to))
            continue;
        std::vector<QRectF> others;
        for (int i = 0; i < notes; ++i)
            others.push_back(randomRect(random, 600));
        RouteRequest request = between(from, to);
        request.lane = seed % kLanes;
        const Route found = route(request, others);
        QVERIFY(isRightAngled(found.points));
        QVERIFY2(isOnBorder(found.points.front(), from), qPrintable(QString::number(seed)));
        QVERIFY2(isOnBorder(found.points.back(), to), qPrintable(QString::number(seed)));
        QCOMPARE(found, route(request, others));
        const bool isThere = Flood(from, to, others).reaches();
        ++(isThere ? ways : none);
        QVERIFY2(!isThere || found.clear, qPrintable(QString::number(seed)));
        QCOMPARE(found.clear,
            std::ranges::none_of(others, [&](const QRectF& rect) { return crosses(found, rect); }));
        if (isThere)
            QVERIFY(!crosses(found, from) && !crosses(found, to));
    }
    QVERIFY(ways > boards / 6);
    qInfo() << ways << "with a way," << none << "without";
}

void RouteTest::theOrderOfObstaclesDoesNotMatter()
{
    QRandomGenerator random(7);
    std::vector<QRectF> others;
    for (int i = 0; i < 30; ++i)
        others.push_back(randomRect(random, 900));
    const RouteRequest request = between({-300, 300, 120, 120}, {1300, 500, 120, 120});
    const Route found = route(request, others);
    std::ranges::reverse(others);
    QCOMPARE(route(request, others), found);
}

void RouteTest::onlyTheCorridorMatters()
{
    QRandomGenerator random(11);
    for (int board = 0; board < 40; ++board) {
        std::vector<QRectF> others;
        for (int i = 0; i < 12; ++i)
            others.push_back(randomRect(random, 900));
        const RouteRequest request = between(randomRect(random, 900), randomRect(random, 900));
        const Route found = route(request, others);
        std::erase_if(others, [&](const QRectF& rect) { return !rect.intersects(found.corridor); });
        others.push_back(QRectF(found.corridor.bottomRight() + QPointF(1, 1), QSizeF(120, 120)));
        QCOMPARE(route(request, others), found);
    }
}

void RouteTest::goesBetweenNarrowNotes()
{
    // A wall of notes with one gap as narrow as that between docked notes.
    std::vector<QRectF> wall;
    for (int i = -12; i <= 12; ++i)
        wall.push_back(QRectF(300, i * 120 + (i > 2 ? 12 : 0), 120, 120));
    const QRectF from = squareAt(0, 0);
    const QRectF to = squareAt(700, 0);
    const Route found = route(between(from, to), wall);
    QVERIFY(found.clear);
    const bool through = std::ranges::any_of(found.points,
        [](QPointF point) { return point.y() > 360 && point.y() < 372 && point.x() < 420; });
    QVERIFY(through);
}

void RouteTest::smallMovesKeepTheForm()
{
    const std::vector<QRectF> others{squareAt(300, -20), squareAt(500, 260)};
    const QRectF from = squareAt(0, 0);
    const Route found = route(between(from, squareAt(800, 100)), others);
    for (const QPointF by : {QPointF(2, 0), QPointF(0, 2), QPointF(-3, 1), QPointF(1, -3)}) {
        const Route moved = route(between(from, squareAt(800, 100).translated(by)), others);
        QCOMPARE(moved.points.size(), found.points.size());
        for (std::size_t i = 0; i < found.points.size(); ++i)
            QVERIFY((moved.points[i] - found.points[i]).manhattanLength() <= 8);
    }
}

void RouteTest::lanesRunBesideEachOther()
{
    std::set<qreal> channels;
    for (int lane = 0; lane < kLanes; ++lane) {
        RouteRequest request = between(squareAt(0, 0), squareAt(400, 400));
        request.fromPorts.of(Side::Right) = 0.9;
        request.toPorts.of(Side::Left) = 0.1;
        request.lane = lane;
        // Notes above and below leave only the channel between the two.
        const Route found = route(request,
            {QRectF(-200, 121, 321, 40), QRectF(-200, -41, 321, 40), QRectF(399, 521, 300, 40),
                QRectF(399, 359, 300, 40)});
        QVERIFY(found.clear);
        QCOMPARE(int(found.points.size()), 4);
        channels.insert(found.points[1].x());
    }
    QCOMPARE(int(channels.size()), kLanes);
    for (auto at = std::next(channels.begin()); at != channels.end(); ++at)
        QVERIFY(*at - *std::prev(at) >= 4);
}

void RouteTest::portsAreKept()
{
    RouteRequest request = between(squareAt(0, 0), squareAt(400, 0));
    request.fromPorts.of(Side::Right) = 0.25;
    request.toPorts.of(Side::Left) = 0.25;
    const Route found = route(request, std::vector<QRectF>{});
    QCOMPARE(found.points, (std::vector<QPointF>{{120, 30}, {400, 30}}));
}

void RouteTest::roundedCornersStayOut()
{
    const Route wide = route(between(squareAt(0, 0), squareAt(400, 400)), std::vector<QRectF>{});
    QCOMPARE(wide.radius, 10.0);
    // The corner lies in a gap of two units.
    const Route narrow = route(between(squareAt(0, 0), squareAt(400, 400)),
        {QRectF(122, -300, 400, 698), QRectF(-300, 122, 420, 600), QRectF(-300, -300, 298, 420),
            QRectF(-2, -300, 122, 298)});
    QVERIFY(narrow.clear);
    QVERIFY(narrow.radius <= 4.1);
}

void RouteTest::enclosedNotesStillGetAWay()
{
    const QRectF from = squareAt(0, 0);
    const Route blocked = route(between(from, squareAt(600, 0)),
        {QRectF(-40, -40, 200, 20), QRectF(-40, 140, 200, 20), QRectF(-40, -40, 20, 200),
            QRectF(140, -40, 20, 200)});
    QVERIFY(!blocked.clear);
    QVERIFY(isOnBorder(blocked.points.front(), from));
    const Route within = route(between(from, QRectF(20, 20, 40, 40)), std::vector<QRectF>{});
    QCOMPARE(int(within.points.size()), 2);
}

void RouteTest::touchingNotesUnderAThirdOne()
{
    // It hides all of the border that they share, so the way leads around it.
    const QRectF third(100, -20, 40, 160);
    const Route found = route(between(squareAt(0, 0), squareAt(120, 0)), {third});
    QVERIFY(found.clear);
    QVERIFY(!crosses(found, third));
}

QTEST_GUILESS_MAIN(RouteTest)
#include "route_test.moc"
