// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/canvas_questions.h"

#include "storming/edit/board_controller.h"
#include "storming/tools/canvas_tools.h"
#include "storming/tools/gestures.h"

namespace stormbench::storming {
namespace {

constexpr qreal kMargin = 40;

QString nameOf(const Board& board, const Note& note)
{
    const QString name = note.flag(NoteProperty::Hidden) ? QString() : note.name();
    return name.isEmpty() ? board.settings().nameOf(note.kind) : name;
}

}  // namespace

CanvasQuestions::CanvasQuestions(CanvasTools& tools)
    : m_tools(tools)
    , m_bar(new PickBar(tools.view()))
{
}

void CanvasQuestions::connectTo()
{
    if (!m_tools.mayEdit())
        return;
    if (const auto arrow = m_tools.selection().singleConnector())
        return reconnect(*arrow, true);
    const auto from = m_tools.selection().singleNote();
    if (!from)
        return;
    const Board& board = m_tools.controller().board();
    const QString words = QObject::tr("Connect \"%1\" to:").arg(nameOf(board, *board.note(*from)));
    askForNote(words, *from, true, [this, from = *from](NoteId to) {
        const ConnectorId made = m_tools.controller().connectNotes(from, to);
        if (made.isValid())
            m_tools.selection().set({{}, {}, {made}});
    });
}

void CanvasQuestions::connectFrom()
{
    const auto arrow = m_tools.selection().singleConnector();
    if (arrow && m_tools.mayEdit())
        reconnect(*arrow, false);
}

void CanvasQuestions::reconnect(ConnectorId id, bool head)
{
    const Connector connector = *m_tools.controller().board().connector(id);
    const NoteId fixed = head ? connector.from : connector.to;
    askForNote(head ? QObject::tr("The arrow leads to:") : QObject::tr("The arrow comes from:"),
        fixed, head, [this, connector, head](NoteId other) {
            Connector changed = connector;
            (head ? changed.to : changed.from) = other;
            m_tools.controller().changeConnector(changed);
        });
}

void CanvasQuestions::askForNote(
    const QString& words, NoteId fixed, bool forward, std::function<void(NoteId)> answer)
{
    const Board& board = m_tools.controller().board();
    PickBar::Question question;
    question.words = words;
    question.from = board.note(fixed)->rect.center();
    for (const auto& [id, note] : board.notes())
        if (id != fixed)
            question.items.push_back(
                {id.value(), note.flag(NoteProperty::Hidden) ? QString() : nameOf(board, note),
                    note.rect.center()});
    question.point = [this, fixed, forward](quint64 id) { preview(fixed, NoteId(id), forward); };
    question.answer = [answer = std::move(answer)](quint64 id) { answer(NoteId(id)); };
    m_bar->ask(std::move(question));
}

void CanvasQuestions::preview(NoteId fixed, NoteId other, bool forward)
{
    BoardView& view = m_tools.view();
    view.boardScene().setHover({other, {}, {}});
    const Note* note = m_tools.controller().board().note(other);
    if (!note)
        return m_tools.setPreview(std::nullopt);
    GestureFeedback feedback;
    explainEdge(feedback, m_tools.controller().board(), forward ? fixed : other,
        forward ? other : fixed, note->rect.bottomLeft());
    view.ensureVisible(note->rect, kMargin, kMargin);
    m_tools.setPreview(std::move(feedback));
}

void CanvasQuestions::moveToFrame()
{
    const std::set<NoteId> notes = m_tools.selection().current().notes;
    const Board& board = m_tools.controller().board();
    if (notes.empty() || !m_tools.mayEdit())
        return;
    PickBar::Question question;
    question.words = QObject::tr("Move into:");
    question.from = board.note(*notes.begin())->rect.center();
    for (const auto& [id, frame] : board.frames())
        question.items.push_back({id.value(), frame.name, frame.rect.center()});
    if (question.items.empty())
        return m_tools.say(QObject::tr("There is no frame yet: Ctrl+Alt+G draws one"));
    question.point = [this](quint64 id) {
        m_tools.view().boardScene().setHover({{}, FrameId(id), {}});
    };
    question.answer
        = [this, notes](quint64 id) { m_tools.controller().moveInto(notes, FrameId(id)); };
    m_bar->ask(std::move(question));
}

}  // namespace stormbench::storming
