// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/notation.h"

namespace stormbench::storming {

/// What the grammar says to an edge from one kind to another at software design level.
enum class Verdict : quint8 {
    Ok,
    Warn,
    Error,
    Free,  ///< one end is an annotation, which attaches to anything
};

/// How to mend an edge in one click: the notes to insert between its ends.
struct GrammarFix {
    const char* label = nullptr;  ///< "Insert policy"; null = no such fix
    NoteKind first = NoteKind::Event;
    NoteKind second = NoteKind::Event;
    int count = 0;
};

struct GrammarEntry {
    Verdict verdict = Verdict::Free;
    const char* verb = "";  ///< how the edge reads: "decides", "produces"
    const char* why = "";   ///< for Warn and Error: one sentence
    GrammarFix fix;
};

/// The matrix of kinds × kinds (the picture that explains everything, as a table), as the board's
/// method has it.
[[nodiscard]] GrammarEntry grammarOf(
    NoteKind from, NoteKind to, Method method = Method::EventStorming);

/// The kind that usually follows on the right, for Tab on the canvas. EventStorming: event → policy
/// → command → aggregate → event; Event Modeling: event → read model → screen → command → event.
[[nodiscard]] NoteKind usualNext(NoteKind kind, Method method = Method::EventStorming);
[[nodiscard]] NoteKind usualPrevious(NoteKind kind, Method method = Method::EventStorming);

}  // namespace stormbench::storming
