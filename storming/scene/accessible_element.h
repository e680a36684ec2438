// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/scene/accessible_tree.h"

#include <QAccessible>
#include <QPointer>

namespace stormbench::storming {

class BoardView;

/// Who knows the tree and the interfaces of its elements: the accessible board itself.
class AccessibleElements {
public:
    virtual ~AccessibleElements() = default;
    [[nodiscard]] virtual const AccessibleTree& tree() const = 0;
    [[nodiscard]] virtual QAccessibleInterface* interfaceOf(BoardElement element) const = 0;
};

/// The elements of a view's board, or null while nobody has asked for them.
[[nodiscard]] AccessibleElements* accessibleElements(BoardView& view);

/// A frame or a note for assistive technology: what it is called, what it is joined to, where it
/// lies; pressing it selects it and brings it into sight. Owned by Qt's registry of interfaces.
class AccessibleElement : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    AccessibleElement(BoardView& view, BoardElement element);

    [[nodiscard]] BoardElement element() const { return m_element; }
    bool isValid() const override;
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int index) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QString text(QAccessible::Text which) const override;
    void setText(QAccessible::Text, const QString&) override { }
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::TreeItem; }
    QAccessible::State state() const override;
    QList<QPair<QAccessibleInterface*, QAccessible::Relation>> relations(
        QAccessible::Relation match) const override;

    void* interface_cast(QAccessible::InterfaceType type) override;
    QStringList actionNames() const override;
    void doAction(const QString& actionName) override;
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    [[nodiscard]] const Note* note() const;
    [[nodiscard]] const Frame* frame() const;
    [[nodiscard]] AccessibleElements* elements() const;
    [[nodiscard]] const std::vector<NoteId>& members() const;
    [[nodiscard]] QString noteDescription(const Note& note) const;
    [[nodiscard]] QString frameDescription(const Frame& frame) const;

    QPointer<BoardView> m_view;
    BoardElement m_element;
};

}  // namespace stormbench::storming
