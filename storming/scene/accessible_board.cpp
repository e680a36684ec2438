// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/accessible_board.h"

#include "storming/edit/board_controller.h"
#include "storming/geometry/edges.h"
#include "storming/scene/board_view.h"
#include "storming/scene/reading_order.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <unordered_map>

namespace stormbench::storming {
namespace {

class AccessibleNote : public QAccessibleInterface {
public:
    AccessibleNote(BoardView& view, NoteId id)
        : m_view(&view)
        , m_id(id)
    {
    }

    [[nodiscard]] NoteId noteId() const { return m_id; }
    bool isValid() const override { return m_view && note(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view.data());
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.selected = m_view && m_view->selection().contains(m_id);
        state.focusable = true;
        return state;
    }

    QRect rect() const override
    {
        const Note* found = m_view ? note() : nullptr;
        if (!found)
            return {};
        const QRect inView = m_view->mapFromScene(found->rect).boundingRect();
        return {m_view->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
    }

    QString text(QAccessible::Text which) const override
    {
        const Note* found = m_view ? note() : nullptr;
        if (!found)
            return {};
        if (which == QAccessible::Name)
            return spokenName(*found);
        if (which == QAccessible::Description)
            return relationLines();
        return {};
    }

    void setText(QAccessible::Text, const QString&) override { }

private:
    const Note* note() const { return m_view->controller().board().note(m_id); }

    QString relationLines() const
    {
        const Board& board = m_view->controller().board();
        QStringList lines;
        for (const Edge& edge : edges(board)) {
            if (edge.from == m_id)
                lines.append(
                    QString::fromUtf8(edge.grammar().verb) + u' ' + board.note(edge.to)->name());
        }
        return lines.join(QStringLiteral("; "));
    }

    QPointer<BoardView> m_view;
    NoteId m_id;
};

class AccessibleBoard : public QAccessibleWidget {
public:
    explicit AccessibleBoard(BoardView& view)
        : QAccessibleWidget(&view, QAccessible::List)
        , m_view(view)
    {
    }

    ~AccessibleBoard() override
    {
        for (const auto& [id, child] : m_children)
            QAccessible::deleteAccessibleInterface(child);
    }

    int childCount() const override
    {
        return static_cast<int>(m_view.controller().board().notes().size());
    }

    QAccessibleInterface* child(int index) const override
    {
        const std::vector<NoteId> order = readingOrder(m_view.controller().board());
        if (index < 0 || index >= static_cast<int>(order.size()))
            return nullptr;
        const NoteId id = order[static_cast<std::size_t>(index)];
        auto found = m_children.find(id);
        if (found == m_children.end()) {
            found
                = m_children
                      .emplace(id,
                          QAccessible::registerAccessibleInterface(new AccessibleNote(m_view, id)))
                      .first;
        }
        return QAccessible::accessibleInterface(found->second);
    }

    int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto* note = dynamic_cast<const AccessibleNote*>(child);
        if (!note)
            return -1;
        const std::vector<NoteId> order = readingOrder(m_view.controller().board());
        const auto found = std::find(order.begin(), order.end(), note->noteId());
        return found == order.end() ? -1 : static_cast<int>(found - order.begin());
    }

    QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int index = childCount() - 1; index >= 0; --index) {
            QAccessibleInterface* note = child(index);
            if (note && note->rect().contains(x, y))
                return note;
        }
        return nullptr;
    }

private:
    BoardView& m_view;
    mutable std::unordered_map<NoteId, QAccessible::Id> m_children;
};

QAccessibleInterface* make(const QString& className, QObject* object)
{
    if (className != QLatin1String("stormbench::storming::BoardView"))
        return nullptr;
    auto* view = qobject_cast<BoardView*>(object);
    return view ? new AccessibleBoard(*view) : nullptr;
}

}  // namespace

void installBoardAccessibility()
{
    static const bool installed = (QAccessible::installFactory(make), true);
    Q_UNUSED(installed)
}

}  // namespace stormbench::storming
