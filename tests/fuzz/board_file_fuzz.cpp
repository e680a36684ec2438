// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

#include "storming/store/board_file.h"
#include "storming/store/board_log.h"

using namespace stormbench::storming;

namespace {

/// A file costs a hundred times what memory does: only one input in so many goes through one.
constexpr int kInputsAFile = 64;

void check(bool holds)
{
    if (!holds)
        __builtin_trap();
}

Operations additionTo(const Board& board)
{
    return {AddNote{makeNote(NoteId(board.nextId()), NoteKind::Event, {}, "Fuzzed")}};
}

/// What BoardFile does with a database, without a file.
BoardResult<LoadedBoard> load(Database& database)
{
    if (const auto format = checkFormat(database); !format)
        return tl::unexpected(format.error());
    return loadBoard(database);
}

/// What loads takes an edit, and has it when it is loaded again.
void tryEdit(Database& database, LoadedBoard loaded)
{
    const Operations edit = additionTo(loaded.board);
    if (!apply(loaded.board, edit) || !appendBatch(database, loaded.lastBatch + 1, edit))
        return;
    const auto again = load(database);
    check(again && again->board == loaded.board);
    if (!writeSnapshot(database, loaded.lastBatch + 1, loaded.board))
        return;
    const auto fromSnapshot = load(database);
    check(fromSnapshot && fromSnapshot->board == loaded.board);
}

/// Gives the rows the digests that no mutation would hit.
void rightDigests(Database& database, const QByteArray& table)
{
    std::vector<std::pair<qint64, QByteArray>> rows;
    {
        const QByteArray sql = "SELECT seq, data FROM " + table;
        Statement all(database, sql.constData());
        for (auto row = all.step(); row && *row; row = all.step())
            rows.emplace_back(all.integer(0), all.blob(1));
    }
    for (const auto& [number, bytes] : rows) {
        const QByteArray digested = QByteArray::number(number) + ':' + bytes;
        const QByteArray sql = "UPDATE " + table + " SET digest = ?1 WHERE seq = ?2";
        Statement update(database, sql.constData());
        update.bind(1, QCryptographicHash::hash(digested, QCryptographicHash::Sha256).first(8))
            .bind(2, number);
        (void)update.step();
    }
}

void tryInMemory(const QByteArray& bytes, bool rights)
{
    auto database = Database::ofBytes(bytes);
    if (!database)
        return check(!database.error().message.isEmpty());
    if (rights)
        for (const char* table : {"batches", "snapshots"})
            rightDigests(*database, table);
    auto loaded = load(*database);
    if (loaded)
        return tryEdit(*database, *std::move(loaded));
    check(!loaded.error().message.isEmpty());
    (void)salvageBoard(*database);
}

/// In memory where the system has such a folder: no disk is quick enough.
QString folder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Opening says what is wrong, and leaves alone what it cannot write to.
void tryFile(const QByteArray& bytes)
{
    static const QTemporaryDir directory(folder() + QStringLiteral("/board-fuzz-XXXXXX"));
    const QString path = directory.filePath(QStringLiteral("board.storm"));
    for (const char* beside : {"", "-wal", "-shm", ".lock"})
        QFile::remove(path + QString::fromLatin1(beside));
    {
        QFile file(path);
        check(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    auto opened = openBoard(path);
    if (!opened || !opened->file) {
        check(opened ? opened->note != OpenNote::None : !opened.error().message.isEmpty());
        return check(bytesOf(path) == bytes);
    }
    const Operations edit = additionTo(opened->board);
    if (!apply(opened->board, edit) || !opened->file->append(edit))
        return;
    opened->file->close();
    const auto again = readBoard(path);
    check(again && *again == opened->board);
}

}  // namespace

/// Any bytes as a board's file: its reader and writer on a copy in memory, as it is and with the
/// digests put right; now and then the file itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static int count = 0;
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    tryInMemory(bytes, false);
    tryInMemory(bytes, true);
    if (count++ % kInputsAFile == 0)
        tryFile(bytes);
    return 0;
}
