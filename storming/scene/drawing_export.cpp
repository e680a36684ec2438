// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/drawing_export.h"

#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/edit/clipboard.h"
#include "storming/scene/board_scene.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSvgGenerator>

#include <array>

namespace stormbench::storming {
namespace {

constexpr qreal kMargin = 40;
constexpr int kSvgDpi = 96;
constexpr int kPdfDpi = 1200;  // fine enough for the canvas's finest level of detail

constexpr std::array kFormats{
    DrawingFormatEntry{DrawingFormat::Png, "png", "PNG picture"},
    DrawingFormatEntry{DrawingFormat::Svg, "svg", "SVG drawing"},
    DrawingFormatEntry{DrawingFormat::Pdf, "pdf", "PDF page"},
};

// Words that ask for words, and locks, are for whoever edits.
Board withoutHints(Board board)
{
    const QString nothing(u' ');
    Operations operations;
    for (const auto& [id, note] : board.notes()) {
        if (note.text.isEmpty())
            operations.emplace_back(ChangeNote{id, NoteProperty::Text, nothing});
        if (note.flag(NoteProperty::Locked))
            operations.emplace_back(ChangeNote{id, NoteProperty::Locked, {}});
    }
    for (const auto& [id, frame] : board.frames()) {
        Frame bare = frame;
        bare.name = frame.name.isEmpty() ? nothing : frame.name;
        bare.locked = false;
        operations.emplace_back(ChangeFrame{std::move(bare)});
    }
    (void)apply(board, std::move(operations));
    return board;
}

/// A canvas nobody looks at, with nothing selected, found or running.
class Drawing {
public:
    explicit Drawing(const Board& part)
        : m_controller(withoutHints(part))
        , m_selection(m_controller)
        , m_scene(m_controller, m_selection)
    {
        m_scene.settle();
    }

    [[nodiscard]] QRectF area() const
    {
        // Frames' titles stand above their outlines.
        return m_scene.drawnBounds()
            .intersected(m_scene.contentBounds().adjusted(-kMargin, -kMargin, kMargin, kMargin))
            .united(m_scene.contentBounds())
            .adjusted(-kMargin, -kMargin, kMargin, kMargin);
    }

    void paint(QPainter& painter, const QRectF& target, const QRectF& area)
    {
        painter.setRenderHints(
            QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
        painter.fillRect(target, ui::theme().color(ui::Token::Board));
        m_scene.render(&painter, target, area);
    }

private:
    BoardController m_controller;
    BoardSelection m_selection;
    BoardScene m_scene;
};

/// What XML has no place for may stand on a note all the same: pasted control characters, and the
/// two code points that are none. The writer lets them through.
QByteArray asXml(QByteArray text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\t' && c != '\r')
            c = ' ';
    return text.replace("\xEF\xBF\xBE", " ").replace("\xEF\xBF\xBF", " ");
}

QByteArray svgOf(Drawing& drawing, const QString& title)
{
    const QRectF area = drawing.area();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setResolution(kSvgDpi);
    svg.setSize(area.size().toSize());
    svg.setViewBox(QRectF({0, 0}, area.size()));
    svg.setTitle(title);
    QPainter painter(&svg);
    drawing.paint(painter, QRectF({0, 0}, area.size()), area);
    painter.end();
    return asXml(std::move(bytes));
}

// The page takes the drawing's shape, on the longer way across; the writer stamps the moment into
// the file, which would make equal drawings differ.
QByteArray pdfOf(Drawing& drawing, const QString& title)
{
    const QRectF area = drawing.area();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setResolution(kPdfDpi);
    pdf.setPageLayout(QPageLayout(QPageSize(QPageSize::A4),
        area.width() >= area.height() ? QPageLayout::Landscape : QPageLayout::Portrait,
        QMarginsF(10, 10, 10, 10), QPageLayout::Millimeter));
    pdf.setTitle(title);
    QPainter painter(&pdf);
    const QRectF page(0, 0, pdf.width(), pdf.height());
    QRectF target(QPointF(), area.size().scaled(page.size(), Qt::KeepAspectRatio));
    target.moveCenter(page.center());
    drawing.paint(painter, target, area);
    painter.end();
    static const QRegularExpression stamp(QStringLiteral("/CreationDate \\(D:[^)]*\\)"));
    const QString text = QString::fromLatin1(bytes);
    if (const auto match = stamp.match(text); match.hasMatch()) {
        QByteArray still = "/CreationDate (D:20000101000000Z";
        still = still.leftJustified(match.capturedLength() - 1, ' ', true) + ')';
        bytes.replace(match.capturedStart(), match.capturedLength(), still);
    }
    return bytes;
}

BoardResult<> checkHasContent(const Board& part)
{
    if (!part.isEmpty())
        return {};
    return boardFail(BoardErrorCode::Invalid,
        QStringLiteral("There is nothing to draw: the board, or the selection, is empty."));
}

}  // namespace

std::span<const DrawingFormatEntry> drawingFormats()
{
    return kFormats;
}

std::optional<DrawingFormat> drawingFormatOf(const QString& fileName)
{
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    for (const DrawingFormatEntry& entry : kFormats)
        if (suffix == QLatin1StringView(entry.suffix))
            return entry.format;
    return std::nullopt;
}

Board drawnPart(const Board& board, const Selection& selection)
{
    if (selection.notes.empty() && selection.frames.empty())
        return board;
    std::set<NoteId> notes = selection.notes;
    for (const FrameId id : selection.frames)
        for (const NoteId member : board.membersOf(id))
            notes.insert(member);
    Board part = partOf(board, notes, selection.frames);
    (void)apply(part, ChangeSettings{board.settings()});
    return part;
}

QSize pictureSize(const Board& part, qreal scale)
{
    return part.isEmpty() ? QSize() : (Drawing(part).area().size() * scale).toSize();
}

BoardResult<QImage> pictureOf(const Board& part, qreal scale)
{
    if (const auto content = checkHasContent(part); !content)
        return tl::unexpected(content.error());
    Drawing drawing(part);
    const QRectF area = drawing.area();
    const QSize size = (area.size() * scale).toSize();
    if (size.width() > kLargestPicture || size.height() > kLargestPicture)
        return boardFail(BoardErrorCode::Invalid,
            QStringLiteral("The picture would have %1 × %2 pixels, more than %3 a side. Choose a "
                           "smaller scale, a part of the board, or SVG.")
                .arg(size.width())
                .arg(size.height())
                .arg(kLargestPicture));
    QImage image(size.expandedTo(QSize(1, 1)), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return boardFail(BoardErrorCode::Io,
            QStringLiteral("There is not enough memory for the picture. Choose a smaller scale."));
    QPainter painter(&image);
    drawing.paint(painter, QRectF(QPointF(0, 0), QSizeF(image.size())), area);
    painter.end();
    return image;
}

BoardResult<QByteArray> drawingOf(const Board& part, DrawingFormat format, qreal scale)
{
    if (format == DrawingFormat::Png) {
        const auto image = pictureOf(part, scale);
        if (!image)
            return tl::unexpected(image.error());
        QByteArray bytes;
        QBuffer buffer(&bytes);
        image->save(&buffer, "PNG");
        return bytes;
    }
    if (const auto content = checkHasContent(part); !content)
        return tl::unexpected(content.error());
    Drawing drawing(part);
    const QString& title = part.settings().title;
    return format == DrawingFormat::Svg ? svgOf(drawing, title) : pdfOf(drawing, title);
}

BoardResult<> writeDrawing(
    const Board& part, const QString& path, DrawingFormat format, qreal scale)
{
    const auto bytes = drawingOf(part, format, scale);
    if (!bytes)
        return tl::unexpected(bytes.error());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(*bytes) == bytes->size() && file.commit())
        return {};
    return boardFail(BoardErrorCode::Io,
        QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString()));
}

}  // namespace stormbench::storming
