// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/edit/board_controller.h"
#include "storming/edit/plans.h"
#include "storming/geometry/slots.h"
#include "storming/tools/tool.h"

namespace stormbench::storming {

/// The nearest point of the fine grid.
[[nodiscard]] QPointF onGrid(QPointF point);

/// Drags what is selected; slots beside other notes, their edges, middles and gaps attract it
/// unless Ctrl is held. Begins after a few pixels, so that a click never moves: what a click means
/// is asked of the tool. Alt at the start drags copies. Frames carry what is in them; what is
/// locked stays. The frame that takes them shows itself: membership decides names of topics.
class MoveGesture final : public Gesture {
public:
    using Clicked = std::function<void()>;
    MoveGesture(
        BoardView& view, const CanvasMouse& start, const SnapOptions& snapping, Clicked clicked);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse& mouse) override;
    void cancel() override;
    [[nodiscard]] GestureFeedback feedback() const override;
    [[nodiscard]] QCursor cursor() const override;
    [[nodiscard]] bool scrollsAtEdge() const override { return m_begun; }

private:
    [[nodiscard]] Handful movable() const;
    bool lift(const CanvasMouse& mouse);
    [[nodiscard]] QPointF settle(QPointF delta, const CanvasMouse& mouse);
    void moveBy(QPointF delta);
    [[nodiscard]] FrameId receiver() const;
    void showReceiver(FrameId frame);

    BoardView& m_view;
    BoardController& m_controller;
    CanvasMouse m_start;
    SnapOptions m_snapping;
    Clicked m_clicked;
    Selection m_before;
    bool m_begun = false;
    bool m_copies = false;  ///< within a macro: the copies and their way
    MergeKey m_merge;
    NoteId m_held;  ///< of the notes the one under the pointer
    std::map<NoteId, QPointF> m_notes;
    std::map<FrameId, QPointF> m_frames;
    QRectF m_bounds;
    Snap m_settled;
    std::optional<Slot> m_slot;
};

/// Selects what it touches, with Alt only what it encloses; Shift adds to what was selected; frames
/// are selected when wholly enclosed. A locked note is taken up by a click alone.
class MarqueeGesture final : public Gesture {
public:
    MarqueeGesture(BoardView& view, const CanvasMouse& start);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse& mouse) override;
    void cancel() override;
    [[nodiscard]] GestureFeedback feedback() const override;

private:
    BoardView& m_view;
    QPointF m_from;
    QRectF m_area;
    Selection m_before;
};

/// Drags one corner of a note or frame; the opposite one stays.
class ResizeGesture final : public Gesture {
public:
    ResizeGesture(BoardView& view, NoteId note, FrameId frame, int corner);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse& mouse) override;
    void cancel() override;
    [[nodiscard]] QCursor cursor() const override { return cursorOf(m_corner); }
    [[nodiscard]] static QCursor cursorOf(int corner);

private:
    void apply(const QRectF& rect);

    BoardView& m_view;
    NoteId m_note;
    FrameId m_frame;
    int m_corner;
    QRectF m_before;
    bool m_begun = false;
    MergeKey m_merge;
};

/// Draws an arrow from a note to the note where it is let go, or takes one end of an arrow to
/// another note; says what the grammar thinks of it on the way.
class ConnectGesture final : public Gesture {
public:
    ConnectGesture(BoardView& view, NoteId from, const CanvasMouse& start);
    enum class End : quint8 { From, To };
    ConnectGesture(BoardView& view, ConnectorId connector, End end, const CanvasMouse& start);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse& mouse) override;
    void cancel() override;
    [[nodiscard]] GestureFeedback feedback() const override;
    [[nodiscard]] QCursor cursor() const override
    {
        return m_connector.isValid() ? Qt::ClosedHandCursor : Qt::CrossCursor;
    }

private:
    BoardView& m_view;
    ConnectorId m_connector;  ///< whose end is in hand
    End m_end = End::To;
    NoteId m_fixed;  ///< the note at the other end
    NoteId m_target;
    QPointF m_at;
};

/// Takes away the arrows that the pointer runs over; one step of undo.
class EraseGesture final : public Gesture {
public:
    EraseGesture(BoardView& view, const CanvasMouse& start);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse&) override { }
    void cancel() override;
    /// Nothing goes that nobody has seen coming.
    [[nodiscard]] bool scrollsAtEdge() const override { return false; }
    [[nodiscard]] bool hasErased() const { return m_erased; }

private:
    void eraseAt(QPointF point);

    BoardView& m_view;
    QPointF m_last;
    MergeKey m_merge;
    bool m_erased = false;
};

/// Draws the rectangle of a new frame.
class FrameGesture final : public Gesture {
public:
    using Done = std::function<void(FrameId)>;
    FrameGesture(BoardView& view, FrameKind kind, const CanvasMouse& start, Done done);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse& mouse) override;
    void cancel() override { }
    [[nodiscard]] GestureFeedback feedback() const override;

private:
    BoardView& m_view;
    FrameKind m_kind;
    QPointF m_from;
    QRectF m_area;
    Done m_done;
};

/// What a frame is called and how large it is until somebody says otherwise.
[[nodiscard]] QString newFrameName(FrameKind kind);
[[nodiscard]] QSizeF newFrameSize(FrameKind kind);

/// What the grammar says to an arrow, as shown beside the pointer.
void explainEdge(GestureFeedback& feedback, const Board& board, NoteId from, NoteId to, QPointF at);

/// Moves the table under the view.
class PanGesture final : public Gesture {
public:
    PanGesture(BoardView& view, const CanvasMouse& start);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse&) override { }
    void cancel() override { }
    [[nodiscard]] bool scrollsAtEdge() const override { return false; }

private:
    BoardView& m_view;
    QPointF m_last;
};

}  // namespace stormbench::storming
