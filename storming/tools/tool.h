// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/scene/board_view.h"

#include <QCursor>

#include <memory>

class QKeyEvent;

namespace stormbench::storming {

class CanvasTools;

/// A pointer event on the canvas.
struct CanvasMouse {
    QPointF scene;
    QPointF view;
    Qt::MouseButton button = Qt::NoButton;
    Qt::KeyboardModifiers modifiers;
};

/// What a note in the hand settles on.
struct Snapping {
    bool grid = true;
    bool objects = true;
};

/// One press-to-release: knows where it began, shows itself while it lasts, and edits the board
/// through the controller only.
class Gesture {
public:
    virtual ~Gesture() = default;
    virtual void move(const CanvasMouse& mouse) = 0;
    virtual void finish(const CanvasMouse& mouse) = 0;
    /// Esc: the board is as it was.
    virtual void cancel() = 0;
    [[nodiscard]] virtual GestureFeedback feedback() const { return {}; }
    [[nodiscard]] virtual QCursor cursor() const { return Qt::ArrowCursor; }
    /// Whether the view goes along when the pointer gets to its edge, and the gesture with the
    /// view.
    [[nodiscard]] virtual bool scrollsAtEdge() const { return true; }
};

/// What the left button means at present. A state machine over canvas events that owns its running
/// gesture; all state that outlives a gesture is the board's or the selection's. Owned by
/// CanvasTools; runs on: the UI thread.
class Tool {
public:
    enum class Id : quint8 { Select, Pan, Note, Connect, Frame, Erase };

    explicit Tool(CanvasTools& host)
        : m_host(host)
    {
    }
    virtual ~Tool() = default;

    [[nodiscard]] virtual Id id() const = 0;
    [[nodiscard]] virtual QCursor cursor(const CanvasMouse& mouse) const = 0;
    [[nodiscard]] virtual QString statusText() const = 0;
    virtual void deactivate() { cancel(); }
    virtual void press(const CanvasMouse& mouse) = 0;
    virtual void hover(const CanvasMouse&) { }
    virtual void doubleClick(const CanvasMouse& mouse) { press(mouse); }
    virtual bool keyPress(QKeyEvent&) { return false; }

    void move(const CanvasMouse& mouse);
    void release(const CanvasMouse& mouse);
    /// True if there was something to give up.
    bool cancel();
    [[nodiscard]] bool isBusy() const { return m_gesture != nullptr; }
    [[nodiscard]] bool scrollsAtEdge() const { return m_gesture && m_gesture->scrollsAtEdge(); }
    [[nodiscard]] virtual GestureFeedback feedback() const;

protected:
    void begin(std::unique_ptr<Gesture> gesture) { m_gesture = std::move(gesture); }
    [[nodiscard]] QCursor gestureCursor() const;

    CanvasTools& m_host;

private:
    std::unique_ptr<Gesture> m_gesture;
};

}  // namespace stormbench::storming
