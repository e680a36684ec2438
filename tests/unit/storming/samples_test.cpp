// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/check/checker.h"
#include "storming/store/board_file.h"
#include "storming/store/text_form.h"

using namespace stormbench::storming;

namespace {

QDir boardsFolder()
{
    return QDir(QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards"));
}

}  // namespace

class SamplesTest : public QObject {
    Q_OBJECT
private slots:
    void everySample_data();
    void everySample();
    void orderFulfilmentHasItsParts();
};

void SamplesTest::everySample_data()
{
    QTest::addColumn<QString>("path");
    const auto files
        = boardsFolder().entryInfoList({QStringLiteral("*.storm.txt")}, QDir::Files, QDir::Name);
    QVERIFY(files.size() >= 2);
    for (const QFileInfo& file : files)
        QTest::newRow(qPrintable(file.fileName())) << file.filePath();
}

// Each sample passes the checker at every level without a finding, is written exactly as it is
// stored, and its .storm twin holds the same board. STORMBENCH_UPDATE=1 writes the twins and the
// text anew.
void SamplesTest::everySample()
{
    QFETCH(QString, path);
    const auto board = readBoard(path);
    QVERIFY2(board, board ? "" : qPrintable(board.error().message));
    for (const LevelEntry& level : levels())
        for (const Finding& finding : check(*board, level.level))
            QFAIL(qPrintable(
                QStringLiteral("%1: %2").arg(QString::fromUtf8(level.name), finding.message)));

    const QString twin = QString(path).chopped(4);
    if (qEnvironmentVariableIsSet("STORMBENCH_UPDATE")) {
        QFile text(path);
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(writeText(*board).toUtf8());
        QVERIFY(BoardFile::create(twin, *board, true));
    }
    QFile text(path);
    QVERIFY(text.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(text.readAll()), writeText(*board));
    const auto stored = readBoard(twin);
    QVERIFY2(stored, stored ? "" : qPrintable(stored.error().message));
    QVERIFY(*stored == *board);
    QCOMPARE(stored->nextId(), board->nextId());
}

void SamplesTest::orderFulfilmentHasItsParts()
{
    const auto board = readBoard(boardsFolder().filePath(QStringLiteral("order-fulfilment.storm")));
    QVERIFY(board);
    std::map<NoteKind, int> kinds;
    for (const auto& [id, note] : board->notes()) {
        ++kinds[note.kind];
        QVERIFY2(isAnnotation(note.kind) || board->frameOf(note), qPrintable(note.text));
    }
    QVERIFY(board->notes().size() >= 25);
    QCOMPARE(int(board->frames().size()), 3);
    QVERIFY(kinds[NoteKind::Policy] >= 2);
    QVERIFY(kinds[NoteKind::ReadModel] >= 1);
    QVERIFY(kinds[NoteKind::System] >= 1);
    QCOMPARE(kinds[NoteKind::Hotspot], 1);
}

QTEST_GUILESS_MAIN(SamplesTest)
#include "samples_test.moc"
