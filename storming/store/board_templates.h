// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"
#include "storming/model/board_result.h"

#include <span>

namespace stormbench::storming {

enum class TemplateKind : quint8 {
    Blank,   ///< an empty board of a level, with hints
    Sample,  ///< a whole domain, which generates and plays
};

/// A board to begin with: declared here, drawn in resources/boards/ID.storm.txt.
struct BoardTemplate {
    const char* id;  ///< stable: scripts name it
    TemplateKind kind;
    const char* title;     ///< for people
    const char* sentence;  ///< what it shows
};

/// In the order in which they are offered.
[[nodiscard]] std::span<const BoardTemplate> boardTemplates();
[[nodiscard]] const BoardTemplate* boardTemplate(QStringView id);
/// Its file within the program.
[[nodiscard]] QString templatePath(const BoardTemplate& which);
/// A fresh board with its content.
[[nodiscard]] BoardResult<Board> boardFrom(const BoardTemplate& which);

}  // namespace stormbench::storming
