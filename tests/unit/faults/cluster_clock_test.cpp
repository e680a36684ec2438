// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/faults/cluster_clock.h"

using namespace stormbench;
using namespace stormbench::faults;
using namespace std::chrono_literals;

namespace {

class SetClock final : public env::Clock {
public:
    env::WallTime wall{1'000'000};
    env::SteadyTime steady{5'000'000};
    [[nodiscard]] env::WallTime wallNow() const override { return wall; }
    [[nodiscard]] env::SteadyTime steadyNow() const override { return steady; }
    void pass(env::Millis time)
    {
        wall += time;
        steady += time;
    }
};

}  // namespace

class ClusterClockTest : public QObject {
    Q_OBJECT

    SetClock m_machine;
    std::unique_ptr<ClusterClock> m_clock;

    /// How far both clocks went since the call before, in milliseconds.
    std::pair<qint64, qint64> moved()
    {
        const auto wall = m_clock->wallNow();
        const auto steady = m_clock->steadyNow();
        const std::pair<qint64, qint64> by((wall - m_wall).count(),
            std::chrono::duration_cast<env::Millis>(steady - m_steady).count());
        m_wall = wall;
        m_steady = steady;
        return by;
    }
    using Both = std::pair<qint64, qint64>;
    env::WallTime m_wall{};
    env::SteadyTime m_steady{};

private slots:
    void init()
    {
        m_machine = {};
        m_clock = std::make_unique<ClusterClock>(m_machine);
        moved();
    }

    void followsTheMachine()
    {
        m_machine.pass(7s);
        QCOMPARE(moved(), Both(7000, 7000));
        m_clock->bend(1, 0ms);
        QCOMPARE(moved(), Both(0, 0));
        m_machine.wall += 1h;  // an operator sets it
        QCOMPARE(moved(), Both(3'600'000, 0));
    }
    void leapsAhead()
    {
        m_clock->bend(1, 24h);
        QCOMPARE(moved(), Both(86'400'000, 86'400'000));
        m_machine.pass(1s);
        QCOMPARE(moved(), Both(1000, 1000));
    }
    void steadyTimeNeverGoesBack()
    {
        m_clock->bend(1, -1h);
        QCOMPARE(moved(), Both(-3'600'000, 0));
        m_clock->bend(1, 24h);
        QCOMPARE(moved(), Both(90'000'000, 90'000'000));
        m_clock->bend(1, 0ms);  // healed: the wall clock is right again
        QCOMPARE(moved(), Both(-86'400'000, 0));
        QCOMPARE(m_clock->wallNow(), m_machine.wallNow());
    }
    void aClockSetRightIsNoSleep()
    {
        m_clock->bend(1, -24h);
        moved();
        m_clock->bend(1, 0ms, ClusterClock::Leap::WallOnly);
        QCOMPARE(moved(), Both(86'400'000, 0));
    }
    void freezes()
    {
        m_clock->bend(0, 0ms);
        m_machine.pass(1min);
        QCOMPARE(moved(), Both(0, 0));
        m_clock->bend(0, 10s);  // it may be set while it stands
        QCOMPARE(moved(), Both(10'000, 10'000));
        m_clock->bend(1, 10s);  // the wall clock catches up, nobody has waited meanwhile
        QCOMPARE(moved(), Both(60'000, 0));
        m_machine.pass(1s);
        QCOMPARE(moved(), Both(1000, 1000));
    }
    void hurriesAndDawdles()
    {
        m_clock->bend(10, 0ms);
        m_machine.pass(2s);
        QCOMPARE(moved(), Both(20'000, 20'000));
        m_clock->bend(0.5, 0ms);
        m_machine.pass(2s);
        QCOMPARE(moved(), Both(1000, 1000));
        QCOMPARE(m_clock->rate(), 0.5);
        m_clock->bend(1, 0ms);
        QCOMPARE(moved(), Both(-17'000, 0));
        QCOMPARE(m_clock->wallNow(), m_machine.wallNow());
    }
    void skewsOneWallClock()
    {
        BrokerClock skewed(*m_clock), other(*m_clock);
        skewed.setSkew(-5min);
        m_clock->bend(1, 1h);
        QCOMPARE(other.wallNow() - skewed.wallNow(), env::Millis(5min));
        QCOMPARE(other.steadyNow(), skewed.steadyNow());
        QCOMPARE(other.wallNow() - m_machine.wallNow(), env::Millis(1h));
    }
};

QTEST_GUILESS_MAIN(ClusterClockTest)
#include "cluster_clock_test.moc"
