// SPDX-License-Identifier: GPL-3.0-or-later
// What is dragged onto the canvas: kinds from the palette, board files, pictures, text.
#include "storming/edit/board_controller.h"
#include "storming/edit/clipboard.h"
#include "storming/edit/pictures.h"
#include "storming/geometry/slots.h"
#include "storming/model/operation.h"
#include "storming/scene/kind_drag.h"
#include "storming/tools/canvas_tools.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace stormbench::storming {
namespace {

std::optional<NoteKind> kindIn(const QMimeData& data)
{
    const QString format = QString::fromLatin1(kKindMimeType);
    return data.hasFormat(format) ? noteKindFromNumber(data.data(format).toUInt()) : std::nullopt;
}

// The first file that is a board by its name; what is in it is the application's to judge.
QString boardFileIn(const QMimeData& data)
{
    for (const QUrl& url : data.urls()) {
        const QString path = url.toLocalFile();
        if (path.endsWith(QLatin1String(".storm"), Qt::CaseInsensitive)
            || path.endsWith(QLatin1String(".storm.txt"), Qt::CaseInsensitive))
            return path;
    }
    return {};
}

bool holdsNotes(const QMimeData& data)
{
    return hasPicture(data) || data.hasFormat(QString::fromLatin1(kBoardMimeType))
        || (data.hasText() && !data.hasUrls());
}

// The middle of the slot that draws a new note in, if there is one.
QPointF docked(const Board& board, NoteKind kind, QPointF at, qreal zoom)
{
    constexpr qreal kReachPixels = 24;
    const Note inHand = makeNote({}, kind, at);
    SlotOptions reach;
    reach.reach = kReachPixels / zoom;
    const auto slot = slotFor(board, inHand, inHand.rect, {}, reach);
    return slot && !slot->isIllegal() ? slot->rect.center() : at;
}

}  // namespace

bool CanvasTools::dragDrop(QEvent& event)
{
    if (event.type() == QEvent::DragLeave) {
        m_dropKind.reset();
        refresh();
        return true;
    }
    return drop(static_cast<QDropEvent&>(event));
}

bool CanvasTools::drop(QDropEvent& event)
{
    const QMimeData& data = *event.mimeData();
    const std::optional<NoteKind> kind = kindIn(data);
    const QString file = boardFileIn(data);
    if (!kind && file.isEmpty() && !holdsNotes(data)) {
        // The window may know other files; a graphics view takes every drag, and drops nothing.
        event.ignore();
        return true;
    }
    const bool dropped = event.type() == QEvent::Drop;
    if (file.isEmpty() && !(dropped ? mayEdit() : canEdit()))
        return false;
    event.setDropAction(Qt::CopyAction);
    event.accept();
    m_dropAt = m_view.toScene(event.position());
    if (kind && m_snapping.objects)
        m_dropAt = docked(controller().board(), *kind, m_dropAt, m_view.zoom());
    m_dropKind = dropped ? std::nullopt : kind;
    if (dropped) {
        m_view.setFocus(Qt::OtherFocusReason);
        if (!file.isEmpty()) {
            emit boardFileDropped(file);
        } else if (kind) {
            setTool(Tool::Id::Select);
            placeNote(*kind, m_dropAt);
        } else {
            endEditing();
            pasteData(data, m_dropAt);
        }
    }
    refresh();
    return true;
}

}  // namespace stormbench::storming
