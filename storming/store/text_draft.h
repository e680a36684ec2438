// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/store/text_form.h"
#include "storming/store/text_remarks.h"

#include <deque>
#include <set>

namespace stormbench::storming {

/// The elements of a text form while it is read, with the lines they stand in; becomes a board at
/// the end. References to elements stay good. Lives for one reading.
class TextDraft {
public:
    BoardSettings settings;
    quint64 next = 1;
    int version = kTextFormVersion;
    RemarkGatherer remarks;
    std::map<NoteId, int> folded;  ///< notes without a text, and their lines

    /// Where an element stands, and where its number belongs if it has none.
    struct Place {
        int line = 1;
        int column = 0;
    };

    /// Takes an element's number; 0 is one to be given.
    [[nodiscard]] BoardResult<> take(quint64 number);
    Frame& add(Frame frame, Place place);
    Note& add(Note note, Place place);
    Connector& add(Connector connector, Place place);

    /// The note whose details begin at a line KIND NUMBER.
    [[nodiscard]] BoardResult<Note*> owner(NoteId id, NoteKind kind);

    /// Gives the missing numbers and makes the board. On a mistake `line` is that of its element;
    /// where there is room for mistakes the board goes without the element.
    [[nodiscard]] BoardResult<ParsedText> build(
        int& line, std::vector<TextMistake>* mistakes = nullptr);

private:
    template <typename Element> struct Pending {
        Element element;
        Place place;
    };

    [[nodiscard]] std::vector<GivenId> giveNumbers();

    std::deque<Pending<Frame>> m_frames;
    std::deque<Pending<Note>> m_notes;
    std::deque<Pending<Connector>> m_connectors;
    std::map<NoteId, Pending<Note>*> m_byId;
    std::set<quint64> m_taken;
};

}  // namespace stormbench::storming
