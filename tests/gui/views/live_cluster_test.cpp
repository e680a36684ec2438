// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>

#include "engine/api/cluster.h"
#include "engine/api/consumer.h"
#include "engine/api/producer.h"
#include "resources/ui/state_pane.h"
#include "resources/ui/theme.h"
#include "views/common/table_view.h"
#include "views/models/message_model.h"
#include "views/panes/brokers_pane.h"
#include "views/panes/connect_dialog.h"
#include "views/panes/groups_pane.h"
#include "views/panes/message_detail.h"
#include "views/panes/messages_pane.h"
#include "views/panes/stage_list.h"
#include "views/panes/topic_actions.h"
#include "views/panes/topics_pane.h"

using namespace stormbench;
using namespace stormbench::views;
using api::ConnectStage;

namespace {

constexpr int kPatience = 60'000;
const QString kTopic = QStringLiteral("orders");

TableView* tableOf(const QWidget& pane, const QString& name)
{
    for (auto* view : pane.findChildren<TableView*>()) {
        if (view->accessibleName() == name)
            return view;
    }
    return nullptr;
}

/// What a column of the first row shows, found by its heading.
QString cell(const TableView& table, const QString& column, int row = 0)
{
    const auto* model = table.model();
    for (int i = 0; i < model->columnCount(); ++i) {
        if (model->headerData(i, Qt::Horizontal).toString() == column)
            return model->index(row, i).data().toString();
    }
    return QStringLiteral("no column %1").arg(column);
}

Bytes bytes(std::string_view text)
{
    return {text.begin(), text.end()};
}

}  // namespace

/// The views against a real cluster, over the wire and by its exact observer: what a user does with
/// a topic from its creation to its end, and what the connect dialog says of each way to fail.
class LiveClusterTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void brokersAreUp();
    void aTopicFromItsCreationToItsEnd();
    void theDialogTestsALiveCluster();
    void theDialogNamesTheStageThatFails_data();
    void theDialogNamesTheStageThatFails();

private:
    void produce(int count) const;
    void tellWhoProduces();
    void consumeHalf() const;
    void runTest(ConnectDialog& dialog) const;

    QTemporaryDir m_directory;
    std::unique_ptr<api::Cluster> m_cluster;
    feed::ClusterFeed m_feed;
    History m_history;
    std::unique_ptr<feed::JobRunner> m_jobs = std::make_unique<feed::JobRunner>();
    PaneContext context()
    {
        return {m_feed, m_history, *m_jobs, [this] { return m_cluster->connection(); }, {}};
    }
};

void LiveClusterTest::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_directory.path());
    QCoreApplication::setOrganizationName(QStringLiteral("stormbench-test"));
    ui::theme().apply(*qApp);
    api::ClusterOptions options;
    options.brokers = 2;
    options.dataDirectory = m_directory.filePath(QStringLiteral("data")).toStdString();
    auto started = api::Cluster::start(options);
    QVERIFY2(started.has_value(), started ? "" : started.error().message.c_str());
    m_cluster = std::move(*started);
    connect(&m_feed, &feed::ClusterFeed::snapshotChanged, this,
        [this](const api::SnapshotPtr& snapshot) {
            if (snapshot)
                m_history.add(*snapshot);
        });
    m_feed.setSource(m_cluster->createObserver());
}

void LiveClusterTest::cleanupTestCase()
{
    m_jobs.reset();
    m_feed.setSource(nullptr);
    if (m_cluster)
        m_cluster->stop();
}

void LiveClusterTest::brokersAreUp()
{
    BrokersPane pane(context());
    pane.resize(1200, 300);
    pane.show();
    const auto* table = pane.findChild<TableView*>(QStringLiteral("tables/brokers"));
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, kPatience);
}

/// Of a client that stays connected for a moment.
void LiveClusterTest::tellWhoProduces()
{
    BrokersPane pane(context());
    pane.resize(1200, 300);
    pane.show();
    const auto* requests = pane.findChild<TableView*>(QStringLiteral("tables/requests"))->model();
    const auto* clients = pane.findChild<TableView*>(QStringLiteral("tables/clients"))->model();
    const auto producer = api::Producer::create(m_cluster->connection());
    QVERIFY(producer.has_value());
    const auto column = [](const QAbstractItemModel* model, int at) {
        QStringList texts;
        for (int row = 0; row < model->rowCount(); ++row)
            texts += model->index(row, at).data().toString();
        return texts;
    };
    QTRY_VERIFY_WITH_TIMEOUT(column(requests, 0).contains(QStringLiteral("Produce")), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(
        !column(clients, 7).filter(QStringLiteral("librdkafka")).isEmpty(), kPatience);
    const QString folder = qEnvironmentVariable("STORMBENCH_PICTURES");
    for (int tab = 1; tab < 3 && !folder.isEmpty(); ++tab) {
        pane.findChild<QTabWidget*>()->setCurrentIndex(tab);
        QCoreApplication::processEvents();
        pane.grab().save(folder + QStringLiteral("/views-brokers-live-%1.png").arg(tab));
    }
}

void LiveClusterTest::produce(int count) const
{
    const auto producer = api::Producer::create(m_cluster->connection());
    QVERIFY(producer.has_value());
    std::atomic<int> failed = 0;
    for (int i = 0; i < count; ++i) {
        api::OutgoingRecord record;
        record.topic = kTopic.toStdString();
        record.partition = PartitionIndex(i % 2);
        record.key = bytes("customer-" + std::to_string(i));
        record.value = bytes(R"({"orderId":)" + std::to_string(i) + R"(,"total":12.50})");
        record.headers = {{"ce_type", bytes("OrderPlaced")}, {"traceparent", bytes("00-ab-cd-01")}};
        QVERIFY((*producer)
                    ->send(std::move(record),
                        [&failed](const Result<api::Delivery>& delivery) {
                            if (!delivery)
                                ++failed;
                        })
                    .has_value());
    }
    QVERIFY((*producer)->flush(api::Millis(kPatience)).has_value());
    QCOMPARE(failed.load(), 0);
}

/// A member of the group "billing" that commits 3 of the 5 records of partition 0 and leaves.
void LiveClusterTest::consumeHalf() const
{
    api::ConsumerSettings settings;
    settings.group = "billing";
    const auto consumer = api::Consumer::create(m_cluster->connection(), settings);
    QVERIFY(consumer.has_value());
    QVERIFY((*consumer)->subscribe({kTopic.toStdString()}).has_value());
    std::size_t read = 0;  // QTRY asks again after a yes
    const auto all = [&] {
        if (auto polled = (*consumer)->poll(api::Millis(100)))
            read += polled->size();
        return read;
    };
    QTRY_COMPARE_WITH_TIMEOUT(all(), std::size_t(10), kPatience);
    QVERIFY(
        (*consumer)->commit({{{kTopic.toStdString(), PartitionIndex(0)}, Offset(3)}}).has_value());
}

void LiveClusterTest::aTopicFromItsCreationToItsEnd()
{
    TopicsPane topics(context());
    GroupsPane groups(context());
    MessagesPane messages(context());
    for (QWidget* pane : {static_cast<QWidget*>(&topics), static_cast<QWidget*>(&groups),
             static_cast<QWidget*>(&messages)}) {
        pane->resize(1300, 360);
        pane->show();
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_feed.snapshot(), kPatience);

    // The dialog behind "Create topic" asks, creates over the wire, and the topic is selected.
    TopicActions* actions = topics.findChild<TopicActions*>();
    QVERIFY(actions);
    actions->create();
    auto* dialog = topics.findChild<JobDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("name"));
    QVERIFY(!dialog->button()->isEnabled());
    QTest::keyClicks(name, kTopic);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY2_WITH_TIMEOUT(
        !topics.findChild<JobDialog*>(), "the dialog did not close", kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(topics.selectedTopic(), kTopic, kPatience);
    const auto* partitions = tableOf(topics, QStringLiteral("Partitions"));
    QTRY_COMPARE(partitions->model()->rowCount(), 3);
    QTRY_VERIFY_WITH_TIMEOUT(cell(*partitions, QStringLiteral("Leader")).toInt() > 0, kPatience);

    // A second topic of that name is refused where it was asked for, in words.
    actions->create();
    dialog = topics.findChild<JobDialog*>();
    dialog->findChild<QLineEdit*>(QStringLiteral("name"))->setText(kTopic);
    dialog->button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->failure().isEmpty(), kPatience);
    QVERIFY2(dialog->failure().contains(QLatin1String("exists")), qPrintable(dialog->failure()));
    QVERIFY(dialog->isVisible());
    delete dialog;

    // Its messages, as they arrive, with key, header and JSON.
    messages.showTopics({kTopic});
    QVERIFY(!messages.state().isShowingContent());
    messages.findChild<QComboBox*>()->setCurrentIndex(1);
    emit messages.findChild<QComboBox*>()->activated(1);
    produce(10);
    tellWhoProduces();
    QTRY_COMPARE_WITH_TIMEOUT(messages.model().held(), 10, kPatience);
    auto* list = tableOf(messages, QStringLiteral("Messages"));
    QVERIFY(cell(*list, QStringLiteral("Key")).startsWith(QLatin1String("customer-")));
    QCOMPARE(cell(*list, QStringLiteral("Type")), QStringLiteral("OrderPlaced"));
    list->setCurrentIndex(list->model()->index(0, 0));
    const auto* detail = messages.findChild<MessageDetail*>();
    QVERIFY2(detail->valueText().contains(QLatin1String("\"orderId\"")),
        qPrintable(detail->valueText()));
    QCOMPARE(detail->headerCount(), 2);

    // Figures are exact: the log ends where the records do.
    QTRY_COMPARE_WITH_TIMEOUT(
        cell(*tableOf(topics, QStringLiteral("Topics")), QStringLiteral("Records")),
        QStringLiteral("10"), kPatience);
    QTRY_COMPARE(cell(*partitions, QStringLiteral("Log end")), QStringLiteral("5"));

    // The group that committed 3 of partition 0 lags by 2 there, and says so after it has gone.
    consumeHalf();
    groups.selectGroup(QStringLiteral("billing"));
    QTRY_COMPARE_WITH_TIMEOUT(groups.selectedGroup(), QStringLiteral("billing"), kPatience);
    const auto* offsets = tableOf(groups, QStringLiteral("Committed offsets and lag"));
    QTRY_COMPARE_WITH_TIMEOUT(
        cell(*offsets, QStringLiteral("Lag")), QStringLiteral("2"), kPatience);
    QCOMPARE(cell(*offsets, QStringLiteral("Committed")), QStringLiteral("3"));
    QTRY_COMPARE_WITH_TIMEOUT(
        cell(*tableOf(groups, QStringLiteral("Consumer groups")), QStringLiteral("Members")),
        QStringLiteral("0"), kPatience);

    messages.showTopics({});

    // The end: the dialog names what is lost, deletes over the wire, and the row goes.
    const auto rows = topicRows(*m_feed.snapshot(), nullptr);
    const auto row = std::find_if(
        rows.begin(), rows.end(), [](const TopicRow& topic) { return topic.name == kTopic; });
    QVERIFY(row != rows.end());
    actions->remove(*row);
    dialog = topics.findChild<JobDialog*>();
    QVERIFY(dialog);
    dialog->button()->click();
    QTRY_VERIFY2_WITH_TIMEOUT(
        !topics.findChild<JobDialog*>(), "the dialog did not close", kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(topics.selectedTopic().isEmpty(), kPatience);
}

void LiveClusterTest::runTest(ConnectDialog& dialog) const
{
    QPushButton* test = nullptr;
    for (auto* button : dialog.findChildren<QPushButton*>()) {
        if (button->text() == QLatin1String("Test"))
            test = button;
    }
    QVERIFY(test);
    test->click();
    QCOMPARE(test->text(), QStringLiteral("Stop"));
    QTRY_COMPARE_WITH_TIMEOUT(test->text(), QStringLiteral("Test"), kPatience);
}

void LiveClusterTest::theDialogTestsALiveCluster()
{
    ConnectDialog dialog(nullptr);
    dialog.setSettings(m_cluster->connection());
    dialog.show();
    runTest(dialog);
    const auto* stages = dialog.findChild<StageList*>();
    for (const auto stage : {ConnectStage::Settings, ConnectStage::Resolve, ConnectStage::Tcp,
             ConnectStage::ApiVersions, ConnectStage::Metadata})
        QVERIFY2(stages->passed(stage), qPrintable(stages->textOf(stage)));
    QVERIFY2(stages->textOf(ConnectStage::Metadata).contains(QLatin1String("2 brokers")),
        qPrintable(stages->textOf(ConnectStage::Metadata)));
    QCOMPARE(stages->textOf(ConnectStage::Tls), QStringLiteral("not used"));
    QCOMPARE(stages->textOf(ConnectStage::Sasl), QStringLiteral("not used"));
}

void LiveClusterTest::theDialogNamesTheStageThatFails_data()
{
    QTest::addColumn<QString>("bootstrap");
    QTest::addColumn<int>("protocol");
    QTest::addColumn<int>("stage");
    QTest::addColumn<QString>("says");
    const auto closed = QStringLiteral("127.0.0.1:1");  // tcpmux, which nobody runs
    const QString live
        = QString::fromStdString(m_cluster->connection().bootstrap).section(u',', 0, 0);
    const auto plain = int(api::SecurityProtocol::Plaintext);
    const auto tls = int(api::SecurityProtocol::Ssl);
    QTest::newRow("closed port") << closed << plain << int(ConnectStage::Tcp) << "refuses";
    QTest::newRow("TLS to a plain-text port")
        << live << tls << int(ConnectStage::Tls) << "plain text";
    QTest::newRow("no such name") << "no-such-host.invalid:9092" << plain
                                  << int(ConnectStage::Resolve) << "no-such-host.invalid";
    QTest::newRow("no port") << "127.0.0.1:port" << plain << int(ConnectStage::Settings) << "port";
}

void LiveClusterTest::theDialogNamesTheStageThatFails()
{
    QFETCH(QString, bootstrap);
    QFETCH(int, protocol);
    QFETCH(int, stage);
    QFETCH(QString, says);
    ConnectDialog dialog(nullptr);
    api::ConnectionSettings settings;
    settings.bootstrap = bootstrap.toStdString();
    settings.protocol = static_cast<api::SecurityProtocol>(protocol);
    dialog.setSettings(settings);
    dialog.show();
    runTest(dialog);
    const auto* stages = dialog.findChild<StageList*>();
    const auto failing = static_cast<ConnectStage>(stage);
    const QString text = stages->textOf(failing);
    qInfo("%s", qPrintable(text));
    QVERIFY(stages->failed(failing));
    QVERIFY2(text.contains(says, Qt::CaseInsensitive), qPrintable(text));
    QVERIFY(!stages->passed(ConnectStage::Metadata));
    QCOMPARE(stages->textOf(ConnectStage::Metadata), QStringLiteral("not reached"));
}

QTEST_MAIN(LiveClusterTest)
#include "live_cluster_test.moc"
