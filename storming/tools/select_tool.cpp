// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/plans.h"
#include "storming/geometry/geometry.h"
#include "storming/tools/canvas_tool_set.h"
#include "storming/tools/canvas_tools.h"
#include "storming/tools/gestures.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

constexpr qreal kReachPixels = 6;
constexpr qreal kHandleReachPixels = 1.4 * kReachPixels;

std::optional<QRectF> handledRect(const CanvasTools& host)
{
    if (!host.canEdit() || host.isEditing())
        return std::nullopt;
    const Board& board = host.controller().board();
    if (const auto id = host.selection().singleNote();
        id && !board.note(*id)->flag(NoteProperty::Locked))
        return board.note(*id)->rect;
    if (const auto id = host.selection().singleFrame(); id && !board.frame(*id)->locked)
        return board.frame(*id)->rect;
    return std::nullopt;
}

// Both ends of the one selected arrow, as it is drawn.
std::vector<QPointF> arrowEnds(const CanvasTools& host)
{
    const auto id = host.selection().singleConnector();
    if (!id || !host.canEdit() || host.isEditing())
        return {};
    const Connector* connector = host.controller().board().connector(*id);
    const EdgeItem* edge
        = connector ? host.view().boardScene().edgeItem(connector->from, connector->to) : nullptr;
    if (!edge || edge->route().seam || edge->route().path.isEmpty())
        return {};
    return {edge->route().path.pointAtPercent(0), edge->route().path.pointAtPercent(1)};
}

}  // namespace

SelectTool::Handle SelectTool::arrowEndAt(const CanvasMouse& mouse) const
{
    const std::vector<QPointF> ends = arrowEnds(m_host);
    const qreal reach = kHandleReachPixels / m_host.view().zoom();
    Handle handle;
    for (std::size_t i = 0; i < ends.size(); ++i)
        if ((mouse.scene - ends[i]).manhattanLength() <= reach)
            handle.arrowEnd = static_cast<int>(i);
    return handle;
}

SelectTool::Handle SelectTool::handleAt(const CanvasMouse& mouse) const
{
    const auto rect = handledRect(m_host);
    if (!rect)
        return arrowEndAt(mouse);
    const qreal pixel = 1.0 / m_host.view().zoom();
    const auto near = [&](QPointF handle) {
        return (mouse.scene - handle).manhattanLength() <= kHandleReachPixels * pixel;
    };
    const auto corners = resizeHandlesOf(*rect);
    for (std::size_t i = 0; i < corners.size(); ++i) {
        if (near(corners[i]))
            return {static_cast<int>(i), false, -1};
    }
    if (!m_host.selection().singleNote())
        return {};
    for (const QPointF& dot : connectHandlesOf(*rect, kConnectDistancePixels * pixel)) {
        if (near(dot))
            return {-1, true, -1};
    }
    return {};
}

QCursor SelectTool::cursor(const CanvasMouse& mouse) const
{
    if (isBusy())
        return gestureCursor();
    const Handle handle = handleAt(mouse);
    if (handle.corner >= 0)
        return ResizeGesture::cursorOf(handle.corner);
    if (handle.connect)
        return Qt::CrossCursor;
    if (handle.arrowEnd >= 0)
        return Qt::OpenHandCursor;
    const BoardScene::Hover met = under(mouse);
    if (met.connector.isValid())
        return Qt::PointingHandCursor;
    const Board& board = m_host.controller().board();
    const Note* note = board.note(met.note);
    const Frame* frame = board.frame(met.frame);
    const bool movable = (note && !note->flag(NoteProperty::Locked)) || (frame && !frame->locked);
    return movable && m_host.canEdit() ? Qt::OpenHandCursor : Qt::ArrowCursor;
}

QString SelectTool::statusText() const
{
    return QObject::tr(
        "Double-click places a note · drag moves · Alt-drag copies · Space-drag pans · ? for keys");
}

bool SelectTool::pressHandle(const CanvasMouse& mouse)
{
    using End = ConnectGesture::End;
    const Handle handle = handleAt(mouse);
    const auto note = m_host.selection().singleNote();
    const auto frame = m_host.selection().singleFrame();
    if (handle.corner >= 0) {
        begin(std::make_unique<ResizeGesture>(
            m_host.view(), note.value_or(NoteId()), frame.value_or(FrameId()), handle.corner));
        return true;
    }
    if (handle.connect && note) {
        begin(std::make_unique<ConnectGesture>(m_host.view(), *note, mouse));
        return true;
    }
    if (handle.arrowEnd >= 0) {
        begin(std::make_unique<ConnectGesture>(m_host.view(), *m_host.selection().singleConnector(),
            handle.arrowEnd == 0 ? End::From : End::To, mouse));
        return true;
    }
    return false;
}

void SelectTool::press(const CanvasMouse& mouse)
{
    if (pressHandle(mouse))
        return;
    BoardView& view = m_host.view();
    BoardSelection& selection = m_host.selection();
    const qreal reach = kReachPixels / view.zoom();
    const Hit hit = hitTest(m_host.controller().board(), mouse.scene, reach);
    if (hit.note.isValid())
        return pressNote(mouse, hit.note);
    const ConnectorId connector = view.boardScene().connectorAt(mouse.scene, reach);
    Selection chosen = selection.current();
    const bool extend = mouse.modifiers & Qt::ShiftModifier;
    const auto choose = [&](auto& set, auto id) {
        if (extend) {
            if (!set.erase(id))
                set.insert(id);
        } else if (!set.contains(id)) {
            chosen = {};
            set.insert(id);
        }
    };
    if (connector.isValid())
        choose(chosen.connectors, connector);
    else if (hit.frame.isValid())
        choose(chosen.frames, hit.frame);
    else {
        begin(std::make_unique<MarqueeGesture>(view, mouse));
        return;
    }
    selection.set(std::move(chosen));
    if (!connector.isValid() && selection.contains(hit.frame))
        lift(mouse, {});
}

void SelectTool::pressNote(const CanvasMouse& mouse, NoteId note)
{
    BoardSelection& selection = m_host.selection();
    const Board& board = m_host.controller().board();
    const bool deep = mouse.modifiers & Qt::ControlModifier;
    const QPointF at = mouse.scene;
    if (const auto current = selection.singleNote();
        deep && current && board.note(*current)->rect.contains(at))
        return lift(mouse, [this, at] { pickBeneath(at); });
    const std::set<NoteId> meant = deep ? std::set<NoteId>{note} : withGroups(board, {note});
    const bool had = selection.contains(note);
    Selection chosen = selection.current();
    if (mouse.modifiers & Qt::ShiftModifier) {
        for (const NoteId id : meant)
            if (had)
                chosen.notes.erase(id);
            else
                chosen.notes.insert(id);
    } else if (!had) {
        chosen = {meant, {}, {}};
    }
    selection.set(std::move(chosen));
    if (!selection.contains(note))
        return;
    if (mouse.modifiers & Qt::ShiftModifier)
        lift(mouse, {});
    else if (deep && had)
        lift(mouse, [this, at] { pickBeneath(at); });
    else
        lift(mouse, [&selection, meant] { selection.setNotes(meant); });
}

// Ctrl-click on what is selected already: the one note of the group, then what lies beneath.
void SelectTool::pickBeneath(QPointF point)
{
    const Board& board = m_host.controller().board();
    std::vector<NoteId> pile;
    for (const NoteId id : paintingOrder(board))
        if (board.note(id)->rect.contains(point))
            pile.insert(pile.begin(), id);
    if (pile.empty())
        return;
    const auto current = m_host.selection().singleNote();
    const auto at = current ? std::ranges::find(pile, *current) : pile.end();
    const bool hasNext = at != pile.end() && std::next(at) != pile.end();
    m_host.selection().selectNote(hasNext ? *std::next(at) : pile.front());
}

void SelectTool::lift(const CanvasMouse& mouse, std::function<void()> clicked)
{
    if (m_host.isViewOnly()) {
        if (clicked)
            clicked();
        return;
    }
    SnapOptions options;
    if (!m_host.snapping().grid)
        options.grid = 0;
    options.toNotes = m_host.snapping().objects;
    options.equalGaps = m_host.snapping().objects;
    begin(std::make_unique<MoveGesture>(m_host.view(), mouse, options, std::move(clicked)));
}

BoardScene::Hover SelectTool::under(const CanvasMouse& mouse) const
{
    const qreal reach = kReachPixels / m_host.view().zoom();
    const Hit hit = hitTest(m_host.controller().board(), mouse.scene, reach);
    BoardScene::Hover hover;
    hover.note = hit.note;
    if (!hit.note.isValid()) {
        hover.connector = m_host.view().boardScene().connectorAt(mouse.scene, reach);
        if (!hover.connector.isValid())
            hover.frame = hit.frame;
    }
    return hover;
}

void SelectTool::hover(const CanvasMouse& mouse)
{
    m_host.view().boardScene().setHover(under(mouse));
}

void SelectTool::doubleClick(const CanvasMouse& mouse)
{
    const qreal reach = kReachPixels / m_host.view().zoom();
    const Hit hit = hitTest(m_host.controller().board(), mouse.scene, reach);
    const ConnectorId connector = m_host.view().boardScene().connectorAt(mouse.scene, reach);
    if (hit.note.isValid()) {
        m_host.editNote(hit.note);
    } else if (connector.isValid()) {
        m_host.selection().set({{}, {}, {connector}});
        m_host.editConnector(connector);
    } else if (hit.frame.isValid()) {
        m_host.editFrame(hit.frame);
    } else {
        m_host.placeNote(m_host.currentKind(), mouse.scene);
    }
}

GestureFeedback SelectTool::feedback() const
{
    GestureFeedback feedback = Tool::feedback();
    if (!feedback.isEmpty())
        return feedback;
    feedback.resizeHandles = handledRect(m_host);
    if (m_host.selection().singleNote() && !isBusy())
        feedback.connectHandles = feedback.resizeHandles;
    if (!isBusy())
        feedback.endHandles = arrowEnds(m_host);
    return feedback;
}

}  // namespace stormbench::storming
