// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "processes.h"
#include "storming/generate/topology.h"
#include "storming/store/board_file.h"

using namespace stormbench;
using namespace stormbench::interop;

/// The exported script is executed against a stand-in for kafka-topics.sh that forwards each call
/// to our cluster: the topics that result are the topology's.
class TopicScriptTest : public QObject {
    Q_OBJECT
private slots:
    void createsTheTopology();
};

namespace {

/// Understands the flags that the script uses.
constexpr const char* kStandIn = R"(#!/usr/bin/env bash
set -euo pipefail
arguments=()
while (($#)); do
  case $1 in
    --bootstrap-server) arguments+=(--bootstrap "$2"); shift ;;
    --create | --if-not-exists) ;;
    --topic) topic=$2; shift ;;
    --partitions | --replication-factor | --config) arguments+=("$1" "$2"); shift ;;
    *) echo "unknown flag $1" >&2; exit 1 ;;
  esac
  shift
done
exec "$STORMCTL" topics create "$topic" "${arguments[@]}"
)";

QJsonArray describedTopics(const QString& bootstrap, const QStringList& names)
{
    const auto described = run(
        stormctl(), QStringList{"topics", "describe", "--json", "--bootstrap", bootstrap} + names);
    return QJsonDocument::fromJson(described.out.toUtf8()).array();
}

}  // namespace

void TopicScriptTest::createsTheTopology()
{
    const QString sample
        = QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/order-fulfilment.storm.txt");
    const auto board = storming::readBoard(sample);
    QVERIFY(board.has_value());
    const auto topology = storming::generate(*board);

    QTemporaryDir directory;
    ClusterProcess cluster(directory.filePath("data"));
    QVERIFY2(cluster.ready(), qPrintable(cluster.errors()));
    QFile standIn(directory.filePath("kafka-topics.sh"));
    QVERIFY(standIn.open(QIODevice::WriteOnly));
    standIn.write(kStandIn);
    standIn.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    standIn.close();
    const auto exported = run(stormctl(),
        {"export", sample, "--format", "kafka-topics", "--out", directory.path(), "--bootstrap",
            cluster.bootstrap()});
    QCOMPARE(exported.exitCode, 0);

    QProcess script;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", directory.path() + ':' + environment.value("PATH"));
    environment.insert("STORMCTL", stormctl());
    script.setProcessEnvironment(environment);
    script.start(directory.filePath("create-topics.sh"), QStringList());
    QVERIFY(script.waitForFinished(kPatienceMs));
    QVERIFY2(script.exitCode() == 0, script.readAllStandardError().constData());

    QStringList names;
    for (const auto& topic : topology.topics)
        names += QString::fromStdString(topic.name);
    const auto described = describedTopics(cluster.bootstrap(), names);
    QCOMPARE(std::size_t(described.size()), topology.topics.size());
    for (const auto& value : described) {
        const auto topic = value.toObject();
        const auto* wanted = topology.topic(topic["name"].toString().toStdString());
        QVERIFY2(wanted, qPrintable(topic["name"].toString()));
        QCOMPARE(topic["partitions"].toArray().size(), wanted->partitions);
        const auto listed = run(stormctl(),
            {"topics", "config", topic["name"].toString(), "--json", "--bootstrap",
                cluster.bootstrap()});
        for (const auto& [name, config] : wanted->configs) {
            const auto entries = QJsonDocument::fromJson(listed.out.toUtf8()).array();
            const bool same = std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
                return entry.toObject()["name"].toString().toStdString() == name
                    && entry.toObject()["value"].toString().toStdString() == config;
            });
            QVERIFY2(same, name.c_str());
        }
    }
    QCOMPARE(cluster.stop(), 0);
}

QTEST_GUILESS_MAIN(TopicScriptTest)
#include "topic_script_test.moc"
