// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "random_board.h"
#include "storming/store/board_file.h"
#include "storming/store/board_history.h"
#include "storming/store/text_form.h"

#include <sqlite3.h>

using namespace stormbench::storming;

class BoardHistoryTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void everyStateComesBack();
    void readsWhileItIsWritten();
    void seeksByTime();
    void timeNeverRunsBackwards();
    void aDamagedStepEndsIt();
    void withoutABeginningThereIsNone();
    void theTextFormHasNone();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("a.storm")); }
    // The board after each step, the first one before any.
    std::vector<Board> write(int steps);
    void execute(const char* sql) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

std::vector<Board> BoardHistoryTest::write(int steps)
{
    std::vector<Board> states{test::randomBoard(17, 30)};
    auto file = BoardFile::create(path(), states.front());
    if (!file)
        qFatal("%s", qPrintable(file.error().message));
    test::RandomEdits random(99);
    for (int i = 0; i < steps; ++i) {
        Board next = states.back();
        const Operations edit{random.next(next)};
        if (!apply(next, edit) || !(*file)->append(edit))
            qFatal("an edit does not fit");
        states.push_back(std::move(next));
    }
    return states;
}

void BoardHistoryTest::execute(const char* sql) const
{
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path().toUtf8().constData(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
}

void BoardHistoryTest::everyStateComesBack()
{
    const auto states = write(250);
    auto history = BoardHistory::read(path());
    QVERIFY2(history, history ? "" : qPrintable(history.error().message));
    QVERIFY(history->whyShort().isEmpty());
    QCOMPARE(history->steps().size(), size_t(250));
    QCOMPARE(history->steps().front().number, 1);
    QVERIFY(history->beginning() == states.front());
    QVERIFY(history->beganAtMs() > 1'600'000'000'000);

    HistoryCursor cursor(std::make_shared<const BoardHistory>(*std::move(history)));
    QVERIFY(cursor.board() == states.front());
    for (const int position : {1, 2, 250, 249, 100, 0, 37, 37, 250}) {
        cursor.seek(position);
        QCOMPARE(cursor.position(), position);
        QVERIFY(cursor.board() == states[size_t(position)]);
    }
    QVERIFY(cursor.seek(-5).isEmpty() == false);
    QVERIFY(cursor.board() == states.front());
    cursor.seek(10'000);
    QVERIFY(cursor.board() == states.back());
}

void BoardHistoryTest::readsWhileItIsWritten()
{
    write(3);
    auto opened = BoardFile::open(path());
    QVERIFY(opened && opened->file);
    const Operations edit{
        AddNote{makeNote(NoteId(opened->board.nextId()), NoteKind::Event, {}, {})}};
    QVERIFY(opened->file->append(edit));
    const auto history = BoardHistory::read(path());
    QVERIFY(history);
    QCOMPARE(history->steps().size(), size_t(4));
    QVERIFY(history->steps().back().operations == edit);
}

void BoardHistoryTest::seeksByTime()
{
    const auto states = write(4);
    execute("UPDATE snapshots SET at_ms = 1000 WHERE seq = 0; UPDATE batches SET at_ms = 1000 + "
            "seq * 10");
    auto history = BoardHistory::read(path());
    QVERIFY(history);
    HistoryCursor cursor(std::make_shared<const BoardHistory>(*std::move(history)));
    QCOMPARE(cursor.atMs(), 1000);
    cursor.seekTime(1025);
    QCOMPARE(cursor.position(), 2);
    QCOMPARE(cursor.atMs(), 1020);
    QVERIFY(cursor.board() == states[2]);
    cursor.seekTime(1040);
    QCOMPARE(cursor.position(), 4);
    cursor.seekTime(0);
    QCOMPARE(cursor.position(), 0);
}

void BoardHistoryTest::timeNeverRunsBackwards()
{
    write(3);
    execute(
        "UPDATE snapshots SET at_ms = 1000 WHERE seq = 0; UPDATE batches SET at_ms = 5000 - seq");
    const auto history = BoardHistory::read(path());
    QVERIFY(history);
    for (const HistoryStep& step : history->steps())
        QCOMPARE(step.atMs, 4999);
}

void BoardHistoryTest::aDamagedStepEndsIt()
{
    const auto states = write(6);
    execute("UPDATE batches SET data = x'00' || data WHERE seq = 4");
    auto history = BoardHistory::read(path());
    QVERIFY2(history, history ? "" : qPrintable(history.error().message));
    QCOMPARE(history->steps().size(), size_t(3));
    QVERIFY2(
        history->whyShort().contains(QStringLiteral("change 4")), qPrintable(history->whyShort()));
    HistoryCursor cursor(std::make_shared<const BoardHistory>(*std::move(history)));
    cursor.seek(6);
    QVERIFY(cursor.board() == states[3]);
}

void BoardHistoryTest::withoutABeginningThereIsNone()
{
    write(3);
    execute("DELETE FROM snapshots WHERE seq = 0");
    const auto history = BoardHistory::read(path());
    QVERIFY(!history);
    QCOMPARE(history.error().code, BoardErrorCode::Corrupt);
    QCOMPARE(BoardHistory::read(QStringLiteral("/no/such.storm")).error().code,
        BoardErrorCode::NotFound);
}

void BoardHistoryTest::theTextFormHasNone()
{
    QFile text(path());
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(writeText(Board()).toUtf8());
    text.close();
    const auto history = BoardHistory::read(path());
    QVERIFY(!history);
    QCOMPARE(history.error().code, BoardErrorCode::Invalid);
}

QTEST_GUILESS_MAIN(BoardHistoryTest)
#include "board_history_test.moc"
