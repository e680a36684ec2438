// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_form.h"

using namespace stormbench::storming;

/// Any text: a board or an error that names a line. A board writes a text that reads as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto board = readText(
        QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)));
    if (!board) {
        if (board.error().message.isEmpty())
            __builtin_trap();
        return 0;
    }
    const QString text = writeText(*board);
    const auto again = readText(text);
    if (!again || *again != *board || writeText(*again) != text)
        __builtin_trap();
    return 0;
}
