// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <QAbstractTableModel>

#include <set>
#include <vector>

namespace stormbench::storming {

class BoardController;

/// Every comment of a board, a row each, by note and in the order of the talk. What stands on a
/// private note stays private. Follows the board note by note; owned by its view; runs on: the UI
/// thread.
class CommentsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Text, Where, Author, When, Columns };
    enum Role { SortRole = Qt::UserRole, ResolvedRole };

    struct Row {
        NoteId note;
        size_t index = 0;  ///< among the note's comments
        Comment comment;
        friend bool operator==(const Row&, const Row&) = default;
    };

    explicit CommentsModel(BoardController& controller, QObject* parent = nullptr);

    [[nodiscard]] const Row* rowAt(const QModelIndex& index) const;
    /// The first comment of a note; invalid if it has none.
    [[nodiscard]] QModelIndex indexOf(NoteId note) const;
    [[nodiscard]] int openCount() const;
    /// Ages grow though nothing changes.
    void refreshAges();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

signals:
    /// Rows, or what they say.
    void refreshed();

private:
    void readAll();
    void read(const ChangeSet& changes);
    void readNote(NoteId note);
    [[nodiscard]] QVariant shown(const Row& row, int column) const;
    [[nodiscard]] QVariant decoration(const Row& row, int column) const;
    [[nodiscard]] QVariant sortKey(const Row& row, int column) const;
    void emitAllChanged(int firstColumn, int lastColumn);

    BoardController& m_controller;
    std::vector<Row> m_rows;
};

}  // namespace stormbench::storming
