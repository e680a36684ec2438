// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_form.h"

#include "storming/model/operation.h"
#include "storming/store/text_tokens.h"

#include <QtCore/QStringList>

#include <climits>

namespace stormbench::storming {

namespace {

/// Reads line by line; an element is collected with its indented lines and then applied to the
/// board as an operation.
class Reader {
public:
    BoardResult<Board> read(const QString& text)
    {
        const QStringList lines = text.split(QLatin1Char('\n'));
        if (lines.isEmpty() || lines.front().trimmed() != QLatin1StringView(kTextFormHead))
            return headError(lines.isEmpty() ? QString() : lines.front());
        for (m_line = 2; m_line <= lines.size(); ++m_line) {
            const QString& line = lines[m_line - 1];
            if (line.trimmed().isEmpty() || line.trimmed().startsWith(QLatin1Char('#')))
                continue;
            auto tokens = tokensOf(QStringView(line).trimmed());
            if (!tokens)
                return wrong("a quoted text does not end, or holds an unknown escape");
            TokenReader words(*std::move(tokens));
            const bool indented = line.front().isSpace();
            if (const auto done = indented ? detail(words) : element(words); !done)
                return tl::unexpected(done.error());
            if (!words.atEnd())
                return wrong("there are words too many");
        }
        if (const auto done = finish(); !done)
            return tl::unexpected(done.error());
        if (auto done = apply(m_board, ChangeSettings{m_settings}); !done)
            return tl::unexpected(done.error());
        for (const Connector& connector : m_connectors)
            if (auto done = apply(m_board, AddConnector{connector}); !done)
                return tl::unexpected(done.error());
        m_board.reserveIds(m_next);
        return std::move(m_board);
    }

private:
    static BoardResult<Board> headError(const QString& head)
    {
        const QStringList words = head.trimmed().split(QLatin1Char(' '));
        if (words.size() == 2 && words.front() == QLatin1StringView("storm")
            && words.back().toInt() > 1)
            return boardFail(BoardErrorCode::TooNew,
                QStringLiteral(
                    "This board was written by a later version of Stormbench (text form %1).")
                    .arg(words.back()));
        return boardFail(BoardErrorCode::Corrupt,
            QStringLiteral("This is not a board: its first line is not \"%1\".")
                .arg(QLatin1StringView(kTextFormHead)));
    }

    tl::unexpected<BoardError> wrong(const char* what) const
    {
        return boardFail(BoardErrorCode::Corrupt,
            QStringLiteral("Line %1: %2.").arg(m_line).arg(QString::fromUtf8(what)));
    }

    // Puts the element that has been collected so far on the board.
    BoardResult<> finish()
    {
        BoardResult<ChangeSet> done;
        if (m_note)
            done = apply(m_board, AddNote{*std::exchange(m_note, std::nullopt)});
        else if (m_frame)
            done = apply(m_board, AddFrame{*std::exchange(m_frame, std::nullopt)});
        if (!done)
            return boardFail(done.error().code,
                QStringLiteral("Before line %1: %2").arg(m_line).arg(done.error().message));
        return {};
    }

    BoardResult<> element(TokenReader& words)
    {
        if (auto done = finish(); !done)
            return done;
        const auto head = words.word();
        if (!head)
            return wrong("a line starts with a word");
        if (*head == QLatin1StringView("frame"))
            return frame(words);
        if (*head == QLatin1StringView("connector"))
            return connector(words);
        if (const auto kind = noteKindFromKey(*head))
            return note(*kind, words);
        return setting(*head, words);
    }

    BoardResult<> setting(const QString& name, TokenReader& words)
    {
        if (name == QLatin1StringView("level")) {
            const auto level = levelFromKey(words.word().value_or(QString()));
            if (!level)
                return wrong("the level is unknown");
            m_settings.level = *level;
            return {};
        }
        if (name == QLatin1StringView("method")) {
            const bool modeling = words.word("eventModeling");
            if (!modeling && !words.word("eventStorming"))
                return wrong("the method is unknown");
            m_settings.method = modeling ? Method::EventModeling : Method::EventStorming;
            return {};
        }
        if (name == QLatin1StringView("next")) {
            const auto next = words.id();
            if (!next)
                return wrong("\"next\" needs a number");
            m_next = *next;
            return {};
        }
        QString* const text = name == QLatin1StringView("title") ? &m_settings.title
            : name == QLatin1StringView("domain")                ? &m_settings.domain
            : name == QLatin1StringView("naming")                ? &m_settings.namingTemplate
                                                                 : nullptr;
        if (!text)
            return wrong("the first word is unknown");
        return take(*text, words);
    }

    BoardResult<> take(QString& into, TokenReader& words)
    {
        auto text = words.quoted();
        if (!text)
            return wrong("a text in quotes is missing");
        into = *std::move(text);
        return {};
    }

    BoardResult<> frame(TokenReader& words)
    {
        const auto id = words.id();
        const auto name = words.quoted();
        const auto at = words.word("at") ? words.pair(',') : std::nullopt;
        const auto size = words.word("size") ? words.pair('x') : std::nullopt;
        if (!id || !name || !at || !size)
            return wrong("a frame reads: frame ID \"NAME\" at X,Y size WxH");
        m_frame = Frame{FrameId(*id), *name,
            QRectF(at->first, at->second, size->first, size->second), {}, {}, {}};
        return {};
    }

    BoardResult<> connector(TokenReader& words)
    {
        const auto id = words.id();
        const auto from = words.id();
        const auto to = words.word("->") ? words.id() : std::nullopt;
        if (!id || !from || !to)
            return wrong("a connector reads: connector ID FROM -> TO");
        Connector connector{ConnectorId(*id), NoteId(*from), NoteId(*to), {}, false};
        connector.label = words.quoted().value_or(QString());
        connector.pinned = words.word("pinned");
        m_connectors.push_back(std::move(connector));
        return {};
    }

    BoardResult<> note(NoteKind kind, TokenReader& words)
    {
        const auto id = words.id();
        const auto text = words.quoted();
        const auto at = words.word("at") ? words.pair(',') : std::nullopt;
        if (!id || !text || !at)
            return wrong("a note reads: KIND ID \"TEXT\" at X,Y");
        QSizeF size = notationOf(kind).size;
        if (words.word("size")) {
            const auto own = words.pair('x');
            if (!own)
                return wrong("a size reads WxH");
            size = QSizeF(own->first, own->second);
        }
        m_note = Note{
            NoteId(*id), kind, QRectF(QPointF(at->first, at->second), size), *text, 0, {}, {}, {}};
        if (words.word("z")) {
            const auto z = words.integer();
            if (!z || *z < INT_MIN || *z > INT_MAX)
                return wrong("z needs a number");
            m_note->z = static_cast<int>(*z);
        }
        return {};
    }

    BoardResult<> detail(TokenReader& words)
    {
        const auto name = words.word();
        if (!name || (!m_note && !m_frame))
            return wrong("an indented line belongs to a note or a frame");
        return m_note ? noteDetail(*name, words) : frameDetail(*name, words);
    }

    BoardResult<> frameDetail(const QString& name, TokenReader& words)
    {
        QString* const text = name == QLatin1StringView("domain") ? &m_frame->domain
            : name == QLatin1StringView("context")                ? &m_frame->context
            : name == QLatin1StringView("owner")                  ? &m_frame->owner
                                                                  : nullptr;
        return text ? take(*text, words) : wrong("a frame has no such property");
    }

    BoardResult<> noteDetail(const QString& name, TokenReader& words)
    {
        if (name == QLatin1StringView("description"))
            return take(m_note->description, words);
        if (name == QLatin1StringView("field"))
            return field(words);
        const NotePropertyEntry* entry = notePropertyFromKey(name);
        if (!entry || isMember(entry->property))
            return wrong("a note has no such property");
        const auto value = valueOf(*entry, words);
        if (!value || !fits(*entry, *value))
            return wrong("the value does not fit the property");
        m_note->properties.insert_or_assign(entry->property, *value);
        return {};
    }

    BoardResult<> field(TokenReader& words)
    {
        const auto number = words.integer();
        const auto name = words.quoted();
        const auto type = fieldTypeFromKey(words.word().value_or(QString()));
        if (!number || *number < 0 || *number > UINT_MAX || !name || !type)
            return wrong("a field reads: field NUMBER \"NAME\" TYPE [optional] [\"EXAMPLE\"]");
        const bool optional = words.word("optional");
        m_note->fields.push_back({static_cast<quint32>(*number), *name, *type, optional,
            words.quoted().value_or(QString())});
        return {};
    }

    static std::optional<PropertyValue> valueOf(const NotePropertyEntry& entry, TokenReader& words)
    {
        const auto wrap = [](auto value) {
            return value ? std::optional<PropertyValue>(*value) : std::nullopt;
        };
        switch (entry.type) {
        case PropertyType::Flag: {
            const bool isTrue = words.word("true");
            return isTrue || words.word("false") ? std::optional<PropertyValue>(isTrue)
                                                 : std::nullopt;
        }
        case PropertyType::Integer: return wrap(words.integer());
        case PropertyType::Number: return wrap(words.real());
        case PropertyType::Text:
        case PropertyType::Choice: return wrap(words.quoted());
        default: return std::nullopt;
        }
    }

    Board m_board;
    BoardSettings m_settings;
    quint64 m_next = 1;
    std::optional<Note> m_note;
    std::optional<Frame> m_frame;
    std::vector<Connector> m_connectors;
    qsizetype m_line = 1;
};

}  // namespace

BoardResult<Board> readText(const QString& text)
{
    return Reader().read(text);
}

}  // namespace stormbench::storming
