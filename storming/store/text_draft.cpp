// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_draft.h"

#include "storming/model/operation.h"
#include "storming/store/text_note_reader.h"

#include <algorithm>

namespace stormbench::storming {

BoardResult<> TextDraft::take(quint64 number)
{
    if (number == 0 || m_taken.insert(number).second)
        return {};
    return textMistake(QStringLiteral("the number %1 is taken by an element above; leave it out to "
                                      "get a new one")
                           .arg(number));
}

Frame& TextDraft::add(Frame frame, Place place)
{
    return m_frames.emplace_back(Pending<Frame>{std::move(frame), place}).element;
}

Note& TextDraft::add(Note note, Place place)
{
    Pending<Note>& added = m_notes.emplace_back(Pending<Note>{std::move(note), place});
    if (added.element.id.isValid())
        m_byId.emplace(added.element.id, &added);
    return added.element;
}

Connector& TextDraft::add(Connector connector, Place place)
{
    return m_connectors.emplace_back(Pending<Connector>{std::move(connector), place}).element;
}

BoardResult<Note*> TextDraft::owner(NoteId id, NoteKind kind)
{
    const auto found = m_byId.find(id);
    if (found == m_byId.end())
        return textMistake(
            QStringLiteral("there is no note %1 above that these details could belong to; a note "
                           "of its own reads KIND NUMBER \"TEXT\" at X,Y")
                .arg(id.value()));
    if (folded.contains(id))
        return textMistake(QStringLiteral("note %1 is folded until it is revealed: its details "
                                          "are not told here")
                               .arg(id.value()));
    Note& note = found->second->element;
    if (note.kind != kind)
        return textMistake(
            QStringLiteral("note %1 is of kind %2 in line %3: say the same kind in both lines")
                .arg(id.value())
                .arg(QString::fromLatin1(notationOf(note.kind).key))
                .arg(found->second->place.line));
    return &note;
}

// In the text's order, behind every number that is or was in use.
std::vector<GivenId> TextDraft::giveNumbers()
{
    struct Nameless {
        Place place;
        Frame* frame = nullptr;
        Note* note = nullptr;
        Connector* connector = nullptr;
    };
    std::vector<Nameless> nameless;
    for (auto& [frame, place] : m_frames)
        if (!frame.id.isValid())
            nameless.push_back({.place = place, .frame = &frame});
    for (auto& [note, place] : m_notes)
        if (!note.id.isValid())
            nameless.push_back({.place = place, .note = &note});
    for (auto& [connector, place] : m_connectors)
        if (!connector.id.isValid())
            nameless.push_back({.place = place, .connector = &connector});
    std::ranges::sort(nameless, {}, [](const Nameless& element) {
        return std::pair(element.place.line, element.place.column);
    });

    std::vector<GivenId> given;
    quint64 number = std::max(next, m_taken.empty() ? 1 : *m_taken.rbegin() + 1);
    for (const Nameless& element : nameless) {
        if (element.frame)
            element.frame->id = FrameId(number);
        else if (element.note)
            element.note->id = NoteId(number);
        else
            element.connector->id = ConnectorId(number);
        given.push_back({element.place.line, element.place.column, number++});
    }
    return given;
}

BoardResult<ParsedText> TextDraft::build(int& line, std::vector<TextMistake>* mistakes)
{
    ParsedText parsed{{}, giveNumbers(), std::move(folded)};
    // In version 1 every note stood apart: its blank lines say nothing.
    settings.remarks = remarks.finish(version > 1);
    const auto run = [&](Operation operation, int at) -> BoardResult<> {
        line = at;
        const auto done = apply(parsed.board, std::move(operation));
        if (!done && mistakes)
            mistakes->push_back({at, done.error().message, done.error().code});
        return done || mistakes ? BoardResult<>() : tl::unexpected(done.error());
    };
    if (auto done = run(ChangeSettings{settings}, line); !done)
        return tl::unexpected(done.error());
    for (auto& [frame, place] : m_frames)
        if (auto done = run(AddFrame{std::move(frame)}, place.line); !done)
            return tl::unexpected(done.error());
    for (auto& [note, place] : m_notes)
        if (auto done = run(AddNote{std::move(note)}, place.line); !done)
            return tl::unexpected(done.error());
    for (auto& [connector, place] : m_connectors)
        if (auto done = run(AddConnector{std::move(connector)}, place.line); !done)
            return tl::unexpected(done.error());
    parsed.board.reserveIds(next);
    return parsed;
}

}  // namespace stormbench::storming
