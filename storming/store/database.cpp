// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/database.h"

#include <QtCore/QUrl>

#include <sqlite3.h>

#include <cstring>
#include <utility>

namespace stormbench::storming {

namespace {

BoardErrorCode codeOf(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT: return BoardErrorCode::Corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return BoardErrorCode::Busy;
    case SQLITE_READONLY:
    case SQLITE_PERM: return BoardErrorCode::ReadOnly;
    default: return BoardErrorCode::Io;
    }
}

}  // namespace

BoardResult<Database> Database::open(const QString& path, Mode mode)
{
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    QString uri = QString::fromUtf8(QUrl::fromLocalFile(path).toEncoded(QUrl::FullyEncoded));
    switch (mode) {
    case Mode::ReadWrite: flags |= SQLITE_OPEN_READWRITE; break;
    case Mode::Create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
    case Mode::ReadOnly: flags |= SQLITE_OPEN_READONLY; break;
    case Mode::Immutable:
        flags |= SQLITE_OPEN_READONLY;
        uri += QStringLiteral("?immutable=1");
        break;
    }
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(uri.toUtf8().constData(), &handle, flags, nullptr);
    Database database(handle);
    if (code != SQLITE_OK)
        return tl::unexpected(database.error(QStringLiteral("%1 cannot be opened").arg(path)));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 2000);
    return database;
}

BoardResult<Database> Database::ofBytes(QByteArray bytes)
{
    // Where the header says how the file is written and read: 1 without, 2 with a WAL.
    for (const qsizetype journal : {18, 19})
        if (journal < bytes.size() && bytes[journal] == 2)
            bytes[journal] = 1;
    sqlite3* handle = nullptr;
    int code = sqlite3_open_v2(
        ":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle);
    if (code == SQLITE_OK) {
        // SQLite takes the copy over, also where it refuses it.
        const auto size = static_cast<sqlite3_int64>(bytes.size());
        void* copy = sqlite3_malloc64(static_cast<sqlite3_uint64>(size) + 1);
        if (copy)
            std::memcpy(copy, bytes.constData(), static_cast<std::size_t>(size));
        code = copy ? sqlite3_deserialize(handle, "main", static_cast<unsigned char*>(copy), size,
                   size, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE)
                    : SQLITE_NOMEM;
    }
    if (code != SQLITE_OK)
        return tl::unexpected(database.error(QStringLiteral("The board cannot be read")));
    sqlite3_extended_result_codes(handle, 1);
    return database;
}

Database::Database(Database&& other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr))
{
}

Database& Database::operator=(Database&& other) noexcept
{
    std::swap(m_handle, other.m_handle);
    return *this;
}

Database::~Database()
{
    sqlite3_close(m_handle);
}

BoardResult<> Database::run(const char* sql)
{
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(error(QStringLiteral("The board file cannot be written")));
    return {};
}

BoardResult<std::optional<qint64>> Database::number(const char* sql)
{
    Statement statement(*this, sql);
    const auto row = statement.step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? std::optional(statement.integer(0)) : std::nullopt;
}

BoardResult<QString> Database::text(const char* sql)
{
    Statement statement(*this, sql);
    const auto row = statement.step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? statement.text(0) : QString();
}

BoardError Database::error(const QString& sentence) const
{
    const int code = m_handle ? sqlite3_errcode(m_handle) : SQLITE_NOMEM;
    return {codeOf(code),
        QStringLiteral("%1: %2.").arg(sentence, QString::fromUtf8(sqlite3_errstr(code)))};
}

Statement::Statement(Database& database, const char* sql)
    : m_database(database)
{
    // A statement that could not be prepared stays null; step() then reports SQLite's error.
    sqlite3_prepare_v2(database.m_handle, sql, -1, &m_statement, nullptr);
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement& Statement::bind(int index, qint64 value)
{
    if (m_statement)
        sqlite3_bind_int64(m_statement, index, value);
    return *this;
}

Statement& Statement::bind(int index, const QByteArray& blob)
{
    if (m_statement)
        sqlite3_bind_blob64(m_statement, index, blob.constData(),
            static_cast<sqlite3_uint64>(blob.size()), SQLITE_TRANSIENT);
    return *this;
}

BoardResult<bool> Statement::step()
{
    const int code = m_statement ? sqlite3_step(m_statement) : SQLITE_ERROR;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return code == SQLITE_ROW;
    return tl::unexpected(
        m_database.error(QStringLiteral("The board file's data cannot be reached")));
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QByteArray Statement::blob(int column) const
{
    const void* data = sqlite3_column_blob(m_statement, column);
    return QByteArray(
        static_cast<const char*>(data), data ? sqlite3_column_bytes(m_statement, column) : 0);
}

QString Statement::text(int column) const
{
    const unsigned char* data = sqlite3_column_text(m_statement, column);
    return data ? QString::fromUtf8(
               reinterpret_cast<const char*>(data), sqlite3_column_bytes(m_statement, column))
                : QString();
}

BoardResult<Transaction> Transaction::begin(Database& database)
{
    if (auto begun = database.run("BEGIN IMMEDIATE"); !begun)
        return tl::unexpected(begun.error());
    return Transaction(database);
}

Transaction::~Transaction()
{
    if (m_database)
        (void)m_database->run("ROLLBACK");
}

BoardResult<> Transaction::commit()
{
    auto done = m_database->run("COMMIT");
    if (done)
        m_database = nullptr;
    return done;
}

}  // namespace stormbench::storming
