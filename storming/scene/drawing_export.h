// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board_result.h"
#include "storming/scene/selection.h"

#include <QImage>

namespace stormbench::storming {

enum class DrawingFormat : quint8 { Png, Svg, Pdf };

struct DrawingFormatEntry {
    DrawingFormat format;
    const char* suffix;  ///< "png"
    const char* title;   ///< "PNG picture"
};
[[nodiscard]] std::span<const DrawingFormatEntry> drawingFormats();
/// By the suffix of a file's name.
[[nodiscard]] std::optional<DrawingFormat> drawingFormatOf(const QString& fileName);

/// The part of a board that a drawing shows: notes with the edges among them, frames with their
/// members. Without a selection the whole board.
[[nodiscard]] Board drawnPart(const Board& board, const Selection& selection = {});

/// Pixels that a picture of the part takes at a scale.
[[nodiscard]] QSize pictureSize(const Board& part, qreal scale);

/// Sides of a picture that every program opens.
inline constexpr int kLargestPicture = 16'000;

// Drawings are made by the canvas's own items, in the theme's colours, without selection, findings,
// live figures, locks, and hints on empty notes. Equal boards give equal bytes, files hold no time.
// They run on the UI thread.

[[nodiscard]] BoardResult<QImage> pictureOf(const Board& part, qreal scale = 2);
[[nodiscard]] BoardResult<QByteArray> drawingOf(
    const Board& part, DrawingFormat format, qreal scale = 2);

/// Writes a file whole or not at all.
[[nodiscard]] BoardResult<> writeDrawing(
    const Board& part, const QString& path, DrawingFormat format, qreal scale = 2);

}  // namespace stormbench::storming
