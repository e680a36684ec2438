// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/client/configuration.h"
#include "engine/client/errors.h"

using namespace stormbench;
using namespace stormbench::client;

class ConnectionSettingsTest : public QObject {
    Q_OBJECT

private slots:
    void bootstrap_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one") << "localhost:9093"
                             << "localhost 9093";
        QTest::newRow("default port") << "kafka"
                                      << "kafka 9092";
        QTest::newRow("several, with blanks") << " a:1 , b:2,,c:65535 "
                                              << "a 1|b 2|c 65535";
        QTest::newRow("IPv6") << "[::1]:9092,[fe80::2]"
                              << "::1 9092|fe80::2 9092";
        QTest::newRow("empty") << ""
                               << "error";
        QTest::newRow("only commas") << ",,"
                                     << "error";
        QTest::newRow("scheme") << "http://kafka:9092"
                                << "error";
        QTest::newRow("no port after colon") << "kafka:"
                                             << "error";
        QTest::newRow("port 0") << "kafka:0"
                                << "error";
        QTest::newRow("port too large") << "kafka:65536"
                                        << "error";
        QTest::newRow("port not a number") << "kafka:90a"
                                           << "error";
        QTest::newRow("no host") << ":9092"
                                 << "error";
        QTest::newRow("bracket left open") << "[::1:9092"
                                           << "error";
    }
    void bootstrap()
    {
        QFETCH(QString, text);
        const auto hosts = parseBootstrap(text.toStdString());
        QStringList parts;
        if (hosts) {
            for (const auto& host : *hosts)
                parts += QString::fromStdString(fmt::format("{} {}", host.host, host.port));
        } else {
            QVERIFY(hosts.error().code == ErrorCode::InvalidArgument);
            parts += "error";
        }
        QTEST(parts.join('|'), "expected");
    }

    void refusesWhatCannotWork_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<QString>("mechanism");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<bool>("valid");
        const auto number
            = [](api::SecurityProtocol protocol) { return static_cast<int>(protocol); };
        QTest::newRow("plaintext") << number(api::SecurityProtocol::Plaintext) << "GSSAPI"
                                   << ""
                                   << "" << true;
        QTest::newRow("unknown mechanism") << number(api::SecurityProtocol::SaslSsl) << "GSSAPI"
                                           << "me"
                                           << "" << false;
        QTest::newRow("no user") << number(api::SecurityProtocol::SaslPlaintext) << "PLAIN"
                                 << ""
                                 << "" << false;
        QTest::newRow("SCRAM") << number(api::SecurityProtocol::SaslSsl) << "SCRAM-SHA-512"
                               << "me"
                               << "" << true;
        QTest::newRow("certificate without key") << number(api::SecurityProtocol::Ssl) << ""
                                                 << ""
                                                 << "c.pem" << false;
    }
    void refusesWhatCannotWork()
    {
        QFETCH(int, protocol);
        QFETCH(QString, mechanism);
        QFETCH(QString, user);
        QFETCH(QString, certificate);
        api::ConnectionSettings settings;
        settings.bootstrap = "localhost:9092";
        settings.protocol = static_cast<api::SecurityProtocol>(protocol);
        settings.saslMechanism = mechanism.toStdString();
        settings.saslUser = user.toStdString();
        settings.certificateFile = certificate.toStdString();
        QTEST(checkSettings(settings).has_value(), "valid");
    }

    void namesAWrongProperty()
    {
        api::ConnectionSettings settings;
        settings.bootstrap = "localhost:9092";
        settings.properties["no.such.property"] = "1";
        auto configuration = Configuration::forConnection(settings);
        QVERIFY(configuration.has_value());
        const auto client = configuration->build(ClientKind::Producer);
        QVERIFY(!client.has_value());
        QVERIFY(client.error().message.find("no.such.property") != std::string::npos);
    }

    void errorsKeepTheWireCode()
    {
        const auto error = errorFrom(36, "creating topic orders");
        QVERIFY(error.code == ErrorCode::AlreadyExists);
        QCOMPARE(error.wireCode, 36);
        QCOMPARE(error.message, std::string("creating topic orders: the topic exists already"));
        const auto own = errorFrom(-185, "reading", "3 requests");
        QVERIFY(own.code == ErrorCode::TimedOut);
        QCOMPARE(own.wireCode, 0);
        QVERIFY(own.message.ends_with("(3 requests)"));
        QVERIFY(errorFrom(13, {}).code == ErrorCode::Rejected);
    }
};

QTEST_GUILESS_MAIN(ConnectionSettingsTest)
#include "connection_settings_test.moc"
