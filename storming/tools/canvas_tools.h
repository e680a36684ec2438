// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/tools/text_editor.h"
#include "storming/tools/tool.h"

#include <QObject>

class QContextMenuEvent;
class QMouseEvent;

namespace stormbench::storming {

/// Listens to a BoardView's events and hands them to the tool in hand; the one place where the
/// canvas' keys are read. Owned by whoever owns the view (a child of it by default); runs on: the
/// UI thread.
class CanvasTools : public QObject {
    Q_OBJECT
public:
    explicit CanvasTools(BoardView& view);
    ~CanvasTools() override;

    [[nodiscard]] BoardView& view() const { return m_view; }
    [[nodiscard]] BoardController& controller() const { return m_view.controller(); }
    [[nodiscard]] BoardSelection& selection() const { return m_view.selection(); }
    [[nodiscard]] bool canEdit() const;

    void setTool(Tool::Id id);
    [[nodiscard]] Tool::Id toolId() const { return m_tool->id(); }
    [[nodiscard]] NoteKind currentKind() const { return m_kind; }
    void setCurrentKind(NoteKind kind);
    /// Takes up the note tool with this kind.
    void armKind(NoteKind kind);

    // Notes by key or button. All select what they make and type into it.
    NoteId placeNote(NoteKind kind, QPointF center);
    /// Beside the selected note, else under the pointer, else in the middle of the view.
    NoteId placeNoteSomewhere(NoteKind kind);
    enum class Flow : quint8 { Next, Previous, Sibling };
    /// The grammar's next or previous kind beside the selected note, or another of its kind below.
    NoteId placeInFlow(Flow flow);

    void editNote(NoteId note, const QString& typed = {});
    void editFrame(FrameId frame);
    /// Ends typing; what was typed stays.
    void endEditing();
    [[nodiscard]] bool isEditing() const { return m_editor != nullptr; }

    // Edits of the selection.
    void cut();
    void copy() const;
    void paste();
    void duplicate();
    void removeSelection();
    void nudge(QPointF delta);
    /// Redraws handles, guides and ghosts.
    void refresh();
    /// The pointer's place on the board if it is over the view, else the view's middle.
    [[nodiscard]] QPointF pointerOrCenter() const;

signals:
    void toolChanged(stormbench::storming::Tool::Id id);
    void currentKindChanged(stormbench::storming::NoteKind kind);
    void statusChanged(const QString& text);
    void contextMenuRequested(const QPoint& globalPosition);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] CanvasMouse mouseOf(const QMouseEvent& event) const;
    bool mousePress(QMouseEvent& event);
    bool mouseMove(QMouseEvent& event);
    bool mouseRelease(QMouseEvent& event);
    bool keyPress(QKeyEvent& event);
    bool flowKey(QKeyEvent& event);
    bool wantsOverride(const QKeyEvent& event) const;
    bool dragDrop(QEvent& event);
    void startEditor(std::unique_ptr<TextEditor> editor);
    void editorFinished(TextEditor::End end);
    void afterPlacing(NoteId note);
    bool openContextMenu(const QContextMenuEvent& event);
    void setSpaceHeld(bool held);
    /// Hears no more events: board or view are about to go.
    void letGo();

    BoardView& m_view;
    std::unique_ptr<Tool> m_tool;
    std::unique_ptr<Gesture> m_pan;  ///< middle button or Space: independent of the tool
    TextEditor* m_editor = nullptr;  ///< in the scene, deletes itself
    CanvasMouse m_last;
    NoteKind m_kind = NoteKind::Event;
    NoteId m_fresh;  ///< placed by the gesture that is being typed into
    bool m_spaceHeld = false;
    bool m_pointerInEditor = false;
    int m_nudge = 0;
    std::optional<NoteKind> m_dropKind;
    QPointF m_dropAt;
};

}  // namespace stormbench::storming
