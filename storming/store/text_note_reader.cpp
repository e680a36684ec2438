// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_note_reader.h"

#include <QtCore/QStringList>

#include <climits>

namespace stormbench::storming {

namespace {

// The list under a property of the note that is being read.
template <typename Item> std::vector<Item>& list(Note& note, NoteProperty property)
{
    PropertyValue& value = note.properties[property];
    if (!std::holds_alternative<std::vector<Item>>(value))
        value = std::vector<Item>();
    return std::get<std::vector<Item>>(value);
}

QString fieldTypeKeys()
{
    QStringList keys;
    for (const FieldTypeEntry& entry : fieldTypes())
        keys << QString::fromLatin1(entry.key);
    return keys.join(QStringLiteral(", "));
}

BoardResult<> takeField(Note& note, TokenReader& words)
{
    const auto number = words.integer();
    const auto name = words.quoted();
    if (!number || *number < 0 || *number > UINT_MAX || !name)
        return textMistake("a field reads: field NUMBER \"NAME\" TYPE [optional] [\"EXAMPLE\"]");
    const auto type = fieldTypeFromKey(words.word().value_or(QString()));
    if (!type)
        return textMistake(
            QStringLiteral("the type of a field is one of: %1").arg(fieldTypeKeys()));
    NoteField field{static_cast<quint32>(*number), *name, *type, words.word("optional"),
        words.quoted().value_or(QString()), {}};
    if (words.word("means"))
        if (const auto done = takeText(field.semantic, words); !done)
            return done;
    note.fields.push_back(std::move(field));
    return {};
}

BoardResult<> takeStep(Note& note, TokenReader& words)
{
    SagaStep step;
    if (const auto done = takeText(step.command, words); !done)
        return done;
    if (words.word("else"))
        if (const auto done = takeText(step.compensation, words); !done)
            return done;
    if (words.word("within")) {
        const auto timeout = words.integer();
        if (!timeout)
            return textMistake("\"within\" needs a number of milliseconds");
        step.timeoutMs = *timeout;
    }
    list<SagaStep>(note, NoteProperty::Steps).push_back(std::move(step));
    return {};
}

BoardResult<> takeComment(Note& note, TokenReader& words)
{
    const auto author = words.quoted();
    const auto text = words.quoted();
    const auto at = words.word("at") ? words.integer() : std::nullopt;
    if (!author || !text || !at)
        return textMistake("a comment reads: comment \"AUTHOR\" \"TEXT\" at MILLISECONDS");
    list<Comment>(note, NoteProperty::Comments)
        .push_back({*author, *text, *at, words.word("resolved")});
    return {};
}

std::optional<PropertyValue> takeBytes(TokenReader& words)
{
    const auto text = words.quoted();
    if (!text)
        return std::nullopt;
    auto decoded
        = QByteArray::fromBase64Encoding(text->toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional<PropertyValue>(std::move(*decoded)) : std::nullopt;
}

std::optional<PropertyValue> takeValue(const NotePropertyEntry& entry, TokenReader& words)
{
    const auto wrap
        = [](auto value) { return value ? std::optional<PropertyValue>(*value) : std::nullopt; };
    switch (entry.type) {
    case PropertyType::Flag: {
        const bool isTrue = words.word("true");
        return isTrue || words.word("false") ? std::optional<PropertyValue>(isTrue) : std::nullopt;
    }
    case PropertyType::Integer: return wrap(words.integer());
    case PropertyType::Number: return wrap(words.real());
    case PropertyType::Text:
    case PropertyType::Choice: return wrap(words.quoted());
    case PropertyType::Rect: {
        const auto at = words.pair(',');
        const auto size = words.pair('x');
        return at && size
            ? std::optional<PropertyValue>(QRectF(at->first, at->second, size->first, size->second))
            : std::nullopt;
    }
    case PropertyType::Bytes: return takeBytes(words);
    default: return std::nullopt;
    }
}

// What the value of a property looks like, for the message that it does not.
QString expectedOf(const NotePropertyEntry& entry)
{
    switch (entry.type) {
    case PropertyType::Flag: return QStringLiteral("true or false");
    case PropertyType::Integer: return QStringLiteral("a whole number");
    case PropertyType::Number: return QStringLiteral("a number");
    case PropertyType::Choice: {
        const auto choices = QString::fromLatin1(entry.choices).split(QLatin1Char('|'));
        return QLatin1Char('"') + choices.join(QStringLiteral("\" or \"")) + QLatin1Char('"');
    }
    case PropertyType::Rect: return QStringLiteral("X,Y WxH");
    case PropertyType::Bytes: return QStringLiteral("a picture in base 64, in quotes");
    default: return QStringLiteral("a text in quotes");
    }
}

}  // namespace

tl::unexpected<BoardError> textMistake(const QString& what)
{
    return boardFail(BoardErrorCode::Corrupt, what);
}
tl::unexpected<BoardError> textMistake(const char* what)
{
    return textMistake(QString::fromUtf8(what));
}

BoardResult<> takeText(QString& into, TokenReader& words)
{
    auto text = words.quoted();
    if (!text)
        return textMistake("a text in quotes is missing");
    into = *std::move(text);
    return {};
}

BoardResult<> takeInt(int& into, const char* name, TokenReader& words)
{
    const auto number = words.integer();
    if (!number || *number < INT_MIN || *number > INT_MAX)
        return textMistake(
            QStringLiteral("\"%1\" needs a whole number").arg(QString::fromUtf8(name)));
    into = static_cast<int>(*number);
    return {};
}

BoardResult<> takeSizeAndOrder(Note& note, TokenReader& words)
{
    note.rect.setSize(notationOf(note.kind).size);
    if (words.word("size")) {
        const auto own = words.pair('x');
        if (!own)
            return textMistake("a size reads WIDTHxHEIGHT, as in 120x160");
        note.rect.setSize(QSizeF(own->first, own->second));
    }
    return words.word("z") ? takeInt(note.z, "z", words) : BoardResult<>();
}

BoardResult<> takeDetail(Note& note, const QString& name, TokenReader& words)
{
    if (name == QLatin1StringView("description"))
        return takeText(note.description, words);
    if (name == QLatin1StringView("field"))
        return takeField(note, words);
    if (name == QLatin1StringView("step"))
        return takeStep(note, words);
    if (name == QLatin1StringView("comment"))
        return takeComment(note, words);
    const NotePropertyEntry* entry = notePropertyFromKey(name);
    if (!entry || isMember(entry->property))
        return textMistake(QStringLiteral("a note has no such property as \"%1\"").arg(name));
    auto value = takeValue(*entry, words);
    if (!value || !fits(*entry, *value))
        return textMistake(QStringLiteral("the value does not fit: \"%1\" takes %2")
                               .arg(name, expectedOf(*entry)));
    note.properties.insert_or_assign(entry->property, *std::move(value));
    return {};
}

}  // namespace stormbench::storming
