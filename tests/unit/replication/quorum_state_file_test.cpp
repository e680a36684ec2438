// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/env/memory_files.h"
#include "engine/replication/quorum_state_file.h"

using namespace stormbench;
using namespace stormbench::replication;

namespace {

const std::string kDirectory = "/data/__cluster_metadata-0";

struct Disk {
    env::MemoryFiles files;
    QuorumStateFile file{kDirectory};

    Disk() { (void)files.createDirectories(kDirectory); }
    void write(std::string_view text)
    {
        (void)file.store(files, {});
        files.content(file.path()) = toBytes(text);
    }
};

}  // namespace

class QuorumStateFileTest : public QObject {
    Q_OBJECT
private slots:
    void aNewNodeHasNotVoted();
    void survivesAPowerLoss();
    void hasTheDocumentedForm();
    void refusesWhatDoesNotRead_data();
    void refusesWhatDoesNotRead();
};

void QuorumStateFileTest::aNewNodeHasNotVoted()
{
    Disk disk;
    QVERIFY(disk.file.load(disk.files) == raft::QuorumState{});
}

void QuorumStateFileTest::survivesAPowerLoss()
{
    Disk disk;
    const raft::QuorumState first{LeaderEpoch(7), BrokerId(2), kNoBroker};
    const raft::QuorumState second{LeaderEpoch(8), kNoBroker, BrokerId(3)};
    QVERIFY(disk.file.store(disk.files, first));
    disk.files.loseUnsynced();
    QVERIFY(disk.file.load(disk.files) == first);
    QVERIFY(disk.file.store(disk.files, second));
    disk.files.loseUnsynced();
    QVERIFY(disk.file.load(disk.files) == second);
    // One that fails half way leaves what was there.
    disk.files.failWrite(1);
    QVERIFY(!disk.file.store(disk.files, first));
    disk.files.loseUnsynced();
    QVERIFY(disk.file.load(disk.files) == second);
}

void QuorumStateFileTest::hasTheDocumentedForm()
{
    Disk disk;
    QVERIFY(disk.file.store(disk.files, {LeaderEpoch(7), BrokerId(2), kNoBroker}));
    QCOMPARE(QByteArray::fromStdString(toText(disk.files.content(disk.file.path()))),
        QByteArray("version=0\nleader.epoch=7\nvoted.id=2\nleader.id=-1\n"));
}

void QuorumStateFileTest::refusesWhatDoesNotRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("torn") << QByteArray("version=0\nleader.epoch=7\nvoted.id=2\n");
    QTest::newRow("later version")
        << QByteArray("version=1\nleader.epoch=7\nvoted.id=2\nleader.id=-1\n");
    QTest::newRow("negative epoch")
        << QByteArray("version=0\nleader.epoch=-1\nvoted.id=2\nleader.id=-1\n");
    QTest::newRow("no number") << QByteArray(
        "version=0\nleader.epoch=7\nvoted.id=two\nleader.id=-1\n");
    QTest::newRow("too large") << QByteArray(
        "version=0\nleader.epoch=4294967296\nvoted.id=2\nleader.id=-1\n");
}

void QuorumStateFileTest::refusesWhatDoesNotRead()
{
    QFETCH(QByteArray, text);
    Disk disk;
    disk.write(text.toStdString());
    QVERIFY(!disk.file.load(disk.files));
}

QTEST_GUILESS_MAIN(QuorumStateFileTest)
#include "quorum_state_file_test.moc"
