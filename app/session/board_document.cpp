// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/board_document.h"

#include <QDir>
#include <QFileInfo>

#include "app/session/drafts.h"

namespace stormbench::app {

using storming::BoardFile;
using storming::BoardResult;
using storming::OpenNote;

BoardDocument::BoardDocument(const QString& draftDirectory, QObject* parent)
    : QObject(parent)
    , m_draftDirectory(draftDirectory)
{
    m_controller.setJournal(
        [this](const storming::Operations& operations) { journal(operations); });
}

BoardDocument::~BoardDocument()
{
    m_controller.setJournal({});
    leaveDraft();
}

QString BoardDocument::displayName() const
{
    if (!m_path.isEmpty())
        return QFileInfo(m_path).completeBaseName();
    const QString title = board().settings().title.simplified();
    return title.isEmpty() ? tr("Untitled board") : title;
}

bool BoardDocument::isUnsaved() const
{
    return m_open && m_path.isEmpty() && (m_recovered || !m_controller.isClean());
}

void BoardDocument::adopt(storming::Board board, std::unique_ptr<BoardFile> file,
    const QString& path, const QString& notice, bool readOnly)
{
    leaveDraft();
    m_file = std::move(file);
    m_path = path;
    m_notice = notice;
    m_copyOf.clear();
    m_open = true;
    m_controller.setReadOnly(false);
    m_controller.replaceBoard(std::move(board));
    m_controller.setReadOnly(readOnly);
    emit opened();
    emit fileChanged();
}

void BoardDocument::newBoard()
{
    storming::Board board;
    storming::BoardSettings settings;
    settings.title = tr("Untitled board");
    (void)apply(board, storming::Operation(storming::ChangeSettings{settings}));
    adopt(std::move(board), nullptr, {}, {}, false);
}

void BoardDocument::newBoard(storming::Board board)
{
    adopt(std::move(board), nullptr, {}, {}, false);
}

BoardResult<> BoardDocument::open(const QString& path)
{
    auto opened = storming::openBoard(path);
    if (!opened)
        return tl::unexpected(opened.error());
    const bool readOnly
        = opened->note == OpenNote::OwnedByOther || opened->note == OpenNote::NotWritable;
    // A board read from the text form is nothing that a user has to be told of; it becomes a .storm
    // when it is saved.
    const QString notice = opened->note == OpenNote::Imported ? QString() : opened->why;
    const QString livesIn = opened->file || readOnly ? path : QString();
    adopt(std::move(opened->board), std::move(opened->file), livesIn, notice, readOnly);
    if (opened->note == OpenNote::Recovered)
        m_copyOf = path;
    return {};
}

BoardResult<> BoardDocument::openDraft(const QString& path)
{
    auto opened = storming::openBoard(path);
    if (!opened)
        return tl::unexpected(opened.error());
    const bool owned = opened->file != nullptr;
    const bool readOnly
        = opened->note == OpenNote::OwnedByOther || opened->note == OpenNote::NotWritable;
    adopt(std::move(opened->board), std::move(opened->file), {}, opened->why, readOnly);
    // What was salvaged from a damaged draft goes on in a new one; the damaged file stays.
    if (owned) {
        m_draft = path;
        m_recovered = true;
        emit fileChanged();
    }
    return {};
}

BoardResult<> BoardDocument::saveAs(const QString& path)
{
    // Onto the file that is open: everything is in it already.
    if (m_file && !m_path.isEmpty() && QFileInfo(path) == QFileInfo(m_path)) {
        m_controller.setClean();
        return {};
    }
    if (!m_copyOf.isEmpty() && QFileInfo(path) == QFileInfo(m_copyOf))
        return boardFail(storming::BoardErrorCode::Conflict,
            tr("This board is a copy of what could be read of that file, which stays as it is. "
               "Choose another name."));
    auto created = BoardFile::create(path, board(), true);
    if (!created)
        return tl::unexpected(created.error());
    m_controller.setClean();  // the draft's work is in the file now
    m_recovered = false;
    leaveDraft();
    m_file = std::move(*created);
    m_path = path;
    m_notice.clear();
    m_controller.setReadOnly(false);
    m_controller.setClean();
    emit fileChanged();
    return {};
}

void BoardDocument::startDraft()
{
    QDir().mkpath(m_draftDirectory);
    m_draft = newDraftPath(m_draftDirectory);
    auto created = BoardFile::create(m_draft, board());
    if (created)
        m_file = std::move(*created);
    else
        emit autosaveFailed(created.error().message);
}

void BoardDocument::leaveDraft()
{
    const bool keep = isUnsaved();
    m_file.reset();
    if (!m_draft.isEmpty() && !keep)
        removeDraft(m_draft);
    m_draft.clear();
    m_recovered = false;
}

/// The controller's board already has the operations: a fresh draft begins with them.
void BoardDocument::journal(const storming::Operations& operations)
{
    if (!m_file) {
        startDraft();
        return;
    }
    if (const auto appended = m_file->append(operations); !appended)
        emit autosaveFailed(appended.error().message);
    else if (!m_path.isEmpty())
        // Not inside the undo stack's own push, which this is called from.
        QMetaObject::invokeMethod(
            &m_controller, [this] { m_controller.setClean(); }, Qt::QueuedConnection);
}

}  // namespace stormbench::app
