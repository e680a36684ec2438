// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <QtCore/QStringList>

#include <variant>
#include <vector>

namespace stormbench::storming {

// Comments and blank lines of the text form: a reader gathers them by the lines they stand at, a
// writer puts them back there.

/// The part of the line that begins a note's details.
inline constexpr const char* kDetailsPart = "details";
/// The part of a line of a list: "field 2".
[[nodiscard]] QString listPart(const char* word, quint64 number);
/// The part of the detail that was read last, behind its word.
[[nodiscard]] QString lastDetailPart(const QString& word, const Note& note);

/// Gathers while lines are read. Elements get their numbers later, so lines are known by elements.
/// Lives for one reading.
class RemarkGatherer {
public:
    using Owner = std::variant<std::monostate, const Frame*, const Note*, const Connector*>;
    /// A line with words. A flow's begins with one note and ends with another.
    struct Line {
        Owner first;
        Owner last;
        QString part;
        bool setApart = false;  ///< the writer puts a blank line above of it
    };

    /// A comment or a blank line.
    void gather(QStringView line) { m_above << remarkLine(line); }
    /// What was gathered stands above this line, and `behind` at its end.
    void meet(Line line, QStringView behind);
    /// When every element has its number. What is left stands at the text's end.
    [[nodiscard]] Remarks finish(bool keepBlankLines);

private:
    struct Gathered {
        Owner owner;
        QString part;
        QStringList above;
        QString behind;
    };
    QStringList m_above;
    std::vector<Gathered> m_gathered;
};

/// A line on its way into a text.
struct WovenLine {
    std::vector<RemarkPlace> places;  ///< what it is called; a flow's by each of its notes
    QString text;
    bool indented = false;
    bool setApart = false;  ///< a blank line above of it
};

/// The text of these lines and remarks. A remark whose line is gone stands above the details or the
/// place of its element; one whose element is gone, at the end.
[[nodiscard]] QString weave(const std::vector<WovenLine>& lines, const Remarks& remarks);

}  // namespace stormbench::storming
