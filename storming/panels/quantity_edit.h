// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/edit/board_controller.h"
#include "storming/workshop/property_form.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace stormbench::storming {

/// A figure of one or several notes, written as people write it ("15 min", "2 KB"). What can be
/// read is stored while one types, as one step of undo; what cannot is explained below the line and
/// stored nowhere. Empty means the default, which stands there in grey.
class QuantityEdit : public QWidget {
    Q_OBJECT
public:
    QuantityEdit(BoardController& controller, std::set<NoteId> notes, const PropertyForm& form,
        QWidget* parent = nullptr);
    ~QuantityEdit() override;

    /// The board's value, unless somebody is typing.
    void read();
    [[nodiscard]] QLineEdit* line() const { return m_line; }
    /// What is wrong with the text; empty when nothing is.
    [[nodiscard]] QString complaint() const;

private:
    void typed(const QString& text);
    void finished();
    void complain(const QString& text);

    BoardController& m_controller;
    std::set<NoteId> m_notes;
    const PropertyForm& m_form;
    PropertyType m_type;
    QLineEdit* m_line;
    QLabel* m_complaint;
    MergeKey m_merge;
};

/// The notes that are still on the board.
[[nodiscard]] std::vector<const Note*> notesOf(const Board& board, const std::set<NoteId>& ids);

}  // namespace stormbench::storming
