// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace stormbench::app {

/// A board without a name that an earlier run left behind.
struct Draft {
    QString path;
    QString title;  ///< the board's; of a file that cannot be read, its name
    int notes = 0;
    QDateTime changed;
    bool damaged = false;
};

/// The drafts in a directory that no running program works on, newest first. Reads the boards: for
/// the start of the program and the welcome page, not for every moment.
[[nodiscard]] QList<Draft> leftoverDrafts(const QString& directory);

/// A path for a new draft.
[[nodiscard]] QString newDraftPath(const QString& directory);

/// Deletes a draft with everything that belongs to its file.
void removeDraft(const QString& path);

}  // namespace stormbench::app
