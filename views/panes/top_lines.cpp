// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/top_lines.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <ranges>

namespace stormbench::views {
namespace {

struct Candidate {
    const std::string* name = nullptr;
    const Series* series = nullptr;
    double mean = 0;
};

/// The mean of what is known since then.
std::optional<double> meanSince(const Series& series, api::WallTime since)
{
    double total = 0;
    int known = 0;
    for (auto it = series.samples().rbegin(); it != series.samples().rend() && it->at >= since;
         ++it) {
        if (std::isnan(it->value))
            continue;
        total += it->value;
        ++known;
    }
    return known > 0 ? std::optional(total / known) : std::nullopt;
}

/// Every snapshot adds a sample to every series, so they line up from the newest backwards.
Series sumOf(const std::vector<Candidate>& parts, api::WallTime since)
{
    std::vector<Series::Sample> newestFirst;
    for (const Candidate& part : parts) {
        std::size_t i = 0;
        const auto& samples = part.series->samples();
        for (auto it = samples.rbegin(); it != samples.rend() && it->at >= since; ++it, ++i) {
            if (i == newestFirst.size())
                newestFirst.push_back({it->at, std::numeric_limits<double>::quiet_NaN()});
            auto& sum = newestFirst[i].value;
            if (!std::isnan(it->value))
                sum = std::isnan(sum) ? it->value : sum + it->value;
        }
    }
    Series sum;
    for (const auto& sample : std::views::reverse(newestFirst))
        sum.add(sample.at, sample.value);
    return sum;
}

int freeStyle(const QHash<QString, int>& styles)
{
    const auto used = styles.values();
    int style = 0;
    while (used.contains(style))
        ++style;
    return style;
}

}  // namespace

QList<ChartLine> TopLines::pick(const std::map<std::string, Series>& all, api::WallTime since,
    std::size_t points, const std::function<bool(const std::string&)>& accept)
{
    std::vector<Candidate> candidates;
    for (const auto& [name, series] : all) {
        if (accept && !accept(name))
            continue;
        if (const auto mean = meanSince(series, since))
            candidates.push_back({&name, &series, *mean});
    }
    std::stable_sort(candidates.begin(), candidates.end(),
        [](const Candidate& a, const Candidate& b) { return a.mean > b.mean; });
    const auto shown = std::min(candidates.size(), static_cast<std::size_t>(m_most));
    QHash<QString, int> kept;
    for (std::size_t i = 0; i < shown; ++i) {
        const auto name = QString::fromStdString(*candidates[i].name);
        if (m_styles.contains(name))
            kept.insert(name, m_styles.value(name));
    }
    QList<ChartLine> lines;
    for (std::size_t i = 0; i < shown; ++i) {
        const auto name = QString::fromStdString(*candidates[i].name);
        if (!kept.contains(name))
            kept.insert(name, freeStyle(kept));
        lines.append({name, candidates[i].series->runs(since, points), kept.value(name), false});
    }
    m_styles = kept;
    if (candidates.size() > shown) {
        const std::vector<Candidate> rest(
            candidates.begin() + static_cast<std::ptrdiff_t>(shown), candidates.end());
        lines.append({QCoreApplication::translate("TopLines", "%1 others").arg(rest.size()),
            sumOf(rest, since).runs(since, points), 0, true});
    }
    return lines;
}

}  // namespace stormbench::views
