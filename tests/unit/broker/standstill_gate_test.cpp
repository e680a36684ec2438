// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/broker/standstill_gate.h"

using namespace stormbench;
using namespace stormbench::broker;
using namespace std::chrono_literals;

namespace {

/// One step at a moment, in milliseconds, and whether clients may be answered after it.
struct Step {
    enum Kind { Turn, Heartbeat, Image } kind;
    int at;      ///< a heartbeat: when it was sent
    int offset;  ///< what it told, or of the image
    bool open;
    bool closes = false;  ///< the turn finds a standstill
};
using Steps = std::vector<Step>;

}  // namespace
Q_DECLARE_METATYPE(Steps)

class StandstillGateTest : public QObject {
    Q_OBJECT
private slots:
    void opensAndCloses_data();
    void opensAndCloses();
};

void StandstillGateTest::opensAndCloses_data()
{
    using enum Step::Kind;
    QTest::addColumn<Steps>("steps");
    QTest::newRow("the first turn ends no standstill") << Steps{{Turn, 90'000, 0, true}};
    QTest::newRow("as long as allowed") << Steps{{Turn, 0, 0, true}, {Turn, 500, 0, true}};
    QTest::newRow("longer") << Steps{{Turn, 0, 0, true}, {Turn, 501, 0, false, true}};
    QTest::newRow("the image has what the heartbeat tells") << Steps{{Turn, 0, 0, true},
        {Image, 0, 7, true}, {Turn, 600, 0, false, true}, {Heartbeat, 600, 7, true}};
    QTest::newRow("the image comes after the heartbeat")
        << Steps{{Turn, 0, 0, true}, {Image, 0, 7, true}, {Turn, 600, 0, false, true},
               {Heartbeat, 610, 9, false}, {Image, 0, 8, false}, {Image, 0, 9, true}};
    QTest::newRow("the image comes first") << Steps{{Turn, 0, 0, true}, {Turn, 600, 0, false, true},
        {Image, 0, 9, false}, {Heartbeat, 600, 9, true}};
    QTest::newRow("a heartbeat from before the standstill")
        << Steps{{Turn, 0, 0, true}, {Image, 0, 7, true}, {Turn, 600, 0, false, true},
               {Heartbeat, 599, 7, false}, {Heartbeat, 601, 7, true}};
    QTest::newRow("again, while it is closed: what was told counts no more")
        << Steps{{Turn, 0, 0, true}, {Turn, 600, 0, false, true}, {Heartbeat, 600, 5, false},
               {Turn, 1200, 0, false, true}, {Image, 0, 5, false}, {Heartbeat, 700, 5, false},
               {Heartbeat, 1200, 5, true}};
    QTest::newRow("patience ends")
        << Steps{{Turn, 0, 0, true}, {Turn, 600, 0, false, true}, {Turn, 1000, 0, false},
               {Turn, 1400, 0, false}, {Turn, 1600, 0, true}, {Heartbeat, 1600, 5, true}};
    QTest::newRow("a controller that does not tell its offset")
        << Steps{{Turn, 0, 0, true}, {Turn, 600, 0, false, true}, {Heartbeat, 600, -1, true}};
}

void StandstillGateTest::opensAndCloses()
{
    QFETCH(Steps, steps);
    StandstillGate gate({500ms, 1000ms});
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& step = steps[i];
        bool closes = false;
        switch (step.kind) {
        case Step::Turn: closes = gate.onTurn(step.at * 1ms); break;
        case Step::Heartbeat: gate.onHeartbeat(step.at * 1ms, Offset{step.offset}); break;
        case Step::Image: gate.onImage(Offset{step.offset}); break;
        }
        QVERIFY2(gate.isOpen() == step.open, qPrintable(QString("step %1").arg(i)));
        QVERIFY2(closes == step.closes, qPrintable(QString("step %1").arg(i)));
    }
}

QTEST_GUILESS_MAIN(StandstillGateTest)
#include "standstill_gate_test.moc"
