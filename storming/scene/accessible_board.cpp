// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/accessible_board.h"

#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/scene/accessible_element.h"
#include "storming/scene/board_view.h"

#include <QAccessibleWidget>

#include <algorithm>
#include <unordered_map>

namespace stormbench::storming {
namespace {

AnnouncementListener s_listener = nullptr;

/// Listens to the board for its accessible tree: keeps the tree and, once somebody has read it,
/// tells what changes. A child of the view.
class BoardAnnouncer : public QObject {
public:
    explicit BoardAnnouncer(BoardView& view)
        : QObject(&view)
        , m_view(view)
    {
        BoardController& controller = view.controller();
        connect(&controller, &BoardController::changed, this, &BoardAnnouncer::tell);
        connect(&controller, &BoardController::reset, this, [this] {
            m_stale = true;
            if (m_wasRead)
                send(QAccessible::queryAccessibleInterface(&m_view), QAccessible::ObjectReorder);
        });
        connect(&view.selection(), &BoardSelection::changed, this, &BoardAnnouncer::tellSelection);
    }

    const AccessibleTree& tree()
    {
        m_wasRead = true;
        if (m_stale)
            m_tree = AccessibleTree(m_view.controller().board());
        m_stale = false;
        return m_tree;
    }

private:
    void send(QAccessibleInterface* element, QAccessible::Event what)
    {
        if (!element)
            return;
        QAccessibleEvent event(element, what);
        if (s_listener)
            s_listener(&event);
        QAccessible::updateAccessibility(&event);
    }

    void tell(const ChangeSet& changes)
    {
        m_stale = true;
        AccessibleElements* all = m_wasRead ? accessibleElements(m_view) : nullptr;
        if (!all)
            return;
        const auto sendAll = [&](const auto& ids, QAccessible::Event what) {
            for (const auto id : ids)
                send(all->interfaceOf(id), what);
        };
        sendAll(changes.addedFrames, QAccessible::ObjectCreated);
        sendAll(changes.addedNotes, QAccessible::ObjectCreated);
        sendAll(changes.changedFrames, QAccessible::NameChanged);
        sendAll(changes.changedNotes, QAccessible::NameChanged);
        sendAll(changes.removedNotes, QAccessible::ObjectDestroyed);
        sendAll(changes.removedFrames, QAccessible::ObjectDestroyed);
    }

    void tellSelection()
    {
        AccessibleElements* all = m_wasRead ? accessibleElements(m_view) : nullptr;
        if (!all)
            return;
        send(QAccessible::queryAccessibleInterface(&m_view), QAccessible::SelectionWithin);
        if (const auto note = m_view.selection().singleNote())
            send(all->interfaceOf(*note), QAccessible::Focus);
        else if (const auto frame = m_view.selection().singleFrame())
            send(all->interfaceOf(*frame), QAccessible::Focus);
    }

    BoardView& m_view;
    AccessibleTree m_tree;
    bool m_stale = true;
    bool m_wasRead = false;
};

BoardAnnouncer* announcerOf(const BoardView& view)
{
    for (QObject* child : view.children()) {
        if (auto* announcer = dynamic_cast<BoardAnnouncer*>(child))
            return announcer;
    }
    return nullptr;  // makeAccessible() comes first
}

class AccessibleBoard : public QAccessibleWidget, public AccessibleElements {
public:
    explicit AccessibleBoard(BoardView& view)
        : QAccessibleWidget(&view, QAccessible::Tree)
        , m_view(view)
        , m_announcer(announcerOf(view))
    {
    }

    ~AccessibleBoard() override
    {
        for (const auto& [number, id] : m_interfaces)
            QAccessible::deleteAccessibleInterface(id);
    }

    const AccessibleTree& tree() const override { return m_announcer->tree(); }

    QAccessibleInterface* interfaceOf(BoardElement element) const override
    {
        const quint64 number = numberOf(element);
        auto known = m_interfaces.find(number);
        if (known == m_interfaces.end()) {
            auto* made = new AccessibleElement(m_view, element);
            known = m_interfaces.emplace(number, QAccessible::registerAccessibleInterface(made))
                        .first;
        }
        return QAccessible::accessibleInterface(known->second);
    }

    int childCount() const override { return static_cast<int>(tree().top().size()); }

    QAccessibleInterface* child(int index) const override
    {
        const auto& top = tree().top();
        if (index < 0 || index >= static_cast<int>(top.size()))
            return nullptr;
        return interfaceOf(top[static_cast<std::size_t>(index)]);
    }

    int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto* element = dynamic_cast<const AccessibleElement*>(child);
        const auto& top = tree().top();
        const auto found = element ? std::ranges::find(top, element->element()) : top.end();
        return found == top.end() ? -1 : static_cast<int>(found - top.begin());
    }

    QAccessibleInterface* childAt(int x, int y) const override
    {
        const QPoint inView = m_view.viewport()->mapFromGlobal(QPoint(x, y));
        const Hit hit = hitTest(m_view.controller().board(), m_view.toScene(inView));
        if (hit.note.isValid())
            return interfaceOf(hit.note);
        return hit.frame.isValid() ? interfaceOf(hit.frame) : nullptr;
    }

    QAccessibleInterface* focusChild() const override
    {
        const auto note = m_view.selection().singleNote();
        return note && m_view.hasFocus() ? interfaceOf(*note) : nullptr;
    }

private:
    BoardView& m_view;
    BoardAnnouncer* m_announcer;
    mutable std::unordered_map<quint64, QAccessible::Id> m_interfaces;
};

QAccessibleInterface* make(const QString& className, QObject* object)
{
    if (className != QLatin1String("stormbench::storming::BoardView"))
        return nullptr;
    auto* view = qobject_cast<BoardView*>(object);
    return view ? new AccessibleBoard(*view) : nullptr;
}

}  // namespace

AccessibleElements* accessibleElements(BoardView& view)
{
    return dynamic_cast<AccessibleBoard*>(QAccessible::queryAccessibleInterface(&view));
}

void listenToAnnouncements(AnnouncementListener listener)
{
    s_listener = listener;
}

void makeAccessible(BoardView& view)
{
    static const bool installed = (QAccessible::installFactory(make), true);
    Q_UNUSED(installed)
    new BoardAnnouncer(view);
}

}  // namespace stormbench::storming
