// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "../net/net_fixture.h"
#include "engine/env/system_clock.h"
#include "engine/env/system_files.h"
#include "engine/faults/fault_transport.h"

using namespace stormbench;
using namespace stormbench::faults;
using namespace std::chrono_literals;
using net::End;
using net::text;

namespace {

constexpr BrokerId kOne{1}, kTwo{2};

/// A broker as far as its connections go: listens, and keeps every end.
struct Broker {
    Broker(BrokerId who, LinkTable& links)
        : id(who)
        , transport(who, {node.executor, node.transport, machine}, links)
    {
        node.on([&] {
            listener = *transport.listen({"127.0.0.1", 0}, [this](auto connection) {
                auto end = std::make_unique<End>();
                end->take(std::move(connection));
                accepted.push_back(std::move(end));
            });
        });
        links.addListener(listener->local().port, id);
    }
    ~Broker()
    {
        node.on([&] {
            listener.reset();
            accepted.clear();
            called.clear();
        });
    }

    void connect(env::Transport& over, const env::Endpoint& to, std::chrono::milliseconds timeout)
    {
        node.on([&] {
            over.connect(to, timeout, [this](auto made) {
                if (!made) {
                    failure = made.error().code;
                    return;
                }
                auto end = std::make_unique<End>();
                end->take(std::move(*made));
                called.push_back(std::move(end));
                ++connected;
            });
        });
    }
    void linksChanged()
    {
        node.on([&] { transport.linksChanged(); });
    }
    std::size_t acceptedCount()
    {
        return node.on([&] { return accepted.size(); });
    }
    void send(End& from, env::Message message)
    {
        node.on([&] { from.connection->send(std::move(message)); });
    }
    std::size_t queued(End& end)
    {
        return node.on([&] { return end.connection->queuedBytes(); });
    }

    BrokerId id;
    env::SystemClock machine;
    net::Node node;
    FaultTransport transport;
    std::unique_ptr<env::Listener> listener;
    std::vector<std::unique_ptr<End>> accepted, called;
    std::atomic<int> connected = 0;
    std::atomic<ErrorCode> failure = ErrorCode::Internal;
};

}  // namespace

/// Two brokers and a client on real sockets: broker one has called broker two, the client broker
/// two.
class FaultTransportTest : public QObject {
    Q_OBJECT

    std::unique_ptr<LinkTable> m_links;
    std::unique_ptr<Broker> m_one, m_two;
    std::unique_ptr<Broker> m_clients;  ///< only for its strand: connects by the inner transport

    End& oneToTwo() { return *m_one->called.at(0); }
    End& client() { return *m_clients->called.at(0); }
    /// Broker two's end of the connection on which that came.
    End* endThatGot(const char* said)
    {
        return m_two->node.on([&]() -> End* {
            for (const auto& end : m_two->accepted) {
                if (end->text() == said)
                    return end.get();
            }
            return nullptr;
        });
    }
    void set(LinkTable::Conditions conditions)
    {
        m_links->set(std::move(conditions));
        m_one->linksChanged();
        m_two->linksChanged();
    }
    static LinkCondition cut() { return {true, 0us, 0}; }
    static LinkTable::Conditions both(BrokerId a, BrokerId b, const LinkCondition& condition)
    {
        return {{{a, b}, condition}, {{b, a}, condition}};
    }

private slots:
    void init()
    {
        m_links = std::make_unique<LinkTable>();
        m_one = std::make_unique<Broker>(kOne, *m_links);
        m_two = std::make_unique<Broker>(kTwo, *m_links);
        m_clients = std::make_unique<Broker>(kNoBroker, *m_links);
        m_one->connect(m_one->transport, m_two->listener->local(), 5s);
        m_clients->connect(m_clients->node.transport, m_two->listener->local(), 5s);
        QTRY_VERIFY(m_one->connected == 1 && m_clients->connected == 1);
        m_one->send(oneToTwo(), text("one"));
        m_clients->send(client(), text("client"));
        QTRY_VERIFY(endThatGot("one") && endThatGot("client"));
    }
    void cleanup()
    {
        m_clients.reset();
        m_one.reset();
        m_two.reset();
        m_links.reset();
    }

    void soundLinksCarryBothWays()
    {
        m_two->send(*endThatGot("one"), text("to one"));
        m_two->send(*endThatGot("client"), text("to the client"));
        QTRY_COMPARE(oneToTwo().text(), std::string("to one"));
        QTRY_COMPARE(client().text(), std::string("to the client"));
    }

    void cutBetweenBrokers()
    {
        auto& atTwo = *endThatGot("one");
        auto& clientAtTwo = *endThatGot("client");
        set(both(kOne, kTwo, cut()));
        m_one->send(oneToTwo(), text(" again"));
        m_two->send(atTwo, text("lost?"));
        m_clients->send(client(), text(" again"));
        QTRY_COMPARE(clientAtTwo.text(), std::string("client again"));  // the others do not notice
        QCOMPARE(atTwo.text(), std::string("one"));
        QCOMPARE(oneToTwo().text(), std::string());
        QCOMPARE(m_one->queued(oneToTwo()), std::size_t{6});
        set({});
        QTRY_COMPARE(atTwo.text(), std::string("one again"));
        QTRY_COMPARE(oneToTwo().text(), std::string("lost?"));
        QCOMPARE(oneToTwo().closed + atTwo.closed, 0);
    }

    void cutOneWay()
    {
        auto& atTwo = *endThatGot("one");
        set({{{kOne, kTwo}, cut()}});
        m_one->send(oneToTwo(), text(" again"));
        m_two->send(atTwo, text("here"));
        QTRY_COMPARE(oneToTwo().text(), std::string("here"));
        QCOMPARE(atTwo.text(), std::string("one"));
        set({});
        QTRY_COMPARE(atTwo.text(), std::string("one again"));
    }

    void cutFromClients()
    {
        auto& clientAtTwo = *endThatGot("client");
        auto& atTwo = *endThatGot("one");
        set(both(kTwo, kNoBroker, cut()));
        m_clients->send(client(), text(" again"));
        m_two->send(clientAtTwo, text("answer"));
        m_one->send(oneToTwo(), text(" again"));
        QTRY_COMPARE(atTwo.text(), std::string("one again"));
        QCOMPARE(clientAtTwo.text(), std::string("client"));
        QCOMPARE(client().text(), std::string());
        m_clients->node.on([&] { client().connection->closeWhenDrained(); });
        QTRY_COMPARE(client().closed, 1);
        QCOMPARE(clientAtTwo.closed, 0);  // nobody can tell
        set({});
        QTRY_COMPARE(clientAtTwo.text(), std::string("client again"));
        QTRY_COMPARE(clientAtTwo.closed, 1);
    }

    void aCloseIsNotToldOverACut()
    {
        auto& atTwo = *endThatGot("one");
        set(both(kOne, kTwo, cut()));
        m_one->node.on([&] { oneToTwo().connection->close(); });
        QTRY_COMPARE(oneToTwo().closed, 1);
        m_one->node.on([&] { oneToTwo().connection.reset(); });
        m_clients->send(client(), text(" again"));
        QTRY_VERIFY(endThatGot("client again"));
        QCOMPARE(atTwo.closed, 0);
        set({});
        QTRY_COMPARE(atTwo.closed, 1);
    }

    void connectingOverACut()
    {
        set(both(kOne, kTwo, cut()));
        const auto before = m_two->acceptedCount();
        m_one->connect(m_one->transport, m_two->listener->local(), 60ms);
        QTRY_VERIFY(m_one->failure.load() == ErrorCode::TimedOut);
        m_one->connect(m_one->transport, m_two->listener->local(), 1min);
        QCOMPARE(m_two->acceptedCount(), before);
        QCOMPARE(m_one->connected.load(), 1);
        set({});
        QTRY_COMPARE(m_one->connected.load(), 2);
    }

    void delays()
    {
        auto& atTwo = *endThatGot("one");
        auto& clientAtTwo = *endThatGot("client");
        const LinkCondition late{false, 80ms, 0};
        auto conditions = both(kOne, kTwo, late);
        conditions.merge(both(kTwo, kNoBroker, late));
        set(conditions);
        QElapsedTimer elapsed;
        elapsed.start();
        m_one->send(oneToTwo(), text(" late"));
        m_clients->send(client(), text(" late"));
        QTRY_COMPARE(atTwo.text(), std::string("one late"));
        QVERIFY(elapsed.elapsed() >= 80);
        QTRY_COMPARE(clientAtTwo.text(), std::string("client late"));
        QVERIFY(elapsed.elapsed() >= 80);
        elapsed.restart();
        m_two->send(clientAtTwo, text("answer"));
        QTRY_COMPARE(client().text(), std::string("answer"));
        QVERIFY(elapsed.elapsed() >= 80);
    }

    void healingLetsEverythingThroughInOrder()
    {
        auto& atTwo = *endThatGot("one");
        set(both(kOne, kTwo, {false, 1h, 0}));
        for (const auto* word : {" a", " b", " c"})
            m_one->send(oneToTwo(), text(word));
        set({});
        m_one->send(oneToTwo(), text(" d"));
        QTRY_COMPARE(atTwo.text(), std::string("one a b c d"));
    }

    void limits()
    {
        auto& atTwo = *endThatGot("one");
        set(both(kOne, kTwo, {false, 0us, 100'000}));
        QElapsedTimer elapsed;
        elapsed.start();
        env::Message message;
        message.emplace_back(net::pattern(20'000));
        m_one->send(oneToTwo(), std::move(message));
        QTRY_VERIFY(atTwo.received > 3);  // it flows
        QVERIFY(atTwo.received < 20'003);
        QTRY_COMPARE(atTwo.received.load(), std::size_t{20'003});
        QVERIFY2(elapsed.elapsed() >= 140, qPrintable(QString::number(elapsed.elapsed())));
        const auto bytes = net::pattern(20'000);
        QCOMPARE(atTwo.text().substr(3), std::string(asText(bytes)));
    }

    void limitsAFileRange()
    {
        QTemporaryDir directory;
        env::SystemFiles files;
        const auto bytes = net::pattern(30'000);
        const auto path = directory.filePath("log").toStdString();
        QVERIFY(files.writeFileAtomically(path, bytes));
        std::shared_ptr<const env::File> file
            = std::move(*files.open(path, env::Files::Mode::ReadOnly));
        auto& atTwo = *endThatGot("one");
        set(both(kOne, kTwo, {false, 5ms, 300'000}));
        env::Message message;
        message.emplace_back(env::FileRange{file, 10'000, 20'000});
        m_one->send(oneToTwo(), std::move(message));
        QTRY_COMPARE(atTwo.received.load(), std::size_t{20'003});
        QCOMPARE(atTwo.text().substr(3), std::string(asText(bytes)).substr(10'000));
    }

    void pausedReadingHoldsWhatIsUnderWay()
    {
        auto& clientAtTwo = *endThatGot("client");
        set({{{kNoBroker, kTwo}, {false, 10ms, 0}}});
        m_two->node.on([&] { clientAtTwo.connection->pauseReading(); });
        m_clients->send(client(), text(" again"));
        m_one->send(oneToTwo(), text(" more"));
        QTRY_VERIFY(endThatGot("one more"));
        QCOMPARE(clientAtTwo.text(), std::string("client"));
        m_two->node.on([&] { clientAtTwo.connection->resumeReading(); });
        QTRY_COMPARE(clientAtTwo.text(), std::string("client again"));
    }

    void manyBytesUnderWayPushBack()
    {
        auto& clientAtTwo = *endThatGot("client");
        set({{{kNoBroker, kTwo}, cut()}});
        constexpr std::size_t kMuch = 64u << 20;  // more than every buffer on the way
        env::Message message;
        message.emplace_back(Bytes(kMuch));
        m_clients->send(client(), std::move(message));
        m_one->send(oneToTwo(), text(" more"));
        QTRY_VERIFY(endThatGot("one more"));
        QVERIFY(m_clients->queued(client()) > 0);
        QCOMPARE(clientAtTwo.received.load(), std::size_t{6});
        set({});
        QTRY_COMPARE(clientAtTwo.received.load(), kMuch + 6);
        QCOMPARE(m_clients->queued(client()), std::size_t{0});
    }

    void closeWhenDrainedWaitsForTheLane()
    {
        auto& atTwo = *endThatGot("one");
        set(both(kOne, kTwo, {false, 30ms, 0}));
        m_one->send(oneToTwo(), text(" bye"));
        m_one->node.on([&] { oneToTwo().connection->closeWhenDrained(); });
        QTRY_COMPARE(atTwo.closed, 1);
        QCOMPARE(atTwo.text(), std::string("one bye"));
        QTRY_COMPARE(oneToTwo().closed, 1);
    }

    void ownerMayGoInsideACallback()
    {
        auto& clientAtTwo = *endThatGot("client");
        m_two->node.on(
            [&] { clientAtTwo.whenBytes = [&](ByteView) { clientAtTwo.connection.reset(); }; });
        set({{{kNoBroker, kTwo}, {false, 10ms, 0}}});
        m_clients->send(client(), text(" again"));
        QTRY_COMPARE(client().closed, 1);
    }
};

QTEST_GUILESS_MAIN(FaultTransportTest)
#include "fault_transport_test.moc"
