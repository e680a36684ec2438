// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_folds.h"

#include "storming/model/operation.h"
#include "storming/store/text_places.h"

#include <QtCore/QList>

#include <algorithm>

namespace stormbench::storming {

namespace {

bool isFolded(const Note* note)
{
    return note && note->flag(NoteProperty::Hidden);
}

Operations contentOf(const Note& note)
{
    Operations operations{ChangeNote{note.id, NoteProperty::Text, note.text},
        ChangeNote{note.id, NoteProperty::Description, note.description},
        ChangeNote{note.id, NoteProperty::Fields, note.fields}};
    for (const auto& [property, value] : note.properties)
        operations.emplace_back(ChangeNote{note.id, property, value});
    return operations;
}

}  // namespace

tl::expected<void, TextMistake> unfold(ParsedText& parsed, const Board& board, const QString& text)
{
    for (const auto& [id, line] : parsed.folded) {
        if (!isFolded(board.note(id)))
            return tl::unexpected(TextMistake{line,
                QStringLiteral("note %1 has nothing folded: write its text in quotes")
                    .arg(id.value())});
        (void)apply(parsed.board, contentOf(*board.note(id)));
    }
    for (const auto& [id, note] : board.notes())
        if (isFolded(&note) && parsed.board.note(id) && !parsed.folded.contains(id))
            return tl::unexpected(TextMistake{lineOf(id.value(), text),
                QStringLiteral("note %1 is private until it is revealed: leave \"%2\" in place of "
                               "its text")
                    .arg(id.value())
                    .arg(QLatin1StringView(kFoldedWord))});
    return {};
}

int lineOf(quint64 element, const QString& text)
{
    int number = 0;
    for (const auto& line : QStringView(text).split(u'\n')) {
        ++number;
        const auto places = placesIn(line);
        if (std::ranges::find(places, element, &TextPlace::id) != places.end())
            return number;
    }
    return 0;
}

}  // namespace stormbench::storming
