// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <QWidget>

#include <functional>

class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace stormbench::storming {

class BoardController;

/// What people remarked on a note, in the order of the talk: author, time, words; each may be
/// resolved, opened again or removed. Ctrl+Enter sends what is written below. Each edit is one step
/// of undo.
class CommentsBox : public QWidget {
    Q_OBJECT
public:
    CommentsBox(BoardController& controller, NoteId note, std::function<QString()> author,
        QWidget* parent = nullptr);

    void read();
    void send();
    void setResolved(size_t index, bool resolved);
    void remove(size_t index);
    [[nodiscard]] QPlainTextEdit* input() const { return m_input; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeComment(const Comment& comment, size_t index);
    void store(const QString& what, std::vector<Comment> comments);
    [[nodiscard]] std::vector<Comment> stored() const;

    BoardController& m_controller;
    NoteId m_note;
    std::function<QString()> m_author;
    std::vector<Comment> m_shown;
    QVBoxLayout* m_thread;
    QPlainTextEdit* m_input;
    QPushButton* m_send;
};

}  // namespace stormbench::storming
