// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/pictures.h"

#include "storming/geometry/snap.h"
#include "storming/model/operation.h"

#include <QtCore/QBuffer>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QImage>
#include <QtGui/QImageReader>

namespace stormbench::storming {

namespace {

constexpr int kLongestSide = 2048;        // pixels: sharp on a large screen at twice the size
constexpr qsizetype kModerate = 1 << 20;  // a file up to here stays as it came
constexpr qsizetype kLargestFile = 256 << 20;
constexpr int kJpegQuality = 85;

QByteArray written(const QImage& image, const char* format, int quality = -1)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format, quality) ? bytes : QByteArray();
}

QSizeF noteSizeOf(QSize pixels)
{
    const QSizeF fitted = QSizeF(pixels).scaled(kPictureNote, Qt::KeepAspectRatio);
    // A banner or a column is still something to take hold of.
    return fitted.expandedTo(QSizeF(48, 48));
}

QImage decoded(const QByteArray& file)
{
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    return reader.read();
}

QStringList imageFiles(const QMimeData& data)
{
    static const QStringList kinds{QStringLiteral("png"), QStringLiteral("jpg"),
        QStringLiteral("jpeg"), QStringLiteral("gif"), QStringLiteral("bmp"),
        QStringLiteral("webp"), QStringLiteral("svg")};
    QStringList files;
    for (const QUrl& url : data.urls()) {
        const QString path = url.toLocalFile();
        if (kinds.contains(QFileInfo(path).suffix().toLower()))
            files.append(path);
    }
    return files;
}

}  // namespace

std::optional<EncodedPicture> encodePicture(const QImage& image)
{
    if (image.isNull())
        return std::nullopt;
    QImage small = image;
    if (qMax(image.width(), image.height()) > kLongestSide)
        small = image.scaled(
            kLongestSide, kLongestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QByteArray bytes = written(small, "PNG");
    if (bytes.size() > kModerate && !small.hasAlphaChannel())
        if (const QByteArray lossy = written(small, "JPEG", kJpegQuality);
            !lossy.isEmpty() && lossy.size() < bytes.size())
            bytes = lossy;
    while (bytes.size() > kLargestImage && small.width() > 1) {
        small = small.scaled(small.size() / 2, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        bytes = written(small, "PNG");
    }
    if (bytes.isEmpty())
        return std::nullopt;
    return EncodedPicture{bytes, noteSizeOf(image.size())};
}

std::optional<EncodedPicture> encodePicture(const QByteArray& file)
{
    const QImage image = decoded(file);
    const bool ours = file.startsWith("\x89PNG") || file.startsWith("\xff\xd8\xff");
    if (!image.isNull() && ours && file.size() <= kModerate)
        return EncodedPicture{file, noteSizeOf(image.size())};
    return encodePicture(image);
}

Note pictureNote(const EncodedPicture& picture, QPointF center, const QString& text)
{
    Note note = makeNote({}, NoteKind::Picture, center, text);
    note.rect.setSize(picture.noteSize);
    note.rect.moveCenter(center);
    note.properties.emplace(NoteProperty::Image, picture.bytes);
    return note;
}

bool hasPicture(const QMimeData& data)
{
    return !imageFiles(data).isEmpty() || (data.hasImage() && !data.hasText());
}

std::vector<Note> picturesFrom(const QMimeData& data, QPointF center)
{
    std::vector<Note> notes;
    const auto add = [&](const std::optional<EncodedPicture>& picture, const QString& text) {
        if (!picture)
            return;
        const QPointF at = notes.empty()
            ? center
            : QPointF(
                notes.back().rect.right() + kNoteGap + picture->noteSize.width() / 2, center.y());
        notes.push_back(pictureNote(*picture, at, text));
    };
    for (const QString& path : imageFiles(data)) {
        QFile file(path);
        if (file.size() <= kLargestFile && file.open(QIODevice::ReadOnly))
            add(encodePicture(file.readAll()), QFileInfo(path).completeBaseName());
    }
    if (notes.empty() && data.hasImage())
        add(encodePicture(qvariant_cast<QImage>(data.imageData())), {});
    return notes;
}

}  // namespace stormbench::storming
