// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/tools/tool.h"

namespace stormbench::storming {

/// Click, Shift-click, marquee, drag, resize handles, and the dots that draw arrows.
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
    };
    [[nodiscard]] Handle handleAt(const CanvasMouse& mouse) const;
    bool pressHandle(const CanvasMouse& mouse);
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
};

}  // namespace stormbench::storming
