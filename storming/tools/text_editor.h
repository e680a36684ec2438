// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"
#include "storming/scene/board_view.h"

#include <QGraphicsTextItem>

namespace stormbench::storming {

/// Types into a note, a frame's title or an arrow's label where it lies, at the size it will have.
/// Every key is an edit of the board at once, and one stretch of typing one step of undo. Ends by
/// Enter, Esc, Tab, Ctrl+Enter or by losing the focus.
class TextEditor : public QGraphicsTextItem {
    Q_OBJECT
public:
    enum class End : quint8 { Done, Left, Next, Previous, Sibling };  ///< Left: by Esc

    TextEditor(BoardView& view, NoteId note, const QString& typed);
    TextEditor(BoardView& view, FrameId frame);
    TextEditor(BoardView& view, ConnectorId connector);

    [[nodiscard]] NoteId note() const { return m_note; }
    [[nodiscard]] FrameId frame() const { return m_frame; }
    [[nodiscard]] ConnectorId connector() const { return m_connector; }
    /// Takes the focus with the caret at the end; everything selected if there is no `typed` text.
    void start();
    /// Tab never reaches keyPressEvent: text items keep it to themselves.
    void tab(bool backwards);
    /// The board changed under it: its kind, its place, its size.
    void follow(const ChangeSet& changes);

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

signals:
    void finished(stormbench::storming::TextEditor::End end);
    /// Several lines were pasted into an empty note: they shall become notes.
    void linesPasted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void setUp(const QString& text);
    void pasteText();
    void store();
    void storeNote(const QString& text);
    void layOut();
    void layOutBeside(QPointF middle);
    void finish(End end);

    BoardView& m_view;
    NoteId m_note;
    FrameId m_frame;
    ConnectorId m_connector;
    int m_gesture = 0;
    bool m_typed = false;
    bool m_storing = false;
    bool m_done = false;
    QSizeF m_ownSize;  ///< before it grew for the text
};

}  // namespace stormbench::storming
