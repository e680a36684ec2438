// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "engine/api/connection.h"
#include "engine/client/rd_mock_cluster.h"

using namespace stormbench;
using api::ConnectStage;

namespace {

/// A port that listens and, if told so, answers the first connection with some bytes and closes it.
class FakeServer {
public:
    explicit FakeServer(QByteArray answer = {})
        : m_descriptor(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(m_descriptor, 4);
        socklen_t size = sizeof address;
        ::getsockname(m_descriptor, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        if (answer.isEmpty())
            return;
        m_thread = std::thread([this, answer] {
            const int connection = ::accept(m_descriptor, nullptr, nullptr);
            std::array<char, 4096> ignored{};
            static_cast<void>(::recv(connection, ignored.data(), ignored.size(), 0));
            static_cast<void>(::send(
                connection, answer.data(), static_cast<std::size_t>(answer.size()), MSG_NOSIGNAL));
            ::close(connection);
        });
    }
    ~FakeServer()
    {
        if (m_thread.joinable())
            m_thread.join();
        ::close(m_descriptor);
    }
    [[nodiscard]] std::string bootstrap() const { return fmt::format("127.0.0.1:{}", m_port); }

private:
    int m_descriptor;
    std::uint16_t m_port = 0;
    std::thread m_thread;
};

api::ConnectionSettings to(
    const std::string& bootstrap, api::SecurityProtocol protocol = api::SecurityProtocol::Plaintext)
{
    api::ConnectionSettings settings;
    settings.bootstrap = bootstrap;
    settings.protocol = protocol;
    settings.saslUser = "someone";
    return settings;
}

}  // namespace

class ConnectStagesTest : public QObject {
    Q_OBJECT

    static void verifyFailsAt(
        const std::vector<api::StageResult>& results, ConnectStage stage, std::string_view word)
    {
        QVERIFY(!results.empty());
        for (std::size_t i = 0; i + 1 < results.size(); ++i)
            QVERIFY2(results[i].passed, results[i].detail.c_str());
        QVERIFY2(!results.back().passed, results.back().detail.c_str());
        QVERIFY(results.back().stage == stage);
        QVERIFY2(
            results.back().detail.find(word) != std::string::npos, results.back().detail.c_str());
    }

private slots:
    void passesAllStages()
    {
        const auto mock = client::RdMockCluster::create(3);
        QVERIFY(mock.has_value());
        std::vector<ConnectStage> reported;
        const auto results = api::testConnection((*mock)->connection(), api::Millis(20'000),
            [&](const auto& result) { reported.push_back(result.stage); });
        for (const auto& result : results)
            QVERIFY2(result.passed, result.detail.c_str());
        const std::vector<ConnectStage> expected{ConnectStage::Settings, ConnectStage::Resolve,
            ConnectStage::Tcp, ConnectStage::ApiVersions, ConnectStage::Metadata};
        QVERIFY(reported == expected);
        QVERIFY(results.back().detail.find("3 brokers") != std::string::npos);
    }

    void wrongSettings()
    {
        verifyFailsAt(api::testConnection(to("kafka:port"), api::Millis(1'000)),
            ConnectStage::Settings, "port");
    }

    void unknownHost()
    {
        verifyFailsAt(api::testConnection(to("no-such-host.invalid:9092"), api::Millis(20'000)),
            ConnectStage::Resolve, "no-such-host.invalid");
    }

    void nobodyListens()
    {
        std::string bootstrap;
        {
            const FakeServer gone;
            bootstrap = gone.bootstrap();
        }
        verifyFailsAt(
            api::testConnection(to(bootstrap), api::Millis(20'000)), ConnectStage::Tcp, "refuses");
    }

    void theSecondHostWillDo()
    {
        std::string dead;
        {
            const FakeServer gone;
            dead = gone.bootstrap();
        }
        const auto mock = client::RdMockCluster::create(1);
        const auto results = api::testConnection(
            to(dead + "," + (*mock)->connection().bootstrap), api::Millis(20'000));
        QVERIFY(results.back().stage == ConnectStage::Metadata);
        QVERIFY2(results.back().passed, results.back().detail.c_str());
    }

    void tlsToAPlaintextPort()
    {
        const FakeServer server("HTTP/1.1 400 Bad Request\r\n\r\n");
        verifyFailsAt(api::testConnection(
                          to(server.bootstrap(), api::SecurityProtocol::Ssl), api::Millis(20'000)),
            ConnectStage::Tls, "does not speak TLS");
    }

    void somethingElseAnswers()
    {
        const FakeServer server("HTTP/1.1 400 Bad Request\r\n\r\n");
        verifyFailsAt(api::testConnection(to(server.bootstrap()), api::Millis(20'000)),
            ConnectStage::ApiVersions, "does not speak the Kafka protocol");
    }

    void nothingAnswers()
    {
        const FakeServer silent;
        const auto started = std::chrono::steady_clock::now();
        verifyFailsAt(api::testConnection(to(silent.bootstrap()), api::Millis(300)),
            ConnectStage::ApiVersions, "too long");
        QVERIFY(std::chrono::steady_clock::now() - started < std::chrono::seconds(10));
    }

    void canBeCancelled()
    {
        const FakeServer silent;
        std::atomic<int> polls{0};
        const auto results = api::testConnection(
            to(silent.bootstrap()), api::Millis(100'000), {}, [&] { return ++polls > 5; });
        verifyFailsAt(results, ConnectStage::ApiVersions, "cancelled");
    }
};

QTEST_GUILESS_MAIN(ConnectStagesTest)
#include "connect_stages_test.moc"
