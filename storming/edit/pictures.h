// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/note.h"

#include <QtCore/QByteArray>
#include <QtCore/QSizeF>

#include <optional>

class QImage;
class QMimeData;

namespace stormbench::storming {

/// An image as a note keeps it: a PNG or JPEG file of at most kLargestImage bytes.
struct EncodedPicture {
    QByteArray bytes;
    QSizeF noteSize;  ///< its proportions, as large as a picture note is
};

/// Scales down what is larger than a screen needs; JPEG where a PNG would be too large. Nothing for
/// an empty image.
[[nodiscard]] std::optional<EncodedPicture> encodePicture(const QImage& image);
/// From a file's bytes: kept as they are if they are a PNG or JPEG of moderate size.
[[nodiscard]] std::optional<EncodedPicture> encodePicture(const QByteArray& file);
/// A picture note (without an id) around a centre.
[[nodiscard]] Note pictureNote(const EncodedPicture& picture, QPointF center, const QString& text);

/// Whether a clipboard or a drop holds an image or files of images, and nothing we would rather
/// take.
[[nodiscard]] bool hasPicture(const QMimeData& data);
/// Its pictures as notes without ids, in a row around a centre.
[[nodiscard]] std::vector<Note> picturesFrom(const QMimeData& data, QPointF center);

}  // namespace stormbench::storming
