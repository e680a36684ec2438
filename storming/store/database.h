// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board_result.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace stormbench::storming {

/// A connection to a SQLite database, closed with its owner. One thread.
class Database {
public:
    enum class Mode {
        ReadWrite,
        Create,     ///< makes the file if it is not there
        ReadOnly,   ///< another connection may be writing
        Immutable,  ///< nobody writes, and no file is created beside it (read-only media)
    };
    [[nodiscard]] static BoardResult<Database> open(const QString& path, Mode mode);
    /// A file's bytes, in memory; what is written stays there. The file was closed: no WAL is read.
    [[nodiscard]] static BoardResult<Database> ofBytes(QByteArray bytes);

    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;
    ~Database();

    /// Statements without results.
    [[nodiscard]] BoardResult<> run(const char* sql);
    /// The one number a query gives; nothing if it gives no row.
    [[nodiscard]] BoardResult<std::optional<qint64>> number(const char* sql);
    /// The one text a query gives.
    [[nodiscard]] BoardResult<QString> text(const char* sql);
    /// What SQLite says about the last failure, with a sentence before it.
    [[nodiscard]] BoardError error(const QString& sentence) const;

private:
    friend class Statement;
    explicit Database(sqlite3* handle)
        : m_handle(handle)
    {
    }
    sqlite3* m_handle = nullptr;
};

/// A prepared statement: bind, then step; reset() for another round.
class Statement {
public:
    Statement(Database& database, const char* sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int index, qint64 value);
    Statement& bind(int index, const QByteArray& blob);
    /// True while there is a row.
    [[nodiscard]] BoardResult<bool> step();
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] QString text(int column) const;

private:
    Database& m_database;
    sqlite3_stmt* m_statement = nullptr;
};

/// BEGIN IMMEDIATE … COMMIT; rolls back unless committed.
class Transaction {
public:
    [[nodiscard]] static BoardResult<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {
    }
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] BoardResult<> commit();

private:
    explicit Transaction(Database& database)
        : m_database(&database)
    {
    }
    Database* m_database;
};

}  // namespace stormbench::storming
