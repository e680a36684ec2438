// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <QtGui/QUndoCommand>

namespace stormbench::storming {

class BoardController;

/// One step of undo: operations and what takes them back. Private to the controller, which has
/// applied them before the push.
class EditCommand final : public QUndoCommand {
public:
    EditCommand(BoardController& controller, const QString& name, Operations forward,
        Operations backward, int gesture);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand* other) override;

private:
    void foldIn(const EditCommand& later);

    BoardController& m_controller;
    Operations m_forward;
    Operations m_backward;
    int m_gesture;
    bool m_applied = true;  ///< until the redo() that QUndoStack::push() calls
};

}  // namespace stormbench::storming
