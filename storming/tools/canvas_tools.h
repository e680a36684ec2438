// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/tools/canvas_keyboard.h"
#include "storming/tools/edge_scroll.h"
#include "storming/tools/text_editor.h"
#include "storming/tools/tool.h"

#include <QObject>

class QContextMenuEvent;
class QDropEvent;
class QMimeData;
class QMouseEvent;

namespace stormbench::storming {

struct Place;
class TouchGestures;

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
    /// The same, and says why not.
    bool mayEdit();
    void setViewOnly(bool on);
    [[nodiscard]] bool isViewOnly() const { return m_viewOnly; }

    void setTool(Tool::Id id);
    [[nodiscard]] Tool::Id toolId() const { return m_tool->id(); }
    /// A locked tool stays in hand after it has done its work.
    void setToolLocked(bool locked) { m_toolLocked = locked; }
    /// Called by a tool that has done its work.
    void toolDone();
    [[nodiscard]] NoteKind currentKind() const { return m_kind; }
    void setCurrentKind(NoteKind kind);
    /// Takes up the note or the frame tool with this kind.
    void armKind(NoteKind kind);
    void armFrame(FrameKind kind);
    [[nodiscard]] FrameKind frameKind() const { return m_frameKind; }

    void setSnapping(Snapping snapping) { m_snapping = snapping; }
    [[nodiscard]] Snapping snapping() const { return m_snapping; }

    // Notes by key or button. All select what they make and type into it. A note that is placed
    // beside another one stays in the frame around that one, which grows.
    NoteId placeNote(NoteKind kind, QPointF center);
    /// Beside the selected note, else under the pointer, else in the middle of the view.
    NoteId placeNoteSomewhere(NoteKind kind);
    enum class Flow : quint8 { Next, Previous, Sibling };
    /// The grammar's next or previous kind beside the selected note, or another of its kind below.
    NoteId placeInFlow(Flow flow);
    /// A note on that side of the selected one and joined to it: what comes before to the left,
    /// what follows on the other sides.
    NoteId placeLinked(QPoint side);
    /// A frame around the selection, ready to be named.
    void frameSelection(FrameKind kind);
    /// The context that ends at the selected pivotal event if it is split there.
    [[nodiscard]] FrameId frameToSplit() const;
    /// What comes after the event becomes a context of its own, ready to be named.
    void splitFrame();

    void editNote(NoteId note, const QString& typed = {});
    void editFrame(FrameId frame);
    void editConnector(ConnectorId connector);
    /// Ends typing; what was typed stays.
    void endEditing();
    [[nodiscard]] bool isEditing() const { return m_editor != nullptr; }

    // Edits of the selection.
    void cut();
    void copy() const;
    /// At a place, else where the pointer is.
    void paste(std::optional<QPointF> center = std::nullopt);
    /// At a place: a board's part, rows, lines or pictures.
    bool pasteData(const QMimeData& data, QPointF center);
    void copyStyle() const;
    void pasteStyle();
    void duplicate();
    void removeSelection();
    void setKind(NoteKind kind);

    /// What is shown besides the tool's own feedback; nothing ends it.
    void setPreview(std::optional<GestureFeedback> preview);
    /// Redraws handles, guides and ghosts.
    void refresh();
    /// The pointer's place on the board if it is over the view, else the view's middle.
    [[nodiscard]] QPointF pointerOrCenter() const;
    [[nodiscard]] const CanvasKeyboard& keyboard() const { return m_keyboard; }
    void say(const QString& words) { emit statusChanged(words); }
    /// The context menu of the selection, beside it.
    void requestMenu();

signals:
    void toolChanged(stormbench::storming::Tool::Id id);
    void currentKindChanged(stormbench::storming::NoteKind kind);
    void viewOnlyChanged(bool on);
    void statusChanged(const QString& text);
    void contextMenuRequested(const QPoint& globalPosition);
    /// A file was dropped that the application shall open.
    void boardFileDropped(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] CanvasMouse mouseOf(const QMouseEvent& event) const;
    bool viewportEvent(QEvent* event);
    [[nodiscard]] bool isForABar(const QEvent& event) const;
    bool mousePress(QMouseEvent& event);
    bool mouseMove(QMouseEvent& event);
    bool mouseRelease(QMouseEvent& event);
    void viewMovedUnderGesture();
    void showCursor();
    bool keyPress(QKeyEvent& event);
    bool editorKey(QKeyEvent& event);
    bool wantsOverride(const QKeyEvent& event) const;
    bool dragDrop(QEvent& event);
    bool drop(QDropEvent& event);
    NoteId placeAt(NoteKind kind, const Place& place, NoteId from, NoteId to);
    void startEditor(std::unique_ptr<TextEditor> editor);
    void editorFinished(TextEditor::End end);
    void afterPlacing(NoteId note);
    void nameFrame(FrameId frame);
    bool openContextMenu(const QContextMenuEvent& event);
    void setSpaceHeld(bool held);
    /// Hears no more events: board or view are about to go.
    void letGo();

    BoardView& m_view;
    std::unique_ptr<Tool> m_tool;
    std::unique_ptr<Gesture> m_pan;  ///< middle button or Space: independent of the tool
    std::unique_ptr<TouchGestures> m_touch;
    EdgeScroll m_edges;
    CanvasKeyboard m_keyboard{*this};
    TextEditor* m_editor = nullptr;  ///< in the scene, deletes itself
    CanvasMouse m_last;
    NoteKind m_kind = NoteKind::Event;
    FrameKind m_frameKind = FrameKind::Context;
    NoteId m_fresh;        ///< placed by the gesture that is being typed into
    int m_freshIndex = 0;  ///< of the undo stack just after that
    Snapping m_snapping;
    bool m_viewOnly = false;
    bool m_toolLocked = false;
    bool m_spaceHeld = false;
    bool m_pointerInEditor = false;
    std::optional<NoteKind> m_dropKind;
    QPointF m_dropAt;
    std::optional<GestureFeedback> m_preview;
};

}  // namespace stormbench::storming
