// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/operation.h"
#include "storming/store/text_form.h"

using namespace stormbench::storming;

namespace {

// Lines that become one flow have their comments together: those change hands, never the text.
Board withoutRemarks(Board board)
{
    BoardSettings settings = board.settings();
    settings.remarks.clear();
    if (!apply(board, ChangeSettings{settings}))
        __builtin_trap();
    return board;
}

}  // namespace

/// Any text: a board, or an error that names a line and what is left without such lines. A board
/// writes a text that reads as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QString input
        = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto board = readText(input);
    if (!board) {
        const SalvagedText rest = salvageText(input);
        if (board.error().message.isEmpty() || rest.mistakes.empty()
            || !readText(writeText(rest.board)))
            __builtin_trap();
        return 0;
    }
    const QString text = writeText(*board);
    const auto again = readText(text);
    if (!again || withoutRemarks(*again) != withoutRemarks(*board) || writeText(*again) != text)
        __builtin_trap();
    return 0;
}
