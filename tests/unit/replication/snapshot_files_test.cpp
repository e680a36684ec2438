// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/env/memory_files.h"
#include "engine/replication/snapshot_content.h"
#include "engine/replication/snapshot_download.h"
#include "engine/replication/snapshot_files.h"
#include "engine/replication/snapshot_policy.h"
#include "engine/storage/batch_builder.h"
#include "engine/storage/record.h"

using namespace stormbench;
using namespace stormbench::replication;
using namespace std::chrono_literals;
using protocol::WireError;

namespace {

const std::string kDirectory = "/data/__cluster_metadata-0";
const raft::LogPosition kPosition{Offset(120), LeaderEpoch(7)};
const env::WallTime kTime{1'700'000'000'000};

Bytes batch(int records)
{
    storage::BatchBuilder builder;
    for (int i = 0; i < records; ++i)
        builder.add(kTime, std::nullopt, asBytes("some value"));
    return builder.build();
}
Bytes snapshot()
{
    return encodeSnapshot(kPosition, {batch(3), batch(1), batch(5)}, kTime);
}

/// The leader's answer with the piece of `content` that was asked for.
QuorumResponse answer(const QuorumRequest& request, const Bytes& content, std::size_t most)
{
    const auto& asked
        = std::get<protocol::FetchSnapshotRequest>(request).topics.front().partitions.front();
    protocol::FetchSnapshotResponse response;
    auto& partition = response.topics.emplace_back().partitions.emplace_back();
    partition.currentLeader = {1, 7};
    partition.snapshotId = {asked.snapshotId.endOffset, asked.snapshotId.epoch};
    partition.position = asked.position;
    partition.size = static_cast<std::int64_t>(content.size());
    const auto rest = ByteView(content).subspan(static_cast<std::size_t>(asked.position));
    partition.unalignedRecords = protocol::Records(rest.first(std::min(most, rest.size())));
    return response;
}

}  // namespace

class SnapshotFilesTest : public QObject {
    Q_OBJECT
private slots:
    void namesAreKafkas();
    void beginsAndEndsAsKafkas();
    void onlyWholeSnapshotsPass();
    void storesListsAndReads();
    void aStoreThatFailsLeavesNothing();
    void comesInPieces();
    void otherPiecesAreRefused();
    void isDueByBytesOrTime();
};

void SnapshotFilesTest::namesAreKafkas()
{
    const auto name = SnapshotFiles::fileName(kPosition);
    QCOMPARE(name, std::string("00000000000000000120-0000000007.checkpoint"));
    QVERIFY(SnapshotFiles::parseName(name) == kPosition);
    for (const auto* other : {"00000000000000000120-0000000007.checkpoint.part",
             "00000000000000000120.log", "00000000000000000120-000000000x.checkpoint",
             "quorum-state", "", "00000000000000000000-0000000000.checkpoint",
             "00000000000000000120-9999999999.checkpoint",
             "00000000000000000120_0000000007.checkpoint"})
        QVERIFY2(!SnapshotFiles::parseName(other), other);
}

void SnapshotFilesTest::beginsAndEndsAsKafkas()
{
    const auto content = snapshot();
    std::vector<std::pair<Bytes, Bytes>> control;
    Offset next{0};
    QVERIFY(storage::forEachRecord(
        content, [&](const storage::BatchHeader& header, const storage::Record& record) {
            QVERIFY(record.offset == next && header.leaderEpoch == LeaderEpoch(7));
            next = next + 1;
            if (header.isControl())
                control.emplace_back(Bytes(record.key->begin(), record.key->end()),
                    Bytes(record.value->begin(), record.value->end()));
        }));
    QCOMPARE(next.value(), 11);
    QCOMPARE(control.size(), std::size_t{2});
    // Version 0 of types 3 and 4; the header's value: version, last timestamp, no tagged fields.
    QVERIFY((control[0].first == Bytes{0, 0, 0, 3}));
    QVERIFY((control[0].second == Bytes{0, 0, 0, 0, 0x01, 0x8b, 0xcf, 0xe5, 0x68, 0x00, 0}));
    QVERIFY((control[1].first == Bytes{0, 0, 0, 4}));
    QVERIFY((control[1].second == Bytes{0, 0, 0}));
    QVERIFY(checkSnapshot(content, kPosition) == kTime);
    QVERIFY(checkSnapshot(encodeSnapshot(kPosition, {}, kTime), kPosition) == kTime);
}

void SnapshotFilesTest::onlyWholeSnapshotsPass()
{
    const auto content = snapshot();
    for (std::size_t size = 0; size < content.size(); ++size)
        QVERIFY2(!checkSnapshot(ByteView(content).first(size), kPosition),
            qPrintable(QString::number(size)));
    for (std::size_t i = 0; i < content.size(); ++i) {
        auto damaged = content;
        damaged[i] ^= 0x10;
        const auto checked = checkSnapshot(damaged, kPosition);
        QVERIFY2(!checked, qPrintable(QString::number(i)));
        QVERIFY(checked.error().code == ErrorCode::Corrupt);
    }
    QVERIFY(!checkSnapshot(content, {Offset(120), LeaderEpoch(6)}));
    auto doubled = content;
    doubled.insert(doubled.end(), content.begin(), content.end());
    QVERIFY(!checkSnapshot(doubled, kPosition));
    QVERIFY(!checkSnapshot(batch(3), kPosition));
}

void SnapshotFilesTest::storesListsAndReads()
{
    env::MemoryFiles disk;
    QVERIFY(disk.createDirectories(kDirectory));
    const SnapshotFiles files(kDirectory);
    const raft::LogPosition later{Offset(1000), LeaderEpoch(7)};
    QVERIFY(files.store(disk, later, encodeSnapshot(later, {batch(2)}, kTime)));
    QVERIFY(files.store(disk, kPosition, snapshot()));
    QVERIFY((*files.list(disk) == std::vector{kPosition, later}));
    disk.loseUnsynced();
    QVERIFY((*files.list(disk) == std::vector{kPosition, later}));
    const auto loaded = files.load(disk, kPosition);
    QVERIFY(loaded && loaded->content == snapshot() && loaded->lastTimestamp == kTime);
    const auto piece = files.read(disk, kPosition, 10, 5);
    QVERIFY(piece && piece->total == loaded->content.size());
    QVERIFY(std::ranges::equal(piece->bytes, ByteView(loaded->content).subspan(10, 5)));
    QCOMPARE(files.read(disk, kPosition, piece->total - 1, 5)->bytes.size(), std::size_t{1});
    QVERIFY(files.read(disk, kPosition, piece->total, 5)->bytes.empty());
    disk.content(files.path(kPosition))[100] ^= 1;
    const auto damaged = files.load(disk, kPosition);
    QVERIFY(!damaged && damaged.error().code == ErrorCode::Corrupt);
    QVERIFY(damaged.error().message.find(SnapshotFiles::fileName(kPosition)) != std::string::npos);
    QVERIFY(files.remove(disk, kPosition));
    QVERIFY((*files.list(disk) == std::vector{later}));
}

void SnapshotFilesTest::aStoreThatFailsLeavesNothing()
{
    env::MemoryFiles disk;
    QVERIFY(disk.createDirectories(kDirectory));
    const SnapshotFiles files(kDirectory);
    disk.failWrite(1);
    QVERIFY(!files.store(disk, kPosition, snapshot()));
    QVERIFY(disk.paths().empty());
    disk.failSyncs(true);
    QVERIFY(!files.store(disk, kPosition, snapshot()));
    QVERIFY(files.list(disk)->empty());
}

void SnapshotFilesTest::comesInPieces()
{
    const auto content = snapshot();
    for (const std::size_t most : {std::size_t{1}, std::size_t{100}, content.size()}) {
        SnapshotDownload download({BrokerId(1), LeaderEpoch(7), kPosition});
        for (std::size_t have = 0; !download.complete(); have += most) {
            const auto request = download.request(BrokerId(3), "cluster");
            const auto& wire = std::get<protocol::FetchSnapshotRequest>(request);
            QCOMPARE(
                wire.topics.front().partitions.front().position, static_cast<std::int64_t>(have));
            QCOMPARE(wire.replicaId, 3);
            QVERIFY(download.take(answer(request, content, most)));
        }
        QVERIFY(download.content() == content);
    }
}

void SnapshotFilesTest::otherPiecesAreRefused()
{
    const auto content = snapshot();
    SnapshotDownload download({BrokerId(1), LeaderEpoch(7), kPosition});
    const auto request = download.request(BrokerId(3), "cluster");
    QVERIFY(download.take(answer(request, content, 50)));
    const auto next = download.request(BrokerId(3), "cluster");
    const auto good = std::get<protocol::FetchSnapshotResponse>(answer(next, content, 50));
    const auto refused = [&](auto change) {
        auto response = good;
        change(response.topics.front().partitions.front());
        return !download.take(QuorumResponse(response)) && download.content().size() == 50;
    };
    QVERIFY(refused([](auto& p) { p.errorCode = WireError::SnapshotNotFound; }));
    QVERIFY(refused([](auto& p) { p.errorCode = WireError::PositionOutOfRange; }));
    QVERIFY(refused([](auto& p) { p.position = 0; }));
    QVERIFY(refused([](auto& p) { ++p.size; }));
    QVERIFY(refused([](auto& p) { p.size = -1; }));
    QVERIFY(refused([](auto& p) { ++p.snapshotId.endOffset; }));
    QVERIFY(refused([](auto& p) { p.unalignedRecords = protocol::Records::empty(); }));
    const Bytes tooMuch(content.size());
    QVERIFY(refused([&](auto& p) { p.unalignedRecords = protocol::Records(tooMuch); }));
    QVERIFY(!download.take(protocol::FetchSnapshotResponse{}));
    QVERIFY(!download.take(protocol::VoteResponse{}));
    QVERIFY(download.take(good));
    const raft::FetchSnapshotFrom newEpoch{BrokerId(1), LeaderEpoch(8), kPosition};
    const raft::FetchSnapshotFrom newLeader{BrokerId(2), LeaderEpoch(8), kPosition};
    QVERIFY(download.servesFor(newEpoch));
    QVERIFY2(!download.servesFor(newLeader), "it may have other bytes");
}

void SnapshotFilesTest::isDueByBytesOrTime()
{
    SnapshotPolicy policy({1000, 60s, 1}, 5s);
    QVERIFY(!policy.due(5s));
    QVERIFY2(!policy.due(1000s), "nothing is new");
    policy.committed(999);
    QVERIFY(!policy.due(64s));
    QVERIFY(policy.due(65s));
    policy.committed(1);
    QVERIFY(policy.due(5s));
    policy.begun(10s);
    QVERIFY(!policy.due(10s));
    policy.committed(1);
    QVERIFY(!policy.due(69s) && policy.due(70s));
    SnapshotPolicy noInterval({1000, 0s, 1}, 0s);
    noInterval.committed(1);
    QVERIFY(!noInterval.due(1000h));
}

QTEST_GUILESS_MAIN(SnapshotFilesTest)
#include "snapshot_files_test.moc"
