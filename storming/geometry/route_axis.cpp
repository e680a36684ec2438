// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/route_axis.h"

#include "storming/geometry/route.h"

#include <algorithm>
#include <array>
#include <limits>

namespace stormbench::storming {

namespace {

constexpr qreal kClear = 16;       // the wanted distance from a note
constexpr qreal kLeast = 12;       // that the outermost lane keeps, if there is room
constexpr qreal kLaneStep = 6;     // between lanes of one channel
constexpr qreal kNarrowest = 0.5;  // an interval that a way may run along
constexpr qreal kApart = 0.25;     // lines closer than this are one
constexpr qreal kBesideCost = 3;
constexpr qreal kTight = 5;
constexpr std::size_t kFewSides = 12;   // only then the middle of a wide interval counts too
constexpr std::size_t kManySides = 64;  // then one line has to do for a channel
constexpr qreal kChannel = 240;         // the widest interval that is one

// Lane 0 in the middle, the next ones to its left and right in turn.
constexpr std::array<int, kLanes> kFromMiddle{0, 1, -1, 2, -2, 3, -3};

}  // namespace

RouteAxis::RouteAxis(std::vector<qreal> sides)
    : m_sides(std::move(sides))
{
    std::ranges::sort(m_sides);
    m_sides.erase(std::ranges::unique(m_sides).begin(), m_sides.end());
}

void RouteAxis::layLines(
    const std::vector<bool>& useful, const std::vector<qreal>& wanted, int lane)
{
    for (int interval = 0; interval < intervalCount(); ++interval)
        if (useful[static_cast<std::size_t>(interval)])
            addLines(interval, lane % kLanes);
    for (const qreal at : wanted)
        addWanted(at);
    std::ranges::sort(m_lines, {}, &Line::at);
    // A wanted line takes the place of the one it nearly covers; the stable order decides.
    const auto same = [](const Line& a, const Line& b) {
        return a.interval == b.interval && b.at - a.at < kApart;
    };
    m_lines.erase(std::unique(m_lines.begin(), m_lines.end(), same), m_lines.end());
}

void RouteAxis::addLines(int interval, int lane)
{
    const qreal inLane = lane * kLaneStep;
    if (interval == 0) {
        m_lines.push_back({m_sides.front() - kClear - inLane, interval, kBesideCost, false});
        return;
    }
    if (interval == static_cast<int>(m_sides.size())) {
        m_lines.push_back({m_sides.back() + kClear + inLane, interval, kBesideCost, false});
        return;
    }
    const qreal from = m_sides[static_cast<std::size_t>(interval) - 1];
    const qreal to = m_sides[static_cast<std::size_t>(interval)];
    const qreal width = to - from;
    const qreal room = std::max(width / 4, width / 2 - kLeast);  // to either side of the middle
    const qreal step = std::min(kLaneStep, room / (kLanes / 2));
    const qreal middle = (from + to) / 2 + kFromMiddle[static_cast<std::size_t>(lane)] * step;
    const bool wide = width > (m_sides.size() > kManySides ? kChannel : 3 * kClear);
    if (!wide || m_sides.size() <= kFewSides)
        m_lines.push_back({middle, interval, 0, width < 2 * kTight});
    if (!wide)
        return;
    const qreal inset = kClear + lane * std::min(kLaneStep, (width / 2 - kClear) / (kLanes + 1));
    m_lines.push_back({from + inset, interval, kBesideCost, false});
    m_lines.push_back({to - inset, interval, kBesideCost, false});
}

void RouteAxis::addWanted(qreal at)
{
    const auto next = std::ranges::upper_bound(m_sides, at);
    const bool first = next == m_sides.begin();
    const bool last = next == m_sides.end();
    const qreal room = std::min(first ? kTight : at - *std::prev(next), last ? kTight : *next - at);
    if (room < kNarrowest)
        return;
    m_lines.push_back({at, static_cast<int>(next - m_sides.begin()), 0, room < kTight});
}

qreal RouteAxis::widthOf(int interval) const
{
    if (interval == 0 || interval == static_cast<int>(m_sides.size()))
        return std::numeric_limits<qreal>::infinity();
    return m_sides[static_cast<std::size_t>(interval)]
        - m_sides[static_cast<std::size_t>(interval) - 1];
}

int RouteAxis::indexOf(qreal side) const
{
    return static_cast<int>(std::ranges::lower_bound(m_sides, side) - m_sides.begin());
}

int RouteAxis::firstLineFrom(qreal place) const
{
    return static_cast<int>(
        std::ranges::lower_bound(m_lines, place, {}, &Line::at) - m_lines.begin());
}

}  // namespace stormbench::storming
