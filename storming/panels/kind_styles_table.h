// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/edit/board_controller.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QPushButton;
class QToolButton;

namespace stormbench::storming {

/// What this board calls its kinds of notes, and their colours: a row each with the name to
/// overwrite, the colour to choose, and a way back to the notation's own. Each edit is one step of
/// undo.
class KindStylesTable : public QWidget {
    Q_OBJECT
public:
    explicit KindStylesTable(BoardController& controller, QWidget* parent = nullptr);

    void read();
    void setName(NoteKind kind, const QString& name, MergeKey merge = {});
    /// "#RRGGBB", or empty for the notation's own.
    void setColor(NoteKind kind, const QString& color);
    void reset(NoteKind kind);
    void resetAll();

private:
    struct Row {
        NoteKind kind;
        QToolButton* color;
        QLineEdit* name;
        QToolButton* reset;
    };

    Row makeRow(NoteKind kind);
    void change(NoteKind kind, const QString& what, MergeKey merge,
        const std::function<void(KindStyle&)>& edit);
    void chooseColor(NoteKind kind);

    BoardController& m_controller;
    std::vector<Row> m_rows;
    QPushButton* m_resetAll;
};

}  // namespace stormbench::storming
