// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/tools/canvas_actions.h"

#include <QtTest>

namespace stormbench::storming {

/// A canvas in a window of its own: a board, its view and its tools, played by mouse and keys in
/// board coordinates. Motion is off, so that what is asked for has happened when the call returns.
class CanvasFixture {
public:
    explicit CanvasFixture(Board board = {})
        : controller(std::move(board))
        , view(controller)
        , tools(*new CanvasTools(view))
        , actions(*new CanvasActions(tools))
    {
        ui::theme().setMotion(false);
        view.resize(1200, 800);
        view.show();
        view.activateWindow();
        view.setFocus();
        ready = QTest::qWaitForWindowActive(&view);
        view.setZoom(1.0);
        view.pan(QPointF(600, 400) - view.viewportTransform().map(QPointF(0, 0)));
    }

    [[nodiscard]] const Board& board() const { return controller.board(); }
    [[nodiscard]] const Note& note(NoteId id) const { return *board().note(id); }
    [[nodiscard]] QPoint at(QPointF scene) const
    {
        return view.viewportTransform().map(scene).toPoint();
    }

    void click(QPointF scene, Qt::KeyboardModifiers modifiers = {},
        Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mouseClick(view.viewport(), button, modifiers, at(scene));
    }
    void doubleClick(QPointF scene)
    {
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, at(scene));
    }
    void hover(QPointF scene) { QTest::mouseMove(view.viewport(), at(scene)); }

    void press(QPointF scene, Qt::KeyboardModifiers modifiers = {},
        Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mousePress(view.viewport(), button, modifiers, at(scene));
    }
    /// A move with the button held, which QTest::mouseMove does not send.
    void dragTo(QPointF scene, Qt::KeyboardModifiers modifiers = {},
        Qt::MouseButton button = Qt::LeftButton)
    {
        const QPoint to = at(scene);
        QMouseEvent event(QEvent::MouseMove, QPointF(to), QPointF(view.viewport()->mapToGlobal(to)),
            button, button, modifiers);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
    void release(QPointF scene, Qt::KeyboardModifiers modifiers = {},
        Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mouseRelease(view.viewport(), button, modifiers, at(scene));
    }
    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {},
        Qt::MouseButton button = Qt::LeftButton)
    {
        press(from, modifiers, button);
        dragTo(from + (to - from) / 2, modifiers, button);
        dragTo(to, modifiers, button);
        release(to, modifiers, button);
    }
    void key(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&view, static_cast<Qt::Key>(key), modifiers);
    }
    void type(const QString& text) { QTest::keyClicks(&view, text); }
    void trigger(const QString& action) { actions.action(action)->trigger(); }

    [[nodiscard]] NoteId selectedNote() const
    {
        return view.selection().singleNote().value_or(NoteId());
    }

    BoardController controller;
    BoardView view;
    CanvasTools& tools;      // the view's child
    CanvasActions& actions;  // the tools' child
    bool ready = false;
};

}  // namespace stormbench::storming
