// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "controller_interpreter.h"
#include "manual_executor.h"

#include "engine/controller/controller_host.h"
#include "engine/controller/image_builder.h"
#include "engine/env/system_files.h"

using namespace stormbench;
using namespace stormbench::controller;

namespace {

class NoTransport final : public env::Transport {
public:
    Result<std::unique_ptr<env::Listener>> listen(const env::Endpoint&, Accepted) override
    {
        return fail(ErrorCode::Unsupported, "");
    }
    void connect(const env::Endpoint&, std::chrono::milliseconds, Connected) override { }
};

/// Counts what was appended when the test says so, or says that the leadership is over.
class TestLog final : public MetadataLog {
public:
    struct State {
        ImagePtr image = std::make_shared<const MetadataImage>();
        std::deque<std::pair<std::vector<Record>, Done>> open;
        int batches = 0;

        void commit()
        {
            while (!open.empty()) {
                const auto [records, done] = std::move(open.front());
                open.pop_front();
                ImageBuilder builder(image);
                for (const auto& record : records)
                    QVERIFY(builder.apply(record, builder.image().offset() + 1).has_value());
                image = std::move(builder).build().after;
                batches += records.empty() ? 0 : 1;
                done(true);
            }
        }
        void lose()
        {
            for (const auto& [records, done] : std::exchange(open, {}))
                done(false);
        }
    };
    explicit TestLog(State& state)
        : m_state(state)
    {
    }
    [[nodiscard]] const ImagePtr& image() const override { return m_state.image; }
    void append(const std::vector<Record>& records, Done done) override
    {
        m_state.open.emplace_back(records, std::move(done));
    }

private:
    State& m_state;
};

}  // namespace

class ControllerHostTest : public QObject {
    Q_OBJECT

    ManualExecutor m_executor;
    CountingRandom m_random;
    env::SystemFiles m_files;
    NoTransport m_transport;
    env::Environment m_environment{m_executor, m_executor, m_files, m_transport, m_random};
    TestLog::State m_log;

    std::unique_ptr<ControllerHost> newHost(Predecessor predecessor = {})
    {
        ControllerOptions options;
        options.predecessor = predecessor;
        options.self = BrokerId{1};
        options.voters = {BrokerId{1}};
        options.clusterId = "cluster";
        auto host = std::make_unique<ControllerHost>(
            options, std::make_unique<TestLog>(m_log), m_environment);
        host->start();
        return host;
    }
    static RegisterBrokerRequest registration(int broker)
    {
        RegisterBrokerRequest request;
        request.broker = BrokerId{broker};
        request.clusterId = "cluster";
        request.incarnation = {0, 1};
        request.listeners = {{"PLAINTEXT", {"127.0.0.1", 9092}}};
        return request;
    }
    BrokerEpoch join(ControllerHost& host, int broker)
    {
        BrokerEpoch epoch{-1};
        host.registerBroker(registration(broker),
            [&](const RegisterBrokerResponse& response) { epoch = response.epoch; });
        m_log.commit();
        host.heartbeat({BrokerId{broker}, epoch, m_log.image->offset(), false, false},
            [](const BrokerHeartbeatResponse&) {});
        m_log.commit();
        return epoch;
    }

private slots:
    void init() { m_log = {}; }
    void answersOnceTheRecordsCount();
    void writesTheBeginningOnce();
    void aNewControllerGivesEachBrokerAWholeSession();
    void thePredecessorsSessionBeganWithItsSilence_data();
    void thePredecessorsSessionBeganWithItsSilence();
    void refusesOnceTheLeadershipIsOver();
};

void ControllerHostTest::answersOnceTheRecordsCount()
{
    const auto host = newHost();
    BrokerEpoch epoch{-1};
    host->registerBroker(
        registration(2), [&](const RegisterBrokerResponse& response) { epoch = response.epoch; });
    m_executor.runAll();
    QCOMPARE(epoch.value(), -1);
    m_log.commit();
    QCOMPARE(epoch.value(), m_log.image->offset().value());
}

void ControllerHostTest::writesTheBeginningOnce()
{
    {
        const auto host = newHost();
        m_log.commit();
        QCOMPARE(m_log.batches, 1);
        QCOMPARE(QString::fromStdString(m_log.image->clusterId()), QString("cluster"));
    }
    const auto next = newHost();
    m_log.commit();
    QCOMPARE(m_log.batches, 1);
}

void ControllerHostTest::aNewControllerGivesEachBrokerAWholeSession()
{
    {
        const auto host = newHost();
        (void)join(*host, 2);
        m_executor.advance(std::chrono::seconds(8));
    }
    QVERIFY(m_log.image->broker(BrokerId{2})->active());
    const auto next = newHost();
    m_executor.advance(std::chrono::seconds(8));
    m_log.commit();
    QVERIFY(m_log.image->broker(BrokerId{2})->active());
    m_executor.advance(std::chrono::seconds(1));
    m_log.commit();
    QVERIFY(!m_log.image->broker(BrokerId{2})->active());
}

void ControllerHostTest::thePredecessorsSessionBeganWithItsSilence_data()
{
    QTest::addColumn<int>("silence");  // in seconds; of a session of nine
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("a part of the session") << 2 << 7'000;
    QTest::newRow("half of it is left to hear from it") << 8 << 4'500;
}

void ControllerHostTest::thePredecessorsSessionBeganWithItsSilence()
{
    QFETCH(int, silence);
    QFETCH(int, milliseconds);
    {
        const auto host = newHost();
        (void)join(*host, 2);
        (void)join(*host, 3);
    }
    const auto next = newHost({BrokerId{2}, std::chrono::seconds(silence)});
    m_executor.advance(std::chrono::milliseconds(milliseconds - 1));
    m_log.commit();
    QVERIFY(m_log.image->broker(BrokerId{2})->active());
    m_executor.advance(std::chrono::milliseconds(1));
    m_log.commit();
    QVERIFY(!m_log.image->broker(BrokerId{2})->active());
    QVERIFY(m_log.image->broker(BrokerId{3})->active());
}

void ControllerHostTest::refusesOnceTheLeadershipIsOver()
{
    const auto host = newHost();
    const auto epoch = join(*host, 2);
    WireError error = WireError::None;
    const auto heartbeat = [&] {
        host->heartbeat({BrokerId{2}, epoch, m_log.image->offset(), false, false},
            [&](const BrokerHeartbeatResponse& response) { error = response.error.code; });
    };
    host->registerBroker(registration(3),
        [&](const RegisterBrokerResponse& response) { error = response.error.code; });
    m_log.lose();
    QVERIFY(error == WireError::NotController);
    error = WireError::None;
    heartbeat();
    m_log.lose();
    QVERIFY(error == WireError::NotController);
    m_executor.advance(std::chrono::seconds(60));
    QVERIFY(m_log.open.empty());  // no session ends any more
}

QTEST_GUILESS_MAIN(ControllerHostTest)
#include "controller_host_test.moc"
