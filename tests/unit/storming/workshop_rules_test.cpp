// SPDX-License-Identifier: GPL-3.0-or-later
// The workshop's rules, without a window: timer, votes, parking, slides, sizes, palettes, outline.
#include "storming/model/private_notes.h"
#include "storming/workshop/ballot.h"
#include "storming/workshop/board_statistics.h"
#include "storming/workshop/countdown.h"
#include "storming/workshop/discussion.h"
#include "storming/workshop/frame_tree.h"
#include "storming/workshop/offered_kinds.h"
#include "storming/workshop/parking.h"
#include "storming/workshop/private_writing.h"
#include "storming/workshop/sizing.h"
#include "storming/workshop/slides.h"
#include "storming/workshop/step_words.h"
#include "tests/support/board_builder.h"

#include <QtTest>

using namespace stormbench::storming;
using namespace std::chrono_literals;

namespace {

FrameId addFrame(
    BoardBuilder& builder, const QRectF& rect, FrameKind kind = FrameKind::Context, int order = 0)
{
    Frame frame;
    frame.id = FrameId(builder.board().nextId());
    frame.rect = rect;
    frame.kind = kind;
    frame.order = order;
    builder.run(AddFrame{frame});
    return frame.id;
}

}  // namespace

class WorkshopRulesTest : public QObject {
    Q_OBJECT
private slots:
    void theTimerRunsPausesAndIsExtended()
    {
        Countdown timer;
        QVERIFY(!timer.isSet() && !timer.isOver(0ms));
        timer.start(5min, 1000ms);
        QCOMPARE(timer.left(61'000ms), Countdown::Ms(4min));
        timer.pause(61'000ms);
        QCOMPARE(timer.left(500'000ms), Countdown::Ms(4min));
        timer.resume(500'000ms);
        timer.add(1min, 500'000ms);
        QCOMPARE(timer.left(560'000ms), Countdown::Ms(4min));
        QVERIFY(!timer.isOver(799'999ms));
        QVERIFY(timer.isOver(800'000ms));
        QCOMPARE(timer.left(900'000ms), Countdown::Ms(0));
        timer.add(1min, 900'000ms);
        QCOMPARE(timer.left(900'000ms), Countdown::Ms(1min));
        timer.start(200min, 0ms);
        QCOMPARE(timer.left(0ms), Countdown::kLongest);
        timer.clear();
        QVERIFY(!timer.isSet());
    }

    void everybodyHasSoManyVotes()
    {
        ShopBoard shop;
        Ballot ballot(2);
        QVERIFY(ballot.add(shop.orderPlaced) && ballot.add(shop.orderPlaced));
        QVERIFY(!ballot.add(shop.policy));
        QVERIFY(!ballot.remove(shop.policy));
        QVERIFY(ballot.remove(shop.orderPlaced));
        QCOMPARE(ballot.left(), 1);
        QVERIFY(ballot.add(shop.policy));
        ballot.nextPerson();
        QCOMPARE(ballot.left(), 2);
        QCOMPARE(ballot.mine(shop.orderPlaced), 0);
        // What another has given is not theirs to take.
        QVERIFY(!ballot.remove(shop.orderPlaced));
        QVERIFY(ballot.add(shop.orderPlaced));
        shop.set(shop.sales, NoteProperty::Votes, qint64(1));
        for (const Operation& operation : ballot.closing(shop.board()))
            shop.run(operation);
        const std::vector<VoteCount> expected{
            {shop.orderPlaced, 2, 1}, {shop.policy, 1, 2}, {shop.sales, 1, 2}};
        QCOMPARE(ranking(shop.board()), expected);
        for (const Operation& operation : clearingVotes(shop.board()))
            shop.run(operation);
        QVERIFY(ranking(shop.board()).empty());
    }

    void hotspotsAreParkedAndTakenBack()
    {
        BoardBuilder builder;
        std::set<NoteId> hotspots;
        for (int i = 0; i < 14; ++i)
            hotspots.insert(builder.note(NoteKind::Hotspot, QStringLiteral("Why %1?").arg(i)));
        const NoteId event = builder.note(NoteKind::Event, QStringLiteral("Order placed"));
        const Board before = builder.board();
        std::set<NoteId> chosen = hotspots;
        chosen.insert(event);
        for (const Operation& operation :
            parkingPlan(builder.board(), chosen, QStringLiteral("Parking lot")))
            builder.run(operation);
        QCOMPARE(builder.board().frames().size(), 1u);
        const Frame& lot = builder.board().frames().begin()->second;
        QCOMPARE(lot.kind, FrameKind::Parking);
        QCOMPARE(parkedNotes(builder.board()), hotspots);
        QCOMPARE(builder.board().note(event)->rect, before.note(event)->rect);
        // All inside, none upon another, though there are more than the new lot has places for.
        for (const NoteId a : hotspots) {
            QVERIFY(lot.rect.contains(builder.board().note(a)->rect));
            for (const NoteId b : hotspots)
                QVERIFY(a == b
                    || !builder.board().note(a)->rect.intersects(builder.board().note(b)->rect));
        }
        QVERIFY(parkingPlan(builder.board(), chosen, {}).empty());
        for (const Operation& operation : unparkingPlan(builder.board(), hotspots))
            builder.run(operation);
        for (const NoteId id : hotspots)
            QCOMPARE(*builder.board().note(id), *before.note(id));
        // The lot that is there is used again.
        for (const Operation& operation : parkingPlan(builder.board(), hotspots, {}))
            builder.run(operation);
        QCOMPARE(builder.board().frames().size(), 1u);
    }

    void aLockedHotspotStays()
    {
        BoardBuilder builder;
        const NoteId id = builder.note(NoteKind::Hotspot, QStringLiteral("Why?"));
        builder.set(id, NoteProperty::Locked, true);
        QVERIFY(parkingPlan(builder.board(), {id}, {}).empty());
    }

    void privateNotesAreRevealed()
    {
        BoardBuilder builder;
        const NoteId open = builder.note(NoteKind::Event, QStringLiteral("Seen"));
        const NoteId hidden = builder.note(NoteKind::Event, QStringLiteral("Secret"));
        builder.set(hidden, NoteProperty::Hidden, true);
        QCOMPARE(hiddenNotes(builder.board()), std::set<NoteId>{hidden});
        for (const Operation& operation : revealing(hiddenNotes(builder.board())))
            builder.run(operation);
        QVERIFY(hiddenNotes(builder.board()).empty());
        QVERIFY(!builder.board().note(hidden)->isSet(NoteProperty::Hidden));
        QVERIFY(builder.board().note(open));
    }

    void aBoardIsCounted()
    {
        BoardBuilder builder;
        QCOMPARE(statisticsOf(builder.board()), BoardStatistics());
        const NoteId one = builder.note(NoteKind::Event, "One");
        const NoteId two = builder.note(NoteKind::Event, "Two");
        const NoteId hidden = builder.note(NoteKind::Event, "Three");
        builder.note(NoteKind::Actor, "Customer");
        builder.run(ChangeNote{one, NoteProperty::Pivotal, true});
        builder.run(ChangeNote{hidden, NoteProperty::Pivotal, true});
        builder.run(ChangeNote{hidden, NoteProperty::Hidden, true});
        builder.run(discussing(two, {{"Ada", "Always?", 0, false}, {"Bo", "Yes", 0, true}}));
        builder.run(discussing(hidden, {{"Ada", "Really?", 0, false}}));
        addFrame(builder, {0, 0, 400, 300});
        addFrame(builder, {0, 0, 400, 300}, FrameKind::Swimlane);
        const BoardStatistics found = statisticsOf(builder.board());
        QCOMPARE(found.kinds.size(), 2u);
        QVERIFY(found.kinds[0].kind == NoteKind::Event && found.kinds[0].count == 3);
        QVERIFY(found.kinds[1].kind == NoteKind::Actor && found.kinds[1].count == 1);
        QCOMPARE(found.pivotalEvents, 1);
        QCOMPARE(found.contexts, 1);
        QCOMPARE(found.openComments, 1);
    }

    void commentsAreCounted()
    {
        BoardBuilder builder;
        const NoteId id = builder.note(NoteKind::Event, QStringLiteral("Order placed"));
        builder.run(discussing(
            id, {{"Ann", "Really?", 1, false}, {"Ben", "Yes", 2, true}, {"Ann", "Hm", 3, false}}));
        QCOMPARE(openComments(*builder.board().note(id)), 2);
        builder.run(discussing(id, {}));
        QVERIFY(!builder.board().note(id)->isSet(NoteProperty::Comments));
    }

    void slidesComeByOrderThenByPosition()
    {
        BoardBuilder builder;
        const FrameId right = addFrame(builder, {1000, 10, 400, 300});
        const FrameId left = addFrame(builder, {0, 0, 400, 300});
        const FrameId below = addFrame(builder, {-500, 600, 400, 300});
        const FrameId second = addFrame(builder, {5000, 0, 400, 300}, FrameKind::Slice, 2);
        const FrameId first = addFrame(builder, {9000, 0, 400, 300}, FrameKind::Context, 1);
        addFrame(builder, {0, -900, 400, 300}, FrameKind::Parking);
        QCOMPARE(slides(builder.board()), (std::vector{first, second, left, right, below}));
    }

    void framesNestInTheOutline()
    {
        BoardBuilder builder;
        const FrameId lane = addFrame(builder, {10, 10, 300, 100}, FrameKind::Swimlane);
        const FrameId context = addFrame(builder, {0, 0, 800, 600});
        const FrameId other = addFrame(builder, {1000, 0, 300, 300});
        const std::vector<FrameEntry> expected{
            {context, std::nullopt}, {lane, context}, {other, std::nullopt}};
        QCOMPARE(frameTree(builder.board()), expected);
        Note note = makeNote(NoteId(builder.board().nextId()), NoteKind::Event, {100, 50});
        QCOMPARE(frameHolding(builder.board(), note), std::optional(lane));
        note.rect.moveCenter({500, 400});
        QCOMPARE(frameHolding(builder.board(), note), std::optional(context));
        note.properties[NoteProperty::Frame] = static_cast<qint64>(other.value());
        QCOMPARE(frameHolding(builder.board(), note), std::optional(other));
        note.properties.clear();
        note.rect.moveCenter({5000, 400});
        QCOMPARE(frameHolding(builder.board(), note), std::optional<FrameId>());
    }

    void aPaletteFollowsLevelAndMethod()
    {
        const auto offers = [](Level level, Method method, NoteKind kind) {
            const auto kinds = offeredKinds(level, method);
            return std::ranges::find(kinds, kind) != kinds.end();
        };
        QVERIFY(!offers(Level::BigPicture, Method::EventStorming, NoteKind::Command));
        QVERIFY(offers(Level::Process, Method::EventStorming, NoteKind::Policy));
        QVERIFY(offers(Level::Design, Method::EventStorming, NoteKind::Aggregate));
        for (const Level level : {Level::BigPicture, Level::Process, Level::Design}) {
            for (const NoteKind kind :
                {NoteKind::Screen, NoteKind::Command, NoteKind::Event, NoteKind::ReadModel})
                QVERIFY(offers(level, Method::EventModeling, kind));
            QVERIFY(!offers(level, Method::EventModeling, NoteKind::Aggregate));
        }
        QCOMPARE(offeredKinds(Level::Design, Method::EventStorming).size(), notation().size());
    }

    void partitionsFollowFromThePeak()
    {
        ShopBoard shop;
        shop.set(shop.customer, NoteProperty::RatePerSecond, {});
        QVERIFY(!suggestedPartitions(shop.board(), shop.order));
        shop.set(shop.orderPlaced, NoteProperty::PeakPerSecond, 200.0);
        shop.set(shop.orderPlaced, NoteProperty::RecordBytes, qint64(2000));
        const auto small = suggestedPartitions(shop.board(), shop.order);
        QVERIFY(small);
        QCOMPARE(small->value, 6);
        QVERIFY2(small->why.contains("200/s") && small->why.contains("KB"), qPrintable(small->why));
        // 200 a second that take 50 ms each keep ten busy.
        shop.set(shop.policy, NoteProperty::LatencyMs, 50.0);
        const auto busy = suggestedPartitions(shop.board(), shop.order);
        QCOMPARE(busy->value, 12);
        QVERIFY2(busy->why.contains("Charge on order takes 50 ms"), qPrintable(busy->why));
        shop.set(shop.orderPlaced, NoteProperty::PeakPerSecond, 100'000.0);
        const auto huge = suggestedPartitions(shop.board(), shop.order);
        QCOMPARE(huge->value, 48);
        QVERIFY2(huge->why.contains("not enough"), qPrintable(huge->why));
    }

    void retentionFollowsFromTheLifetime()
    {
        ShopBoard shop;
        QVERIFY(!suggestedRetention(shop.board(), shop.order));
        shop.set(shop.order, NoteProperty::LifetimeDays, 30.0);
        QCOMPARE(suggestedRetention(shop.board(), shop.order)->value, 37LL * 86'400'000);
        shop.set(shop.order, NoteProperty::EventSourced, true);
        QCOMPARE(suggestedRetention(shop.board(), shop.order)->value, -1);
    }

    void volumeNeedsRatesAndSizes()
    {
        ShopBoard shop;
        QVERIFY(expectedVolume(shop.board(), shop.order).isEmpty());
        shop.set(shop.orderPlaced, NoteProperty::RatePerSecond, 10.0);
        shop.set(shop.orderPlaced, NoteProperty::RecordBytes, qint64(700));
        // 10 × (700 + 300 of headers) × a day = 864 MB.
        QVERIFY2(expectedVolume(shop.board(), shop.order).contains("864 MB a day"),
            qPrintable(expectedVolume(shop.board(), shop.order)));
        shop.set(shop.order, NoteProperty::EventSourced, true);
        QVERIFY(expectedVolume(shop.board(), shop.order).contains("for ever"));
    }

    void stepsReadAsWords()
    {
        const Note note = makeNote(NoteId(1), NoteKind::Event, {});
        QCOMPARE(stepInWords({AddNote{note}, AddNote{note}}), QStringLiteral("2 notes added"));
        QCOMPARE(stepInWords({RemoveNote{NoteId(1)}}), QStringLiteral("1 note removed"));
        QCOMPARE(stepInWords({ChangeSettings{}}), QStringLiteral("Settings of the board"));
    }
};

QTEST_APPLESS_MAIN(WorkshopRulesTest)
#include "workshop_rules_test.moc"
