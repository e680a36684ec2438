// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"
#include "storming/model/board_result.h"

#include <QtCore/QString>

#include <vector>

namespace stormbench::storming {

/// What a text shows of notes that are not revealed yet.
enum class PrivateNotes : quint8 {
    Written,
    Folded,  ///< their kinds and places only, with kFoldedWord for their text: for a screen
};

/// The text form of a board (`.storm.txt`): sorted, one line a flow, lossless for content, ids and
/// positions, not for history. The same board gives the same text; see FORMAT.md.
[[nodiscard]] QString writeText(
    const Board& board, PrivateNotes privateNotes = PrivateNotes::Written);

/// Reads the text form. An error names the line.
[[nodiscard]] BoardResult<Board> readText(const QString& text);

/// What keeps a text from being a board, and what to do about it.
struct TextMistake {
    int line = 1;  ///< from 1 on
    QString message;
    BoardErrorCode code = BoardErrorCode::Corrupt;
};

/// A number that an element without one got: it belongs, after a blank, at this place of the text.
struct GivenId {
    int line = 1;    ///< from 1 on
    int column = 0;  ///< characters before it
    quint64 id = 0;
};

struct ParsedText {
    Board board;
    std::vector<GivenId> given;  ///< in the text's order
    /// Notes without content, because their text is folded, and their lines: see unfold().
    std::map<NoteId, int> folded;
};

/// Reads the text form for somebody who edits it.
[[nodiscard]] tl::expected<ParsedText, TextMistake> parseText(const QString& text);

/// What can be read of a text with mistakes, or of a later version of the text form.
struct SalvagedText {
    Board board;
    std::vector<TextMistake> mistakes;  ///< by their lines, one a line
};
[[nodiscard]] SalvagedText salvageText(const QString& text);

/// The first word of the text form, which tells it from other files; a version follows it.
inline constexpr const char* kTextFormWord = "storm";
/// Stands in place of a folded note's text, without quotes: no text.
inline constexpr const char* kFoldedWord = "folded";
/// What is written; versions from 1 on are read.
inline constexpr int kTextFormVersion = 2;

}  // namespace stormbench::storming
