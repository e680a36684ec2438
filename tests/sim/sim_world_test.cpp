// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/sim/client_process.h"
#include "engine/sim/simulation.h"

using namespace stormbench;
using namespace stormbench::sim;
using namespace std::chrono_literals;

/// The simulated clock, disk and network by themselves.
class SimWorldTest : public QObject {
    Q_OBJECT
private slots:
    void eventsRunByTimeThenByOrder();
    void droppedExecutorsRunNothing();
    void powerLossKeepsWhatWasSynced();
    void processCrashKeepsEverythingWritten();
    void fullDiskStoresWhatFits();
    void streamsDeliverInOrderAcrossACut();
    void resetIsSeenByTheOtherSide();
};

namespace {

Bytes contentOf(SimFiles& files, const std::string& path)
{
    return files.readFile(path).value_or(toBytes("<none>"));
}

struct Recorder final : env::Connection::Handler {
    std::string received;
    std::optional<ErrorCode> closed;
    void onBytes(ByteView bytes) override { received += asText(bytes); }
    void onClosed(const Error& reason) override { closed = reason.code; }
};

/// Two nodes with one connection between them.
struct Wire {
    EventLoop loop{5};
    SimNetwork network{loop};
    std::unique_ptr<SimExecutor> a = std::make_unique<SimExecutor>(loop, 1),
                                 b = std::make_unique<SimExecutor>(loop, 2);
    SimTransport near{network, *a}, far{network, *b};
    std::unique_ptr<env::Listener> listener;
    std::unique_ptr<env::Connection> client, server;
    Recorder clientSees, serverSees;

    Wire()
    {
        listener = *far.listen({"b", 1}, [this](std::unique_ptr<env::Connection> connection) {
            server = std::move(connection);
            server->setHandler(serverSees);
        });
        near.connect({"b", 1}, 1000ms, [this](Result<std::unique_ptr<env::Connection>> connection) {
            client = std::move(*connection);
            client->setHandler(clientSees);
        });
        run(1s);
    }
    void run(std::chrono::microseconds time)
    {
        const auto end = loop.now() + time;
        while (loop.step(end)) { }
    }
    void send(const std::string& text)
    {
        env::Message message;
        message.emplace_back(toBytes(text));
        client->send(std::move(message));
    }
};

}  // namespace

void SimWorldTest::eventsRunByTimeThenByOrder()
{
    EventLoop loop(1);
    std::string order;
    loop.at(20us, [&] { order += 'c'; });
    loop.at(10us, [&] { order += 'a'; });
    loop.at(10us, [&] { order += 'b'; });
    while (loop.step(15us)) { }
    QCOMPARE(order, std::string("ab"));
    QCOMPARE(loop.now(), env::SteadyTime(15us));
    QVERIFY(loop.step(30us));
    QCOMPARE(order, std::string("abc"));
}

void SimWorldTest::droppedExecutorsRunNothing()
{
    EventLoop loop(1);
    auto executor = std::make_unique<SimExecutor>(loop, 1);
    int ran = 0;
    auto timer = executor->createTimer();
    executor->post([&] { ++ran; });
    executor->setPaused(true);
    loop.step(1s);
    QCOMPARE(ran, 0);
    executor->setPaused(false);
    loop.step(1s);
    QCOMPARE(ran, 1);
    timer->start(1ms, [&] { ++ran; });
    executor->post([&] { ++ran; });
    executor->drop();
    while (loop.step(2s)) { }
    QCOMPARE(ran, 1);
}

void SimWorldTest::powerLossKeepsWhatWasSynced()
{
    int lost = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        EventLoop loop(seed);
        SimFiles files(loop, 1);
        QVERIFY(files.createDirectories("/data"));
        auto file = *files.open("/data/log", env::Files::Mode::CreateNew);
        QVERIFY(file->writeAt(0, asBytes("synced")));
        QVERIFY(file->sync());
        QVERIFY(files.syncDirectory("/data"));
        QVERIFY(file->writeAt(6, asBytes(" unsynced")));
        files.losePower();
        const auto content = toText(contentOf(files, "/data/log"));
        QVERIFY2(content.starts_with("synced"), content.c_str());
        lost += content != "synced unsynced";
    }
    QVERIFY(lost > 3 && lost < 20);
}

void SimWorldTest::processCrashKeepsEverythingWritten()
{
    EventLoop loop(1);
    SimFiles files(loop, 1);
    QVERIFY(files.createDirectories("/data"));
    const auto held = files.lock("/data/.lock");
    QVERIFY(held);
    QVERIFY(!files.lock("/data/.lock"));
    QVERIFY(
        (*files.open("/data/log", env::Files::Mode::CreateNew))->writeAt(0, asBytes("written")));
    files.crashProcess();
    QCOMPARE(toText(contentOf(files, "/data/log")), std::string("written"));
    QVERIFY(files.lock("/data/.lock"));
}

void SimWorldTest::fullDiskStoresWhatFits()
{
    EventLoop loop(1);
    SimFiles files(loop, 1);
    QVERIFY(files.createDirectories("/data"));
    auto file = *files.open("/data/log", env::Files::Mode::CreateNew);
    QVERIFY(file->writeAt(0, asBytes("1234")));
    files.setFull(true);
    const auto written = file->writeAt(2, asBytes("abcd"));
    QVERIFY(!written && written.error().code == ErrorCode::OutOfSpace);
    QCOMPARE(toText(contentOf(files, "/data/log")), std::string("12ab"));
    files.setFull(false);
    QVERIFY(file->writeAt(4, asBytes("cd")));
}

void SimWorldTest::streamsDeliverInOrderAcrossACut()
{
    Wire wire;
    QVERIFY(wire.client && wire.server);
    std::string sent;
    for (int i = 0; i < 100; ++i) {
        const auto text = std::to_string(i) + ' ';
        sent += text;
        if (i == 30)
            wire.network.cutLink(1, 2);
        wire.send(text);
        wire.run(100us);
        if (i == 60) {
            wire.run(3s);
            QVERIFY(wire.serverSees.received.size() < sent.size());
            wire.network.healLink(1, 2);
        }
    }
    wire.run(1s);
    QCOMPARE(wire.serverSees.received, sent);
    wire.client.reset();
    wire.run(1s);
    QVERIFY(wire.serverSees.closed == ErrorCode::Closed);
}

void SimWorldTest::resetIsSeenByTheOtherSide()
{
    Wire wire;
    wire.near.resetAll(true);
    wire.run(1s);
    QVERIFY(wire.serverSees.closed == ErrorCode::Unavailable);
    std::optional<ErrorCode> refused;
    wire.listener.reset();
    wire.near.connect(
        {"b", 1}, 1000ms, [&](const Result<std::unique_ptr<env::Connection>>& connection) {
            refused = connection.error().code;
        });
    wire.run(2s);
    QVERIFY(refused == ErrorCode::Unavailable);
}

QTEST_GUILESS_MAIN(SimWorldTest)
#include "sim_world_test.moc"
