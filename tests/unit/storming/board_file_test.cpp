// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "random_board.h"
#include "storming/store/board_file.h"
#include "storming/store/text_form.h"

#include <sqlite3.h>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace stormbench::storming;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Operations addEvent(const Board& board)
{
    return {AddNote{makeNote(NoteId(board.nextId()), NoteKind::Event, {double(board.nextId()), 0},
        QStringLiteral("Order placed"))}};
}

// In the child: edits as fast as it can, telling the parent of each edit that append() has
// accepted.
[[noreturn]] void editUntilKilled(const QString& path, int toParent)
{
    Board board;
    auto file = BoardFile::create(path, board);
    while (file) {
        const Operations edit = addEvent(board);
        if (!apply(board, edit) || !(*file)->append(edit) || write(toParent, "x", 1) != 1)
            break;
    }
    _exit(1);
}

}  // namespace

class BoardFileTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }

    void roundTrip();
    void snapshotsAreKeptFew();
    void marksItsFormat();
    void survivesKill_data();
    void survivesKill();
    void oneOwner();
    void readersMayReadWhileItIsOpen();
    void earlierVersionIsUpgraded();
    void notABoard_data();
    void notABoard();
    void damage_data();
    void damage();
    void refusesWhatDoesNotFit();
    void createKeepsWhatIsThere();
    void textFormIsImported();
    void readingLeavesNoTrace();

private:
    QString path(const char* name = "a board.storm") const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    Board write(int batches);

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_intact;  ///< a good file, to damage copies of
    Board m_intactBoard;
};

Board BoardFileTest::write(int batches)
{
    test::RandomEdits random(batches);
    Board board = test::randomBoard(17, 30);
    auto file = BoardFile::create(path(), board);
    if (!file)
        qFatal("%s", qPrintable(file.error().message));
    for (int i = 0; i < batches; ++i) {
        const Operations edit{random.next(board)};
        (void)apply(board, edit);
        if (!(*file)->append(edit))
            qFatal("append");
    }
    return board;
}

void BoardFileTest::roundTrip()
{
    const Board board = write(50);
    auto opened = BoardFile::open(path());
    QVERIFY(opened);
    QCOMPARE(opened->note, OpenNote::None);
    QVERIFY(opened->board == board);
    QCOMPARE(opened->board.nextId(), board.nextId());
    QVERIFY(opened->file);
    QCOMPARE(*opened->file->historySize(), 50);
    const Operations edit = addEvent(board);
    QVERIFY(apply(opened->board, edit));
    QVERIFY(opened->file->append(edit));
    opened->file.reset();
    const auto again = readBoard(path());
    QVERIFY(again);
    QVERIFY(*again == opened->board);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files),
        QStringList("a board.storm"));  // closed, it is one file
}

void BoardFileTest::snapshotsAreKeptFew()
{
    const Board board = write(1001);
    const auto read = readBoard(path());
    QVERIFY(read);
    QVERIFY(*read == board);
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path().toUtf8().constData(), &database), SQLITE_OK);
    QString numbers;
    const auto collect = [](void* to, int, char** values, char**) {
        *static_cast<QString*>(to) += QString::fromUtf8(values[0]) + QLatin1Char(' ');
        return 0;
    };
    QCOMPARE(sqlite3_exec(
                 database, "SELECT seq FROM snapshots ORDER BY seq", collect, &numbers, nullptr),
        SQLITE_OK);
    sqlite3_close(database);
    QCOMPARE(numbers, QStringLiteral("0 1000 1001 "));
}

void BoardFileTest::marksItsFormat()
{
    write(1);
    const QByteArray head = bytesOf(path()).first(100);
    QCOMPARE(head.sliced(68, 4), QByteArray("STOR"));               // application_id
    QCOMPARE(head.sliced(60, 4), QByteArray::fromHex("00000002"));  // user_version
}

void BoardFileTest::survivesKill_data()
{
    QTest::addColumn<int>("after");
    for (const int after : {1, 7, 60, 333, 900})
        QTest::addRow("after %d edits", after) << after;
}

// kill -9 while it writes: what append() accepted is there, and nothing half.
void BoardFileTest::survivesKill()
{
    QFETCH(int, after);
    int pipes[2];
    QCOMPARE(pipe(pipes), 0);
    const pid_t child = fork();
    if (child == 0) {
        close(pipes[0]);
        editUntilKilled(path(), pipes[1]);
    }
    close(pipes[1]);
    int accepted = 0;
    char byte = 0;
    while (accepted < after && read(pipes[0], &byte, 1) == 1)
        ++accepted;
    kill(child, SIGKILL);
    QCOMPARE(waitpid(child, nullptr, 0), child);
    while (read(pipes[0], &byte, 1) == 1)
        ++accepted;
    close(pipes[0]);
    QVERIFY(accepted >= after);

    const auto seen = readBoard(path());
    QVERIFY2(seen, seen ? "" : qPrintable(seen.error().message));
    auto opened = BoardFile::open(path());
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    QCOMPARE(opened->note, OpenNote::None);  // a dead owner's lock does not count
    const int found = int(opened->board.notes().size());
    QVERIFY2(found == accepted || found == accepted + 1,
        qPrintable(QStringLiteral("%1 of %2").arg(found).arg(accepted)));
    QCOMPARE(*opened->file->historySize(), found);
    QVERIFY(*seen == opened->board);
    QVERIFY(opened->file->append(addEvent(opened->board)));
}

void BoardFileTest::oneOwner()
{
    const Board board = write(3);
    auto owner = BoardFile::open(path());
    QVERIFY(owner && owner->file);
    const auto second = BoardFile::open(path());
    QVERIFY(second);
    QCOMPARE(second->note, OpenNote::OwnedByOther);
    QVERIFY(!second->file);
    QVERIFY(second->board == board);
    QVERIFY2(second->why.contains(QString::number(QCoreApplication::applicationPid())),
        qPrintable(second->why));
    QVERIFY2(second->why.contains(QSysInfo::machineHostName()), qPrintable(second->why));

    QVERIFY(QFile::link(path(), path("other name.storm")));
    QCOMPARE(BoardFile::open(path("other name.storm"))->note, OpenNote::OwnedByOther);
    const auto replaced = BoardFile::create(path(), Board(), true);
    QVERIFY(!replaced);
    QCOMPARE(replaced.error().code, BoardErrorCode::Busy);

    owner->file.reset();
    QVERIFY(BoardFile::open(path())->file);
}

void BoardFileTest::readersMayReadWhileItIsOpen()
{
    write(3);
    auto owner = BoardFile::open(path());
    QVERIFY(owner && owner->file);
    for (int i = 0; i < 5; ++i) {
        const Operations edit = addEvent(owner->board);
        QVERIFY(apply(owner->board, edit));
        QVERIFY(owner->file->append(edit));
        const auto seen = readBoard(path());
        QVERIFY2(seen, seen ? "" : qPrintable(seen.error().message));
        QVERIFY(*seen == owner->board);
    }
}

// A file of the first version: reading leaves it alone, opening for writing makes it one of
// today's, with all that was in it.
void BoardFileTest::earlierVersionIsUpgraded()
{
    const QString golden
        = QStringLiteral(STORMBENCH_SOURCE_DIR "/tests/golden/boards/version-1.storm");
    QVERIFY(QFile::copy(golden, path()));
    QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner));
    const auto version = [this] { return bytesOf(path()).sliced(60, 4).toHex(); };
    QCOMPARE(version(), QByteArray("00000001"));
    const auto text = readBoard(golden + QStringLiteral(".txt"));
    QVERIFY2(text, text ? "" : qPrintable(text.error().message));
    const auto read = readBoard(path());
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QVERIFY(*read == *text);
    QCOMPARE(bytesOf(path()), bytesOf(golden));

    auto opened = BoardFile::open(path());
    QVERIFY(opened && opened->file);
    QVERIFY(opened->board == *text);
    Note screen = makeNote(NoteId(opened->board.nextId()), NoteKind::Screen, {}, "Basket");
    const Operations edit{AddNote{screen}};
    QVERIFY(apply(opened->board, edit));
    QVERIFY(opened->file->append(edit));
    opened->file.reset();
    QCOMPARE(version(), QByteArray("00000002"));
    QVERIFY(*readBoard(path()) == opened->board);
}

void BoardFileTest::notABoard_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("Dear diary,\n");
    QTest::newRow("zeros") << QByteArray(8192, '\0');
    QTest::newRow("SQLite's head only") << QByteArray("SQLite format 3\0", 16);
}

void BoardFileTest::notABoard()
{
    QFETCH(QByteArray, bytes);
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto opened = openBoard(path());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, BoardErrorCode::Corrupt);
    QVERIFY(!readBoard(path()));
    QCOMPARE(bytesOf(path()), bytes);
    QCOMPARE(openBoard(path("missing.storm")).error().code, BoardErrorCode::NotFound);
    QCOMPARE(readBoard(path("missing.storm")).error().code, BoardErrorCode::NotFound);
}

void BoardFileTest::damage_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 120; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Bytes flipped anywhere, or the end cut off: the same board, or a clear word; never another board,
// never a changed file.
void BoardFileTest::damage()
{
    QFETCH(quint32, seed);
    if (m_intact.isEmpty()) {
        m_intactBoard = write(40);
        m_intact = bytesOf(path());
    }
    const Board& board = m_intactBoard;
    QByteArray bytes = m_intact;
    QRandomGenerator random(seed);
    if (seed % 5 == 0) {
        bytes.truncate(random.bounded(int(bytes.size())));
    } else {
        for (quint32 i = 0; i <= seed % 3; ++i) {
            char& byte = bytes[random.bounded(int(bytes.size()))];
            byte = char(byte ^ (1 << random.bounded(8)));
        }
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();

    const auto read = readBoard(path());
    QVERIFY(!read || *read == board);
    QCOMPARE(bytesOf(path()), bytes);
    auto opened = BoardFile::open(path());
    if (!opened) {
        QVERIFY(!opened.error().message.isEmpty());
        QCOMPARE(bytesOf(path()), bytes);
    } else if (opened->note == OpenNote::None) {
        QVERIFY(opened->board == board);
    } else {
        QCOMPARE(opened->note, OpenNote::Recovered);
        QVERIFY(!opened->file);
        QVERIFY(!opened->why.isEmpty());
        QCOMPARE(bytesOf(path()), bytes);
    }
}

void BoardFileTest::refusesWhatDoesNotFit()
{
    auto file = BoardFile::create(path(), Board());
    QVERIFY(file);
    QVERIFY(!(*file)->append({RemoveNote{NoteId(5)}}));
    QCOMPARE(*(*file)->historySize(), 0);
    (*file)->close();
    const auto late = (*file)->append(addEvent(Board()));
    QVERIFY(!late);
    QCOMPARE(late.error().code, BoardErrorCode::ReadOnly);
}

void BoardFileTest::createKeepsWhatIsThere()
{
    const Board board = write(3);
    const auto refused = BoardFile::create(path(), Board());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, BoardErrorCode::Conflict);
    QVERIFY(*readBoard(path()) == board);
    QVERIFY(BoardFile::create(path(), Board(), true));
    QVERIFY(readBoard(path())->isEmpty());
    QCOMPARE(
        BoardFile::create(path("no folder/x.storm"), Board()).error().code, BoardErrorCode::Io);
}

void BoardFileTest::textFormIsImported()
{
    const Board board = test::randomBoard(5, 40);
    QFile text(path("board.storm.txt"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(writeText(board).toUtf8());
    text.close();
    const auto opened = openBoard(text.fileName());
    QVERIFY(opened);
    QCOMPARE(opened->note, OpenNote::Imported);
    QVERIFY(opened->board == board);
    QVERIFY(!opened->file);
    QVERIFY(*readBoard(text.fileName()) == board);
}

void BoardFileTest::readingLeavesNoTrace()
{
    write(3);
    const QByteArray before = bytesOf(path());
    QVERIFY(readBoard(path()));
    QCOMPARE(bytesOf(path()), before);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList("a board.storm"));
}

QTEST_GUILESS_MAIN(BoardFileTest)
#include "board_file_test.moc"
