// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <QWidget>

#include <functional>
#include <optional>

class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace stormbench::storming {

class BoardController;

/// What people remarked on a note, in the order of the talk: author, time, words; each may be
/// edited, resolved, opened again or removed. Ctrl+Enter sends what is written below, Esc gives up
/// an edit. Each edit is one step of undo.
class CommentsBox : public QWidget {
    Q_OBJECT
public:
    CommentsBox(BoardController& controller, NoteId note, std::function<QString()> author,
        QWidget* parent = nullptr);

    void read();
    void send();
    /// Takes a comment's words into the line below, to be written anew.
    void startEdit(size_t index);
    void cancelEdit();
    [[nodiscard]] bool isEditing() const { return m_edited.has_value(); }
    void setResolved(size_t index, bool resolved);
    void remove(size_t index);
    [[nodiscard]] QPlainTextEdit* input() const { return m_input; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeComment(const Comment& comment, size_t index);
    void endEdit();
    void rewrite(const Comment& old, const QString& text);
    void store(const QString& what, std::vector<Comment> comments);
    [[nodiscard]] std::vector<Comment> stored() const;

    BoardController& m_controller;
    NoteId m_note;
    std::function<QString()> m_author;
    std::vector<Comment> m_shown;
    std::optional<Comment> m_edited;  ///< as it was when its edit began
    QVBoxLayout* m_thread;
    QPlainTextEdit* m_input;
    QPushButton* m_send;
    QPushButton* m_cancel;
};

}  // namespace stormbench::storming
