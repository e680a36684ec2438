// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/notation.h"

#include <map>
#include <vector>

namespace stormbench::storming {

/// The paper's usual colour, as "#RRGGBB": how people tell kinds in other tools.
[[nodiscard]] const char* usualColor(NoteKind kind);

/// The kind behind a word as other tools and people write it: a key or a name of the notation
/// ("readModel", "External system"), a synonym ("view"), a colour ("violet", "#FFB04C": the nearest
/// one known). Nothing for a word that says no kind.
[[nodiscard]] std::optional<NoteKind> guessKind(const QString& word);

/// The tone of a colour's name or of "#RRGGBB", as "#RRGGBB"; empty for other words.
[[nodiscard]] QString toneOf(const QString& word);

/// Words are compared in lower case and without signs.
[[nodiscard]] QString wordKey(const QString& word);

/// Choices that go before the guess, by wordKey(); an empty choice leaves such notes out.
using KindChoices = std::map<QString, std::optional<NoteKind>>;

/// One row of the table that people edit before an import.
struct KindUse {
    QString word;  ///< as first written
    std::optional<NoteKind> kind;
    bool known = true;  ///< otherwise nobody chose, and the word says no kind
    int notes = 0;

    friend bool operator==(const KindUse&, const KindUse&) = default;
};

/// Turns a file's words into kinds and remembers which it met.
class KindTable {
public:
    explicit KindTable(const KindChoices& own)
        : m_own(own)
    {
    }
    /// Gives `fallback` for an unknown word. A use without a kind says: leave the note out.
    [[nodiscard]] KindUse resolve(const QString& word, NoteKind fallback = NoteKind::Event);
    [[nodiscard]] std::vector<KindUse> uses() const;

private:
    const KindChoices& m_own;
    std::map<QString, KindUse> m_uses;
};

}  // namespace stormbench::storming
