// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/slots.h"
#include "storming/tools/tool.h"

#include <functional>

namespace stormbench::storming {

/// Click, Shift-click, marquee, drag, resize handles, the dots that draw arrows, and the ends of a
/// selected arrow. A click takes a whole group, Ctrl-click one note, or the one beneath it.
class SelectTool final : public Tool {
public:
    using Tool::Tool;
    [[nodiscard]] Id id() const override { return Id::Select; }
    [[nodiscard]] QCursor cursor(const CanvasMouse& mouse) const override;
    [[nodiscard]] QString statusText() const override;
    void press(const CanvasMouse& mouse) override;
    void hover(const CanvasMouse& mouse) override;
    void doubleClick(const CanvasMouse& mouse) override;
    [[nodiscard]] GestureFeedback feedback() const override;

private:
    struct Handle {
        int corner = -1;
        bool connect = false;
        int arrowEnd = -1;  ///< 0 = where it begins, 1 = where it ends
    };
    [[nodiscard]] BoardScene::Hover under(const CanvasMouse& mouse) const;
    [[nodiscard]] Handle handleAt(const CanvasMouse& mouse) const;
    [[nodiscard]] Handle arrowEndAt(const CanvasMouse& mouse) const;
    bool pressHandle(const CanvasMouse& mouse);
    void pressNote(const CanvasMouse& mouse, NoteId note);
    void pickBeneath(QPointF point);
    void lift(const CanvasMouse& mouse, std::function<void()> clicked);
};

class PanTool final : public Tool {
public:
    using Tool::Tool;
    [[nodiscard]] Id id() const override { return Id::Pan; }
    [[nodiscard]] QCursor cursor(const CanvasMouse&) const override
    {
        return isBusy() ? Qt::ClosedHandCursor : Qt::OpenHandCursor;
    }
    [[nodiscard]] QString statusText() const override;
    void press(const CanvasMouse& mouse) override;
};

/// Places notes of the host's current kind: a click places one and types into it, Shift-click keeps
/// placing.
class NoteTool final : public Tool {
public:
    using Tool::Tool;
    [[nodiscard]] Id id() const override { return Id::Note; }
    [[nodiscard]] QCursor cursor(const CanvasMouse&) const override { return Qt::CrossCursor; }
    [[nodiscard]] QString statusText() const override;
    void press(const CanvasMouse& mouse) override;
    void hover(const CanvasMouse& mouse) override;
    bool keyPress(QKeyEvent& event) override;
    [[nodiscard]] GestureFeedback feedback() const override;

private:
    std::optional<QPointF> m_at;
    std::optional<Slot> m_slot;  ///< beside another note, where it would dock
};

class ConnectTool final : public Tool {
public:
    using Tool::Tool;
    [[nodiscard]] Id id() const override { return Id::Connect; }
    [[nodiscard]] QCursor cursor(const CanvasMouse&) const override { return Qt::CrossCursor; }
    [[nodiscard]] QString statusText() const override;
    void press(const CanvasMouse& mouse) override;
    void hover(const CanvasMouse& mouse) override;
};

class FrameTool final : public Tool {
public:
    using Tool::Tool;
    [[nodiscard]] Id id() const override { return Id::Frame; }
    [[nodiscard]] QCursor cursor(const CanvasMouse&) const override { return Qt::CrossCursor; }
    [[nodiscard]] QString statusText() const override;
    void press(const CanvasMouse& mouse) override;
    bool keyPress(QKeyEvent& event) override;
};

class EraseTool final : public Tool {
public:
    using Tool::Tool;
    [[nodiscard]] Id id() const override { return Id::Erase; }
    [[nodiscard]] QCursor cursor(const CanvasMouse&) const override { return Qt::CrossCursor; }
    [[nodiscard]] QString statusText() const override;
    void press(const CanvasMouse& mouse) override;
    void hover(const CanvasMouse& mouse) override;
};

}  // namespace stormbench::storming
