// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/snap.h"

#include <vector>

namespace stormbench::storming {

/// A rectangle's extent along one axis and across it, so that both axes are looked at by the same
/// code.
struct Extent {
    qreal from, to;  ///< along
    qreal acrossFrom, acrossTo;
    [[nodiscard]] qreal middle() const { return (from + to) / 2; }
    [[nodiscard]] Extent moved(qreal by) const
    {
        return {from + by, to + by, acrossFrom, acrossTo};
    }
};
[[nodiscard]] Extent extentOf(const QRectF& rect, Qt::Orientation along);
/// Whether two lie in one row.
[[nodiscard]] bool sharesAcross(const Extent& a, const Extent& b);

/// How far a rectangle would have to move to have equal gaps: in the middle between its neighbours
/// in the row, or as far from one as that one is from the next.
[[nodiscard]] std::vector<qreal> equalGapOffsets(
    const Extent& moving, const std::vector<Extent>& row);
/// The equal gaps that a rectangle has where it is.
[[nodiscard]] std::vector<GapHint> equalGapHints(
    const Extent& settled, const std::vector<Extent>& row, Qt::Orientation along);

}  // namespace stormbench::storming
