// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/cml_attributes.h"

#include <algorithm>
#include <array>

namespace stormbench::storming {
namespace {

constexpr std::size_t kMostFields = 1000;

struct TypeWord {
    const char* word;
    FieldType type;
};
constexpr std::array kTypes{
    TypeWord{"String", FieldType::String},
    TypeWord{"int", FieldType::Integer},
    TypeWord{"Integer", FieldType::Integer},
    TypeWord{"short", FieldType::Integer},
    TypeWord{"long", FieldType::Long},
    TypeWord{"Long", FieldType::Long},
    TypeWord{"float", FieldType::Double},
    TypeWord{"Float", FieldType::Double},
    TypeWord{"double", FieldType::Double},
    TypeWord{"Double", FieldType::Double},
    TypeWord{"BigDecimal", FieldType::Decimal},
    TypeWord{"boolean", FieldType::Boolean},
    TypeWord{"Boolean", FieldType::Boolean},
    TypeWord{"UUID", FieldType::Uuid},
    TypeWord{"Date", FieldType::Date},
    TypeWord{"LocalDate", FieldType::Date},
    TypeWord{"DateTime", FieldType::DateTime},
    TypeWord{"LocalDateTime", FieldType::DateTime},
    TypeWord{"Timestamp", FieldType::DateTime},
    TypeWord{"Duration", FieldType::Duration},
};

constexpr std::array kCollections{"List", "Set", "Bag", "Collection", "Map"};
constexpr std::array kModifiers{"key", "nullable", "required", "unique", "changeable", "index",
    "notEmpty", "notBlank", "not", "assertTrue", "assertFalse", "past", "future", "email",
    "cascade", "fetch", "cache", "inverse", "transient"};
constexpr std::array kFlags{"aggregateRoot", "aggregateLifecycle", "abstract", "optimisticLocking",
    "immutable", "persistent", "auditable", "scaffold", "gap", "nogap", "cache", "not", "private",
    "public", "protected"};

template <std::size_t N> bool isOneOf(const std::array<const char*, N>& words, const QString& text)
{
    return std::ranges::any_of(
        words, [&](const char* word) { return text == QLatin1StringView(word); });
}

class AttributeReader {
public:
    explicit AttributeReader(CmlCursor& cursor)
        : m_cursor(cursor)
    {
    }

    CmlAttributes read()
    {
        while (!m_cursor.atEnd() && !m_cursor.skipSign("}"))
            statement();
        return std::move(m_result);
    }

private:
    void statement()
    {
        if (m_cursor.isSign("{")) {
            m_cursor.skipBlock("{", "}");
        } else if (m_cursor.skipWord("def")) {
            operation();
        } else if (m_cursor.isWord("Repository") || m_cursor.isWord("Service")) {
            m_cursor.take();
            m_cursor.take();
            m_cursor.skipBlock("{", "}");
            m_result.hasOperations = true;
        } else if (m_cursor.isWord() && m_cursor.isSign("=", 1)) {
            assignment();
        } else if (m_cursor.isWord() && isOneOf(kFlags, m_cursor.peek().text)) {
            m_result.isRoot |= m_cursor.take().text == QLatin1StringView("aggregateRoot");
        } else if (m_cursor.isWord() || m_cursor.isSign("-") || m_cursor.isSign("@")) {
            attribute();
        } else {
            m_cursor.take();
        }
    }

    void assignment()
    {
        m_cursor.take();
        m_cursor.take();
        m_cursor.take();
        while (m_cursor.skipSign(","))
            m_cursor.take();
    }

    void operation()
    {
        while (!m_cursor.atEnd() && !m_cursor.isSign("(") && !m_cursor.isSign(";")
            && !m_cursor.isSign("}"))
            m_cursor.take();
        skipCall();
    }

    // "(…) : read-write [A -> B];"
    void skipCall()
    {
        m_result.hasOperations = true;
        m_cursor.skipBlock("(", ")");
        while (!m_cursor.atEnd() && !m_cursor.isSign("}") && !m_cursor.skipSign(";"))
            m_cursor.take();
    }

    // [- or @] Type [<Type>] name {modifier}
    void attribute()
    {
        while (m_cursor.skipSign("-") || m_cursor.skipSign("@")) { }
        if (!m_cursor.isWord())
            return;
        QString type = m_cursor.take().text;
        bool isList = false;
        if (m_cursor.isSign("<")) {
            isList = isOneOf(kCollections, type);
            type = inner();
        }
        if (!m_cursor.isWord())
            return;
        const QString name = m_cursor.take().text;
        if (m_cursor.isSign("(")) {
            skipCall();
            return;
        }
        add(type, name, isList);
    }

    QString inner()
    {
        QString type;
        m_cursor.take();
        while (!m_cursor.atEnd() && !m_cursor.skipSign(">") && !m_cursor.isSign("}")) {
            const CmlToken token = m_cursor.take();
            if (token.kind == CmlTokenKind::Word)
                type = token.text;
        }
        return type;
    }

    void add(const QString& type, const QString& name, bool isList)
    {
        NoteField field;
        field.number = static_cast<quint32>(m_result.fields.size() + 1);
        field.name = name;
        const auto* known = std::ranges::find_if(
            kTypes, [&](const TypeWord& entry) { return type == QLatin1StringView(entry.word); });
        field.type = isList         ? FieldType::List
            : known != kTypes.end() ? known->type
                                    : FieldType::String;
        if (known == kTypes.end())
            field.semantic = type;  // another object: its name says what is meant
        while (m_cursor.isWord() && isOneOf(kModifiers, m_cursor.peek().text)) {
            const QString modifier = m_cursor.take().text;
            field.optional |= modifier == QLatin1StringView("nullable");
            if (modifier == QLatin1StringView("key") && m_result.keyField.isEmpty())
                m_result.keyField = name;
            if (m_cursor.skipSign("="))
                m_cursor.take();
        }
        while (m_cursor.isWord() && m_cursor.isSign("=", 1))  // hint = "…", length = "10"
            assignment();
        m_cursor.skipSign(";");
        if (m_result.fields.size() < kMostFields)
            m_result.fields.push_back(std::move(field));
    }

    CmlCursor& m_cursor;
    CmlAttributes m_result;
};

}  // namespace

CmlAttributes parseAttributes(CmlCursor& cursor)
{
    return AttributeReader(cursor).read();
}

}  // namespace stormbench::storming
