// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edge_index.h"

#include <optional>

namespace stormbench::storming {

/// The notes of a change that has moved all it touches by the same way: a drag, its undo.
class Shift {
public:
    /// None if some went another way, came, left or took another size.
    [[nodiscard]] static std::optional<Shift> of(const std::vector<EdgeChanges::Move>& moves);

    [[nodiscard]] QPointF by() const { return m_by; }
    [[nodiscard]] bool takes(NoteId note) const;
    [[nodiscard]] const std::vector<NoteId>& notes() const { return m_notes; }

private:
    QPointF m_by;
    std::vector<NoteId> m_notes;  ///< ascending
};

}  // namespace stormbench::storming
