// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QXmlStreamReader>

#include "resources/ui/theme.h"
#include "storming/scene/drawing_export.h"
#include "tests/support/board_builder.h"

using namespace stormbench;
using namespace stormbench::storming;

class DrawingTest : public QObject {
    Q_OBJECT
private slots:
    void equalBoardsGiveEqualBytes_data();
    void equalBoardsGiveEqualBytes();
    void picturesShowTheNotesColors();
    void scaleDecidesThePixels();
    void svgHoldsTextsAsText();
    void pdfIsOnePage();
    void partsHoldWhatIsChosen();
    void emptyAndTooLargeAreRefused();
    void filesAreWrittenWhole();
    void hintsAndLocksAreNotDrawn();
    void privateNotesKeepTheirWords();
};

namespace {

constexpr int kShade = 12;

QByteArray bytesOf(const Board& board, DrawingFormat format)
{
    const auto drawing = drawingOf(board, format);
    return drawing ? *drawing : QByteArray();
}

/// What can be read in a drawing.
QString textsOf(const Board& board)
{
    QXmlStreamReader xml(bytesOf(board, DrawingFormat::Svg));
    QStringList texts;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("text"))
            texts += xml.readElementText(QXmlStreamReader::IncludeChildElements).simplified();
    texts.removeAll(QString());
    return texts.join(u' ');
}

}  // namespace

void DrawingTest::equalBoardsGiveEqualBytes_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("png") << int(DrawingFormat::Png) << QByteArray("\x89PNG");
    QTest::newRow("svg") << int(DrawingFormat::Svg) << QByteArray("<?xml");
    QTest::newRow("pdf") << int(DrawingFormat::Pdf) << QByteArray("%PDF-1.");
}

void DrawingTest::equalBoardsGiveEqualBytes()
{
    QFETCH(int, format);
    QFETCH(QByteArray, begins);
    const QByteArray first = bytesOf(ShopBoard().board(), DrawingFormat(format));
    QVERIFY(first.startsWith(begins));
    // A second later a time stamp would differ.
    const QDateTime start = QDateTime::currentDateTimeUtc();
    QTRY_VERIFY(start.time().second() != QDateTime::currentDateTimeUtc().time().second());
    QVERIFY(first == bytesOf(ShopBoard().board(), DrawingFormat(format)));
}

void DrawingTest::picturesShowTheNotesColors()
{
    BoardBuilder board;
    board.note(NoteKind::Event, QString());
    const auto picture = pictureOf(board.board(), 1);
    QVERIFY(picture);
    const QColor paper = ui::paperColor(ui::theme().scheme(), ui::Paper::Event);
    // A margin of 40, then the note of 120; near its lower edge there is nothing but paper, which
    // is a shade darker there.
    const QColor seen = picture->pixelColor(60, 145);
    for (const int off :
        {seen.red() - paper.red(), seen.green() - paper.green(), seen.blue() - paper.blue()})
        QVERIFY2(qAbs(off) <= kShade, qPrintable(seen.name()));
    QCOMPARE(picture->pixelColor(2, 2).name(), ui::theme().color(ui::Token::Board).name());
}

void DrawingTest::scaleDecidesThePixels()
{
    const Board board = ShopBoard().board();
    const QSize once = pictureSize(board, 1);
    const QSize thrice = pictureSize(board, 3);
    QVERIFY(qAbs(thrice.width() - 3 * once.width()) <= 2);
    const auto picture = pictureOf(board, 0.5);
    QVERIFY(picture);
    QCOMPARE(picture->size(), pictureSize(board, 0.5));
}

void DrawingTest::svgHoldsTextsAsText()
{
    QXmlStreamReader xml(bytesOf(ShopBoard().board(), DrawingFormat::Svg));
    QString texts;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::Characters)
            texts += xml.text().toString().trimmed() + u' ';
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const char* word : {"Shop", "Ordering", "Billing", "Customer"})
        QVERIFY2(texts.contains(QLatin1String(word)), word);
}

void DrawingTest::pdfIsOnePage()
{
    const QByteArray pdf = bytesOf(ShopBoard().board(), DrawingFormat::Pdf);
    QVERIFY(pdf.contains("/Count 1"));
    QVERIFY(pdf.contains("/CreationDate (D:20000101000000Z"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
}

void DrawingTest::partsHoldWhatIsChosen()
{
    const ShopBoard shop;
    QVERIFY(drawnPart(shop.board()) == shop.board());
    Selection frame;
    frame.frames.insert(shop.board().frames().begin()->first);
    const Board ordering = drawnPart(shop.board(), frame);
    QCOMPARE(ordering.frames().size(), std::size_t(1));
    QCOMPARE(ordering.notes().size(), std::size_t(4));
    QCOMPARE(ordering.connectors().size(), std::size_t(3));
    QCOMPARE(ordering.settings(), shop.board().settings());
    Selection notes;
    notes.notes = {shop.customer, shop.sales};
    QCOMPARE(drawnPart(shop.board(), notes).connectors().size(), std::size_t(0));
    Selection arrow;  // says nothing about what to draw
    arrow.connectors.insert(shop.board().connectors().begin()->first);
    QVERIFY(drawnPart(shop.board(), arrow) == shop.board());
}

void DrawingTest::emptyAndTooLargeAreRefused()
{
    for (const DrawingFormatEntry& entry : drawingFormats()) {
        const auto nothing = drawingOf(Board(), entry.format);
        QVERIFY(!nothing);
        QVERIFY(nothing.error().message.contains(QLatin1String("nothing to draw")));
    }
    const auto large = pictureOf(ShopBoard().board(), 20);
    QVERIFY(!large);
    QVERIFY(large.error().message.contains(QLatin1String("smaller scale")));
}

void DrawingTest::filesAreWrittenWhole()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("a.svg"));
    QCOMPARE(drawingFormatOf(path), DrawingFormat::Svg);
    QCOMPARE(drawingFormatOf(QStringLiteral("a.PDF")), DrawingFormat::Pdf);
    QVERIFY(!drawingFormatOf(QStringLiteral("a.gif")));
    QVERIFY(writeDrawing(ShopBoard().board(), path, DrawingFormat::Svg));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytesOf(ShopBoard().board(), DrawingFormat::Svg));
    const auto nowhere = writeDrawing(
        ShopBoard().board(), directory.filePath(QStringLiteral("no/a.svg")), DrawingFormat::Svg);
    QVERIFY(!nowhere);
    QVERIFY(nowhere.error().message.contains(QLatin1String("no/a.svg")));
}

void DrawingTest::hintsAndLocksAreNotDrawn()
{
    for (const NotationEntry& entry : notation()) {
        if (entry.kind == NoteKind::Legend || entry.kind == NoteKind::Timer)
            continue;  // what it is, and when, is no hint
        BoardBuilder board;
        board.note(entry.kind, QString());
        QCOMPARE(textsOf(board.board()), QString());
    }
    BoardBuilder plain;
    plain.frame(QString(), {plain.note(NoteKind::Event, QStringLiteral("Paid"))});
    QCOMPARE(textsOf(plain.board()), QStringLiteral("Paid"));
    BoardBuilder locked = plain;
    locked.set(NoteId(1), NoteProperty::Locked, true);
    Frame frame = locked.board().frames().begin()->second;
    frame.locked = true;
    locked.run(ChangeFrame{frame});
    QVERIFY(*pictureOf(locked.board()) == *pictureOf(plain.board()));
}

void DrawingTest::privateNotesKeepTheirWords()
{
    for (const NoteKind kind : {NoteKind::Event, NoteKind::Saga, NoteKind::Example}) {
        BoardBuilder board;
        const NoteId note = board.note(kind, QStringLiteral("given Secret"));
        board.set(note, NoteProperty::Steps, std::vector<SagaStep>{{"Secret", {}, 0}});
        QVERIFY(textsOf(board.board()).contains(QStringLiteral("Secret")));
        board.set(note, NoteProperty::Hidden, true);
        QVERIFY2(!textsOf(board.board()).contains(QStringLiteral("Secret")),
            qPrintable(textsOf(board.board())));
    }
}

QTEST_MAIN(DrawingTest)
#include "drawing_test.moc"
