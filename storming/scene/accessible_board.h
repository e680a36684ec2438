// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAccessibleEvent;

namespace stormbench::storming {

class BoardView;

/// Teaches assistive technology the canvas: a tree whose branches are the frames and whose leaves
/// are the notes in reading order, each with its kind, text and relations. What changes is
/// announced. Called by the view while it is made.
void makeAccessible(BoardView& view);

/// Called with whatever a board announces, whether or not the platform listens; null = nobody. Qt's
/// own handler hears nothing while no assistive technology runs.
using AnnouncementListener = void (*)(QAccessibleEvent* event);
void listenToAnnouncements(AnnouncementListener listener);

}  // namespace stormbench::storming
