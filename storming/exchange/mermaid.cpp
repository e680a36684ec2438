// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/formats.h"

#include "storming/exchange/kind_words.h"
#include "storming/geometry/edges.h"
#include "storming/model/private_notes.h"

#include <fmt/format.h>

#include <set>

namespace stormbench::storming {
namespace {

/// Whether Mermaid would read something of its own here, in spite of the quotes around: signs of
/// its grammar, of Markdown and of formulas; words that its grammar looks for anywhere in a line;
/// the beginning of a list; icons.
bool isMermaids(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    const QStringView rest = text.sliced(at);
    if (QStringLiteral("\"#&<>`[]{}()|\\;%*_~$").contains(c))
        return true;
    if (rest.startsWith(QLatin1String("direction")) || rest.startsWith(QLatin1String("style"))
        || rest.startsWith(QLatin1String("classDef")) || rest.startsWith(QLatin1String(":fa-")))
        return true;
    qsizetype digits = at;
    while (c == u'.' && digits > 0 && text[digits - 1].isDigit())
        --digits;
    const bool begins = digits == 0 || text[digits - 1] == u'\n';
    return begins && (c == u'-' || c == u'+' || (c == u'.' && digits < at));
}

/// A label in quotes: what the language reads as its own becomes an entity, a line a break.
std::string label(const QString& text)
{
    const QString trimmed = text.trimmed();
    QString safe;
    for (qsizetype at = 0; at < trimmed.size(); ++at) {
        const QChar c = trimmed[at];
        if (c == u'\n')
            safe += QStringLiteral("<br/>");
        else if (c.unicode() < 32)
            safe += u' ';
        else if (isMermaids(trimmed, at))
            safe += QStringLiteral("#%1;").arg(c.unicode());
        else
            safe += c;
    }
    return '"' + (safe.isEmpty() ? std::string(" ") : safe.toStdString()) + '"';
}

/// The brackets that give a kind its outline, so that colour is not all that tells it.
std::pair<const char*, const char*> bracketsOf(NoteKind kind)
{
    switch (kind) {
    case NoteKind::Policy: return {"([", "])"};
    case NoteKind::Saga: return {"[[", "]]"};
    case NoteKind::System: return {"[(", ")]"};
    case NoteKind::Actor: return {"((", "))"};
    case NoteKind::ReadModel: return {"[/", "/]"};
    case NoteKind::Hotspot: return {"{{", "}}"};
    case NoteKind::Timer: return {">", "]"};
    case NoteKind::Aggregate: return {"(", ")"};
    default: return {"[", "]"};
    }
}

bool isDark(const QString& color)
{
    const uint rgb = color.mid(1).toUInt(nullptr, 16);
    return 3 * (rgb >> 16 & 0xFF) + 6 * (rgb >> 8 & 0xFF) + (rgb & 0xFF) < 10 * 0x80;
}

bool isDrawn(const Note& note)
{
    return note.kind != NoteKind::Vote && note.kind != NoteKind::Legend
        && note.kind != NoteKind::Picture;
}

class MermaidWriter {
public:
    explicit MermaidWriter(const Board& board)
        : m_board(board)
    {
    }

    std::string write()
    {
        m_text = "flowchart LR\n";
        for (const auto& [id, frame] : m_board.frames())
            if (frame.kind == FrameKind::Context)
                writeContext(frame);
        for (const auto& [id, note] : m_board.notes())
            if (isDrawn(note) && !m_board.frameOf(note))
                writeNote(note, "  ");
        for (const Edge& edge : edges(m_board))
            writeEdge(edge);
        for (const NoteKind kind : m_kinds) {
            const QString own = m_board.settings().colorOf(kind);
            const QString paper = own.isEmpty() ? QString::fromLatin1(usualColor(kind)) : own;
            m_text += fmt::format("  classDef {} fill:{},stroke:#555555,color:{}\n", classOf(kind),
                paper.toStdString(), isDark(paper) ? "#FFFFFF" : "#1B1B1B");
        }
        return std::move(m_text);
    }

private:
    // Prefixed: "event" alone might one day be a word of the language.
    static std::string classOf(NoteKind kind)
    {
        return std::string("kind_") + notationOf(kind).key;
    }

    void writeContext(const Frame& frame)
    {
        m_text += fmt::format("  subgraph f{}[{}]\n", frame.id.value(),
            label(frame.name.isEmpty() ? QStringLiteral("Context") : frame.name));
        for (const NoteId id : m_board.membersOf(frame.id))
            if (const Note& note = *m_board.note(id); isDrawn(note))
                writeNote(note, "    ");
        m_text += "  end\n";
    }

    void writeNote(const Note& note, const char* indent)
    {
        const auto [open, close] = bracketsOf(note.kind);
        m_text += fmt::format("{}n{}{}{}{}:::{}\n", indent, note.id.value(), open, label(note.text),
            close, classOf(note.kind));
        m_kinds.insert(note.kind);
    }

    void writeEdge(const Edge& edge)
    {
        if (!isDrawn(*m_board.note(edge.from)) || !isDrawn(*m_board.note(edge.to)))
            return;
        // Notes that only touch are joined by a dotted line, as on the canvas.
        const bool drawn = edge.origin == EdgeOrigin::Connector;
        m_text += fmt::format("  n{} {}{} n{}\n", edge.from.value(), drawn ? "-->" : "-.->",
            edge.label.isEmpty() ? std::string() : '|' + label(edge.label) + '|', edge.to.value());
    }

    const Board& m_board;
    std::string m_text;
    std::set<NoteKind> m_kinds;
};

}  // namespace

ExportResult exportMermaid(const Board& board)
{
    ExportResult result;
    const Board shown = withoutPrivateNotes(board);
    result.files.push_back({"board.mmd", MermaidWriter(shown).write()});
    result.losses.push_back("A flowchart has no positions, fields, votes, pictures and legends.");
    return result;
}

}  // namespace stormbench::storming
