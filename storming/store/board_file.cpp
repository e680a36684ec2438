// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/board_file.h"

#include "storming/store/board_log.h"
#include "storming/store/text_form.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QLockFile>
#include <QtCore/QTemporaryDir>

#include <cstdio>

namespace stormbench::storming {

namespace {

/// After how many batches a snapshot is due: bounds what opening has to replay.
constexpr qint64 kBatchesPerSnapshot = 200;

// One lock however the file is called.
QString realPath(const QString& path)
{
    const QFileInfo info(path);
    QString existing = info.canonicalFilePath();
    if (!existing.isEmpty())
        return existing;
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    return folder.isEmpty() ? info.absoluteFilePath() : QDir(folder).filePath(info.fileName());
}

std::unique_ptr<QLockFile> makeLock(const QString& path)
{
    auto lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
    lock->setStaleLockTime(0);  // only a dead owner's lock is stale, however old
    return lock;
}

QString ownerOf(const QLockFile& lock)
{
    qint64 pid = 0;
    QString host;
    QString program;
    if (!lock.getLockInfo(&pid, &host, &program))
        return QStringLiteral("It is open in another program. Here it is read-only.");
    return QStringLiteral("It is open in %1 (process %2 on %3). Here it is read-only.")
        .arg(program)
        .arg(pid)
        .arg(host);
}

// WAL, so that readers and the one writer do not wait for each other and a batch is one append.
// NORMAL: a commit writes to the WAL and does not sync it, so that nobody waits for the disk while
// typing. What is written is the kernel's, not the process's: kill -9 loses nothing. A power
// failure, or a crash of the system, costs the batches that the kernel had not yet written out: at
// most those since the last checkpoint, in whole batches from the newest backwards (the WAL's
// checksums end it at the first frame that is not whole). It never costs the file: a checkpoint
// syncs the WAL before it touches the database, and the database before the WAL starts anew.
// A file of an earlier version becomes one of this version, because what is written from here on
// may be unknown to an earlier program.
BoardResult<> prepareForWriting(Database& database)
{
    const QByteArray sql = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
                           "PRAGMA wal_autocheckpoint = 200; PRAGMA user_version = "
        + QByteArray::number(kFormatVersion);
    return database.run(sql.constData());
}

BoardResult<LoadedBoard> loadFrom(const QString& path)
{
    auto database = openForReading(path);
    if (!database)
        return tl::unexpected(database.error());
    if (auto format = checkFormat(*database); !format)
        return tl::unexpected(format.error());
    return loadBoard(*database);
}

// Reads from copies, so that whatever SQLite does to a damaged file happens to them.
std::optional<SalvagedBoard> salvage(const QString& path)
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("board"));
    if (!QFile::copy(path, copy))
        return std::nullopt;
    QFile::copy(path + QStringLiteral("-wal"), copy + QStringLiteral("-wal"));
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    auto database = Database::open(copy, Database::Mode::ReadWrite);
    if (!database)
        return std::nullopt;
    if (const auto format = checkFormat(*database);
        !format && format.error().code != BoardErrorCode::TooNew)
        return std::nullopt;
    return salvageBoard(*database);
}

BoardFile::Opened readOnly(LoadedBoard loaded, OpenNote note, QString why)
{
    return {std::move(loaded.board), nullptr, note, std::move(why)};
}

// A board without a file; `why` says what is wrong with the one that it was read from.
BoardFile::Opened recovered(Board board, const QString& why, const QString& without)
{
    return {std::move(board), nullptr, OpenNote::Recovered,
        QStringLiteral("%1 What could be read is shown%2. The file is left as it is; saving asks "
                       "for another name.")
            .arg(why, without.isEmpty() ? QString() : QStringLiteral(", without ") + without)};
}

BoardResult<QString> textOf(const QString& path)
{
    // A text form of this size would hold some hundred thousand notes.
    constexpr qint64 kLargest = 256 << 20;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return boardFail(file.exists() ? BoardErrorCode::Io : BoardErrorCode::NotFound,
            QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString()));
    return QString::fromUtf8(file.read(kLargest));
}

}  // namespace

class BoardFile::Impl {
public:
    QString path;
    std::unique_ptr<QLockFile> lock;
    Database database;
    qint64 lastBatch = 0;
    qint64 lastSnapshot = 0;
    Board board;  ///< as of the last batch
    bool isOpen = true;

    BoardResult<> snapshot()
    {
        auto transaction = Transaction::begin(database);
        if (!transaction)
            return tl::unexpected(transaction.error());
        if (auto done = writeSnapshot(database, lastBatch, board); !done)
            return done;
        if (auto done = transaction->commit(); !done)
            return done;
        lastSnapshot = lastBatch;
        return {};
    }
};

BoardFile::BoardFile(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

BoardFile::~BoardFile()
{
    close();
}

const QString& BoardFile::path() const
{
    return m_impl->path;
}

bool BoardFile::isOwned(const QString& path)
{
    const auto lock = makeLock(realPath(path));
    return !lock->tryLock(0) && lock->error() == QLockFile::LockFailedError;
}

BoardResult<BoardFile::Opened> BoardFile::open(const QString& path)
{
    const QString file = realPath(path);
    if (!QFileInfo(file).isFile())
        return boardFail(
            BoardErrorCode::NotFound, QStringLiteral("There is no file %1.").arg(path));
    auto lock = makeLock(file);
    const bool owner = lock->tryLock(0);

    auto loaded = loadFrom(file);
    if (!loaded) {
        if (loaded.error().code != BoardErrorCode::Corrupt
            && loaded.error().code != BoardErrorCode::TooNew)
            return tl::unexpected(loaded.error());
        if (auto rest = salvage(file))
            return recovered(std::move(rest->board), loaded.error().message, rest->leftOut.words());
        return tl::unexpected(loaded.error());
    }
    if (!owner && lock->error() == QLockFile::LockFailedError)
        return readOnly(*std::move(loaded), OpenNote::OwnedByOther, ownerOf(*lock));
    const QString notWritable
        = QStringLiteral("%1 or its folder cannot be written. It is read-only.").arg(path);
    if (!owner || !QFileInfo(file).isWritable())
        return readOnly(*std::move(loaded), OpenNote::NotWritable, notWritable);

    auto database = Database::open(file, Database::Mode::ReadWrite);
    if (!database || !prepareForWriting(*database))
        return readOnly(*std::move(loaded), OpenNote::NotWritable, notWritable);
    Opened opened{std::move(loaded->board), nullptr, OpenNote::None, {}};
    opened.file.reset(new BoardFile(std::make_unique<Impl>(Impl{file, std::move(lock),
        *std::move(database), loaded->lastBatch, loaded->lastSnapshot, opened.board})));
    return opened;
}

BoardResult<std::unique_ptr<BoardFile>> BoardFile::create(
    const QString& path, const Board& board, bool replace)
{
    const QString file = realPath(path);
    if (!replace && QFileInfo::exists(file))
        return boardFail(
            BoardErrorCode::Conflict, QStringLiteral("There is a file %1 already.").arg(path));
    auto lock = makeLock(file);
    if (!lock->tryLock(0)) {
        if (lock->error() == QLockFile::LockFailedError)
            return boardFail(BoardErrorCode::Busy,
                QStringLiteral("%1 cannot be replaced. %2").arg(path, ownerOf(*lock)));
        return boardFail(
            BoardErrorCode::Io, QStringLiteral("The folder of %1 cannot be written.").arg(path));
    }

    // Complete under another name first, so that an older file is replaced in one step or not at
    // all.
    const QString draft = file + QStringLiteral(".new");
    QFile::remove(draft);
    {
        auto database = Database::open(draft, Database::Mode::Create);
        if (!database)
            return tl::unexpected(database.error());
        if (auto done = createTables(*database, board); !done) {
            QFile::remove(draft);
            return tl::unexpected(done.error());
        }
    }
    QFile::remove(file + QStringLiteral("-wal"));
    QFile::remove(file + QStringLiteral("-shm"));
    if (std::rename(QFile::encodeName(draft).constData(), QFile::encodeName(file).constData())
        != 0) {
        QFile::remove(draft);
        return boardFail(BoardErrorCode::Io,
            QStringLiteral("%1 cannot be written: %2.").arg(path, qt_error_string()));
    }

    auto database = Database::open(file, Database::Mode::ReadWrite);
    if (!database)
        return tl::unexpected(database.error());
    if (auto done = prepareForWriting(*database); !done)
        return tl::unexpected(done.error());
    return std::unique_ptr<BoardFile>(new BoardFile(
        std::make_unique<Impl>(Impl{file, std::move(lock), *std::move(database), 0, 0, board})));
}

BoardResult<> BoardFile::append(const Operations& operations)
{
    if (!m_impl->isOpen)
        return boardFail(BoardErrorCode::ReadOnly, QStringLiteral("The board file is closed."));
    auto applied = applyInvertibly(m_impl->board, operations);
    if (!applied)
        return tl::unexpected(applied.error());
    if (auto done = appendBatch(m_impl->database, m_impl->lastBatch + 1, operations); !done) {
        (void)apply(m_impl->board, std::move(applied->second));
        return done;
    }
    ++m_impl->lastBatch;
    if (m_impl->lastBatch - m_impl->lastSnapshot >= kBatchesPerSnapshot)
        return m_impl->snapshot();
    return {};
}

BoardResult<qint64> BoardFile::historySize() const
{
    const auto count = m_impl->database.number("SELECT count(*) FROM batches");
    return count ? BoardResult<qint64>(count->value_or(0)) : tl::unexpected(count.error());
}

void BoardFile::close()
{
    if (!m_impl || !std::exchange(m_impl->isOpen, false))
        return;
    if (m_impl->lastSnapshot != m_impl->lastBatch)
        (void)m_impl->snapshot();  // only spares the next opening a replay
    // Back to a single file: the checkpoint empties the WAL, leaving the mode removes it.
    (void)m_impl->database.run("PRAGMA journal_mode = DELETE");
    {
        const Database closing = std::move(m_impl->database);
    }
    m_impl->lock->unlock();
}

BoardResult<BoardFile::Opened> openBoard(const QString& path)
{
    const auto file = QFileInfo(path);
    if (file.isReadable() && file.isFile() && !isTextForm(path))
        return BoardFile::open(path);
    const auto text = textOf(path);
    if (!text)
        return tl::unexpected(text.error());
    auto board = readText(*text);
    if (board)
        return BoardFile::Opened{*std::move(board), nullptr, OpenNote::Imported,
            QStringLiteral("Read from the text form; save it as a .storm file to keep changes.")};
    if (auto rest = salvageText(*text); !rest.board.isEmpty())
        return recovered(std::move(rest.board), wordsOf(rest.mistakes), {});
    return boardFail(board.error().code, QStringLiteral("%1: %2").arg(path, board.error().message));
}

BoardResult<Board> readBoard(const QString& path)
{
    const bool isText = !QFileInfo(path).isReadable() || isTextForm(path);
    auto board = isText
        ? textOf(path).and_then(readText)
        : loadFrom(realPath(path)).map([](LoadedBoard loaded) { return std::move(loaded.board); });
    if (board || board.error().code == BoardErrorCode::NotFound)
        return board;
    return boardFail(board.error().code, QStringLiteral("%1: %2").arg(path, board.error().message));
}

}  // namespace stormbench::storming
