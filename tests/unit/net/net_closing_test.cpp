// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/base/log.h"
#include "engine/net/threads.h"
#include "net_fixture.h"

using namespace stormbench;
using namespace stormbench::net;
using namespace std::chrono_literals;

class NetClosingTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { log::setLevel(log::Level::Off); }

    void closeIsReportedOnceAndNotInside();
    void closeWhenDrainedSendsEverything();
    void closeWhenDrainedDoesNotResetOverUnreadInput();
    void endOfStreamEndsTheConnection();
    void resetOfTheOtherSide();
    void sendToAClosedPeerNeverKills();
    void destroyedInOnBytes();
    void destroyedInOnClosed();
    void destroyedInOnDrained();
    void destroyedAfterCloseHearsNothing();
    void sendAfterCloseIsIgnored();
    void resetAllResetsThePeers();
    void executorEndsWithOpenConnections();
    void outOfDescriptorsIsSurvived();
    void exceptionInAHandlerEndsOnlyThatConnection();
};

namespace {

/// A plain blocking socket, for what our own connections do not do.
class RawClient {
public:
    explicit RawClient(const env::Endpoint& to)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(to.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            qFatal("cannot connect");
    }
    ~RawClient() { close(); }
    void close()
    {
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }
    void reset()
    {
        const linger atOnce{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        close();
    }
    void send(std::string_view content)
    {
        QCOMPARE(::send(m_socket, content.data(), content.size(), 0), ssize_t(content.size()));
    }
    /// Everything until the end of the stream; "reset" at the end if it was one.
    std::string readAll()
    {
        std::string all;
        std::array<char, 4096> buffer;
        while (true) {
            const auto count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
            if (count <= 0)
                return count == 0 ? all : all + "reset";
            all.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }

private:
    int m_socket;
};

/// A listener whose connections are kept with a handler each.
struct Server {
    explicit Server(Node& on)
        : node(on)
    {
        ends.reserve(16);  // so that tests may look at an end while others are added
        node.on([&] {
            listener = *node.transport.listen({"127.0.0.1", 0}, [this](auto connection) {
                ends.push_back(std::make_unique<End>());
                if (prepare)
                    prepare(*ends.back());
                ends.back()->take(std::move(connection));
                ++accepted;
            });
            at = listener->local();
        });
    }
    ~Server()
    {
        node.on([&] {
            listener.reset();
            ends.clear();
        });
    }
    Node& node;
    std::function<void(End&)> prepare;
    std::unique_ptr<env::Listener> listener;
    env::Endpoint at;
    std::vector<std::unique_ptr<End>> ends;
    std::atomic<int> accepted = 0;
};

}  // namespace

void NetClosingTest::closeIsReportedOnceAndNotInside()
{
    Node node;
    Pair pair(node);
    node.on([&] {
        pair.client.connection->close();
        pair.client.connection->close();
        pair.client.connection->closeWhenDrained();
        QCOMPARE(pair.client.closed.load(), 0);
    });
    QTRY_COMPARE(pair.server.closed.load(), 1);
    node.on([] {});
    QCOMPARE(pair.client.closed.load(), 1);
    QVERIFY(pair.client.reason() == ErrorCode::Cancelled);
    QVERIFY(pair.server.reason() == ErrorCode::Closed);
}

void NetClosingTest::closeWhenDrainedSendsEverything()
{
    Node node;
    Pair pair(node);
    pair.server.keepsBytes = false;
    const auto content = std::make_shared<const Bytes>(pattern(10'000'000));
    node.on([&] {
        pair.client.connection->send(env::Message{content});
        pair.client.connection->closeWhenDrained();
        QCOMPARE(pair.client.closed.load(), 0);
    });
    QTRY_COMPARE(pair.server.closed.load(), 1);
    QCOMPARE(pair.server.received.load(), content->size());
    QTRY_COMPARE(pair.client.closed.load(), 1);
}

void NetClosingTest::closeWhenDrainedDoesNotResetOverUnreadInput()
{
    Node node;
    Server server(node);
    server.prepare = [](End& end) {
        end.whenBytes = [&end](ByteView) {
            end.connection->pauseReading();
            end.connection->send(text("an error, then the end"));
        };
    };
    RawClient client(server.at);
    client.send("x");
    QTRY_COMPARE(server.accepted.load(), 1);
    QTRY_VERIFY(server.ends.front()->received > 0);
    client.send(std::string(100'000, 'y'));
    node.on([&] { server.ends.front()->connection->closeWhenDrained(); });
    QCOMPARE(client.readAll(), std::string("an error, then the end"));
}

void NetClosingTest::endOfStreamEndsTheConnection()
{
    Node node;
    Server server(node);
    RawClient client(server.at);
    client.send("last words");
    client.close();
    QTRY_COMPARE(server.accepted.load(), 1);
    QTRY_COMPARE(server.ends.front()->closed.load(), 1);
    QCOMPARE(server.ends.front()->text(), std::string("last words"));
    QVERIFY(server.ends.front()->reason() == ErrorCode::Closed);
}

void NetClosingTest::resetOfTheOtherSide()
{
    Node node;
    Server server(node);
    RawClient client(server.at);
    QTRY_COMPARE(server.accepted.load(), 1);
    client.reset();
    QTRY_COMPARE(server.ends.front()->closed.load(), 1);
    QVERIFY(server.ends.front()->reason() == ErrorCode::Unavailable);
}

void NetClosingTest::sendToAClosedPeerNeverKills()
{
    Node node;
    Server server(node);
    server.prepare = [](End& end) { end.whenClosed = [] {}; };
    RawClient client(server.at);
    QTRY_COMPARE(server.accepted.load(), 1);
    node.on([&] { server.ends.front()->connection->pauseReading(); });
    client.reset();
    const auto megabyte = std::make_shared<const Bytes>(pattern(1'000'000));
    for (int i = 0; i < 100 && server.ends.front()->closed == 0; ++i)
        node.on([&] { server.ends.front()->connection->send(env::Message{megabyte}); });
    QTRY_COMPARE(server.ends.front()->closed.load(), 1);
}

void NetClosingTest::destroyedInOnBytes()
{
    Node node;
    Pair pair(node);
    node.on([&] { pair.server.whenBytes = [&](ByteView) { pair.server.connection.reset(); }; });
    pair.send(pair.client, text("x"));
    QTRY_COMPARE(pair.client.closed.load(), 1);
    QCOMPARE(pair.server.closed.load(), 0);
}

void NetClosingTest::destroyedInOnClosed()
{
    Node node;
    Pair pair(node);
    node.on([&] {
        pair.server.whenClosed = [&] { pair.server.connection.reset(); };
        pair.client.whenClosed = [&] { pair.client.connection.reset(); };
        pair.client.connection->close();
    });
    QTRY_COMPARE(pair.server.closed.load(), 1);
    QTRY_COMPARE(pair.client.closed.load(), 1);
}

void NetClosingTest::destroyedInOnDrained()
{
    struct Leaving : End {
        void onDrained() override
        {
            ++drained;
            connection.reset();
        }
    };
    Node node;
    Server server(node);
    Leaving leaving;
    node.on([&] {
        node.transport.connect(server.at, 5s, [&](auto connection) {
            leaving.take(*std::move(connection));
            leaving.connection->send(text("bye"));
        });
    });
    QTRY_COMPARE(server.accepted.load(), 1);
    QTRY_COMPARE(server.ends.front()->closed.load(), 1);
    QCOMPARE(server.ends.front()->text(), std::string("bye"));
    QCOMPARE(leaving.drained.load(), 1);
    QCOMPARE(leaving.closed.load(), 0);
}

void NetClosingTest::destroyedAfterCloseHearsNothing()
{
    Node node;
    Pair pair(node);
    node.on([&] {
        pair.client.connection->close();
        pair.client.connection.reset();
    });
    QTRY_COMPARE(pair.server.closed.load(), 1);
    node.on([] {});
    QCOMPARE(pair.client.closed.load(), 0);
}

void NetClosingTest::sendAfterCloseIsIgnored()
{
    Node node;
    Pair pair(node);
    node.on([&] {
        pair.client.connection->close();
        pair.client.connection->send(text("too late"));
        QCOMPARE(pair.client.connection->queuedBytes(), std::size_t{0});
        pair.client.connection->resumeReading();
    });
    QTRY_COMPARE(pair.server.closed.load(), 1);
    QCOMPARE(pair.server.text(), std::string());
}

void NetClosingTest::resetAllResetsThePeers()
{
    Node node;
    Server server(node);
    RawClient client(server.at);
    QTRY_COMPARE(server.accepted.load(), 1);
    node.on([&] { node.transport.resetAll(); });
    QCOMPARE(client.readAll(), std::string("reset"));
    QTRY_COMPARE(server.ends.front()->closed.load(), 1);
}

void NetClosingTest::executorEndsWithOpenConnections()
{
    End server, client;
    {
        std::unique_ptr<env::Listener> listener;
        Node node;
        std::atomic<bool> connected = false;
        node.on([&] {
            listener = *node.transport.listen(
                {"127.0.0.1", 0}, [&](auto connection) { server.take(std::move(connection)); });
            node.transport.connect(listener->local(), 5s, [&](auto connection) {
                client.take(*std::move(connection));
                client.connection->send(text("unsent"));
                connected = true;
            });
        });
        QTRY_VERIFY(connected);
        node.executor.stop();
        node.executor.join();
        client.connection.reset();
        server.connection.reset();
        listener.reset();
    }
    QCOMPARE(server.closed + client.closed, 0);
}

void NetClosingTest::outOfDescriptorsIsSurvived()
{
    Node node;
    Server server(node);
    RawClient waiting(server.at);
    QTRY_COMPARE(server.accepted.load(), 1);
    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    RawClient second(server.at);
    QTRY_COMPARE(server.accepted.load(), 2);
    std::vector<int> hogs;
    rlimit tight = limit;
    tight.rlim_cur = 64;
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &tight), 0);
    const int spare = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QVERIFY(spare >= 0);
    for (int hog = ::dup(spare); hog >= 0; hog = ::dup(spare))
        hogs.push_back(hog);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server.at.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::connect(spare, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    waiting.send("served meanwhile");
    QTRY_COMPARE(server.ends.front()->text(), std::string("served meanwhile"));
    QCOMPARE(server.accepted.load(), 2);
    for (const int hog : hogs)
        ::close(hog);
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    QTRY_COMPARE(server.accepted.load(), 3);
    ::close(spare);
}

void NetClosingTest::exceptionInAHandlerEndsOnlyThatConnection()
{
    Node node;
    Server server(node);
    server.prepare = [](End& end) {
        end.whenBytes = [](ByteView bytes) {
            if (asText(bytes) == "bomb")
                throw std::bad_alloc();
        };
    };
    RawClient good(server.at), bad(server.at);
    bad.send("bomb");
    QCOMPARE(bad.readAll(), std::string());
    good.send("fine");
    const auto served = [](const auto& end) { return end->text() == "fine" && end->closed == 0; };
    QTRY_VERIFY(node.on([&] { return std::ranges::any_of(server.ends, served); }));
}

QTEST_GUILESS_MAIN(NetClosingTest)
#include "net_closing_test.moc"
