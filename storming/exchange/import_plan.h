// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/kind_words.h"
#include "storming/model/operation.h"

#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace stormbench::storming {

/// What could not be read, or was read otherwise than written. `where` is a line ("line 7") or the
/// path of a JSON value ("data[3].style").
struct ImportProblem {
    QString where;
    QString message;

    friend bool operator==(const ImportProblem&, const ImportProblem&) = default;
};

/// What a column of a table means.
enum class CsvColumn : quint8 { Ignore, Kind, Text, X, Y, Frame, Lane, Description, Owner };

struct CsvColumnEntry {
    CsvColumn column;
    const char* key;
    const char* name;
};
[[nodiscard]] std::span<const CsvColumnEntry> csvColumns();

/// How a table is read: guessed from the file, and changed by its reader.
struct CsvLayout {
    QChar separator;  ///< null: one column
    bool header = true;
    QStringList titles;
    std::vector<CsvColumn> columns;

    friend bool operator==(const CsvLayout&, const CsvLayout&) = default;
};

/// What a file of another tool becomes: a part of a board with numbers and a place of its own. Pure
/// data; operationsFor() puts it on a board.
struct ImportPlan {
    Board part;
    std::optional<Method> method;  ///< what the file's notes follow, where its format says so
    QString title;
    std::vector<KindUse> kinds;    ///< words or colours that decided a note's kind
    std::optional<CsvLayout> csv;  ///< of a table
    std::vector<ImportProblem> problems;
};

/// Puts a plan on a board in one step: fresh ids, beside what is there, at the origin of an empty
/// board.
[[nodiscard]] Operations operationsFor(const Board& board, const ImportPlan& plan);

/// "line 7: …"
[[nodiscard]] QString toSentence(const ImportProblem& problem);
[[nodiscard]] QString lineName(qsizetype line);

}  // namespace stormbench::storming
