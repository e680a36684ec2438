// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QList>
#include <QRect>
#include <QString>

#include <vector>

namespace stormbench::storming {

/// One line of the sheet of keys.
struct KeyHelp {
    QString keys;
    QString what;
    friend bool operator==(const KeyHelp&, const KeyHelp&) = default;
};

// How their texts are drawn: wrapped only where the sheet is too narrow for a whole line.
inline constexpr int kKeysFlags = Qt::AlignVCenter | Qt::TextWrapAnywhere;
inline constexpr int kWhatFlags = Qt::AlignVCenter | Qt::TextWordWrap;

/// Where the lines stand on the sheet.
struct KeySheetLayout {
    struct Line {
        QRect keys;
        QRect what;
    };
    std::vector<Line> lines;  ///< as many as there are keys, in their order
    QSize size;               ///< may be higher than the room, never wider
};

/// No line is shortened: columns are as wide as what stands in them, as few as the room's height
/// asks for and as many as its width allows. Where not even one fits, its texts are wrapped. Pure.
[[nodiscard]] KeySheetLayout layOutKeys(
    const QList<KeyHelp>& keys, const QFontMetrics& metrics, QSize room);

}  // namespace stormbench::storming
