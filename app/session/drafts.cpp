// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/drafts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

#include "storming/store/board_file.h"

namespace stormbench::app {
namespace {

/// The last edits of a board that nobody closed are in the write-ahead log beside it.
QDateTime lastChange(const QFileInfo& file)
{
    const QFileInfo log(file.filePath() + QStringLiteral("-wal"));
    return log.exists() ? std::max(file.lastModified(), log.lastModified()) : file.lastModified();
}

}  // namespace

QList<Draft> leftoverDrafts(const QString& directory)
{
    QList<Draft> drafts;
    const auto files = QDir(directory).entryInfoList({QStringLiteral("*.storm")}, QDir::Files);
    for (const auto& file : files) {
        if (storming::BoardFile::isOwned(file.filePath()))
            continue;
        Draft draft{file.filePath(), file.completeBaseName(), 0, lastChange(file), false};
        if (const auto board = storming::readBoard(file.filePath())) {
            draft.title = board->settings().title.simplified();
            draft.notes = static_cast<int>(board->notes().size());
        } else {
            draft.damaged = true;
        }
        drafts.append(draft);
    }
    std::sort(drafts.begin(), drafts.end(),
        [](const Draft& a, const Draft& b) { return a.changed > b.changed; });
    return drafts;
}

QString newDraftPath(const QString& directory)
{
    return QDir(directory).filePath(
        QStringLiteral("draft-%1.storm").arg(QUuid::createUuid().toString(QUuid::WithoutBraces)));
}

void removeDraft(const QString& path)
{
    for (const char* suffix : {"", "-wal", "-shm", ".lock"})
        QFile::remove(path + QLatin1String(suffix));
}

}  // namespace stormbench::app
