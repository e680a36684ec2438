// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/find_bar.h"

#include "storming/edit/board_controller.h"
#include "storming/scene/board_view.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace stormbench::storming {

FindBar::FindBar(BoardView& view)
    : CanvasBar(view, tr("Find on the board"))
{
    setObjectName(QStringLiteral("findBar"));
    connect(addButton("chevron-up", tr("The one before (Shift+Enter)")), &QToolButton::clicked,
        this, [this] { step(-1); });
    connect(addButton("chevron-down", tr("The next one (Enter)")), &QToolButton::clicked, this,
        [this] { step(1); });
    connect(addButton("close", tr("Close (Esc)")), &QToolButton::clicked, this, &CanvasBar::close);
    connect(this, &CanvasBar::textEdited, this, [this] {
        m_current = -1;
        search();
        if (!m_found.empty())
            show(0);
    });
    connect(
        this, &CanvasBar::closed, this, [this] { m_view.boardScene().showMatches(std::nullopt); });
    // What is written or taken away meanwhile counts too.
    connect(&view.controller(), &BoardController::changed, this, [this] {
        if (isOpen())
            search();
    });
    connect(&view.controller(), &BoardController::reset, this, &CanvasBar::close);
}

void FindBar::find()
{
    open();
    search();
}

void FindBar::search()
{
    const bool asked = !line().text().trimmed().isEmpty();
    m_found = findOnBoard(m_view.controller().board(), line().text());
    m_current = qMin(m_current, static_cast<int>(m_found.size()) - 1);
    std::set<NoteId> notes;
    for (const FoundElement& element : m_found)
        if (element.note.isValid())
            notes.insert(element.note);
    m_view.boardScene().showMatches(asked ? std::optional(std::move(notes)) : std::nullopt);
    if (!asked)
        say({});
    else if (m_found.empty())
        say(tr("Nothing found"));
    else
        say(tr("%1 of %2").arg(m_current + 1).arg(m_found.size()));
}

void FindBar::step(int by)
{
    if (!isOpen() && line().text().trimmed().isEmpty())
        return find();
    if (!isOpen())
        m_found = findOnBoard(m_view.controller().board(), line().text());
    const int count = static_cast<int>(m_found.size());
    if (count > 0)
        show(((m_current < 0 && by < 0 ? 0 : m_current) + by + count) % count);
}

void FindBar::show(int index)
{
    m_current = index;
    const FoundElement element = m_found[static_cast<std::size_t>(index)];
    if (element.note.isValid()) {
        m_view.selection().selectNote(element.note);
        m_view.jumpTo(element.note);
    } else if (const Frame* frame = m_view.controller().board().frame(element.frame)) {
        m_view.selection().set({{}, {element.frame}, {}});
        m_view.fitRect(frame->rect);
    }
    say(tr("%1 of %2").arg(m_current + 1).arg(m_found.size()));
}

bool FindBar::lineKey(QKeyEvent& event)
{
    const bool backwards = event.modifiers() & Qt::ShiftModifier;
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: step(backwards ? -1 : 1); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Down: step(1); return true;
    default: return false;
    }
}

}  // namespace stormbench::storming
