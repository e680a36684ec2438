// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "app/shell/live_presenter.h"

using namespace stormbench;
using namespace stormbench::app;
using storming::LagState;

class LivePresenterTest : public QObject {
    Q_OBJECT
private slots:
    void verdicts_data();
    void verdicts();
    void unknownLagHasNoFigure();
    void edgesCarryWhatWasObserved();
};

void LivePresenterTest::verdicts_data()
{
    QTest::addColumn<int>("firstLag");
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("consumed");
    QTest::addColumn<int>("expected");
    QTest::newRow("caught up") << 0 << 0 << 10.0 << int(LagState::Steady);
    QTest::newRow("a few wait") << 10 << 0 << 0.0 << int(LagState::Steady);
    QTest::newRow("far behind but moving") << 500 << 0 << 10.0 << int(LagState::Steady);
    QTest::newRow("falling behind") << 100 << 50 << 10.0 << int(LagState::Rising);
    QTest::newRow("catching up") << 1000 << -20 << 10.0 << int(LagState::Steady);
    QTest::newRow("nothing is committed") << 100 << 5 << 0.0 << int(LagState::Stalled);
}

void LivePresenterTest::verdicts()
{
    QFETCH(int, firstLag);
    QFETCH(int, step);
    QFETCH(double, consumed);
    QFETCH(int, expected);
    LivePresenter presenter;
    storming::LiveState state;
    for (int i = 0; i < 50; ++i) {
        storming::FlowSample sample;
        sample.consumers.push_back({{storming::NoteId(7)}, "billing.sales",
            {firstLag + i * step, api::Precision::Exact}, consumed, true});
        state = presenter.present(sample);
    }
    QCOMPARE(state.consumers.size(), std::size_t(1));
    QCOMPARE(int(state.consumers[0].state), expected);
    QCOMPARE(state.consumers[0].lag.value_or(-1), qint64(firstLag + 49 * step));
}

void LivePresenterTest::unknownLagHasNoFigure()
{
    LivePresenter presenter;
    storming::FlowSample sample;
    sample.consumers.push_back({{storming::NoteId(7)}, "billing.sales", {}, 0, false});
    QVERIFY(!presenter.present(sample).consumers[0].lag);
}

void LivePresenterTest::edgesCarryWhatWasObserved()
{
    LivePresenter presenter;
    storming::FlowSample sample;
    sample.edges.push_back({storming::NoteId(1), storming::NoteId(2), 12.5, 3});
    sample.sampled = true;
    sample.error = "no broker answers";
    const auto state = presenter.present(sample);
    QCOMPARE(state.edges[0].recordsPerSecond.value(), 12.5);
    QCOMPARE(state.edges[0].newRecords, qint64(3));
    QVERIFY(state.edges[0].estimated);
    QVERIFY(state.stale);
}

QTEST_MAIN(LivePresenterTest)
#include "live_presenter_test.moc"
