// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <condition_variable>
#include <thread>

#include "engine/base/log.h"
#include "engine/cluster/broker_host.h"
#include "engine/cluster/port_chooser.h"
#include "engine/env/system_clock.h"
#include "engine/env/system_files.h"
#include "engine/env/system_random.h"
#include "engine/net/blocking_pool.h"
#include "engine/net/net_executor.h"
#include "engine/net/net_transport.h"

using namespace stormbench;
using namespace stormbench::cluster;

namespace {

/// A disk that holds up the last thing that a stop writes until it is let go.
class HeldFiles final : public env::SystemFiles {
public:
    Result<std::unique_ptr<env::File>> open(const std::string& path, Mode mode) override
    {
        if (mode != Mode::ReadOnly && path.find("cleanshutdown") != std::string::npos) {
            std::unique_lock lock(m_mutex);
            m_reached = true;
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_open; });
        }
        return SystemFiles::open(path, mode);
    }
    void awaitReached()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_reached; });
    }
    void letGo()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_reached = false, m_open = false;
};

}  // namespace

class BrokerHostTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { log::setLevel(log::Level::Error); }
    void aStopThatIsClosingTheLogsAtItsLimitIsClean();
};

void BrokerHostTest::aStopThatIsClosingTheLogsAtItsLimitIsClean()
{
    using Clock = std::chrono::steady_clock;
    QTemporaryDir directory;
    env::SystemClock clock;
    HeldFiles files;
    env::SystemRandom random;
    net::BlockingPool pool{2};
    net::NetExecutor chooser("ports", pool);
    net::NetTransport transport(chooser);
    const auto ports = choosePorts({"127.0.0.1", 1, 0, {}}, transport, random);
    QVERIFY(ports.has_value());

    broker::BrokerOptions options;
    options.clusterId = "abcdefghijklmnopqrstuv";
    options.listen = {"127.0.0.1", ports->front()};
    options.dataDirectory = directory.filePath("data").toStdString();
    FigureBoard board(
        options.clusterId, {{options.id, "127.0.0.1", ports->front(), false, nullptr}});
    BrokerHost host({clock, files, pool, board}, options);
    const auto started = host.start()->waitUntil(Clock::now() + std::chrono::minutes(1));
    QVERIFY2(started.has_value(), started ? "" : started.error().message.c_str());

    const auto stopping = host.beginStop();
    files.awaitReached();
    QVERIFY(!stopping->doneBy(Clock::now()));
    std::thread disk([&files] { files.letGo(); });
    const auto stopped = host.finishStop(stopping, Clock::now());
    disk.join();
    QVERIFY2(stopped.has_value(), stopped ? "" : stopped.error().message.c_str());
    QVERIFY(!host.running());
    QVERIFY(!QDir(directory.filePath("data"))
                 .entryList({"*cleanshutdown*"}, QDir::Files | QDir::Hidden)
                 .isEmpty());
}

QTEST_GUILESS_MAIN(BrokerHostTest)
#include "broker_host_test.moc"
