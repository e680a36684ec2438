// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every kind of note and frame, with all they can carry, beside those in tests/screens.
// STORMBENCH_UPDATE_GOLDEN=1 draws the baselines anew, to be looked at.
#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/scene/board_view.h"
#include "tests/support/picture_compare.h"

#include <QBuffer>
#include <QPainter>
#include <QtTest>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

constexpr QSize kSize{960, 640};

QByteArray anImage()
{
    QImage image(160, 110, QImage::Format_RGB32);
    image.fill(QColor(0x9f, 0xc5, 0xe8));
    QPainter painter(&image);
    painter.fillRect(0, 70, 160, 40, QColor(0x6a, 0xa8, 0x4f));
    painter.setBrush(QColor(0xf6, 0xb2, 0x6b));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(105, 12, 34, 34);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

NoteId put(BoardController& board, NoteKind kind, QPointF corner, const QString& text)
{
    const QSizeF size = notationOf(kind).size;
    return board.addNote(kind, corner + QPointF(size.width() / 2, size.height() / 2), text);
}

// Every kind of the notation, by rows.
void kinds(BoardController& board)
{
    const std::map<NoteKind, QString> texts{{NoteKind::Event, "Order Placed"},
        {NoteKind::Command, "Place Order"},
        {NoteKind::Policy, "Whenever an order is placed, reserve its stock"},
        {NoteKind::Aggregate, "Order"}, {NoteKind::System, "Payment Provider"},
        {NoteKind::ReadModel, "Open Orders"}, {NoteKind::Actor, "Customer"},
        {NoteKind::Hotspot, "Who pays the return?"}, {NoteKind::Opportunity, "Ship the same day"},
        {NoteKind::Timer, "Payment due"}, {NoteKind::Saga, "Fulfilment"},
        {NoteKind::Value, "Trust"}, {NoteKind::Vote, ""},
        {NoteKind::Definition, "Reservation\nStock kept for one order"},
        {NoteKind::Screen, "Checkout"},
        {NoteKind::Example,
            "Sold out\nGiven one book is left\nWhen two customers order it\nThen the second is "
            "told"},
        {NoteKind::Legend, "What is what"}, {NoteKind::Picture, "The warehouse"}};
    QPointF at(0, 0);
    qreal lowest = 0;
    for (const NotationEntry& entry : notation()) {
        if (at.x() + entry.size.width() > 1180) {
            at = {0, lowest + 36};
            lowest = at.y();
        }
        put(board, entry.kind, at, texts.at(entry.kind));
        at.rx() += entry.size.width() + 36;
        lowest = qMax(lowest, at.y() + entry.size.height());
    }
}

void signs(BoardController& board)
{
    const auto set = [&](NoteId note, NoteProperty property, const PropertyValue& value) {
        board.setProperty({note}, property, value);
    };
    set(put(board, NoteKind::Event, {0, 0}, "Locked"), NoteProperty::Locked, true);
    const NoteId pivotal = put(board, NoteKind::Event, {160, 0}, "Order Paid");
    set(pivotal, NoteProperty::Pivotal, true);
    set(pivotal, NoteProperty::Public, true);
    const NoteId outside = put(board, NoteKind::Event, {320, 0}, "Parcel Handed Over");
    set(outside, NoteProperty::External, true);
    set(outside, NoteProperty::Votes, qint64(4));
    set(put(board, NoteKind::Command, {480, 0}, "Many votes"), NoteProperty::Votes, qint64(23));
    set(put(board, NoteKind::Hotspot, {640, 0}, "Blocks"), NoteProperty::Blocking, true);
    set(put(board, NoteKind::Event, {800, 0}, "A secret"), NoteProperty::Hidden, true);
    const NoteId remarked = put(board, NoteKind::Policy, {0, 170}, "Whenever paid, ship");
    set(remarked, NoteProperty::Comments,
        std::vector<Comment>{{"Ada", "Always?", 0, false}, {"Bo", "Yes", 0, false}});
    const NoteId saga = put(board, NoteKind::Saga, {260, 170}, "Fulfilment");
    set(saga, NoteProperty::Steps,
        std::vector<SagaStep>{{"Reserve", "Release", 0}, {"Charge", "Refund", 0}, {"Ship", "", 0}});
    const NoteId within = put(board, NoteKind::Timer, {520, 170}, "Payment due");
    set(within, NoteProperty::TimerMode, QString("within"));
    set(within, NoteProperty::IntervalMs, qint64(30 * 60 * 1000));
    const NoteId every = put(board, NoteKind::Timer, {680, 170}, "Close the day");
    set(every, NoteProperty::TimerMode, QString("every"));
    set(every, NoteProperty::IntervalMs, qint64(24 * 3600 * 1000));
    set(put(board, NoteKind::Value, {840, 180}, "Waiting"), NoteProperty::Sign, QString("-"));
    set(put(board, NoteKind::Screen, {0, 340}, "Checkout"), NoteProperty::Image, anImage());
    set(put(board, NoteKind::Picture, {260, 340}, "The yard"), NoteProperty::Image, anImage());
    put(board, NoteKind::Event, {540, 340}, "");
    const NoteId full = put(board, NoteKind::Event, {700, 340},
        "A text that is far too long for the small paper that somebody has chosen for it and "
        "therefore ends before its end, which nobody can read here");
    board.resize(full, {700, 340, 120, 80});
    BoardSettings settings = board.board().settings();
    settings.kinds[NoteKind::Policy] = {"Business rule", "#1F5F5B"};
    board.changeSettings(settings);
    put(board, NoteKind::Legend, {860, 320}, "");
}

void frames(BoardController& board)
{
    const auto frame = [&](FrameKind kind, const QRectF& rect, const QString& name) {
        const FrameId id = board.addFrame(rect, name);
        Frame changed = *board.board().frame(id);
        changed.kind = kind;
        changed.owner = kind == FrameKind::Context ? QString("Sales") : QString();
        board.changeFrame(changed);
    };
    frame(FrameKind::Context, {0, 0, 520, 240}, "Ordering");
    frame(FrameKind::Swimlane, {0, 300, 900, 170}, "Warehouse");
    frame(FrameKind::Slice, {580, 0, 150, 240}, "Pay");
    frame(FrameKind::Parking, {780, 0, 180, 240}, "");
    const NoteId command = put(board, NoteKind::Command, {30, 60}, "Place Order");
    const NoteId event = put(board, NoteKind::Event, {200, 60}, "Order Placed");
    board.setProperty({event}, NoteProperty::Pivotal, true);
    const NoteId policy = put(board, NoteKind::Policy, {40, 325}, "Whenever placed, pick");
    const NoteId pick = put(board, NoteKind::Command, {420, 325}, "Pick the Goods");
    put(board, NoteKind::Event, {595, 60}, "Order Paid");
    put(board, NoteKind::Hotspot, {810, 60}, "And gifts?");
    board.connectNotes(command, event, "at once");
    board.connectNotes(event, policy);
    board.connectNotes(policy, pick);
}

QImage draw(BoardController& board, ui::Scheme scheme)
{
    ui::theme().setScheme(scheme);
    ui::theme().setMotion(false);
    BoardView view(board);
    view.setMinimapVisible(false);
    view.resize(kSize);
    view.show();
    if (!QTest::qWaitForWindowExposed(&view))
        return {};
    view.fitRect(view.boardScene().contentBounds());
    return view.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

const char* nameOf(ui::Scheme scheme)
{
    return scheme == ui::Scheme::Light ? "light" : scheme == ui::Scheme::Dark ? "dark" : "contrast";
}

using Fill = void (*)(BoardController&);

}  // namespace

Q_DECLARE_METATYPE(Fill)

class ScreensTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::theme().apply(*qApp); }
    void cleanup() { ui::theme().setMotion(true); }

    void looksAsBefore_data()
    {
        QTest::addColumn<Fill>("fill");
        QTest::addColumn<int>("scheme");
        const std::pair<const char*, Fill> boards[]
            = {{"kinds", kinds}, {"signs", signs}, {"frames", frames}};
        for (const auto& [name, fill] : boards) {
            for (const auto scheme :
                {ui::Scheme::Light, ui::Scheme::Dark, ui::Scheme::HighContrast}) {
                QTest::addRow("%s-%s", name, nameOf(scheme)) << fill << int(scheme);
            }
        }
    }

    void looksAsBefore()
    {
        QFETCH(Fill, fill);
        QFETCH(int, scheme);
        BoardController board;
        fill(board);
        const QImage drawn = draw(board, static_cast<ui::Scheme>(scheme));
        QCOMPARE(drawn.size(), kSize);
        const QString name = QString::fromLatin1(QTest::currentDataTag()) + ".png";
        const QString path = QStringLiteral(STORMBENCH_SOURCE_DIR "/tests/screens/") + name;
        if (qEnvironmentVariableIsSet("STORMBENCH_UPDATE_GOLDEN")) {
            QVERIFY(drawn.save(path, "PNG", 0));
            return;
        }
        const QImage expected(path);
        QVERIFY2(!expected.isNull(), qPrintable(path));
        const PictureDifference found
            = difference(drawn, expected.convertToFormat(QImage::Format_RGB32));
        if (!found.isSmall())
            drawn.save(QDir::temp().filePath("stormbench-" + name));
        QVERIFY2(found.isSmall(),
            qPrintable(QStringLiteral("%1 % of the squares differ, %2 on average; what was drawn "
                                      "lies in %3")
                           .arg(found.strayShare * 100)
                           .arg(found.mean)
                           .arg(QDir::tempPath())));
    }

    void theComparisonSeesWhatAPersonWouldSee_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"colour", "place", "kind", "theme", "nothing"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }

    void theComparisonSeesWhatAPersonWouldSee()
    {
        QFETCH(QString, what);
        BoardController board;
        kinds(board);
        const QImage before = draw(board, ui::Scheme::Light);
        const NoteId first = board.board().notes().begin()->first;
        if (what == "colour") {
            BoardSettings settings = board.board().settings();
            settings.kinds[NoteKind::Event] = {QString(), "#7DB8F7"};
            board.changeSettings(settings);
        } else if (what == "place") {
            board.moveBy({first}, {}, {0, 60});
        } else if (what == "kind") {
            board.setKind({first}, NoteKind::ReadModel);
        }
        const QImage after
            = draw(board, what == "theme" ? ui::Scheme::HighContrast : ui::Scheme::Light);
        QCOMPARE(difference(before, after).isSmall(), what == "nothing");
    }
};

QTEST_MAIN(ScreensTest)
#include "screens_test.moc"
