// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/storage/producer_state.h"

using namespace stormbench;
using namespace stormbench::storage;

namespace {

constexpr std::int32_t kLast = std::numeric_limits<std::int32_t>::max();

struct Step {
    std::int16_t epoch;
    std::int32_t sequence;
    std::int32_t count;
};

enum Outcome { Append, Duplicate, OutOfOrder, Fenced };

BatchHeader headerOf(Step step, std::int64_t offset = 0)
{
    BatchHeader header;
    header.producerId = ProducerId(7);
    header.producerEpoch = ProducerEpoch(step.epoch);
    header.baseSequence = Sequence(step.sequence);
    header.lastOffsetDelta = step.count - 1;
    header.recordCount = step.count;
    header.baseOffset = Offset(offset);
    header.maxTimestamp = Millis(1000 + offset);
    return header;
}

ProducerState after(const std::vector<Step>& steps)
{
    ProducerState state;
    std::int64_t offset = 100;
    for (const auto step : steps) {
        state.update(headerOf(step, offset));
        offset += step.count;
    }
    return state;
}

}  // namespace

Q_DECLARE_METATYPE(std::vector<Step>)
Q_DECLARE_METATYPE(Step)

class ProducerStateTest : public QObject {
    Q_OBJECT

private slots:
    void rules_data()
    {
        QTest::addColumn<std::vector<Step>>("before");
        QTest::addColumn<Step>("next");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("duplicateOf");

        const std::vector<Step> none;
        const std::vector<Step> ten{{0, 0, 10}};
        const std::vector<Step> six{
            {0, 0, 1}, {0, 1, 1}, {0, 2, 1}, {0, 3, 1}, {0, 4, 1}, {0, 5, 1}};
        QTest::newRow("first") << none << Step{0, 0, 5} << int(Append) << 0;
        QTest::newRow("unknown producer goes on anywhere")
            << none << Step{3, 77, 5} << int(Append) << 0;
        QTest::newRow("next") << ten << Step{0, 10, 1} << int(Append) << 0;
        QTest::newRow("gap") << ten << Step{0, 11, 1} << int(OutOfOrder) << 0;
        QTest::newRow("same again") << ten << Step{0, 0, 10} << int(Duplicate) << 100;
        QTest::newRow("same start, shorter") << ten << Step{0, 0, 9} << int(OutOfOrder) << 0;
        QTest::newRow("inside") << ten << Step{0, 3, 2} << int(OutOfOrder) << 0;
        QTest::newRow("overlaps the end") << ten << Step{0, 9, 2} << int(OutOfOrder) << 0;
        QTest::newRow("fifth last is remembered") << six << Step{0, 1, 1} << int(Duplicate) << 101;
        QTest::newRow("newest is remembered") << six << Step{0, 5, 1} << int(Duplicate) << 105;
        QTest::newRow("sixth last is forgotten") << six << Step{0, 0, 1} << int(OutOfOrder) << 0;
        QTest::newRow("older epoch")
            << std::vector<Step>{{2, 0, 1}} << Step{1, 1, 1} << int(Fenced) << 0;
        QTest::newRow("older epoch, same sequence")
            << std::vector<Step>{{2, 0, 1}} << Step{1, 0, 1} << int(Fenced) << 0;
        QTest::newRow("newer epoch from 0") << ten << Step{1, 0, 1} << int(Append) << 0;
        QTest::newRow("newer epoch not from 0") << ten << Step{1, 10, 1} << int(OutOfOrder) << 0;
        QTest::newRow("epoch change forgets batches")
            << std::vector<Step>{{0, 0, 1}, {1, 0, 2}} << Step{1, 0, 1} << int(OutOfOrder) << 0;
        QTest::newRow("wraps to 0")
            << std::vector<Step>{{0, kLast, 1}} << Step{0, 0, 1} << int(Append) << 0;
        QTest::newRow("wrap expected")
            << std::vector<Step>{{0, kLast, 1}} << Step{0, 1, 1} << int(OutOfOrder) << 0;
        QTest::newRow("wraps within a batch")
            << std::vector<Step>{{0, kLast - 1, 4}} << Step{0, 2, 1} << int(Append) << 0;
        QTest::newRow("duplicate across the wrap")
            << std::vector<Step>{{0, kLast - 1, 4}} << Step{0, kLast - 1, 4} << int(Duplicate)
            << 100;
    }
    void rules()
    {
        QFETCH(std::vector<Step>, before);
        QFETCH(Step, next);
        QFETCH(int, outcome);
        QFETCH(int, duplicateOf);
        const auto verdict = after(before).check(headerOf(next));
        switch (Outcome(outcome)) {
        case Append: QVERIFY(verdict.has_value() && !*verdict); break;
        case Duplicate:
            QVERIFY(verdict.has_value() && verdict->has_value());
            QCOMPARE((*verdict)->firstOffset().value(), std::int64_t(duplicateOf));
            QCOMPARE((*verdict)->lastOffset.value(), std::int64_t(duplicateOf) + next.count - 1);
            break;
        case OutOfOrder:
            QVERIFY(!verdict.has_value());
            QVERIFY(verdict.error().code == LogErrorCode::OutOfOrderSequence);
            break;
        case Fenced:
            QVERIFY(!verdict.has_value());
            QVERIFY(verdict.error().code == LogErrorCode::InvalidProducerEpoch);
            break;
        }
    }

    void idleProducersExpire()
    {
        auto state = after({{0, 0, 1}});  // its last timestamp is 1100
        QCOMPARE(state.expire(Millis(1149), Millis(50)), std::size_t(0));
        QCOMPARE(state.expire(Millis(1150), Millis(50)), std::size_t(1));
        QVERIFY(state.check(headerOf({0, 500, 1})).has_value());
    }

    void theSnapshotKeepsTheLastBatches()
    {
        const auto state = after({{3, 0, 4}, {3, 4, 2}});
        const auto restored = ProducerState::parse(state.serialize());
        QVERIFY(restored.has_value());
        const auto& entry = restored->producers().at(ProducerId(7));
        QCOMPARE(entry, state.producers().at(ProducerId(7)));
        QVERIFY(restored->check(headerOf({3, 0, 4})).value().has_value());
        QVERIFY(restored->check(headerOf({3, 4, 2})).value().has_value());
        QVERIFY(restored->check(headerOf({3, 6, 1})).has_value());
    }

    void everyDamagedByteOfASnapshotIsNoticed()
    {
        const auto good = after({{3, 0, 4}}).serialize();
        for (std::size_t at = 0; at < good.size(); ++at) {
            auto bad = good;
            bad[at] ^= 0x10;
            QVERIFY(!ProducerState::parse(bad).has_value());
            QVERIFY(!ProducerState::parse(ByteView(good).first(at)).has_value());
        }
    }

    void batchesWithoutProducerLeaveNoTrace()
    {
        ProducerState state;
        BatchHeader header;
        header.recordCount = 1;
        state.update(header);
        QVERIFY(state.empty());
    }
};

QTEST_GUILESS_MAIN(ProducerStateTest)
#include "producer_state_test.moc"
