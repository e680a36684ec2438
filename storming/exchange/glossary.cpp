// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/formats.h"

#include "storming/geometry/element_graph.h"
#include "storming/model/private_notes.h"

#include <QtCore/QStringList>
#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace stormbench::storming {
namespace {

/// On one line, with the signs that Markdown would read as its own taken back.
std::string plain(const QString& text)
{
    QString safe;
    for (const QChar c : text.simplified()) {
        if (QStringLiteral("\\`*_[]<>#|~").contains(c))
            safe += u'\\';
        safe += c;
    }
    return safe.toStdString();
}

/// Every line as a paragraph of its own.
std::string paragraphs(const QString& text)
{
    std::string result;
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts))
        if (!line.trimmed().isEmpty())
            result += plain(line) + "\n\n";
    return result;
}

std::string nameOf(const Element& element)
{
    return element.name.isEmpty() ? std::string("(no name)") : plain(element.name);
}

bool before(const Element* a, const Element* b)
{
    const int names = QString::compare(a->name, b->name, Qt::CaseInsensitive);
    return names != 0 ? names < 0 : a->main().id < b->main().id;
}

class GlossaryWriter {
public:
    explicit GlossaryWriter(const Board& board)
        : m_board(board)
        , m_graph(board)
    {
    }

    std::string write()
    {
        const QString& title = m_board.settings().title;
        m_text = fmt::format("# {}\n\n", title.isEmpty() ? "Glossary" : plain(title));
        std::vector<std::pair<std::string, std::string>> contexts;  // name, slug
        for (const auto& [slug, name] : m_graph.contexts())
            contexts.emplace_back(name, slug);
        std::ranges::sort(contexts);
        for (const auto& [name, slug] : contexts)
            writeContext(QString::fromStdString(name), slug, true);
        writeContext(QStringLiteral("Outside the contexts"), {}, false);
        writeRemarks();
        while (m_text.ends_with("\n\n"))
            m_text.pop_back();
        return std::move(m_text);
    }

private:
    // By the frame and not by where generation would put it.
    [[nodiscard]] bool isIn(const Element& element, const std::string& slug, bool framed) const
    {
        return element.frame.has_value() == framed && (!framed || element.context == slug);
    }

    void writeContext(const QString& name, const std::string& slug, bool framed)
    {
        std::string body;
        std::swap(body, m_text);
        for (const NotationEntry& entry : notation()) {
            std::vector<const Element*> members;
            for (const Element& element : m_graph.elements())
                if (element.kind == entry.kind && isIn(element, slug, framed))
                    members.push_back(&element);
            std::ranges::sort(members, before);
            if (!members.empty())
                writeKind(entry.kind, members);
        }
        std::swap(body, m_text);
        if (!body.empty() || isFrame(name))
            m_text += fmt::format("## {}\n\n{}", plain(name), ownersOf(slug, framed)) + body;
    }

    // An empty context has its place too; the one that is none ("main") has not.
    [[nodiscard]] bool isFrame(const QString& name) const
    {
        return std::ranges::any_of(m_board.frames(), [&](const auto& entry) {
            return entry.second.kind == FrameKind::Context
                && entry.second.name.simplified() == name;
        });
    }

    [[nodiscard]] std::string ownersOf(const std::string& slug, bool framed) const
    {
        std::set<QString> owners;
        for (const auto& [id, frame] : m_board.frames())
            if (framed && frame.kind == FrameKind::Context && !frame.owner.isEmpty()
                && m_graph.contexts().contains(slug)
                && frame.name.simplified().toStdString() == m_graph.contexts().at(slug))
                owners.insert(frame.owner);
        std::string text;
        for (const QString& owner : owners)
            text += (text.empty() ? "Owner: " : ", ") + plain(owner);
        return text.empty() ? text : text + "\n\n";
    }

    void writeKind(NoteKind kind, const std::vector<const Element*>& members)
    {
        m_text += fmt::format("### {}\n\n", plain(m_board.settings().nameOf(kind)));
        for (const Element* element : members) {
            m_text += fmt::format("#### {}\n\n", nameOf(*element));
            m_text += paragraphs(element->setting(NoteProperty::Description).description);
            writeFacts(*element);
            writeFields(*element);
            writeRelations(*element);
        }
    }

    void writeFacts(const Element& element)
    {
        const auto fact = [&](NoteProperty property) {
            const Note& note = element.setting(property);
            if (!note.isSet(property) || note.string(property).isEmpty())
                return;
            m_text += fmt::format(
                "{}: {}\n\n", notePropertyEntry(property)->name, plain(note.string(property)));
        };
        fact(NoteProperty::Rule);
        fact(NoteProperty::Guard);
        fact(NoteProperty::Owner);
    }

    void writeFields(const Element& element)
    {
        const auto fields = element.fields();
        if (fields.empty())
            return;
        m_text += "| Field | Type | Optional | Example | Means |\n|---|---|---|---|---|\n";
        for (const NoteField& field : fields)
            m_text += fmt::format("| {} | {} | {} | {} | {} |\n", plain(field.name),
                fieldTypeEntry(field.type).key, field.optional ? "yes" : "no", plain(field.example),
                plain(field.semantic));
        m_text += "\n";
    }

    void writeRelations(const Element& element)
    {
        std::set<std::string> lines;
        for (const Edge& edge : m_graph.edges()) {
            if (m_graph.elementOf(edge.from) != &element)
                continue;
            const Element* to = m_graph.elementOf(edge.to);
            if (!to)
                continue;
            const std::string verb = edge.grammar().verb;
            const QString kind = m_board.settings().nameOf(to->kind).toLower();
            lines.insert(fmt::format("- {} the {} {}{}\n", verb.empty() ? "leads to" : verb,
                plain(kind), nameOf(*to),
                edge.label.isEmpty() ? std::string() : " (" + plain(edge.label) + ")"));
        }
        for (const std::string& line : lines)
            m_text += line;
        if (!lines.empty())
            m_text += "\n";
    }

    // Notes that are no elements: definitions, hotspots …
    void writeRemarks()
    {
        for (const NotationEntry& entry : notation()) {
            if (!isAnnotation(entry.kind))
                continue;
            std::set<std::string> lines;
            for (const auto& [id, note] : m_board.notes())
                if (note.kind == entry.kind && !note.name().isEmpty())
                    lines.insert("- " + plain(note.name())
                        + (note.description.trimmed().isEmpty() ? std::string()
                                                                : ": " + plain(note.description))
                        + "\n");
            if (lines.empty())
                continue;
            m_text += fmt::format("## {}\n\n", plain(m_board.settings().nameOf(entry.kind)));
            for (const std::string& line : lines)
                m_text += line;
            m_text += "\n";
        }
    }

    const Board& m_board;
    ElementGraph m_graph;
    std::string m_text;
};

}  // namespace

ExportResult exportGlossary(const Board& board)
{
    ExportResult result;
    const Board shown = withoutPrivateNotes(board);
    result.files.push_back({"glossary.md", GlossaryWriter(shown).write()});
    result.losses.push_back("A glossary holds words, not positions, colours and numbers for runs.");
    return result;
}

}  // namespace stormbench::storming
