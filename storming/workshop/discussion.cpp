// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/discussion.h"

#include <algorithm>

namespace stormbench::storming {

std::vector<Comment> commentsOf(const Note& note)
{
    const PropertyValue value = note.value(NoteProperty::Comments);
    const auto* comments = std::get_if<std::vector<Comment>>(&value);
    return comments ? *comments : std::vector<Comment>();
}

int openComments(const Note& note)
{
    return static_cast<int>(
        std::ranges::count_if(commentsOf(note), std::not_fn(&Comment::resolved)));
}

Operation discussing(NoteId note, std::vector<Comment> comments)
{
    return ChangeNote{note, NoteProperty::Comments,
        comments.empty() ? PropertyValue() : PropertyValue(std::move(comments))};
}

}  // namespace stormbench::storming
