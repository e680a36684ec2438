// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/pick_bar.h"

#include "storming/scene/board_view.h"
#include "storming/tools/neighbours.h"

#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

namespace stormbench::storming {

PickBar::PickBar(BoardView& view)
    : CanvasBar(view, tr("Type to search, or walk with the arrow keys"))
{
    setObjectName(QStringLiteral("pickBar"));
    connect(this, &CanvasBar::textEdited, this, &PickBar::filter);
    connect(this, &CanvasBar::closed, this, [this] {
        const Question given = std::exchange(m_question, {});
        if (given.point)
            given.point(0);
    });
    // Elsewhere one has something else in mind.
    connect(&view.selection(), &BoardSelection::changed, this, &CanvasBar::close);
}

void PickBar::ask(Question question)
{
    close();
    m_question = std::move(question);
    setLeadingText(m_question.words);
    line().clear();
    open();
    filter();
}

quint64 PickBar::inHand() const
{
    return m_current < 0 ? 0 : m_left[static_cast<std::size_t>(m_current)].id;
}

void PickBar::filter()
{
    const QStringList words = line().text().simplified().split(u' ', Qt::SkipEmptyParts);
    m_left.clear();
    for (const PickItem& item : m_question.items)
        if (std::ranges::all_of(words,
                [&](const QString& word) { return item.name.contains(word, Qt::CaseInsensitive); }))
            m_left.push_back(item);
    std::ranges::stable_sort(m_left, {},
        [this](const PickItem& item) { return (item.at - m_question.from).manhattanLength(); });
    take(m_left.empty() || words.isEmpty() ? -1 : 0);
}

void PickBar::walk(QPoint direction)
{
    std::vector<QPointF> places;
    for (const PickItem& item : m_left)
        places.push_back(item.at);
    const QPointF from
        = m_current < 0 ? m_question.from : m_left[static_cast<std::size_t>(m_current)].at;
    const int found = nearestToward(from, direction, places);
    // Where there is none on that side, the nearest of all is a start.
    if (found >= 0)
        take(found);
    else if (m_current < 0 && !m_left.empty())
        take(0);
}

void PickBar::take(int index)
{
    m_current = index;
    if (index >= 0)
        say(m_left[static_cast<std::size_t>(index)].name);
    else
        say(m_left.empty() ? tr("Nothing found") : QString());
    if (m_question.point)
        m_question.point(inHand());
}

bool PickBar::lineKey(QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Left: walk({-1, 0}); return true;
    case Qt::Key_Right: walk({1, 0}); return true;
    case Qt::Key_Up: walk({0, -1}); return true;
    case Qt::Key_Down: walk({0, 1}); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        const quint64 chosen = inHand();
        const auto answer = m_question.answer;
        if (chosen == 0)
            return true;
        close();
        answer(chosen);
        return true;
    }
    default: return false;
    }
}

}  // namespace stormbench::storming
