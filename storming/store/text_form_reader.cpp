// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_form.h"

#include "storming/model/operation.h"
#include "storming/store/text_draft.h"
#include "storming/store/text_flow.h"
#include "storming/store/text_note_reader.h"
#include "storming/store/text_setting_reader.h"

#include <QtCore/QStringList>

#include <algorithm>

namespace stormbench::storming {

namespace {

/// The version that the first line names.
BoardResult<int> versionOf(const QString& head)
{
    const auto words = tokensOf(head).value_or(std::vector<TextToken>());
    const bool named = words.size() == 2 && words.front().text == QLatin1StringView(kTextFormWord);
    const int version = named ? words.back().text.toInt() : 0;
    if (version >= 1 && version <= kTextFormVersion)
        return version;
    if (version > kTextFormVersion)
        return boardFail(BoardErrorCode::TooNew,
            QStringLiteral("this board was written by a later version of Stormbench (text form %1; "
                           "this program reads up to %2)")
                .arg(version)
                .arg(kTextFormVersion));
    return textMistake(QStringLiteral("this is not a board: its first line is not \"%1 %2\"")
                           .arg(QLatin1StringView(kTextFormWord))
                           .arg(kTextFormVersion));
}

QString foldedMistake(NoteId note)
{
    return QStringLiteral("the text of note %1 is folded: only the board that it is on knows it")
        .arg(note.value());
}

QStringView behind(const QString& line, int comment)
{
    return comment < 0 ? QStringView() : QStringView(line).sliced(comment);
}

/// Reads line by line; a draft collects what it finds.
class Reader {
public:
    tl::expected<ParsedText, TextMistake> read(const QString& text)
    {
        const QStringList lines = text.split(QLatin1Char('\n'));
        auto done = head(lines.front());
        while (done && m_line < lines.size())
            done = line(lines[m_line++]);
        if (!done)
            return tl::unexpected(
                TextMistake{m_line, std::move(done.error().message), done.error().code});
        auto parsed = m_draft.build(m_line);
        if (!parsed)
            return tl::unexpected(
                TextMistake{m_line, std::move(parsed.error().message), parsed.error().code});
        return *std::move(parsed);
    }

    SalvagedText salvage(const QString& text)
    {
        SalvagedText salvaged;
        const auto take = [&](BoardResult<> done) {
            if (!done)
                salvaged.mistakes.push_back(
                    {m_line, std::move(done.error().message), done.error().code});
        };
        const QStringList lines = text.split(QLatin1Char('\n'));
        take(head(lines.front()));
        while (m_line < lines.size()) {
            const int at = m_line++;
            take(line(lines[at]));
        }
        for (const auto& [note, at] : m_draft.folded)
            salvaged.mistakes.push_back({at, foldedMistake(note)});
        int at = m_line;
        if (auto parsed = m_draft.build(at, &salvaged.mistakes))
            salvaged.board = std::move(parsed->board);
        std::ranges::stable_sort(salvaged.mistakes, {}, &TextMistake::line);
        const auto twice = std::ranges::unique(salvaged.mistakes, {}, &TextMistake::line);
        salvaged.mistakes.erase(twice.begin(), twice.end());
        return salvaged;
    }

private:
    BoardResult<> head(const QString& line)
    {
        const auto version = versionOf(line);
        if (!version)
            return tl::unexpected(version.error());
        m_draft.version = *version;
        int comment = -1;
        (void)tokensOf(line, &comment);
        m_draft.remarks.meet({.first = {}, .last = {}, .part = QLatin1StringView(kTextFormWord)},
            behind(line, comment));
        return {};
    }

    BoardResult<> line(const QString& line)
    {
        const QStringView trimmed = QStringView(line).trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(QLatin1Char('#'))) {
            m_draft.remarks.gather(trimmed);
            return {};
        }
        int comment = -1;
        auto tokens = tokensOf(line, &comment);
        if (!tokens)
            return textMistake("a quoted text does not end, or holds an escape other than \\\", "
                               "\\\\, \\n and \\uXXXX");
        TokenReader words(*std::move(tokens));
        m_what = {};
        if (auto done = line.front().isSpace() ? detail(words) : element(words); !done)
            return done;
        m_draft.remarks.meet(std::move(m_what), behind(line, comment));
        return words.atEnd() ? BoardResult<>() : textMistake("there are words too many at the end");
    }

    BoardResult<> element(TokenReader& words)
    {
        m_frame = nullptr;
        m_note = nullptr;
        m_flowEnd = nullptr;
        const auto head = words.word();
        if (!head)
            return textMistake("a line begins with a word, not with a text in quotes");
        if (*head == QLatin1StringView("flow"))
            return flow(words);
        if (*head == QLatin1StringView("frame"))
            return frame(words);
        if (*head == QLatin1StringView("connector"))
            return connector(words);
        if (const auto kind = noteKindFromKey(*head))
            return note(*kind, words);
        m_what.part = *head;
        return takeSetting(m_draft, m_what.part, words);
    }

    // The number that may come next, or 0, and where a missing one belongs.
    BoardResult<quint64> number(TokenReader& words, TextDraft::Place& place)
    {
        place = {m_line, words.column()};
        const quint64 id = words.id().value_or(0);
        const auto free = m_draft.take(id);
        return free ? BoardResult<quint64>(id) : tl::unexpected(free.error());
    }

    BoardResult<> frame(TokenReader& words)
    {
        TextDraft::Place place;
        const auto id = number(words, place);
        if (!id)
            return tl::unexpected(id.error());
        const auto name = words.quoted();
        const auto at = words.word("at") ? words.pair(',') : std::nullopt;
        const auto size = words.word("size") ? words.pair('x') : std::nullopt;
        if (!name || !at || !size)
            return textMistake("a frame reads: frame NUMBER \"NAME\" at X,Y size WIDTHxHEIGHT");
        const QRectF rect(at->first, at->second, size->first, size->second);
        m_frame = &m_draft.add(Frame{.id = FrameId(*id), .name = *name, .rect = rect}, place);
        m_what = {m_frame, m_frame, {}, true};
        return {};
    }

    BoardResult<> connector(TokenReader& words)
    {
        const TextDraft::Place place{m_line, words.column()};
        const auto first = words.id();
        const auto second = words.id();
        const auto to = words.word("->") ? words.id() : std::nullopt;
        if (!first || !to)
            return textMistake("a connector reads: connector NUMBER FROM -> TO [\"LABEL\"] "
                               "[pinned], where FROM and TO are numbers of notes");
        const quint64 own = second ? *first : 0;
        if (auto free = m_draft.take(own); !free)
            return free;
        Connector connector{
            ConnectorId(own), NoteId(second.value_or(*first)), NoteId(*to), {}, false};
        connector.label = words.quoted().value_or(QString());
        connector.pinned = words.word("pinned");
        const Connector* added = &m_draft.add(std::move(connector), place);
        m_what = {added, added, {}, !std::exchange(m_metConnector, true)};
        return {};
    }

    BoardResult<> flow(TokenReader& words)
    {
        const auto at = words.placeAndColon();
        if (!at)
            return textMistake(
                "a flow reads: flow X,Y: KIND NUMBER \"TEXT\" > KIND NUMBER \"TEXT\"");
        if (auto first = item(words, QPointF(at->first, at->second)); !first)
            return first;
        return items(words);
    }

    // The rest of a line of a flow.
    BoardResult<> items(TokenReader& words)
    {
        while (words.word(">"))
            if (auto done = item(words, std::nullopt); !done)
                return done;
        return words.atEnd() ? BoardResult<>()
                             : textMistake("between two notes of a flow stands >");
    }

    // A note of a flow: at a place of its own, or beside the one before.
    BoardResult<> item(TokenReader& words, std::optional<QPointF> at)
    {
        const auto kind = noteKindFromKey(words.word().value_or(QString()));
        if (!kind)
            return textMistake(QStringLiteral("a note of a flow reads KIND NUMBER \"TEXT\"; the "
                                              "kinds are %1")
                                   .arg(keysOf(notation())));
        TextDraft::Place place;
        const auto id = number(words, place);
        if (!id)
            return tl::unexpected(id.error());
        Note note;
        note.id = NoteId(*id);
        note.kind = *kind;
        if (takesFold(note.id, words))
            m_draft.folded.emplace(note.id, m_line);
        else if (auto done = takeText(note.text, words); !done)
            return done;
        if (auto done = takeSizeAndOrder(note, words); !done)
            return done;
        if (at)
            note.rect.moveTopLeft(*at);
        else
            note.rect = nextInFlow(m_flowEnd->rect, note.rect.size());
        m_flowEnd = &m_draft.add(std::move(note), place);
        meet(m_flowEnd);
        return {};
    }

    BoardResult<> note(NoteKind kind, TokenReader& words)
    {
        const TextDraft::Place place{m_line, words.column()};
        const auto id = words.id();
        const bool isFolded = takesFold(NoteId(id.value_or(0)), words);
        const auto text = isFolded ? QString() : words.quoted();
        if (id && !text && words.atEnd()) {
            auto owner = m_draft.owner(NoteId(*id), kind);
            m_note = owner.value_or(nullptr);
            m_what = {m_note, m_note, QString::fromLatin1(kDetailsPart), true};
            return owner ? BoardResult<>() : tl::unexpected(owner.error());
        }
        const auto at = words.word("at") ? words.pair(',') : std::nullopt;
        if (!text || !at)
            return textMistake("a note reads: KIND NUMBER \"TEXT\" at X,Y");
        if (auto free = m_draft.take(id.value_or(0)); !free)
            return free;
        if (isFolded)
            m_draft.folded.emplace(NoteId(*id), m_line);
        Note note;
        note.id = NoteId(id.value_or(0));
        note.kind = kind;
        note.text = *text;
        if (auto done = takeSizeAndOrder(note, words); !done)
            return done;
        note.rect.moveTopLeft(QPointF(at->first, at->second));
        m_note = &m_draft.add(std::move(note), place);
        meet(m_note);
        return {};
    }

    // Only a note that is on the board has something to fold.
    static bool takesFold(NoteId id, TokenReader& words)
    {
        return id.isValid() && words.word(kFoldedWord);
    }

    // A note at its place begins a line, or is its last so far.
    void meet(const Note* note)
    {
        if (std::holds_alternative<std::monostate>(m_what.first))
            m_what = {note, note, {}, !std::exchange(m_metNote, true)};
        m_what.last = note;
    }

    BoardResult<> detail(TokenReader& words)
    {
        const auto name = words.word();
        if (name && m_flowEnd) {
            if (*name != QLatin1StringView("whenever"))
                return textMistake("an indented line below a flow begins with \"whenever\"; what "
                                   "belongs to one note stands below a line KIND NUMBER");
            auto first = item(words, std::nullopt);
            return first ? items(words) : first;
        }
        if (!name || (!m_note && !m_frame))
            return textMistake("an indented line belongs to a note or a frame above it");
        if (m_frame && !m_note) {
            m_what = {m_frame, m_frame, *name};
            return frameDetail(*name, words);
        }
        if (auto done = takeDetail(*m_note, *name, words); !done)
            return done;
        m_what = {m_note, m_note, lastDetailPart(*name, *m_note)};
        return {};
    }

    BoardResult<> frameDetail(const QString& name, TokenReader& words)
    {
        if (name == QLatin1StringView("kind")) {
            const auto kind = frameKindFromKey(words.word().value_or(QString()));
            m_frame->kind = kind.value_or(m_frame->kind);
            return kind
                ? BoardResult<>()
                : textMistake(
                    QStringLiteral("the kind of a frame is one of: %1").arg(keysOf(frameKinds())));
        }
        if (name == QLatin1StringView("locked")) {
            m_frame->locked = true;
            return {};
        }
        if (name == QLatin1StringView("order"))
            return takeInt(m_frame->order, "order", words);
        QString* const text = name == QLatin1StringView("domain") ? &m_frame->domain
            : name == QLatin1StringView("context")                ? &m_frame->context
            : name == QLatin1StringView("owner")                  ? &m_frame->owner
                                                                  : nullptr;
        return text ? takeText(*text, words)
                    : textMistake("a frame has kind, locked, order, domain, context and owner");
    }

    TextDraft m_draft;
    int m_line = 1;
    RemarkGatherer::Line m_what;  ///< the line that is being read
    bool m_metNote = false;
    bool m_metConnector = false;
    // What an indented line belongs to.
    Frame* m_frame = nullptr;
    Note* m_note = nullptr;
    Note* m_flowEnd = nullptr;
};

}  // namespace

tl::expected<ParsedText, TextMistake> parseText(const QString& text)
{
    return Reader().read(text);
}

SalvagedText salvageText(const QString& text)
{
    return Reader().salvage(text);
}

BoardResult<Board> readText(const QString& text)
{
    auto parsed = parseText(text);
    if (parsed && parsed->folded.empty())
        return std::move(parsed->board);
    const TextMistake mistake = parsed
        ? TextMistake{parsed->folded.begin()->second, foldedMistake(parsed->folded.begin()->first)}
        : parsed.error();
    QString sentence = mistake.message;
    if (!sentence.endsWith(QLatin1Char('.')))
        sentence += QLatin1Char('.');
    return boardFail(mistake.code, QStringLiteral("Line %1: %2").arg(mistake.line).arg(sentence));
}

}  // namespace stormbench::storming
