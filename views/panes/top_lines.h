// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "views/charts/chart_line.h"
#include "views/models/history.h"

namespace stormbench::views {

/// Chooses the largest few of many series for a chart and sums the others. A series keeps its
/// colour while it is shown, and a new one takes a colour that nobody has.
class TopLines {
public:
    explicit TopLines(int most)
        : m_most(most)
    {
    }

    /// `accept` leaves series out altogether. Series without any sample since then are left out
    /// too.
    [[nodiscard]] QList<ChartLine> pick(const std::map<std::string, Series>& all,
        api::WallTime since, std::size_t points,
        const std::function<bool(const std::string&)>& accept = {});

private:
    int m_most;
    QHash<QString, int> m_styles;
};

}  // namespace stormbench::views
