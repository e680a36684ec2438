// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <random>

#include "../storage/crashing_files.h"

#include "engine/raft/log_view.h"
#include "engine/replication/quorum_log.h"
#include "engine/replication/quorum_recovery.h"
#include "engine/replication/snapshot_content.h"
#include "engine/storage/batch_builder.h"

using namespace stormbench;
using namespace stormbench::replication;
using test::CrashingFiles;

namespace {

const std::string kDirectory = "/data/__cluster_metadata-0";

class StoppedClock final : public env::Clock {
public:
    [[nodiscard]] env::WallTime wallNow() const override { return env::WallTime(1); }
    [[nodiscard]] env::SteadyTime steadyNow() const override { return env::SteadyTime(0); }
};

class RandomFates final : public env::MemoryFiles::Fates {
public:
    explicit RandomFates(std::uint64_t seed)
        : m_random(seed)
    {
    }
    bool reachedDisk() override { return m_random() % 2 == 0; }
    std::size_t bytesOnDisk(std::size_t written) override
    {
        return m_random() % 2 == 0 ? written : m_random() % (written + 1);
    }

private:
    std::mt19937_64 m_random;
};

/// The epoch of the record at an offset, in the one history that there is.
LeaderEpoch epochAt(std::int64_t offset)
{
    return LeaderEpoch(static_cast<int>(offset < 25 ? 1 : offset < 100 ? 2 : 3));
}
raft::LogPosition positionAt(std::int64_t offset)
{
    return {Offset(offset), epochAt(offset - 1)};
}
Bytes batchAt(std::int64_t offset, std::string_view value = "a record of the metadata log")
{
    storage::BatchOptions options;
    options.baseOffset = Offset(offset);
    options.leaderEpoch = epochAt(offset);
    storage::BatchBuilder builder(options);
    builder.add(env::WallTime(offset), std::nullopt, asBytes(value));
    return builder.build();
}
Bytes snapshotAt(std::int64_t offset)
{
    return encodeSnapshot(
        positionAt(offset), {batchAt(0, std::to_string(offset))}, env::WallTime(offset - 1));
}

/// One process on the disk, up to its crash.
struct Process {
    explicit Process(env::Files& disk)
        : files(disk)
        , cache(files, 4)
        , context{files, clock, cache, {}}
    {
    }

    Result<> start()
    {
        storage::LogConfig config;
        config.segmentBytes = 500;  // five batches
        SB_TRY_ASSIGN(log, storage::Log::open(context, {kDirectory, config, Offset(0), Offset(0)}));
        SB_TRY_ASSIGN(found, recoverQuorum(*log, files));
        return {};
    }

    env::Files& files;
    StoppedClock clock;
    storage::FileCache cache;
    storage::LogContext context;
    std::unique_ptr<storage::Log> log;
    RecoveredQuorum found;
};

/// What a node does in its life, as QuorumHost does it; notes what has to survive.
struct Life {
    std::int64_t durableEnd = 0, durableSnapshot = 0;

    Result<> run(env::Files& files)
    {
        Process process(files);
        SB_TRY(process.start());
        QuorumLog log(*process.log, files);
        const SnapshotFiles snapshots(kDirectory);
        const auto append = [&](std::int64_t from, std::int64_t to) -> Result<> {
            for (; from < to; ++from)
                SB_TRY(log.append(batchAt(from)));
            SB_TRY_ASSIGN(const auto job, log.prepareFlush());
            const auto flushed = job->run(files);
            log.completeFlush(*job, flushed);
            SB_TRY(flushed);
            durableEnd = to;
            return {};
        };
        const auto store = [&](std::int64_t at) -> Result<> {
            SB_TRY(snapshots.store(files, positionAt(at), snapshotAt(at)));
            durableSnapshot = at;
            return {};
        };
        const auto cut = [&](std::int64_t to) -> Result<> {
            SB_TRY_ASSIGN(const auto job, log.moveStart(Offset(to)));
            return job.run(files);
        };
        SB_TRY(append(0, 4));
        SB_TRY(append(4, 22));
        SB_TRY(store(20));
        SB_TRY(append(22, 42));
        SB_TRY(store(40));
        SB_TRY(cut(20));
        SB_TRY(append(42, 63));
        SB_TRY(store(63));  // at the very end
        SB_TRY(cut(40));
        SB_TRY(snapshots.remove(files, positionAt(20)));
        SB_TRY(append(63, 70));
        // Away for long, and then a snapshot comes.
        SB_TRY(store(130));
        SB_TRY(log.startAnew(Offset(130)));
        SB_TRY(snapshots.remove(files, positionAt(40)));
        SB_TRY(snapshots.remove(files, positionAt(63)));
        return append(130, 145);
    }
};

/// Empty if the disk holds all that it has to.
QString wrongAfter(const Life& life, env::MemoryFiles& disk)
{
    Process process(disk);
    if (const auto started = process.start(); !started)
        return QString::fromStdString("no start: " + started.error().message);
    const auto& found = process.found;
    const auto& stored = found.log;
    const auto snapshot = stored.snapshot ? stored.snapshot->offset.value() : 0;
    if (snapshot < life.durableSnapshot)
        return QString("the newest snapshot is that of %1").arg(snapshot);
    if (snapshot > 0
        && (*stored.snapshot != positionAt(snapshot)
            || found.newest.content != snapshotAt(snapshot)))
        return "a snapshot of something else";
    if (stored.endOffset.value() < life.durableEnd)
        return QString("the log ends at %1").arg(stored.endOffset.value());
    const auto start = stored.start.offset.value();
    if (start > snapshot || (start > 0 && stored.start != positionAt(start)))
        return QString("the log starts at %1").arg(start);
    if (process.log->logStartOffset().value() != start)
        return "the log starts elsewhere";
    const auto listed = SnapshotFiles(kDirectory).list(disk);
    if (!listed || *listed != found.snapshots || found.snapshots.size() > 2)
        return "other snapshots than those on disk";
    for (const auto& path : disk.paths())
        if (path.ends_with(".part"))
            return "an unfinished snapshot";
    QuorumLog log(*process.log, disk);
    auto next = start;
    const auto visited = log.forEachBatch(
        stored.start.offset, stored.endOffset, [&](const auto&, ByteView batch) -> Result<> {
            const auto expected = batchAt(next++);
            if (!std::ranges::equal(batch, expected))
                return fail(ErrorCode::Corrupt, "another record at " + std::to_string(next - 1));
            return {};
        });
    if (!visited)
        return QString::fromStdString(visited.error().message);
    for (const auto& epoch : stored.epochs)
        if (epochAt(epoch.startOffset.value()) != epoch.epoch)
            return "other epochs";
    // The core agrees with it.
    (void)raft::LogView(stored);
    return {};
}

enum class Loss { Process, Power, Random };

void lose(env::MemoryFiles& disk, Loss loss, std::uint64_t seed)
{
    if (loss == Loss::Process)
        return disk.crashProcess();
    if (loss == Loss::Power)
        return disk.loseUnsynced();
    RandomFates fates(seed);
    disk.losePower(fates);
}

}  // namespace

class QuorumRecoveryTest : public QObject {
    Q_OBJECT
private slots:
    void survivesACrashAtEveryFileOperation_data();
    void survivesACrashAtEveryFileOperation();
    void survivesACrashOfItsOwn();
    void aDamagedSnapshotIsPassedOver_data();
    void aDamagedSnapshotIsPassedOver();
    void whatNoSnapshotCoversIsNotGuessed();
};

void QuorumRecoveryTest::survivesACrashAtEveryFileOperation_data()
{
    QTest::addColumn<int>("loss");
    QTest::addColumn<int>("seeds");
    QTest::newRow("process") << static_cast<int>(Loss::Process) << 1;
    QTest::newRow("power") << static_cast<int>(Loss::Power) << 1;
    QTest::newRow("power, at random") << static_cast<int>(Loss::Random) << 5;
}

void QuorumRecoveryTest::survivesACrashAtEveryFileOperation()
{
    QFETCH(int, loss);
    QFETCH(int, seeds);
    for (int seed = 1; seed <= seeds; ++seed) {
        bool crashed = true;
        std::size_t operation = 1;
        for (; crashed; ++operation) {
            env::MemoryFiles disk;
            QVERIFY(disk.createDirectories(kDirectory));
            CrashingFiles files(disk);
            files.crashAt(operation);
            Life life;
            const auto lived = life.run(files);
            crashed = files.crashed();
            QVERIFY(crashed || lived);
            lose(disk, static_cast<Loss>(loss), operation * 100 + static_cast<unsigned>(seed));
            const auto wrong = wrongAfter(life, disk);
            QVERIFY2(wrong.isEmpty(),
                qPrintable(
                    QString("seed %1, operation %2: %3").arg(seed).arg(operation).arg(wrong)));
        }
        QVERIFY(operation > 100);
    }
}

void QuorumRecoveryTest::survivesACrashOfItsOwn()
{
    int crashes = 0;
    for (std::size_t operation = 1; operation < 320; operation += 5) {
        for (std::size_t second = 1; second < 60; second += 3) {
            env::MemoryFiles disk;
            QVERIFY(disk.createDirectories(kDirectory));
            CrashingFiles files(disk);
            files.crashAt(operation);
            Life life;
            (void)life.run(files);
            lose(disk, Loss::Random, operation);
            CrashingFiles again(disk);
            again.crashAt(second);
            {
                Process process(again);
                (void)process.start();
            }
            lose(disk, Loss::Random, operation + second);
            const auto wrong = wrongAfter(life, disk);
            QVERIFY2(wrong.isEmpty(),
                qPrintable(QString("operations %1, %2: %3").arg(operation).arg(second).arg(wrong)));
            if (!again.crashed())
                break;
            ++crashes;
        }
    }
    QVERIFY(crashes > 100);
}

namespace {

/// A log from `start` to 70 with snapshots at those positions.
void prepare(env::MemoryFiles& disk, std::int64_t start, const std::vector<std::int64_t>& snapshots)
{
    QVERIFY(disk.createDirectories(kDirectory));
    Process process(disk);
    QVERIFY(process.start());
    QuorumLog log(*process.log, disk);
    for (std::int64_t offset = 0; offset < 70; ++offset)
        QVERIFY(log.append(batchAt(offset)));
    for (const auto at : snapshots)
        QVERIFY(SnapshotFiles(kDirectory).store(disk, positionAt(at), snapshotAt(at)));
    const auto job = log.moveStart(Offset(start));
    QVERIFY(job && job->run(disk));
}

void damage(env::MemoryFiles& disk, std::int64_t position)
{
    disk.content(SnapshotFiles(kDirectory).path(positionAt(position)))[70] ^= 4;
}

}  // namespace

void QuorumRecoveryTest::aDamagedSnapshotIsPassedOver_data()
{
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("older");
    QTest::newRow("the log is whole") << 0 << 0;
    QTest::newRow("the log begins with the older one") << 40 << 40;
    QTest::newRow("the log is not cut yet") << 0 << 40;
    QTest::newRow("the log begins inside of a segment") << 43 << 43;
}

void QuorumRecoveryTest::aDamagedSnapshotIsPassedOver()
{
    QFETCH(int, start);
    QFETCH(int, older);
    env::MemoryFiles disk;
    prepare(disk, start,
        older > 0 ? std::vector<std::int64_t>{older, 60} : std::vector<std::int64_t>{60});
    damage(disk, 60);
    const auto wrong = wrongAfter({70, older}, disk);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QCOMPARE(SnapshotFiles(kDirectory).list(disk)->size(), older > 0 ? 1ul : 0ul);
}

void QuorumRecoveryTest::whatNoSnapshotCoversIsNotGuessed()
{
    env::MemoryFiles disk;
    prepare(disk, 40, {40, 60});
    damage(disk, 40);
    damage(disk, 60);
    Process process(disk);
    const auto started = process.start();
    QVERIFY(!started);
    QVERIFY(started.error().code == ErrorCode::Corrupt);
    const auto why = QString::fromStdString(started.error().message);
    QVERIFY2(why.contains("begins at offset 4") && why.contains(".checkpoint"), qPrintable(why));
    QCOMPARE(SnapshotFiles(kDirectory).list(disk)->size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(QuorumRecoveryTest)
#include "quorum_recovery_test.moc"
