// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <string>
#include <vector>

namespace stormbench::storming {

/// What one or several notes stand for. Notes of one kind whose names are spelled alike (nameKey())
/// are one thing, drawn where it is needed (aliases). Events, commands and external systems are one
/// thing on the whole board; everything else within its bounded context, because two contexts may
/// mean two things by one word. A note without a name is a thing of its own.
struct Element {
    NoteKind kind = NoteKind::Event;
    QString name;  ///< as on the first note
    std::string
        context;  ///< slug; an event's is where it is produced, a command's where it is handled
    std::optional<FrameId> frame;    ///< around the first note
    std::vector<const Note*> notes;  ///< by id; the first decides where they differ

    [[nodiscard]] const Note& main() const { return *notes.front(); }
    [[nodiscard]] std::vector<NoteId> noteIds() const;
    /// The first alias that sets the property, otherwise the main note.
    [[nodiscard]] const Note& setting(NoteProperty property) const;
    /// The fields of all aliases, the first of each name, in order.
    [[nodiscard]] std::vector<NoteField> fields() const;
    /// The field that tells one from another: as set on a note, otherwise "id" or "<name>Id"; empty
    /// if there is none.
    [[nodiscard]] QString keyField() const;
};

}  // namespace stormbench::storming
