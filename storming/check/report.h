// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"

#include <map>
#include <string>

namespace stormbench::storming {

/// What a report needs besides the findings.
struct ReportInput {
    const Board& board;
    const std::vector<Finding>& findings;
    QString path;                  ///< of the board's file, as the user named it
    std::map<quint64, int> lines;  ///< of notes and frames by their numbers, where the file is text
    QString version;               ///< of this program
};

/// On which lines of a text form its notes and frames are declared.
[[nodiscard]] std::map<quint64, int> linesOfElements(const QString& text);

/// One line a finding, "PATH:LINE: error: …" as compilers write it, then how many there are.
[[nodiscard]] std::string textReport(const ReportInput& input);
/// An array of findings.
[[nodiscard]] std::string jsonReport(const ReportInput& input);
/// SARIF 2.1.0 with every rule and its help; hints and remarks are notes.
[[nodiscard]] std::string sarifReport(const ReportInput& input);

}  // namespace stormbench::storming
