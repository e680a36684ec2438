// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/board_log.h"

#include "storming/store/codec.h"
#include "storming/store/text_form.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

namespace stormbench::storming {

namespace {

QByteArray digestOf(qint64 number, const QByteArray& bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(number));
    hash.addData(QByteArrayView(":"));
    hash.addData(bytes);
    return hash.result().first(8);
}

tl::unexpected<BoardError> damaged(const QString& what)
{
    return boardFail(
        BoardErrorCode::Corrupt, QStringLiteral("The board file is damaged: %1.").arg(what));
}

BoardResult<> insertRow(Database& database, const char* sql, qint64 number, const QByteArray& bytes)
{
    Statement statement(database, sql);
    statement.bind(1, number)
        .bind(2, QDateTime::currentMSecsSinceEpoch())
        .bind(3, bytes)
        .bind(4, digestOf(number, bytes));
    const auto done = statement.step();
    return done ? BoardResult<>() : tl::unexpected(done.error());
}

BoardResult<Board> readSnapshot(
    qint64 number, const QByteArray& bytes, const QByteArray& digest, LeftOut* leftOut = nullptr)
{
    if (digest != digestOf(number, bytes))
        return damaged(QStringLiteral("snapshot %1 does not match its digest").arg(number));
    return decodeSnapshot(bytes, leftOut);
}

// Applies the batches behind loaded.lastBatch; stops at the first that is missing or bad, which is
// the error.
BoardResult<> replayBatches(Database& database, LoadedBoard& loaded)
{
    BatchRows rows(database, loaded.lastBatch);
    for (;;) {
        auto row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        const qint64 number = (*row)->number;
        if (const auto done = apply(loaded.board, std::move((*row)->operations)); !done)
            return damaged(QStringLiteral("change %1 does not fit the board").arg(number));
        loaded.lastBatch = number;
    }
}

}  // namespace

bool isTextForm(const QString& path)
{
    QFile file(path);
    const QByteArray head(QByteArray(kTextFormWord) + ' ');
    return file.open(QIODevice::ReadOnly) && file.peek(head.size()) == head;
}

BoardResult<Database> openForReading(const QString& path)
{
    const bool mayHaveWriter = QFileInfo::exists(path + QStringLiteral("-wal"));
    return Database::open(
        path, mayHaveWriter ? Database::Mode::ReadOnly : Database::Mode::Immutable);
}

BatchRows::BatchRows(Database& database, qint64 behind, LeftOut* leftOut)
    : m_rows(database, "SELECT seq, at_ms, data, digest FROM batches WHERE seq > ?1 ORDER BY seq")
    , m_last(behind)
    , m_leftOut(leftOut)
{
    m_rows.bind(1, behind);
}

BoardResult<std::optional<StoredBatch>> BatchRows::next()
{
    const auto row = m_rows.step();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::nullopt;
    const qint64 number = m_rows.integer(0);
    const QByteArray bytes = m_rows.blob(2);
    if (number != m_last + 1)
        return damaged(QStringLiteral("change %1 is missing").arg(m_last + 1));
    if (m_rows.blob(3) != digestOf(number, bytes))
        return damaged(QStringLiteral("change %1 does not match its digest").arg(number));
    auto operations = decodeBatch(bytes, m_leftOut);
    if (!operations)
        return tl::unexpected(operations.error());
    m_last = number;
    return StoredBatch{number, m_rows.integer(1), *std::move(operations)};
}

BoardResult<StoredSnapshot> loadSnapshot(Database& database, qint64 number, LeftOut* leftOut)
{
    Statement rows(database, "SELECT data, digest, at_ms FROM snapshots WHERE seq = ?1");
    const auto row = rows.bind(1, number).step();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return damaged(QStringLiteral("snapshot %1 is missing").arg(number));
    auto board = readSnapshot(number, rows.blob(0), rows.blob(1), leftOut);
    if (!board)
        return tl::unexpected(board.error());
    return StoredSnapshot{*std::move(board), rows.integer(2)};
}

BoardResult<> checkFormat(Database& database)
{
    const auto application = database.number("PRAGMA application_id");
    if (!application)
        return tl::unexpected(application.error());
    const auto version = database.number("PRAGMA user_version");
    if (!version)
        return tl::unexpected(version.error());
    if (application->value_or(0) != kApplicationId)
        return boardFail(BoardErrorCode::Corrupt,
            QStringLiteral("This is a database, but not a Stormbench board."));
    if (version->value_or(0) > kFormatVersion)
        return boardFail(BoardErrorCode::TooNew,
            QStringLiteral("This board was written by a later version of Stormbench (format %1; "
                           "this program reads up to %2).")
                .arg(version->value_or(0))
                .arg(kFormatVersion));
    if (version->value_or(0) < 1)
        return damaged(QStringLiteral("its version is missing"));
    return {};
}

BoardResult<> createTables(Database& database, const Board& board)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const QByteArray sql = QByteArrayLiteral("PRAGMA application_id = ")
        + QByteArray::number(kApplicationId)
        + "; PRAGMA user_version = " + QByteArray::number(kFormatVersion) + R"(;
        CREATE TABLE batches   (seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, data BLOB NOT NULL, digest BLOB NOT NULL);
        CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, data BLOB NOT NULL, digest BLOB NOT NULL);
        CREATE TABLE head      (only INTEGER PRIMARY KEY CHECK (only = 1), seq INTEGER NOT NULL);
        INSERT INTO head VALUES (1, 0);)";
    if (auto done = database.run(sql.constData()); !done)
        return done;
    if (auto done = writeSnapshot(database, 0, board); !done)
        return done;
    return transaction->commit();
}

BoardResult<LoadedBoard> loadBoard(Database& database)
{
    const auto check = database.text("PRAGMA quick_check(1)");
    if (!check)
        return tl::unexpected(check.error());
    if (*check != QLatin1StringView("ok"))
        return damaged(QString(*check).simplified());
    const auto head = database.number("SELECT seq FROM head");
    if (!head)
        return tl::unexpected(head.error());

    LoadedBoard loaded;
    {
        Statement newest(
            database, "SELECT seq, data, digest FROM snapshots ORDER BY seq DESC LIMIT 1");
        const auto row = newest.step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return damaged(QStringLiteral("it holds no snapshot"));
        auto board = readSnapshot(newest.integer(0), newest.blob(1), newest.blob(2));
        if (!board)
            return tl::unexpected(board.error());
        loaded = {*std::move(board), newest.integer(0), newest.integer(0)};
    }
    if (auto done = replayBatches(database, loaded); !done)
        return tl::unexpected(done.error());
    if (loaded.lastBatch != head->value_or(-1))
        return damaged(QStringLiteral("its last changes are missing"));
    return loaded;
}

std::optional<SalvagedBoard> salvageBoard(Database& database)
{
    std::vector<qint64> numbers;
    {
        Statement rows(database, "SELECT seq FROM snapshots ORDER BY seq DESC");
        for (auto row = rows.step(); row && *row; row = rows.step())
            numbers.push_back(rows.integer(0));
    }
    if (numbers.empty())
        numbers.push_back(0);
    for (const qint64 number : numbers) {
        SalvagedBoard salvaged;
        auto snapshot = loadSnapshot(database, number, &salvaged.leftOut);
        if (!snapshot)
            continue;
        salvaged.board = std::move(snapshot->board);
        BatchRows rows(database, number, &salvaged.leftOut);
        for (auto row = rows.next(); row && *row; row = rows.next())
            applyWhatFits(salvaged.board, std::move((*row)->operations), salvaged.leftOut);
        return salvaged;
    }
    return std::nullopt;
}

BoardResult<> appendBatch(Database& database, qint64 number, const Operations& operations)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto done = insertRow(database, "INSERT INTO batches VALUES (?1, ?2, ?3, ?4)", number,
            encodeBatch(operations));
        !done)
        return done;
    {
        Statement head(database, "UPDATE head SET seq = ?1");
        if (const auto done = head.bind(1, number).step(); !done)
            return tl::unexpected(done.error());
    }
    return transaction->commit();
}

BoardResult<> writeSnapshot(Database& database, qint64 number, const Board& board)
{
    if (auto done = insertRow(database, "INSERT OR REPLACE INTO snapshots VALUES (?1, ?2, ?3, ?4)",
            number, encodeSnapshot(board));
        !done)
        return done;
    return database.run("DELETE FROM snapshots WHERE seq > 0 AND seq NOT IN (SELECT seq FROM "
                        "snapshots ORDER BY seq DESC LIMIT 2)");
}

}  // namespace stormbench::storming
