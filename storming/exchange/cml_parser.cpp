// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/cml_attributes.h"
#include "storming/exchange/cml_flow.h"

#include <algorithm>
#include <set>

namespace stormbench::storming {
namespace {

constexpr int kDeepest = 16;  // modules within modules

class CmlParser {
public:
    explicit CmlParser(const QString& text)
        : m_cursor(text)
    {
    }

    CmlModel run()
    {
        while (!m_cursor.atEnd()) {
            if (m_cursor.skipWord("BoundedContext"))
                context();
            else if (m_cursor.isWord())
                skipUnknown();
            else
                m_cursor.take();
        }
        if (m_model.contexts.empty())
            tell(1,
                QStringLiteral("The file declares no BoundedContext, so there is nothing to "
                               "put on a board."));
        return std::move(m_model);
    }

private:
    void context()
    {
        if (!m_cursor.isWord())
            return;
        m_model.contexts.push_back({m_cursor.take().text, {}, {}, {}});
        header();
        if (m_cursor.skipSign("{"))
            members(QString(), 0);
    }

    // "implements A, B realizes C refines D extends E with F"
    void header()
    {
        while (m_cursor.isWord("implements") || m_cursor.isWord("realizes")
            || m_cursor.isWord("refines") || m_cursor.isWord("extends")
            || m_cursor.isWord("with")) {
            m_cursor.take();
            m_cursor.skipSign("@");
            m_cursor.take();
            while (m_cursor.skipSign(","))
                m_cursor.take();
        }
    }

    /// What a context, a module, an application or (with its name) an aggregate may hold, to behind
    /// its "}".
    void members(const QString& aggregate, int depth)
    {
        QString words;  // a text in front of a declaration describes it
        while (!m_cursor.atEnd() && !m_cursor.skipSign("}")) {
            if (m_cursor.peek().kind == CmlTokenKind::Text)
                words = m_cursor.take().text;
            else
                member(aggregate, std::exchange(words, {}), depth);
        }
    }

    void member(const QString& aggregate, const QString& words, int depth)
    {
        if (!m_cursor.isWord()) {
            if (m_cursor.isSign("{"))
                m_cursor.skipBlock("{", "}");
            else
                m_cursor.take();
        } else if (m_cursor.isWord("abstract")) {
            m_cursor.take();
        } else if (m_cursor.isSign("=", 1)) {
            assignment(aggregate);
        } else if (m_cursor.skipWord("DomainEvent") || m_cursor.skipWord("Event")) {
            declaration(NoteKind::Event, aggregate, words);
        } else if (m_cursor.skipWord("CommandEvent") || m_cursor.skipWord("Command")) {
            declaration(NoteKind::Command, aggregate, words);
        } else if (m_cursor.isWord("Aggregate") && m_cursor.isWord(1)) {
            startAggregate(words, depth);
        } else if (m_cursor.isWord("Entity") && !aggregate.isEmpty()) {
            entity(aggregate);
        } else if (m_cursor.isWord("Application") || m_cursor.isWord("Module")) {
            m_cursor.take();
            if (m_cursor.isWord())
                m_cursor.take();
            header();
            nested(QString(), depth);
        } else if ((m_cursor.isWord("Flow") || m_cursor.isWord("flow")) && m_cursor.isWord(1)) {
            m_cursor.take();
            m_cursor.take();
            if (m_cursor.skipSign("{"))
                parseFlow(m_cursor, current(), m_model.problems);
        } else if (m_cursor.isWord("owner") && m_cursor.isWord(1) && !aggregate.isEmpty()) {
            m_cursor.take();
            ownerOf(aggregate, m_cursor.take().text);
        } else {
            skipUnknown();
        }
    }

    void nested(const QString& aggregate, int depth)
    {
        if (depth >= kDeepest)
            m_cursor.skipBlock("{", "}");
        else if (m_cursor.skipSign("{"))
            members(aggregate, depth + 1);
    }

    void startAggregate(const QString& words, int depth)
    {
        m_cursor.take();
        CmlItem item;
        item.kind = NoteKind::Aggregate;
        item.name = m_cursor.take().text;
        item.description = words;
        const QString name = item.name;
        current().items.push_back(std::move(item));
        header();
        nested(name, depth);
    }

    void declaration(NoteKind kind, const QString& aggregate, const QString& words)
    {
        if (!m_cursor.isWord())
            return;
        CmlItem item;
        item.kind = kind;
        item.aggregate = aggregate;
        item.description = words;
        item.name = m_cursor.take().text;
        header();
        m_cursor.skipSign(";");
        if (m_cursor.skipSign("{")) {
            CmlAttributes attributes = attributesOf();
            item.fields = std::move(attributes.fields);
            item.keyField = attributes.keyField;
        }
        current().items.push_back(std::move(item));
    }

    // The root's attributes are the aggregate's.
    void entity(const QString& aggregate)
    {
        m_cursor.take();
        if (m_cursor.isWord())
            m_cursor.take();
        header();
        if (!m_cursor.skipSign("{"))
            return;
        CmlAttributes attributes = attributesOf();
        CmlItem* const item = itemOf(aggregate);
        if (!item || !attributes.isRoot)
            return;
        item->fields = std::move(attributes.fields);
        item->keyField = attributes.keyField;
    }

    CmlAttributes attributesOf()
    {
        const qsizetype line = m_cursor.peek().line;
        CmlAttributes attributes = parseAttributes(m_cursor);
        if (attributes.hasOperations && std::exchange(m_toldOperations, true) == false)
            tell(line,
                QStringLiteral("Operations of domain objects have no counterpart on a "
                               "board; they are left out."));
        return attributes;
    }

    // domainVisionStatement = "…", owner = …, responsibilities = "…", "…"
    void assignment(const QString& aggregate)
    {
        const QString name = m_cursor.take().text;
        m_cursor.take();
        QStringList values{m_cursor.take().text};
        while (m_cursor.skipSign(","))
            values.append(m_cursor.take().text);
        const QString value = values.join(QStringLiteral(", "));
        if (name == QLatin1StringView("owner") && !aggregate.isEmpty())
            ownerOf(aggregate, value);
        else if (name == QLatin1StringView("responsibilities") && itemOf(aggregate))
            itemOf(aggregate)->description = value;
        else if (aggregate.isEmpty()
            && (name == QLatin1StringView("domainVisionStatement")
                || name == QLatin1StringView("responsibilities")))
            current().vision
                += (current().vision.isEmpty() ? QString() : QStringLiteral("\n")) + value;
    }

    void ownerOf(const QString& aggregate, const QString& owner)
    {
        if (CmlItem* const item = itemOf(aggregate))
            item->owner = owner;
    }

    // A word that means nothing here, with its names and its block.
    void skipUnknown()
    {
        const CmlToken head = m_cursor.take();
        const qsizetype line = head.line;
        while (!m_cursor.atEnd() && !m_cursor.isSign("{") && !m_cursor.isSign("}")
            && m_cursor.peek().line == line)
            m_cursor.take();
        m_cursor.skipBlock("{", "}");
        if (m_told.insert(head.text).second)
            tell(line,
                QStringLiteral("\"%1\" has no counterpart on a board; it is skipped, here and "
                               "wherever else it stands.")
                    .arg(head.text));
    }

    CmlContext& current() { return m_model.contexts.back(); }
    CmlItem* itemOf(const QString& aggregate)
    {
        const auto found = std::ranges::find_if(current().items, [&](const CmlItem& item) {
            return item.kind == NoteKind::Aggregate && item.name == aggregate;
        });
        return found == current().items.end() ? nullptr : &*found;
    }
    void tell(qsizetype line, const QString& message)
    {
        m_model.problems.push_back({lineName(line), message});
    }

    CmlCursor m_cursor;
    CmlModel m_model;
    std::set<QString> m_told;
    bool m_toldOperations = false;
};

}  // namespace

CmlModel parseCml(const QString& text)
{
    return CmlParser(text).run();
}

}  // namespace stormbench::storming
