// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/step_words.h"

#include <QtCore/QStringList>

namespace stormbench::storming {
namespace {

QString counted(int count, const char* what)
{
    return QStringLiteral("%1 %2%3").arg(count).arg(
        QLatin1String(what), count == 1 ? QLatin1String() : QLatin1String("s"));
}

}  // namespace

QString stepInWords(const Operations& operations)
{
    int added = 0, removed = 0, changed = 0, moved = 0, frames = 0, arrows = 0;
    bool settings = false;
    for (const Operation& operation : operations) {
        added += std::holds_alternative<AddNote>(operation);
        removed += std::holds_alternative<RemoveNote>(operation);
        changed += std::holds_alternative<ChangeNote>(operation);
        frames += std::holds_alternative<AddFrame>(operation);
        arrows += std::holds_alternative<AddConnector>(operation);
        settings |= std::holds_alternative<ChangeSettings>(operation);
        if (const auto* move = std::get_if<MoveElements>(&operation))
            moved += static_cast<int>(move->notes.size() + move->frames.size());
    }
    QStringList parts;
    const auto say = [&](int count, const char* what, const char* verb) {
        if (count > 0)
            parts += counted(count, what) + QLatin1Char(' ') + QLatin1String(verb);
    };
    say(added, "note", "added");
    say(frames, "frame", "drawn");
    say(arrows, "arrow", "drawn");
    say(removed, "note", "removed");
    say(moved, "element", "moved");
    say(changed, "detail", "changed");
    if (parts.isEmpty())
        parts += settings ? QStringLiteral("Settings of the board")
                          : QStringLiteral("Frames and arrows");
    return parts.join(QStringLiteral(", "));
}

}  // namespace stormbench::storming
