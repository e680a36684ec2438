// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/key_sheet_layout.h"

#include "resources/ui/tokens.h"

#include <optional>

namespace stormbench::storming {
namespace {

constexpr int kBetween = ui::size::kGapLarge;  // keys and what they do
constexpr int kBetweenColumns = 2 * ui::size::kGapLarge;
constexpr int kLeastText = 120;  // of a wrapped line

struct Widths {
    int keys = 0;
    int what = 0;
};

Widths widthsOf(
    const QList<KeyHelp>& keys, const QFontMetrics& metrics, qsizetype from, qsizetype to)
{
    Widths widths;
    for (qsizetype i = from; i < to; ++i) {
        widths.keys = qMax(widths.keys, metrics.horizontalAdvance(keys[i].keys));
        widths.what = qMax(widths.what, metrics.horizontalAdvance(keys[i].what));
    }
    // Advances are rounded; a line that is a fraction too wide would be wrapped.
    return {widths.keys + 2, widths.what + 2};
}

/// In so many columns, or nothing if the room is too narrow for them.
std::optional<KeySheetLayout> inColumns(
    const QList<KeyHelp>& keys, const QFontMetrics& metrics, int width, qsizetype columns)
{
    const qsizetype rows = (keys.size() + columns - 1) / columns;
    KeySheetLayout layout;
    int left = 0;
    for (qsizetype first = 0; first < keys.size(); first += rows) {
        const qsizetype end = qMin(keys.size(), first + rows);
        const Widths widths = widthsOf(keys, metrics, first, end);
        if (first > 0)
            left += kBetweenColumns;
        for (qsizetype i = first; i < end; ++i) {
            const int top = static_cast<int>(i - first) * ui::size::kRow;
            layout.lines.push_back({QRect(left, top, widths.keys, ui::size::kRow),
                QRect(left + widths.keys + kBetween, top, widths.what, ui::size::kRow)});
        }
        left += widths.keys + kBetween + widths.what;
    }
    if (left > width)
        return std::nullopt;
    layout.size = QSize(left, static_cast<int>(rows) * ui::size::kRow);
    return layout;
}

KeySheetLayout wrapped(const QList<KeyHelp>& keys, const QFontMetrics& metrics, int width)
{
    const int keysWidth = qMin(
        widthsOf(keys, metrics, 0, keys.size()).keys, qMax(0, width - kBetween - kLeastText));
    const int whatWidth = qMax(kLeastText, width - keysWidth - kBetween);
    const auto heightOf = [&metrics](const QString& text, int width, int flags) {
        return metrics.boundingRect(QRect(0, 0, width, 0), flags, text).height();
    };
    KeySheetLayout layout;
    int top = 0;
    for (const KeyHelp& key : keys) {
        const int text = qMax(
            heightOf(key.keys, keysWidth, kKeysFlags), heightOf(key.what, whatWidth, kWhatFlags));
        const int height = qMax(ui::size::kRow, text + ui::size::kGapSmall);
        layout.lines.push_back({QRect(0, top, keysWidth, height),
            QRect(keysWidth + kBetween, top, whatWidth, height)});
        top += height;
    }
    layout.size = QSize(keysWidth + kBetween + whatWidth, top);
    return layout;
}

}  // namespace

KeySheetLayout layOutKeys(const QList<KeyHelp>& keys, const QFontMetrics& metrics, QSize room)
{
    std::optional<KeySheetLayout> best;
    for (qsizetype columns = 1; columns <= qMax<qsizetype>(1, keys.size()); ++columns) {
        auto layout = inColumns(keys, metrics, room.width(), columns);
        if (!layout)
            break;
        best = std::move(layout);
        if (best->size.height() <= room.height())
            break;
    }
    return best ? *best : wrapped(keys, metrics, room.width());
}

}  // namespace stormbench::storming
