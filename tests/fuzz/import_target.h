// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/importer.h"
#include "storming/store/text_form.h"

namespace stormbench::storming {

inline void checkThat(bool holds)
{
    if (!holds)
        __builtin_trap();
}

/// Whatever a file holds, its plan fits a board, comes out the same again, and survives the text
/// form.
inline int runImporter(const char* name, const std::uint8_t* data, std::size_t size)
{
    const auto* importer = importerNamed(QString::fromLatin1(name));
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const ImportPlan plan = importer->run(bytes, {});
    checkThat(!plan.part.isEmpty() || !plan.problems.empty());
    checkThat(importer->run(bytes, {}).part == plan.part);
    Board board;
    checkThat(apply(board, operationsFor(board, plan)).has_value());
    checkThat(board.notes().size() == plan.part.notes().size());
    checkThat(apply(board, operationsFor(board, plan)).has_value());
    checkThat(board.connectors().size() == 2 * plan.part.connectors().size());
    const auto again = readText(writeText(board));
    checkThat(again && *again == board);
    return 0;
}

}  // namespace stormbench::storming
