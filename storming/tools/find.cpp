// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/find.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <map>

namespace stormbench::storming {
namespace {

QString textOf(const Note& note)
{
    QStringList parts{note.name(), note.description, note.string(NoteProperty::Owner),
        note.string(NoteProperty::Rule)};
    for (const NoteField& field : note.fields)
        parts << field.name << field.semantic << field.example;
    return parts.join(u'\n');
}

bool holdsAll(const QString& text, const QStringList& words)
{
    return std::ranges::all_of(
        words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace

std::vector<FoundElement> findOnBoard(const Board& board, const QString& wanted)
{
    const QStringList words = wanted.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    std::map<NoteId, QString> labels;
    for (const auto& [id, connector] : board.connectors())
        labels[connector.from] += u'\n' + connector.label;
    std::vector<std::pair<QPointF, FoundElement>> found;
    for (const auto& [id, note] : board.notes()) {
        if (note.flag(NoteProperty::Hidden))
            continue;
        const auto label = labels.find(id);
        const QString text = textOf(note) + (label == labels.end() ? QString() : label->second);
        if (holdsAll(text, words))
            found.push_back({note.rect.topLeft(), {id, {}}});
    }
    for (const auto& [id, frame] : board.frames())
        if (holdsAll(frame.name + u'\n' + frame.owner, words))
            found.push_back({frame.rect.topLeft(), {{}, id}});
    std::ranges::stable_sort(found, [](const auto& a, const auto& b) {
        return std::pair(a.first.x(), a.first.y()) < std::pair(b.first.x(), b.first.y());
    });
    std::vector<FoundElement> elements;
    elements.reserve(found.size());
    for (const auto& [place, element] : found)
        elements.push_back(element);
    return elements;
}

}  // namespace stormbench::storming
