// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/edit/board_controller.h"
#include "storming/tools/tool.h"

namespace stormbench::storming {

/// Drags what is selected; edges and middles of other notes attract it unless Ctrl is held. Begins
/// after a few pixels, so that a click never moves. Alt at the start drags copies.
class MoveGesture final : public Gesture {
public:
    MoveGesture(BoardView& view, const CanvasMouse& start);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse& mouse) override;
    void cancel() override;
    [[nodiscard]] GestureFeedback feedback() const override;
    [[nodiscard]] bool hasBegun() const { return m_begun; }

private:
    void lift(const CanvasMouse& mouse);

    BoardView& m_view;
    BoardController& m_controller;
    CanvasMouse m_start;
    Selection m_before;
    bool m_begun = false;
    MergeKey m_merge;
    std::map<NoteId, QPointF> m_notes;
    std::map<FrameId, QPointF> m_frames;
    QRectF m_bounds;
    std::vector<SnapGuide> m_guides;
};

/// Selects what it touches; Shift adds to what was selected; frames are selected when wholly
/// enclosed.
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

/// Draws an arrow from a note to the note where it is let go; says what the grammar thinks of it on
/// the way.
class ConnectGesture final : public Gesture {
public:
    ConnectGesture(BoardView& view, NoteId from, const CanvasMouse& start);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse& mouse) override;
    void cancel() override;
    [[nodiscard]] GestureFeedback feedback() const override;

private:
    BoardView& m_view;
    NoteId m_from;
    NoteId m_target;
    QPointF m_at;
};

/// Draws the rectangle of a new frame.
class FrameGesture final : public Gesture {
public:
    using Done = std::function<void(FrameId)>;
    FrameGesture(BoardView& view, const CanvasMouse& start, Done done);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse& mouse) override;
    void cancel() override { }
    [[nodiscard]] GestureFeedback feedback() const override;

private:
    BoardView& m_view;
    QPointF m_from;
    QRectF m_area;
    Done m_done;
};

/// Moves the table under the view.
class PanGesture final : public Gesture {
public:
    PanGesture(BoardView& view, const CanvasMouse& start);
    void move(const CanvasMouse& mouse) override;
    void finish(const CanvasMouse&) override { }
    void cancel() override { }

private:
    BoardView& m_view;
    QPointF m_last;
};

}  // namespace stormbench::storming
