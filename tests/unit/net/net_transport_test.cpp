// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/env/system_files.h"
#include "net_fixture.h"

using namespace stormbench;
using namespace stormbench::net;
using namespace std::chrono_literals;

namespace {

/// A listener with a backlog of one that nobody accepts from: the kernel drops what comes beyond
/// it.
class DeafListener {
public:
    DeafListener()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* const at = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        if (::bind(m_socket, at, size) == 0 && ::listen(m_socket, 0) == 0
            && ::getsockname(m_socket, at, &size) == 0)
            m_port = ntohs(address.sin_port);
    }
    ~DeafListener() { ::close(m_socket); }
    [[nodiscard]] env::Endpoint endpoint() const { return {"127.0.0.1", m_port}; }

private:
    int m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::uint16_t m_port = 0;
};

}  // namespace

class NetTransportTest : public QObject {
    Q_OBJECT
private slots:
    void endpointsOfBothEnds();
    void echo();
    void manySmallMessagesKeepTheirOrder();
    void largeMessage();
    void fileRanges_data();
    void fileRanges();
    void slowReaderOnlyGrowsTheSendersQueue();
    void pausedReadingHoldsBytesBack();
    void addressInUse();
    void listensOnAnyAddressAndByName();
    void connectRefused();
    void connectTimesOut();
    void transportEndsWhileItConnects();
    void connectToAnUnknownName();
    void connectByName();
    void listenerDestroyedInItsCallback();
    void bytesBeforeTheHandlerAreKept();
    void throughput();
};

void NetTransportTest::endpointsOfBothEnds()
{
    Node node;
    Pair pair(node);
    node.on([&] {
        QVERIFY(pair.listener->local().port != 0);
        QVERIFY(pair.client.connection->peer() == pair.listener->local());
        QVERIFY(pair.client.connection->local() == pair.server.connection->peer());
        QCOMPARE(pair.server.connection->local().host, std::string("127.0.0.1"));
    });
}

void NetTransportTest::echo()
{
    Node node;
    Pair pair(node);
    node.on([&] {
        pair.server.whenBytes
            = [&](ByteView bytes) { pair.server.connection->send(text(asText(bytes))); };
    });
    pair.send(pair.client, text("hello, "));
    pair.send(pair.client, text("world"));
    QTRY_COMPARE(pair.client.text(), std::string("hello, world"));
    QTRY_VERIFY(pair.client.drained > 0);
    QCOMPARE(node.on([&] { return pair.client.connection->queuedBytes(); }), std::size_t{0});
}

void NetTransportTest::manySmallMessagesKeepTheirOrder()
{
    Node node;
    Pair pair(node);
    std::string expected;
    node.on([&] {
        for (int i = 0; i < 20'000; ++i) {
            const auto part = std::to_string(i) + ";";
            expected += part;
            env::Message message;
            message.emplace_back(toBytes(part));
            message.emplace_back(SharedBytes());
            message.emplace_back(Bytes());
            pair.client.connection->send(std::move(message));
        }
    });
    QTRY_COMPARE(pair.server.received.load(), expected.size());
    QVERIFY(pair.server.text() == expected);
    QTRY_COMPARE(pair.client.drained.load(), 1);
}

void NetTransportTest::largeMessage()
{
    Node node;
    Pair pair(node);
    const auto content = std::make_shared<const Bytes>(pattern(20'000'000));
    pair.send(pair.client, env::Message{content});
    QTRY_COMPARE(pair.server.received.load(), content->size());
    QVERIFY(pair.server.text() == asText(*content));
}

namespace {

/// A file without a descriptor, as the simulated ones are.
class DescriptorlessFile final : public env::File {
public:
    explicit DescriptorlessFile(std::unique_ptr<env::File> file)
        : m_file(std::move(file))
    {
    }
    Result<std::size_t> readAt(std::uint64_t at, std::span<std::uint8_t> out) const override
    {
        return m_file->readAt(at, out);
    }
    Result<> writeAt(std::uint64_t at, ByteView bytes) override
    {
        return m_file->writeAt(at, bytes);
    }
    Result<> truncate(std::uint64_t size) override { return m_file->truncate(size); }
    Result<> sync() override { return m_file->sync(); }
    Result<std::uint64_t> size() const override { return m_file->size(); }
    int descriptor() const override { return -1; }

private:
    std::unique_ptr<env::File> m_file;
};

}  // namespace

void NetTransportTest::fileRanges_data()
{
    QTest::addColumn<bool>("sendfile");
    QTest::addColumn<bool>("shrunk");
    QTest::newRow("sendfile") << true << false;
    QTest::newRow("read") << false << false;
    QTest::newRow("sendfile, shrunk file") << true << true;
    QTest::newRow("read, shrunk file") << false << true;
}

void NetTransportTest::fileRanges()
{
    QFETCH(bool, sendfile);
    QFETCH(bool, shrunk);
    const QTemporaryDir directory;
    env::SystemFiles files;
    auto opened = *files.open(directory.filePath("log").toStdString(), env::Files::Mode::CreateNew);
    const auto content = pattern(5'000'000);
    QVERIFY(opened->writeAt(0, content));
    if (shrunk)
        QVERIFY(opened->truncate(3'000'000));
    const std::shared_ptr<env::File> file
        = sendfile ? std::move(opened) : std::make_unique<DescriptorlessFile>(std::move(opened));
    Node node;
    Pair pair(node);
    env::Message message;
    message.emplace_back(toBytes("header"));
    message.emplace_back(env::FileRange{file, 1'000'000, 4'000'000});
    message.emplace_back(env::FileRange{file, 7, 0});
    message.emplace_back(env::FileRange{file, 0, 10});
    message.emplace_back(toBytes("trailer"));
    QCOMPARE(env::sizeOf(message), std::size_t{4'000'023});
    pair.send(pair.client, std::move(message));
    if (shrunk) {
        QTRY_COMPARE(pair.client.closed.load(), 1);
        QVERIFY(pair.client.reason() == ErrorCode::Corrupt);
        QTRY_COMPARE(pair.server.closed.load(), 1);
        return;
    }
    QTRY_COMPARE(pair.server.received.load(), std::size_t{4'000'023});
    const auto range = [&](std::size_t at, std::size_t size) {
        return std::string(asText(ByteView(content).subspan(at, size)));
    };
    QVERIFY(
        pair.server.text() == "header" + range(1'000'000, 4'000'000) + range(0, 10) + "trailer");
}

void NetTransportTest::slowReaderOnlyGrowsTheSendersQueue()
{
    Node node;
    Pair pair(node);
    node.on([&] { pair.server.connection->pauseReading(); });
    const auto megabyte = std::make_shared<const Bytes>(pattern(1'000'000));
    std::size_t sent = 0;
    for (int i = 0; i < 64; ++i) {
        pair.send(pair.client, env::Message{megabyte});
        sent += megabyte->size();
    }
    const auto queued = node.on([&] { return pair.client.connection->queuedBytes(); });
    QVERIFY(queued > 10'000'000);
    QVERIFY(queued < sent);
    const auto drainedBefore = pair.client.drained.load();  // by the kernel's buffers
    QVERIFY(drainedBefore < 64);
    pair.server.keepsBytes = false;
    node.on([&] { pair.server.connection->resumeReading(); });
    QTRY_COMPARE_WITH_TIMEOUT(pair.server.received.load(), sent, 20'000);
    QTRY_COMPARE(pair.client.drained.load(), drainedBefore + 1);
}

void NetTransportTest::pausedReadingHoldsBytesBack()
{
    Node node;
    Pair pair(node);
    node.on(
        [&] { pair.server.whenBytes = [&](ByteView) { pair.server.connection->pauseReading(); }; });
    pair.send(pair.client, text("first"));
    QTRY_COMPARE(pair.server.text(), std::string("first"));
    pair.send(pair.client, text("second"));
    QTRY_COMPARE(pair.client.drained.load(), 2);
    node.on([] {});
    QCOMPARE(pair.server.text(), std::string("first"));
    node.on([&] { pair.server.connection->resumeReading(); });
    QTRY_COMPARE(pair.server.text(), std::string("firstsecond"));
}

void NetTransportTest::addressInUse()
{
    Node node;
    Pair pair(node);
    node.on([&] {
        const auto second = node.transport.listen(pair.listener->local(), [](auto) {});
        QVERIFY(!second);
        QVERIFY(second.error().code == ErrorCode::Conflict);
        QVERIFY(second.error().message.find(env::toString(pair.listener->local()))
            != std::string::npos);
        QVERIFY(second.error().message.find("in use") != std::string::npos);
    });
}

void NetTransportTest::listensOnAnyAddressAndByName()
{
    Node node;
    node.on([&] {
        for (const auto* host : {"", "0.0.0.0", "localhost"}) {
            const auto listener = node.transport.listen({host, 0}, [](auto) {});
            QVERIFY(listener);
            QVERIFY((*listener)->local().port != 0);
        }
        QVERIFY(!node.transport.listen({"203.0.113.1", 0}, [](auto) {}));
        QVERIFY(!node.transport.listen({"no such host", 0}, [](auto) {}));
    });
}

namespace {

Result<std::unique_ptr<env::Connection>> connectAndWait(
    Node& node, const env::Endpoint& to, std::chrono::milliseconds timeout)
{
    std::promise<Result<std::unique_ptr<env::Connection>>> promise;
    node.on([&] {
        const auto inside = std::make_shared<bool>(true);
        node.transport.connect(to, timeout, [&promise, inside](auto result) {
            if (*inside)
                qFatal("called inside connect()");
            promise.set_value(std::move(result));
        });
        *inside = false;
    });
    return promise.get_future().get();
}

}  // namespace

void NetTransportTest::connectRefused()
{
    Node node;
    const auto free = node.on([&] {
        return (*node.transport.listen({"127.0.0.1", 0}, [](auto) {}))->local();
    });
    const auto connection = connectAndWait(node, free, 5s);
    QVERIFY(!connection);
    QVERIFY(connection.error().code == ErrorCode::Unavailable);
    QVERIFY(connection.error().message.find("refused") != std::string::npos);
}

void NetTransportTest::connectTimesOut()
{
    const DeafListener listener;
    Node node;
    std::vector<std::unique_ptr<env::Connection>> held;
    Error error;
    for (int i = 0; i < 8; ++i) {
        auto connection = connectAndWait(node, listener.endpoint(), 50ms);
        if (!connection) {
            error = connection.error();
            break;
        }
        held.push_back(*std::move(connection));
    }
    QVERIFY(error.code == ErrorCode::TimedOut);
    node.on([&] { held.clear(); });
}

void NetTransportTest::transportEndsWhileItConnects()
{
    const DeafListener listener;
    const auto connected = std::make_shared<std::atomic<int>>(0);
    {
        Node node;
        node.on([&] {
            for (int i = 0; i < 8; ++i)
                node.transport.connect(
                    listener.endpoint(), 60s, [connected](const auto&) { ++*connected; });
        });
        QTRY_VERIFY(*connected > 0);  // the others wait by then
        QVERIFY(*connected < 8);
    }
    QCOMPARE(connected.use_count(), 1);
}

void NetTransportTest::connectToAnUnknownName()
{
    Node node;
    const auto connection = connectAndWait(node, {"no such host", 1}, 20s);
    QVERIFY(!connection);
    QVERIFY(connection.error().code == ErrorCode::Unavailable);
}

void NetTransportTest::connectByName()
{
    Node node;
    Pair pair(node);
    auto connection = connectAndWait(node, {"localhost", pair.listener->local().port}, 20s);
    QVERIFY(connection);
    node.on([&] { connection->reset(); });
}

void NetTransportTest::listenerDestroyedInItsCallback()
{
    Node node;
    std::unique_ptr<env::Listener> listener;
    std::vector<std::unique_ptr<env::Connection>> held;
    std::promise<env::Endpoint> gone;
    std::promise<void> connected;
    node.on([&] {
        listener = *node.transport.listen({"127.0.0.1", 0}, [&](auto connection) {
            const auto was = listener->local();
            listener.reset();
            held.push_back(std::move(connection));
            gone.set_value(was);
        });
        node.transport.connect(listener->local(), 5s, [&](auto connection) {
            held.push_back(*std::move(connection));
            connected.set_value();
        });
    });
    connected.get_future().wait();
    const auto was = gone.get_future().get();
    QVERIFY(!connectAndWait(node, was, 5s));
    node.on([&] { held.clear(); });
}

void NetTransportTest::bytesBeforeTheHandlerAreKept()
{
    Node node;
    std::unique_ptr<env::Connection> accepted;
    End client, server;
    std::unique_ptr<env::Listener> listener;
    std::promise<void> arrived;
    node.on([&] {
        listener = *node.transport.listen({"127.0.0.1", 0}, [&](auto connection) {
            accepted = std::move(connection);
            arrived.set_value();
        });
        node.transport.connect(listener->local(), 5s, [&](auto connection) {
            client.take(*std::move(connection));
            client.connection->send(text("early"));
        });
    });
    arrived.get_future().wait();
    QTRY_COMPARE(client.drained.load(), 1);
    node.on([&] { server.take(std::move(accepted)); });
    QTRY_COMPARE(server.text(), std::string("early"));
    node.on([&] { listener.reset(), client.connection.reset(), server.connection.reset(); });
}

// Prints a figure; only that all arrives is asserted.
void NetTransportTest::throughput()
{
    Node sending("sender"), receiving("receiver");
    End server, client;
    server.keepsBytes = false;
    std::unique_ptr<env::Listener> listener;
    receiving.on([&] {
        listener = *receiving.transport.listen(
            {"127.0.0.1", 0}, [&](auto connection) { server.take(std::move(connection)); });
    });
    auto connection = connectAndWait(sending, listener->local(), 5s);
    const auto chunk = std::make_shared<const Bytes>(pattern(64 * 1024));
    constexpr std::size_t kTotal = 256u * 1024 * 1024;
    const auto started = std::chrono::steady_clock::now();
    sending.on([&] {
        client.take(*std::move(connection));
        for (std::size_t sent = 0; sent < kTotal; sent += chunk->size())
            client.connection->send(env::Message{chunk});
    });
    QTRY_COMPARE_WITH_TIMEOUT(server.received.load(), kTotal, 60'000);
    const auto seconds
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    qInfo("%.0f MB/s over loopback", kTotal / 1e6 / seconds);
    receiving.on([&] { listener.reset(), server.connection.reset(); });
    sending.on([&] { client.connection.reset(); });
}

QTEST_GUILESS_MAIN(NetTransportTest)
#include "net_transport_test.moc"
