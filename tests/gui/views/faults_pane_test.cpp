// SPDX-License-Identifier: GPL-3.0-or-later
// The faults panel by gestures, against faults that only take notes. With STORMBENCH_PICTURES=DIR
// its pictures are kept.
#include <QtTest>

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include "engine/api/fault_text.h"
#include "resources/ui/state_pane.h"
#include "resources/ui/theme.h"
#include "tests/support/synthetic_cluster.h"
#include "views/charts/line_chart.h"
#include "views/common/notice_bar.h"
#include "views/common/table_view.h"
#include "views/panes/faults_pane.h"
#include "views/panes/throughput_pane.h"

using namespace stormbench;
using namespace stormbench::views;

namespace {

constexpr int kSteps = 400;

/// Keeps what is asked for, and lets it be in force.
class FakeFaults final : public api::Faults {
public:
    Result<api::FaultId> apply(const api::Fault& fault) override
    {
        const std::lock_guard lock(m_mutex);
        m_said += QString::fromStdString(api::toText(fault));
        if (m_refusal)
            return fail(*m_refusal);
        const api::FaultId id(++m_lastId);
        if (!std::holds_alternative<api::BrokerRestart>(fault))
            m_state.active.push_back({id, fault, m_now, {}});
        return id;
    }
    Result<> heal(api::FaultId id) override
    {
        const std::lock_guard lock(m_mutex);
        m_said += QStringLiteral("heal #%1").arg(id.value());
        finish([id](const auto& entry) { return entry.id == id; });
        return {};
    }
    Result<> heal(const api::FaultTarget& target) override
    {
        const std::lock_guard lock(m_mutex);
        m_said += QString::fromStdString(api::toText(target));
        finish([&](const auto& entry) { return api::matches(target, entry.fault); });
        return {};
    }
    api::FaultStatePtr state() const override
    {
        const std::lock_guard lock(m_mutex);
        auto copy = std::make_shared<api::FaultState>(m_state);
        copy->number = static_cast<std::uint64_t>(m_said.size()) + 1;
        return copy;
    }
    QStringList said() const
    {
        const std::lock_guard lock(m_mutex);
        return m_said;
    }
    void refuse(const Error& error) { m_refusal = error; }
    void setNow(api::WallTime now) { m_now = now; }

private:
    template <class Which> void finish(Which which)
    {
        for (auto& entry : m_state.active) {
            if (which(entry)) {
                m_state.ended.push_back(entry);
                m_state.ended.back().endedAt = m_now;
            }
        }
        std::erase_if(m_state.active, which);
    }

    mutable std::mutex m_mutex;
    QStringList m_said;
    api::FaultState m_state;
    std::optional<Error> m_refusal;
    api::WallTime m_now{};
    std::int64_t m_lastId = 0;
};

struct Rig {
    feed::ClusterFeed feed;
    History history;
    std::unique_ptr<feed::JobRunner> jobs = std::make_unique<feed::JobRunner>();
    std::shared_ptr<test::FakeObserver::Wire> wire = std::make_shared<test::FakeObserver::Wire>();
    std::shared_ptr<FakeFaults> faults = std::make_shared<FakeFaults>();
    PaneContext context{feed, history, *jobs, [] { return api::ConnectionSettings(); }, {},
        [this] { return faults; }};
    std::unique_ptr<FaultsPane> pane;

    explicit Rig(bool remote = false)
    {
        pane = std::make_unique<FaultsPane>(context);
        pane->resize(1280, 420);
        pane->show();
        feed.setSource(std::make_unique<test::FakeObserver>(wire));
        publish(remote);
    }
    void publish(bool remote = false)
    {
        auto snapshot = test::orderCluster(kSteps, remote);
        for (auto& broker : snapshot.brokers)
            broker.state = api::BrokerState::Up;
        if (!remote)
            snapshot.faults = faults->state();
        wire->published(std::make_shared<const api::Snapshot>(snapshot));
    }
    template <class Widget> Widget* named(const QString& name) const
    {
        for (auto* widget : pane->findChildren<Widget*>()) {
            if (widget->accessibleName().startsWith(name) || widget->property("text") == name)
                return widget;
        }
        return nullptr;
    }
    /// Opens the menu by the keyboard and picks an entry.
    bool pick(const QString& button, const QString& entry) const
    {
        auto* opener = named<QToolButton>(button);
        if (!opener || !opener->menu())
            return false;
        QMetaObject::invokeMethod(opener->menu(), "aboutToShow");
        for (auto* action : opener->menu()->actions()) {
            if (action->text() == entry && action->isEnabled()) {
                action->trigger();
                return true;
            }
        }
        return false;
    }
    bool choose(const QString& box, const QString& entry) const
    {
        auto* choice = named<QComboBox>(box);
        const int index = choice ? choice->findText(entry) : -1;
        if (index < 0)
            return false;
        choice->setFocus();
        while (choice->currentIndex() != index)
            QTest::keyClick(choice, choice->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
        return true;
    }
};

}  // namespace

class FaultsPaneTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("stormbench-faults-test"));
        QSettings().clear();
        ui::theme().apply(*qApp);
    }

    void brokerIsKilledAndRestarted()
    {
        Rig rig;
        QTRY_VERIFY(rig.named<QPushButton>("Kill broker 2"));
        QTest::mouseClick(rig.named<QPushButton>("Kill broker 2"), Qt::LeftButton);
        QTRY_VERIFY(rig.named<QPushButton>("Restart broker 2"));
        QVERIFY(!rig.named<QPushButton>("Pause broker 2")->isEnabled());
        QVERIFY(rig.named<QPushButton>("Pause broker 1")->isEnabled());
        QTest::keyClick(rig.named<QPushButton>("Restart broker 2"), Qt::Key_Space);
        QTRY_COMPARE(rig.faults->said(), QStringList({"kill 2", "restart 2"}));
    }

    void brokerStandsStillAndGoesOn()
    {
        Rig rig;
        QTRY_VERIFY(rig.named<QPushButton>("Pause broker 3"));
        QTest::mouseClick(rig.named<QPushButton>("Pause broker 3"), Qt::LeftButton);
        QTRY_VERIFY(rig.named<QPushButton>("Let broker 3 go on"));
        QVERIFY(rig.named<QLabel>("standing still"));
        QTest::mouseClick(rig.named<QPushButton>("Let broker 3 go on"), Qt::LeftButton);
        QTRY_COMPARE(rig.faults->said(), QStringList({"pause 3", "heal #1"}));
    }

    void disksAndClocks()
    {
        Rig rig;
        QTRY_VERIFY(rig.named<QComboBox>("Disk of broker 1"));
        QVERIFY(rig.choose("Disk of broker 1", "Slow: 20 ms a write"));
        QTRY_COMPARE(rig.faults->said(), QStringList({"disk 1 slow 20ms"}));
        QVERIFY(rig.choose("Clock of broker 2", "5 min ahead"));
        QTRY_COMPARE(rig.faults->said().size(), 2);
        QCOMPARE(rig.faults->said().last(), "clock 2 skew +5m");
        QTRY_COMPARE(rig.named<QComboBox>("Clock of broker 2")->currentText(), "5 min ahead");
        QCOMPARE(rig.named<QComboBox>("Disk of broker 1")->currentText(), "Slow: 20 ms a write");
        QVERIFY(rig.choose("Disk of broker 1", "Sound"));
        QTRY_COMPARE(rig.faults->said().last(), "heal #1");
    }

    void aFaultFromElsewhereIsShown()
    {
        Rig rig;
        QTRY_VERIFY(rig.named<QComboBox>("Disk of broker 1"));
        QVERIFY(rig.faults->apply(
            api::DiskSlow{BrokerId(1), api::Millis(7), 0}));  // none of the box's own
        QVERIFY(rig.faults->apply(api::LinkCut{{{BrokerId(1)}, {BrokerId(2)}, true}}));
        rig.publish();
        QTRY_COMPARE(rig.named<QComboBox>("Disk of broker 1")->currentText(), "disk 1 slow 7ms");
        QTRY_COMPARE(rig.named<QToolButton>("Link between broker 1 and broker 2")->text(), "cut →");
    }

    void linksAreCutDelayedSlowedAndHealed()
    {
        Rig rig;
        const QString link = "Link between broker 1 and broker 3";
        QTRY_VERIFY(rig.named<QToolButton>(link));
        QCOMPARE(rig.named<QToolButton>(link)->text(), "sound");
        QVERIFY(!rig.pick(link, "Sound"));  // nothing to heal
        QVERIFY(rig.pick(link, "Cut"));
        QTRY_COMPARE(rig.named<QToolButton>(link)->text(), "cut");
        QVERIFY(rig.pick(link, "Delay each way by 200 ms"));
        QTRY_COMPARE(rig.named<QToolButton>(link)->text(), "cut, 200 ms");
        QVERIFY(rig.pick("Link between broker 2 and clients", "Slow to 64 KB/s"));
        QVERIFY(rig.pick("Link between broker 2 and clients", "Cut from clients to broker 2"));
        QTRY_COMPARE(rig.faults->said(),
            QStringList({"cut 1-3", "delay 1-3 200ms", "slow 2-clients 64KB/s", "cut clients>2"}));
        QVERIFY(rig.named<QToolButton>(link)->isChecked());
        QVERIFY(rig.pick(link, "Sound"));
        QTRY_COMPARE(rig.named<QToolButton>(link)->text(), "sound");
        QCOMPARE(rig.faults->said().mid(4), QStringList({"heal #1", "heal #2"}));
    }

    void theClusterTimeLeapsFreezesAndHurries()
    {
        Rig rig;
        QTRY_VERIFY(rig.named<QToolButton>("Leap ahead"));
        QVERIFY(rig.pick("Leap ahead", "By 7 d"));
        QTRY_COMPARE(rig.faults->said(), QStringList({"clock all jump +7d"}));
        auto* freeze = rig.named<QPushButton>("Freeze the cluster's time");
        QVERIFY(freeze);
        QTest::mouseClick(freeze, Qt::LeftButton);
        QTRY_COMPARE(rig.faults->said().last(), "clock all freeze");
        QTRY_COMPARE(freeze->text(), "Thaw");
        QVERIFY(!rig.named<QComboBox>("Speed of the cluster's time")->isEnabled());
        QTest::mouseClick(freeze, Qt::LeftButton);
        QTRY_COMPARE(rig.faults->said().last(), "heal #2");
        QTRY_VERIFY(rig.named<QComboBox>("Speed of the cluster's time")->isEnabled());
        QVERIFY(rig.choose("Speed of the cluster's time", "0.1 × as fast"));
        QTRY_COMPARE(rig.faults->said().last(), "clock all rate 0.1");
        QVERIFY(rig.pick("Leap ahead", "Back to this computer's time"));
        QTRY_COMPARE(rig.faults->said().last(), "heal #1");
    }

    void aSessionIsEnded()
    {
        Rig rig;
        QTRY_VERIFY(rig.named<QPushButton>("Kill broker 1"));
        const auto group = rig.feed.snapshot()->groups.at(1);
        const auto member = group.members.front().memberId;
        QTRY_VERIFY(rig.named<QToolButton>("End a session")->isEnabled());
        QVERIFY(rig.pick("End a session", QString::fromStdString(member)));
        QTRY_COMPARE(rig.faults->said(),
            QStringList(QString::fromStdString(api::toText(api::MemberExpiry{group.id, member}))));
    }

    void theListHealsOneAndAll()
    {
        Rig rig;
        QVERIFY(rig.faults->apply(api::DiskFull{BrokerId(1)}));
        QVERIFY(rig.faults->apply(api::ClockFreeze{}));
        QVERIFY(rig.faults->apply(api::BrokerPause{BrokerId(2)}));
        rig.publish();
        auto* list = rig.named<TableView>("Faults in force");
        QVERIFY(list);
        QTRY_COMPARE(list->model()->rowCount(), 3);
        QCOMPARE(list->model()->index(0, 0).data().toString(), "Disk of broker 1 is full");
        auto* heal = rig.named<QToolButton>("Heal selected");
        auto* healAll = rig.named<QToolButton>("Heal all");
        QVERIFY(heal && !heal->isEnabled() && healAll->isEnabled());
        list->selectRow(1);
        QVERIFY(heal->isEnabled());
        QTest::mouseClick(heal, Qt::LeftButton);
        QTRY_COMPARE(list->model()->rowCount(), 2);
        QCOMPARE(rig.faults->said().last(), "heal #2");
        QTest::mouseClick(healAll, Qt::LeftButton);
        QTRY_COMPARE(list->model()->rowCount(), 0);
        QCOMPARE(rig.faults->said().last(), "heal all");
        QTRY_VERIFY(!healAll->isEnabled());
        QVERIFY(rig.named<QLabel>("All sound"));
    }

    void whatFailsIsSaid()
    {
        Rig rig;
        QTRY_VERIFY(rig.named<QPushButton>("Kill broker 1"));
        rig.faults->refuse({ErrorCode::TimedOut, "the broker did not answer in time", 0});
        QTest::mouseClick(rig.named<QPushButton>("Kill broker 1"), Qt::LeftButton);
        const auto says = [&](const QString& text) {
            const auto bars = rig.pane->findChildren<NoticeBar*>();
            return std::any_of(bars.begin(), bars.end(),
                [&](const auto* bar) { return bar->isVisible() && bar->text().contains(text); });
        };
        QTRY_VERIFY(says("the broker did not answer in time"));
        QVERIFY(rig.named<QPushButton>("Kill broker 1"));
    }

    void aRemoteClusterCannotBeMadeToFail()
    {
        Rig rig(true);
        QTRY_VERIFY(!rig.pane->state().isShowingContent());
        QTRY_VERIFY(rig.pane->findChildren<QLabel*>().size() > 0);
        const auto labels = rig.pane->findChildren<QLabel*>();
        QTRY_VERIFY(std::any_of(labels.begin(), labels.end(), [](const auto* label) {
            return label->isVisible() && label->text().contains("Only the local cluster");
        }));
    }

    void everyControlHasANameAndATip()
    {
        Rig rig;
        QTRY_VERIFY(rig.named<QPushButton>("Kill broker 1"));
        for (auto* widget : rig.pane->findChildren<QWidget*>()) {
            const bool control = qobject_cast<QPushButton*>(widget)
                || qobject_cast<QComboBox*>(widget) || qobject_cast<QToolButton*>(widget);
            if (!control || !widget->isVisible())
                continue;
            const auto text = widget->property("text").toString();
            QVERIFY2(!widget->accessibleName().isEmpty() || !text.isEmpty(), qPrintable(text));
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(text));
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(text));
        }
    }

    void pictures_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << int(ui::Scheme::Light) << QSize(1280, 400);
        QTest::newRow("dark") << int(ui::Scheme::Dark) << QSize(1280, 400);
        QTest::newRow("contrast") << int(ui::Scheme::HighContrast) << QSize(1600, 500);
    }
    void pictures()
    {
        QFETCH(int, scheme);
        QFETCH(QSize, size);
        ui::theme().setScheme(static_cast<ui::Scheme>(scheme));
        ui::theme().apply(*qApp);
        Rig rig;
        rig.pane->resize(size);
        ThroughputPane charts(rig.context);
        charts.resize(size);
        charts.show();
        const auto end = test::orderCluster(kSteps).takenAt;
        for (int step = 0; step < kSteps; ++step)
            rig.history.add(test::orderCluster(step));
        rig.faults->setNow(end - api::Millis(40'000));
        QVERIFY(rig.faults->apply(api::BrokerPause{BrokerId(2)}));
        QVERIFY(
            rig.faults->apply(api::LinkDelay{{{BrokerId(1)}, api::kClients}, api::Millis(200)}));
        rig.faults->setNow(end - api::Millis(20'000));
        QVERIFY(rig.faults->apply(api::LinkCut{{{BrokerId(1)}, {BrokerId(3)}}}));
        QVERIFY(rig.faults->apply(api::DiskFull{BrokerId(3)}));
        QVERIFY(rig.faults->heal(api::FaultId(1)));
        rig.publish();
        auto last = test::orderCluster(kSteps);
        last.faults = rig.faults->state();
        rig.history.add(last);
        QTRY_COMPARE(rig.named<TableView>("Faults in force")->model()->rowCount(), 3);
        QTRY_VERIFY(charts.state().isShowingContent());
        QStringList marks;
        for (const auto& mark : rig.history.marks())
            marks += mark.text;
        for (const auto* mark : {"pause 2", "cut 1-3", "pause 2 healed"})
            QVERIFY2(marks.contains(mark), mark);
        keep(*rig.pane, "faults");
        keep(charts, "faults-charts");
        // Nothing is cut off where there is room.
        for (const auto* label : rig.pane->findChildren<QLabel*>()) {
            if (label->isVisible() && !label->text().isEmpty() && label->maximumWidth() > 10'000)
                QVERIFY2(
                    label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
        }
    }

private:
    static void keep(QWidget& widget, const QString& name)
    {
        const QString folder = qEnvironmentVariable("STORMBENCH_PICTURES");
        for (int turn = 0; turn < 5; ++turn)
            QCoreApplication::processEvents();
        if (!folder.isEmpty())
            widget.grab().save(
                QStringLiteral("%1/views-%2-%3.png")
                    .arg(folder, name, QString::fromLatin1(QTest::currentDataTag())));
    }
};

QTEST_MAIN(FaultsPaneTest)
#include "faults_pane_test.moc"
