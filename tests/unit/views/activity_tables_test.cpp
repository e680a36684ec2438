// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QAbstractItemModelTester>

#include "views/models/activity_tables.h"

using namespace stormbench;
using namespace stormbench::views;

namespace {

api::Figure<double> exact(double value)
{
    return {value, api::Precision::Exact};
}

api::Snapshot busyCluster(int step)
{
    api::Snapshot snapshot;
    for (int broker = 3; broker >= 1; --broker) {
        for (const char* name : {"Produce", "Fetch", "Metadata"}) {
            api::RequestFigures figures;
            figures.broker = BrokerId(broker);
            figures.api = name;
            figures.perSecond = exact(step * broker);
            figures.inFlight = {step % 3, api::Precision::Exact};
            if (step > 0)
                figures.p99Micros = {1500.0, api::Precision::Estimated};
            snapshot.requests.push_back(figures);
        }
        for (int connection = step % 4; connection >= 0; --connection) {
            api::ClientFigures client;
            client.broker = BrokerId(broker);
            client.connection = static_cast<std::uint64_t>(connection + step);
            client.clientId = "billing";
            client.software = "librdkafka";
            client.softwareVersion = "2.0.2";
            client.principal = "User:ANONYMOUS";
            client.topics.push_back({"orders", exact(10), exact(1000), exact(0)});
            client.topics.push_back({"payments", exact(5), exact(500), exact(0)});
            client.topics.push_back({"stock", {}, {}, exact(300)});
            snapshot.clients.push_back(client);
        }
    }
    return snapshot;
}

}  // namespace

class ActivityTablesTest : public QObject {
    Q_OBJECT
private slots:
    void modelsKeepTheirContract()
    {
        const auto requests = makeRequestTable();
        const auto clients = makeClientTable();
        QAbstractItemModelTester requestTester(
            requests.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester clientTester(
            clients.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int step = 0; step < 40; ++step) {
            const auto snapshot = busyCluster(step);
            requests->setRows(requestRows(snapshot));
            clients->setRows(clientRows(snapshot));
            QCOMPARE(requests->rowCount(), static_cast<int>(snapshot.requests.size()));
            QCOMPARE(clients->rowCount(), static_cast<int>(snapshot.clients.size()));
        }
    }

    void requestsAreShownWithTheirError()
    {
        const auto table = makeRequestTable();
        table->setRows(requestRows(busyCluster(2)));
        QCOMPARE(table->index(0, 0).data().toString(), QStringLiteral("Fetch"));
        QCOMPARE(table->index(0, 1).data().toString(), QStringLiteral("1"));
        QCOMPARE(table->index(0, 6).data().toString(), QStringLiteral("≈ 1.5 ms"));
        QVERIFY(
            table->index(0, 6).data(Qt::ToolTipRole).toString().contains(QStringLiteral("12.5 %")));
        QCOMPARE(table->index(0, 5).data().toString(), QStringLiteral("–"));  // not told
        QCOMPARE(table->index(0, 7).data().toString(), QStringLiteral("2"));
    }

    void clientsAreShownWithWhatTheyDo()
    {
        const auto rows = clientRows(busyCluster(0));
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows.front().writes, QStringLiteral("orders, payments"));
        QCOMPARE(rows.front().reads, QStringLiteral("stock"));
        QCOMPARE(rows.front().bytesIn.value, 1500.0);
        QCOMPARE(rows.front().recordsIn.value, 15.0);
        QCOMPARE(rows.front().bytesOut.value, 300.0);
        QCOMPARE(rows.front().software, QStringLiteral("librdkafka 2.0.2"));
    }
};

QTEST_MAIN(ActivityTablesTest)
#include "activity_tables_test.moc"
