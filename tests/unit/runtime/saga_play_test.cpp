// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QTemporaryDir>

#include "engine/api/cluster.h"
#include "storming/generate/plan.h"
#include "storming/model/operation.h"
#include "storming/runtime/runtime.h"
#include "storming/store/board_file.h"

using namespace stormbench;
using namespace stormbench::storming;

/// The orchestrated sample runs on a real cluster.
class SagaPlayTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void bothOutcomesAndEveryTopic();
    void whatIsUnderWayGoesOnInTheNextRun();

private:
    void set(NoteKind kind, const QString& name, NoteProperty property, const PropertyValue& value);
    void play();
    ServiceStatus saga() const;
    std::int64_t recordsIn(const std::string& topic) const;

    QTemporaryDir m_directory;
    std::unique_ptr<api::Cluster> m_cluster;
    std::unique_ptr<api::Admin> m_admin;
    Board m_board;
    Topology m_topology;
    std::unique_ptr<Runtime> m_runtime;
};

namespace {
// More than a step has before it is late (60 s).
constexpr int kPatience = 120'000;
}  // namespace

void SagaPlayTest::initTestCase()
{
    api::ClusterOptions options;
    options.brokers = 1;
    options.dataDirectory = m_directory.path().toStdString();
    auto cluster = api::Cluster::start(options);
    QVERIFY2(cluster.has_value(), cluster ? "" : cluster.error().message.c_str());
    m_cluster = std::move(*cluster);
    auto admin = api::Admin::create(m_cluster->connection());
    QVERIFY(admin.has_value());
    m_admin = std::move(*admin);
}

void SagaPlayTest::init()
{
    m_runtime = std::make_unique<Runtime>(m_cluster->connection());
    auto board = readBoard(QStringLiteral(
        STORMBENCH_SOURCE_DIR "/resources/boards/order-saga-orchestrated.storm.txt"));
    QVERIFY2(board.has_value(), board ? "" : qPrintable(board.error().message));
    m_board = *std::move(board);
    // With the sample's, orders wait in line behind those of the test before.
    for (const auto& [id, note] : std::map(m_board.notes().begin(), m_board.notes().end()))
        if (note.number(NoteProperty::LatencyMs) > 0)
            QVERIFY(apply(m_board, ChangeNote{id, NoteProperty::LatencyMs, 0.0}).has_value());
}

void SagaPlayTest::set(
    NoteKind kind, const QString& name, NoteProperty property, const PropertyValue& value)
{
    std::vector<NoteId> ids;
    for (const auto& [id, note] : m_board.notes())
        if (note.kind == kind && note.name() == name)
            ids.push_back(id);
    QVERIFY2(!ids.empty(), qPrintable(name));
    for (const NoteId id : ids)
        QVERIFY(apply(m_board, ChangeNote{id, property, value}).has_value());
}

void SagaPlayTest::play()
{
    m_topology = generate(m_board);
    QVERIFY(!m_topology.hasErrors());
    QVERIFY(createMissingTopics(m_topology, *m_admin).has_value());
    const auto running = m_runtime->update(m_topology);
    QVERIFY2(running.has_value(), running ? "" : running.error().message.c_str());
}

ServiceStatus SagaPlayTest::saga() const
{
    for (const auto& status : m_runtime->status())
        if (status.kind == ServiceKind::Saga)
            return status;
    return {};
}

std::int64_t SagaPlayTest::recordsIn(const std::string& topic) const
{
    const auto described = m_admin->describeTopics({topic});
    std::vector<api::TopicPartition> partitions;
    if (described)
        for (const auto& each : *described)
            for (const auto& partition : each.partitions)
                partitions.push_back({topic, partition.index});
    const auto ends = m_admin->listOffsets(partitions, {api::OffsetQuery::Kind::Latest, {}});
    std::int64_t records = 0;
    if (ends)
        for (const auto& end : *ends)
            records += end.offset ? end.offset->value() : 0;
    return records;
}

void SagaPlayTest::bothOutcomesAndEveryTopic()
{
    set(NoteKind::Actor, QStringLiteral("Customer"), NoteProperty::RatePerSecond, 50.0);
    play();
    const auto bothSeen = [this] { return saga().sagasCompleted >= 5 && saga().sagasFailed >= 5; };
    QTRY_VERIFY_WITH_TIMEOUT(bothSeen(), kPatience);
    for (const auto& topic : m_topology.topics)
        QTRY_VERIFY2_WITH_TIMEOUT(recordsIn(topic.name) > 0, topic.name.c_str(), kPatience);
    for (const auto& service : m_runtime->status())
        QVERIFY2(service.error.empty(), (service.id + ": " + service.error).c_str());
    QCOMPARE(saga().sagasStuck, std::uint64_t(0));
}

void SagaPlayTest::whatIsUnderWayGoesOnInTheNextRun()
{
    // Nothing is shipped: a parcel takes as long as it may.
    set(NoteKind::Aggregate, QStringLiteral("Shipment"), NoteProperty::LatencyMs, 60'000.0);
    set(NoteKind::Actor, QStringLiteral("Customer"), NoteProperty::RatePerSecond, 50.0);
    play();
    QTRY_VERIFY_WITH_TIMEOUT(saga().sagasRunning >= 5, kPatience);
    m_runtime->stop();

    // Nobody orders any more: what is completed now was begun before.
    set(NoteKind::Aggregate, QStringLiteral("Shipment"), NoteProperty::LatencyMs, 0.0);
    set(NoteKind::Actor, QStringLiteral("Customer"), NoteProperty::RatePerSecond, 0.0);
    play();
    QTRY_VERIFY_WITH_TIMEOUT(saga().sagasCompleted > 0, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(saga().sagasRunning, std::uint64_t(0), kPatience);
}

QTEST_GUILESS_MAIN(SagaPlayTest)
#include "saga_play_test.moc"
