// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/equal_gaps.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace stormbench::storming {

namespace {

constexpr qreal kSame = 0.5;  // gaps that differ by less look alike

/// The next two on either side, as far as there are any.
struct Neighbours {
    std::optional<Extent> left, farLeft, right, farRight;
};

std::optional<Extent> nextBefore(qreal place, const std::vector<Extent>& row)
{
    std::optional<Extent> found;
    for (const Extent& other : row)
        if (other.to <= place && (!found || other.to > found->to))
            found = other;
    return found;
}

std::optional<Extent> nextAfter(qreal place, const std::vector<Extent>& row)
{
    std::optional<Extent> found;
    for (const Extent& other : row)
        if (other.from >= place && (!found || other.from < found->from))
            found = other;
    return found;
}

Neighbours neighboursOf(const Extent& moving, const std::vector<Extent>& row)
{
    // Held a little over its neighbour, it still is beside it.
    const qreal slack = (moving.to - moving.from) / 4;
    Neighbours found;
    found.left = nextBefore(moving.from + slack, row);
    found.right = nextAfter(moving.to - slack, row);
    if (found.left)
        found.farLeft = nextBefore(found.left->from, row);
    if (found.right)
        found.farRight = nextAfter(found.right->to, row);
    return found;
}

GapHint hint(const Extent& before, const Extent& after, Qt::Orientation along)
{
    const qreal from = std::max(before.acrossFrom, after.acrossFrom);
    const qreal to = std::min(before.acrossTo, after.acrossTo);
    return {along, before.to, after.from, (from + to) / 2};
}

}  // namespace

Extent extentOf(const QRectF& rect, Qt::Orientation along)
{
    if (along == Qt::Horizontal)
        return {rect.left(), rect.right(), rect.top(), rect.bottom()};
    return {rect.top(), rect.bottom(), rect.left(), rect.right()};
}

bool sharesAcross(const Extent& a, const Extent& b)
{
    return a.acrossFrom < b.acrossTo && b.acrossFrom < a.acrossTo;
}

std::vector<qreal> equalGapOffsets(const Extent& moving, const std::vector<Extent>& row)
{
    const Neighbours next = neighboursOf(moving, row);
    std::vector<qreal> offsets;
    if (next.left && next.right && next.right->from - next.left->to > moving.to - moving.from)
        offsets.push_back((next.left->to + next.right->from) / 2 - moving.middle());
    if (next.farLeft)
        offsets.push_back(next.left->to + (next.left->from - next.farLeft->to) - moving.from);
    if (next.farRight)
        offsets.push_back(next.right->from - (next.farRight->from - next.right->to) - moving.to);
    return offsets;
}

std::vector<GapHint> equalGapHints(
    const Extent& settled, const std::vector<Extent>& row, Qt::Orientation along)
{
    const Neighbours next = neighboursOf(settled, row);
    std::vector<GapHint> hints;
    const auto add = [&](const Extent& a, const Extent& b, const Extent& c, const Extent& d) {
        const qreal first = b.from - a.to;
        const qreal second = d.from - c.to;
        if (first <= kSame || std::abs(first - second) > kSame)
            return;
        for (const GapHint& found : {hint(a, b, along), hint(c, d, along)})
            if (std::ranges::find(hints, found) == hints.end())
                hints.push_back(found);
    };
    if (next.left && next.right)
        add(*next.left, settled, settled, *next.right);
    if (next.farLeft)
        add(*next.farLeft, *next.left, *next.left, settled);
    if (next.farRight)
        add(settled, *next.right, *next.right, *next.farRight);
    return hints;
}

}  // namespace stormbench::storming
