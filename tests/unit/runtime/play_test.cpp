// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QTemporaryDir>

#include <mutex>

#include "engine/api/cluster.h"
#include "storming/generate/plan.h"
#include "storming/runtime/flow_tap.h"
#include "storming/runtime/runtime.h"
#include "tests/support/board_builder.h"

using namespace stormbench;
using namespace stormbench::storming;

/// Boards of the test's own run on a real cluster, and what runs follows the board.
class PlayTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void recordsFlowFromTheActorToTheReadModel();
    void recordsCarryTheirStory();
    void withoutThePolicyNothingIsCharged();
    void anAddedEventFlows();
    void pauseHoldsAndPlayGoesOn();
    void existingTopicsAreKeptAndMisfitsAreTold();
    void speedMultipliesTheRate();

private:
    /// Creates what is missing and goes over to the board.
    void play(const Board& board);
    ServiceStatus status(const std::string& id) const;
    std::set<std::string> groupsWithMembers() const;
    using Records = std::vector<api::ReceivedRecord>;
    Records read(const std::string& topic, std::size_t atLeast);
    Records readUntil(const std::string& topic, const std::function<bool(const Records&)>& enough);

    QTemporaryDir m_directory;
    std::unique_ptr<api::Cluster> m_cluster;
    std::unique_ptr<api::Admin> m_admin;
    std::unique_ptr<Runtime> m_runtime;
};

namespace {

constexpr int kPatience = 90'000;

/// A rate at which a test sees something soon.
void hurry(ShopBoard& shop)
{
    shop.set(shop.customer, NoteProperty::RatePerSecond, 50.0);
}

}  // namespace

void PlayTest::initTestCase()
{
    api::ClusterOptions options;
    options.brokers = 2;
    options.dataDirectory = m_directory.path().toStdString();
    auto cluster = api::Cluster::start(options);
    QVERIFY2(cluster.has_value(), cluster ? "" : cluster.error().message.c_str());
    m_cluster = std::move(*cluster);
    auto admin = api::Admin::create(m_cluster->connection());
    QVERIFY(admin.has_value());
    m_admin = std::move(*admin);
}

void PlayTest::init()
{
    m_runtime = std::make_unique<Runtime>(m_cluster->connection());
}

/// Every test begins with an empty cluster.
void PlayTest::cleanup()
{
    m_runtime.reset();
    const auto topics = m_admin->describeTopics();
    QVERIFY(topics.has_value());
    std::vector<std::string> names;
    for (const auto& topic : *topics) {
        if (!topic.internal)
            names.push_back(topic.name);
    }
    if (!names.empty())
        QVERIFY(m_admin->deleteTopics(names).has_value());
    const auto gone = [&] {
        const auto left = m_admin->describeTopics();
        return left && std::all_of(left->begin(), left->end(), [](const auto& topic) {
            return topic.internal;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(gone(), kPatience);
    const auto groups = m_admin->listGroups();
    QVERIFY(groups.has_value());
    std::vector<std::string> ids;
    for (const auto& group : *groups)
        ids.push_back(group.id);
    if (!ids.empty())
        QVERIFY(m_admin->deleteGroups(ids).has_value());
}

void PlayTest::play(const Board& board)
{
    const auto topology = generate(board);
    QVERIFY(!topology.hasErrors());
    const auto existing = readExisting(topology, *m_admin);
    QVERIFY2(existing.has_value(), existing ? "" : existing.error().message.c_str());
    const auto applied = applyPlan(makePlan(topology, *existing), topology, *m_admin);
    QVERIFY2(applied.has_value(), applied ? "" : applied.error().message.c_str());
    const auto running = m_runtime->update(topology);
    QVERIFY2(running.has_value(), running ? "" : running.error().message.c_str());
}

ServiceStatus PlayTest::status(const std::string& id) const
{
    for (auto& status : m_runtime->status()) {
        if (status.id == id)
            return status;
    }
    return {};
}

std::set<std::string> PlayTest::groupsWithMembers() const
{
    std::set<std::string> ids;
    const auto groups = m_admin->listGroups();
    if (!groups)
        return ids;
    for (const auto& group : *groups) {
        const auto described = m_admin->describeGroups({group.id});
        if (described && !described->empty() && !described->front().members.empty())
            ids.insert(group.id);
    }
    return ids;
}

PlayTest::Records PlayTest::readUntil(
    const std::string& topic, const std::function<bool(const Records&)>& enough)
{
    Records all;
    const auto topics = m_admin->describeTopics({topic});
    auto consumer = api::Consumer::create(m_cluster->connection(), {});
    if (!topics || topics->empty() || !consumer)
        return all;
    std::vector<api::Assignment> partitions;
    for (const auto& partition : topics->front().partitions)
        partitions.push_back(
            {{topic, partition.index}, {api::OffsetQuery::Kind::Earliest, {}}, std::nullopt});
    if (!(*consumer)->assign(partitions))
        return all;
    QElapsedTimer waited;
    waited.start();
    while (!enough(all) && waited.elapsed() < kPatience) {
        auto records = (*consumer)->poll(std::chrono::milliseconds(200));
        if (records)
            all.insert(all.end(), records->begin(), records->end());
    }
    return all;
}

PlayTest::Records PlayTest::read(const std::string& topic, std::size_t atLeast)
{
    return readUntil(
        topic, [atLeast](const Records& records) { return records.size() >= atLeast; });
}

void PlayTest::recordsFlowFromTheActorToTheReadModel()
{
    ShopBoard shop;
    hurry(shop);
    play(shop.board());
    QTRY_VERIFY_WITH_TIMEOUT(status("billing.sales").rows >= 20, kPatience);
    QVERIFY(status("billing.payment-provider").handled >= 20);
    for (const auto& service : m_runtime->status()) {
        QVERIFY2(service.running, service.id.c_str());
        QVERIFY2(service.error.empty(), (service.id + ": " + service.error).c_str());
        QCOMPARE(service.sendFailures, std::uint64_t(0));
    }
    QTRY_COMPARE_WITH_TIMEOUT(groupsWithMembers(),
        (std::set<std::string>{"billing.charge-on-order", "billing.payment-provider",
            "billing.sales", "ordering.order"}),
        kPatience);
}

void PlayTest::recordsCarryTheirStory()
{
    ShopBoard shop;
    hurry(shop);
    play(shop.board());
    const auto charged = read("shop.billing.payment-provider.v1", 5);
    QVERIFY(charged.size() >= 5);
    const auto& record = charged.front();
    const auto envelope = Envelope::from(record);
    QVERIFY(envelope.has_value());
    QCOMPARE(envelope->type, std::string("billing.CardCharged"));
    QCOMPARE(envelope->source, std::string("billing.payment-provider"));
    QCOMPARE(envelope->hops, 3);
    QVERIFY(!envelope->causationId.empty());
    QVERIFY(envelope->correlationId != envelope->causationId);
    const auto payload
        = QJsonDocument::fromJson(QByteArray::fromStdString(toText(*record.value))).object();
    QCOMPARE(payload.value("orderId").toString().toStdString(), toText(*record.key));
    QCOMPARE(payload.value("total").toString(), QStringLiteral("99.50"));

    // The command that began the story has the same trace and is its own correlation.
    bool found = false;
    (void)readUntil("shop.ordering.order.v1.cmd", [&](const Records& commands) {
        found = std::any_of(commands.begin(), commands.end(), [&](const auto& command) {
            const auto first = Envelope::from(command);
            return first && first->id == envelope->correlationId
                && first->traceId == envelope->traceId && first->causationId.empty();
        });
        return found;
    });
    QVERIFY(found);
}

void PlayTest::withoutThePolicyNothingIsCharged()
{
    ShopBoard shop;
    hurry(shop);
    play(shop.board());
    QTRY_VERIFY_WITH_TIMEOUT(status("billing.sales").rows > 0, kPatience);
    for (const auto& operation : removalOf(shop.board(), {shop.policy}))
        shop.run(operation);
    play(shop.board());
    QTRY_VERIFY_WITH_TIMEOUT(!groupsWithMembers().contains("billing.charge-on-order"), kPatience);
    // What was under way arrives; then orders go on, and charges stop.
    const auto handled = [this] { return status("billing.payment-provider").handled; };
    const auto placed = [this] { return status("ordering.order").handled; };
    std::uint64_t charges = handled();
    std::uint64_t orders = placed();
    const auto stoodStill = [&] {
        if (placed() < orders + 100)
            return false;
        const bool same = handled() == charges;
        charges = handled();
        orders = placed();
        return same;
    };
    bool still = false;  // the macro looks once more after it has seen success
    QTRY_VERIFY_WITH_TIMEOUT(still = still || stoodStill(), kPatience);
}

void PlayTest::anAddedEventFlows()
{
    ShopBoard shop;
    hurry(shop);
    play(shop.board());
    QTRY_VERIFY_WITH_TIMEOUT(status("billing.sales").rows > 0, kPatience);
    const auto untouched = status("ordering.order").handled;
    const auto declined
        = shop.note(NoteKind::Event, QStringLiteral("Card Declined"), {QStringLiteral("orderId")});
    const auto view = shop.note(NoteKind::ReadModel, QStringLiteral("Declined Cards"));
    shop.chain({shop.payment, declined, view});
    play(shop.board());
    QTRY_VERIFY_WITH_TIMEOUT(status("main.declined-cards").rows > 0, kPatience);
    QVERIFY(status("ordering.order").handled
        >= untouched);  // it ran on: a restart would count from zero
}

void PlayTest::pauseHoldsAndPlayGoesOn()
{
    ShopBoard shop;
    hurry(shop);
    play(shop.board());
    QTRY_VERIFY_WITH_TIMEOUT(status("ordering.customer").sent > 10, kPatience);
    m_runtime->setPaused(true);
    std::uint64_t last = 0;
    // Eight looks in a row, 50 ms apart: twenty commands would have been sent.
    int quiet = 0;
    const auto stands = [&] {
        const auto now = status("ordering.customer").handled;
        quiet = std::exchange(last, now) == now ? quiet + 1 : 0;
        return quiet >= 8;
    };
    QTRY_VERIFY_WITH_TIMEOUT(stands(), kPatience);
    const auto heldAt = status("ordering.customer").handled;
    m_runtime->setPaused(false);
    QTRY_VERIFY_WITH_TIMEOUT(status("ordering.customer").handled > heldAt + 10, kPatience);
}

void PlayTest::existingTopicsAreKeptAndMisfitsAreTold()
{
    QVERIFY(
        m_admin->createTopics({{"shop.ordering.order.v1", 3, 1, {}}, {"somebody.elses", 1, 1, {}}})
            .has_value());
    ShopBoard shop;
    hurry(shop);
    const auto topology = generate(shop.board());
    const auto existing = readExisting(topology, *m_admin);
    QVERIFY(existing.has_value());
    const auto plan = makePlan(topology, *existing);
    QCOMPARE(plan.count(PlanAction::Create), 3);
    QCOMPARE(plan.count(PlanAction::AddPartitions), 1);
    play(shop.board());
    QTRY_VERIFY_WITH_TIMEOUT(status("billing.sales").rows > 0, kPatience);
    const auto topics = m_admin->describeTopics({"shop.ordering.order.v1", "somebody.elses"});
    QVERIFY(topics.has_value());
    QCOMPARE(topics->size(), std::size_t(2));
    QCOMPARE(topics->front().partitions.size(), std::size_t(3));
}

void PlayTest::speedMultipliesTheRate()
{
    ShopBoard shop;
    shop.set(shop.customer, NoteProperty::RatePerSecond, 0.01);
    play(shop.board());
    m_runtime->setSpeed(1000);
    QTRY_VERIFY_WITH_TIMEOUT(status("ordering.customer").sent > 5, kPatience);
}

QTEST_GUILESS_MAIN(PlayTest)
#include "play_test.moc"
