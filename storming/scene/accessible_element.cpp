// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/accessible_element.h"

#include "resources/ui/format.h"
#include "storming/edit/board_controller.h"
#include "storming/scene/board_view.h"

#include <algorithm>

namespace stormbench::storming {

AccessibleElement::AccessibleElement(BoardView& view, BoardElement element)
    : m_view(&view)
    , m_element(element)
{
}

const Note* AccessibleElement::note() const
{
    const auto* id = std::get_if<NoteId>(&m_element);
    return m_view && id ? m_view->controller().board().note(*id) : nullptr;
}

const Frame* AccessibleElement::frame() const
{
    const auto* id = std::get_if<FrameId>(&m_element);
    return m_view && id ? m_view->controller().board().frame(*id) : nullptr;
}

bool AccessibleElement::isValid() const
{
    return note() || frame();
}

AccessibleElements* AccessibleElement::elements() const
{
    return m_view ? accessibleElements(*m_view) : nullptr;
}

const std::vector<NoteId>& AccessibleElement::members() const
{
    static const std::vector<NoteId> nobody;
    const auto* id = std::get_if<FrameId>(&m_element);
    const AccessibleElements* all = id ? elements() : nullptr;
    return all ? all->tree().membersOf(*id) : nobody;
}

QAccessibleInterface* AccessibleElement::childAt(int x, int y) const
{
    for (int index = childCount() - 1; index >= 0; --index) {
        QAccessibleInterface* member = child(index);
        if (member && member->rect().contains(x, y))
            return member;
    }
    return nullptr;
}

QAccessibleInterface* AccessibleElement::parent() const
{
    const AccessibleElements* all = elements();
    const auto* id = std::get_if<NoteId>(&m_element);
    const FrameId around = all && id ? all->tree().parentOf(*id) : FrameId();
    return around.isValid() ? all->interfaceOf(around)
                            : QAccessible::queryAccessibleInterface(m_view.data());
}

QAccessibleInterface* AccessibleElement::child(int index) const
{
    const std::vector<NoteId>& notes = members();
    if (index < 0 || index >= static_cast<int>(notes.size()))
        return nullptr;
    return elements()->interfaceOf(notes[static_cast<std::size_t>(index)]);
}

int AccessibleElement::childCount() const
{
    return static_cast<int>(members().size());
}

int AccessibleElement::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* member = dynamic_cast<const AccessibleElement*>(child);
    const auto* id = member ? std::get_if<NoteId>(&member->m_element) : nullptr;
    if (!id)
        return -1;
    const std::vector<NoteId>& notes = members();
    const auto found = std::ranges::find(notes, *id);
    return found == notes.end() ? -1 : static_cast<int>(found - notes.begin());
}

QString AccessibleElement::text(QAccessible::Text which) const
{
    if (const Note* found = note()) {
        if (which == QAccessible::Name)
            return spokenName(*found, m_view->controller().board().settings());
        if (which == QAccessible::Description)
            return noteDescription(*found);
    }
    if (const Frame* found = frame()) {
        if (which == QAccessible::Name)
            return QString::fromUtf8(frameKindEntry(found->kind).name) + QStringLiteral(": ")
                + frameTitle(*found);
        if (which == QAccessible::Description)
            return frameDescription(*found);
    }
    return {};
}

QString AccessibleElement::noteDescription(const Note& note) const
{
    const Board& board = m_view->controller().board();
    const EdgeIndex& edges = m_view->boardScene().edgeIndex();
    QStringList lines;
    if (const QString signs = signWords(note); !signs.isEmpty())
        lines.append(signs);
    const auto nameOf = [&](NoteId id) {
        const Note* other = board.note(id);
        return other && !other->flag(NoteProperty::Hidden) && !other->name().isEmpty()
            ? other->name()
            : (other ? spokenName(*other, board.settings()) : QString());
    };
    for (const NoteId to : edges.after(note.id))
        lines.append(
            QString::fromUtf8(edges.edge(note.id, to)->grammar().verb) + u' ' + nameOf(to));
    if (const NoteItem* item = m_view->boardScene().noteItem(note.id))
        lines.append(item->marks().messages.split(u'\n', Qt::SkipEmptyParts));
    return lines.join(QStringLiteral("; "));
}

QString AccessibleElement::frameDescription(const Frame& frame) const
{
    QStringList lines{ui::formatPlural(childCount(), BoardView::tr("note"))};
    if (!frame.owner.isEmpty())
        lines.append(BoardView::tr("owner %1").arg(frame.owner));
    if (frame.locked)
        lines.append(BoardView::tr("locked"));
    return lines.join(QStringLiteral("; "));
}

QRect AccessibleElement::rect() const
{
    const Note* paper = note();
    const Frame* area = paper ? nullptr : frame();
    if (!paper && !area)
        return {};
    const QRect inView = m_view->mapFromScene(paper ? paper->rect : area->rect).boundingRect();
    return {m_view->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
}

QAccessible::State AccessibleElement::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.selectable = true;
    state.focusable = true;
    state.selected
        = std::visit([this](auto id) { return m_view->selection().contains(id); }, m_element);
    state.focused
        = state.selected && m_view->hasFocus() && m_view->selection().current().count() == 1;
    state.expandable = childCount() > 0;
    state.expanded = state.expandable;
    state.offscreen = !m_view->viewport()->rect().intersects(
        QRect(m_view->viewport()->mapFromGlobal(rect().topLeft()), rect().size()));
    return state;
}

QList<QPair<QAccessibleInterface*, QAccessible::Relation>> AccessibleElement::relations(
    QAccessible::Relation match) const
{
    QList<QPair<QAccessibleInterface*, QAccessible::Relation>> found;
    const Note* from = note();
    const AccessibleElements* all = elements();
    if (!from || !all)
        return found;
    const EdgeIndex& edges = m_view->boardScene().edgeIndex();
    if (match & QAccessible::Controlled)
        for (const NoteId to : edges.after(from->id))
            found.append({all->interfaceOf(to), QAccessible::Controlled});
    if (match & QAccessible::Controller)
        for (const NoteId before : edges.before(from->id))
            found.append({all->interfaceOf(before), QAccessible::Controller});
    return found;
}

void* AccessibleElement::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                : nullptr;
}

QStringList AccessibleElement::actionNames() const
{
    return {setFocusAction(), pressAction()};
}

void AccessibleElement::doAction(const QString& actionName)
{
    if (!isValid() || !actionNames().contains(actionName))
        return;
    m_view->setFocus(Qt::OtherFocusReason);
    if (const Note* paper = note()) {
        const NoteId id = paper->id;
        m_view->selection().selectNote(id);
        m_view->jumpTo(id);
    } else {
        m_view->selection().set({{}, {frame()->id}, {}});
        m_view->fitSelection();
    }
}

}  // namespace stormbench::storming
