// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include "storming/exchange/exporter.h"
#include "tests/support/board_builder.h"

using namespace stormbench::storming;

class ExporterTest : public QObject {
    Q_OBJECT
private slots:
    void everyExporterIsDeterministic();
    void asyncApiDescribesEachContext();
    void asyncApiReferencesResolve();
    void textsThatLookLikeOtherTypesStayTexts();
    void topicScriptCallsTheToolOncePerTopic();
    void sagasTellWhereRepliesBelong();
    void topologyTellsTheStepsOfASaga();
};

namespace {

/// Whose saga charges the card and waits for the reply.
Board sagaBoard()
{
    ShopBoard shop;
    const NoteId saga = shop.note(NoteKind::Saga, QStringLiteral("Order saga"));
    shop.chain({shop.orderPlaced, saga, shop.chargeCard});
    shop.set(saga, NoteProperty::Steps, std::vector<SagaStep>{{"Charge Card", "", 5000}});
    return shop.board();
}

}  // namespace

void ExporterTest::everyExporterIsDeterministic()
{
    const auto exported = [](const Exporter& exporter) {
        const ShopBoard shop;
        return exporter.describe ? exporter.describe(shop.board())
                                 : exporter.run(generate(shop.board()), {});
    };
    for (const auto& exporter : exporters()) {
        QVERIFY2(!exporter.run == !!exporter.describe, exporter.name);
        const auto first = exported(exporter);
        QVERIFY2(!first.files.empty(), exporter.name);
        QVERIFY2(first.files == exported(exporter).files, exporter.name);
        QVERIFY(exporterNamed(exporter.name) == &exporter);
    }
    QVERIFY(!exporterNamed("cuneiform"));
}

void ExporterTest::asyncApiDescribesEachContext()
{
    const auto result = exporterNamed("asyncapi")->run(generate(ShopBoard().board()), {});
    QCOMPARE(result.files.size(), std::size_t(2));
    QCOMPARE(result.files[0].path, std::string("billing.asyncapi.yaml"));
    const auto billing = YAML::Load(result.files[0].content);
    QCOMPARE(billing["asyncapi"].as<std::string>(), std::string("3.0.0"));
    QCOMPARE(billing["info"]["title"].as<std::string>(), std::string("Billing"));
    const auto receive
        = billing["operations"]["billing_charge_on_order_receive_shop_ordering_order_v1"];
    QCOMPARE(receive["action"].as<std::string>(), std::string("receive"));
    QCOMPARE(receive["bindings"]["kafka"]["groupId"]["enum"][0].as<std::string>(),
        std::string("billing.charge-on-order"));
    const auto channel = billing["channels"]["shop_billing_payment_provider_v1"];
    QCOMPARE(channel["address"].as<std::string>(), std::string("shop.billing.payment-provider.v1"));
    QCOMPARE(channel["bindings"]["kafka"]["partitions"].as<int>(), 6);
    QCOMPARE(billing["components"]["messages"]["billing_CardCharged"]["payload"]["required"].size(),
        std::size_t(2));
}

void ExporterTest::asyncApiReferencesResolve()
{
    const std::function<void(const YAML::Node&, const YAML::Node&, int&)> walk
        = [&](const YAML::Node& root, const YAML::Node& node, int& seen) {
              if (node.IsMap()) {
                  for (const auto& entry : node) {
                      if (entry.first.as<std::string>() == "$ref") {
                          YAML::Node target = YAML::Clone(root);
                          for (const auto& part :
                              QString::fromStdString(entry.second.as<std::string>())
                                  .mid(2)
                                  .split(u'/')) {
                              const YAML::Node next = target[part.toStdString()];
                              QVERIFY2(next.IsDefined(), entry.second.as<std::string>().c_str());
                              target.reset(next);
                          }
                          ++seen;
                      } else {
                          walk(root, entry.second, seen);
                      }
                  }
              } else if (node.IsSequence()) {
                  for (const auto& child : node)
                      walk(root, child, seen);
              }
          };
    for (const auto& file :
        exporterNamed("asyncapi")->run(generate(ShopBoard().board()), {}).files) {
        const auto document = YAML::Load(file.content);
        int seen = 0;
        walk(document, document, seen);
        QVERIFY(seen > 5);
    }
}

void ExporterTest::textsThatLookLikeOtherTypesStayTexts()
{
    ShopBoard shop;
    shop.set(shop.orderPlaced, NoteProperty::Text, QStringLiteral("yes"));
    const auto files = exporterNamed("asyncapi")->run(generate(shop.board()), {}).files;
    QVERIFY(files[1].content.find("title: \"yes\"") != std::string::npos);
}

/// Runs the script against a stand-in that writes down how it was called.
void ExporterTest::topicScriptCallsTheToolOncePerTopic()
{
    const auto topology = generate(ShopBoard().board());
    QTemporaryDir dir;
    const auto write = [&](const QString& name, const QByteArray& content) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    };
    write(QStringLiteral("kafka-topics.sh"),
        "#!/bin/sh\necho \"$@\" >>\"$(dirname \"$0\")/calls\"\n");
    for (const auto& file : exporterNamed("kafka-topics")->run(topology, {"broker:9092", 1}).files)
        write(QString::fromStdString(file.path), QByteArray::fromStdString(file.content));

    QProcess script;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(
        QStringLiteral("PATH"), dir.path() + u':' + environment.value(QStringLiteral("PATH")));
    script.setProcessEnvironment(environment);
    script.start(dir.filePath(QStringLiteral("create-topics.sh")), QStringList());
    QVERIFY(script.waitForFinished());
    QCOMPARE(script.exitCode(), 0);

    QFile calls(dir.filePath(QStringLiteral("calls")));
    QVERIFY(calls.open(QIODevice::ReadOnly));
    const auto lines = QString::fromUtf8(calls.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(std::size_t(lines.size()), topology.topics.size());
    QCOMPARE(lines.at(2),
        QStringLiteral("--bootstrap-server broker:9092 --create --if-not-exists --topic "
                       "shop.ordering.order.v1 --partitions 6 "
                       "--replication-factor 1 --config cleanup.policy=delete --config "
                       "retention.ms=604800000"));
}

void ExporterTest::sagasTellWhereRepliesBelong()
{
    const std::string reply = "#/channels/shop_main_order_saga_v1_reply";
    int seen = 0;
    for (const auto& file : exporterNamed("asyncapi")->run(generate(sagaBoard()), {}).files) {
        const auto document = YAML::Load(file.content);
        for (const char* name :
            {"billing_payment_provider_receive_shop_billing_payment_provider_v1_cmd",
                "main_order_saga_send_shop_billing_payment_provider_v1_cmd"}) {
            const auto operation = document["operations"][name];
            if (!operation)
                continue;
            ++seen;
            QCOMPARE(operation["reply"]["channel"]["$ref"].as<std::string>(), reply);
            QCOMPARE(operation["reply"]["messages"][0]["$ref"].as<std::string>(),
                reply + "/messages/main_OrderSagaReply");
            const auto headers
                = document["components"]["messages"]["billing_ChargeCard"]["headers"];
            QVERIFY(headers["properties"]["ce_replyto"].IsDefined());
            const auto payload
                = document["components"]["messages"]["main_OrderSagaReply"]["payload"];
            QCOMPARE(
                payload["properties"]["data"]["type"].as<std::string>(), std::string("object"));
        }
    }
    QCOMPARE(seen, 2);
}

void ExporterTest::topologyTellsTheStepsOfASaga()
{
    const auto files = exporterNamed("topology")->run(generate(sagaBoard()), {}).files;
    const auto document = nlohmann::json::parse(files.front().content);
    std::map<std::string, std::string> roles;
    for (const auto& topic : document["topics"])
        roles[topic["name"]] = topic["role"];
    QCOMPARE(roles["shop.main.order-saga.v1.state"], std::string("state"));
    QCOMPARE(roles["shop.main.order-saga.v1.reply"], std::string("replies"));
    for (const auto& service : document["services"]) {
        const bool isSaga = service["kind"] == "saga";
        QCOMPARE(service["saga"].is_null(), !isSaga);
        if (isSaga)
            QCOMPARE(service["saga"]["steps"][0]["timeoutMs"].get<int>(), 5000);
    }
}

QTEST_GUILESS_MAIN(ExporterTest)
#include "exporter_test.moc"
