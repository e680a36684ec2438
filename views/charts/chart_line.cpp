// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_line.h"

#include <algorithm>
#include <cmath>

namespace stormbench::views {

std::optional<double> ChartLine::at(qint64 at, qint64 reach) const
{
    const auto x = static_cast<double>(at);
    std::optional<QPointF> nearest;
    for (const auto& run : runs) {
        const auto next = std::lower_bound(run.begin(), run.end(), x,
            [](const QPointF& point, double value) { return point.x() < value; });
        // Between two points of one run there is data all the way, however far apart thinning has
        // put them.
        const bool within = next != run.begin() && next != run.end();
        for (auto candidate : {next, next == run.begin() ? next : std::prev(next)}) {
            if (candidate == run.end()
                || (!within && std::abs(candidate->x() - x) > static_cast<double>(reach)))
                continue;
            if (!nearest || std::abs(candidate->x() - x) < std::abs(nearest->x() - x))
                nearest = *candidate;
        }
    }
    return nearest ? std::optional(nearest->y()) : std::nullopt;
}

std::optional<QPointF> ChartLine::last() const
{
    return runs.isEmpty() || runs.last().isEmpty() ? std::nullopt
                                                   : std::optional(runs.last().last());
}

}  // namespace stormbench::views
