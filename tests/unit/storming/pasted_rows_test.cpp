// SPDX-License-Identifier: GPL-3.0-or-later
// What other programs put on the clipboard becomes notes.
#include <QtTest>

#include "storming/edit/board_controller.h"
#include "storming/edit/pasted_rows.h"
#include "storming/edit/pictures.h"

#include <QtCore/QBuffer>
#include <QtCore/QMimeData>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtGui/QImage>
#include <QtGui/QUndoStack>

using namespace stormbench::storming;

using Rows = std::vector<PastedRow>;
Q_DECLARE_METATYPE(Rows)

class PastedRowsTest : public QObject {
    Q_OBJECT
private slots:
    void textIsReadAsNotes_data();
    void textIsReadAsNotes();
    void aBoardsOwnNamesOfKindsCount();
    void manyLinesLieInColumnsApart();
    void rowsPasteInOneStep();
    void aPictureBecomesANote();
    void aLargePictureIsScaledDown();
    void aSmallFileStaysAsItCame();
    void picturesFromFilesLieInARow();
    void textIsPreferredToItsPicture();
};

void PastedRowsTest::textIsReadAsNotes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Rows>("rows");
    using enum NoteKind;
    QTest::newRow("lines") << "Order placed\n\n  Order paid \r\nOrder shipped\n"
                           << Rows{{Hotspot, "Order placed", {}}, {Hotspot, "Order paid", {}},
                                  {Hotspot, "Order shipped", {}}};
    QTest::newRow("kind and text")
        << "command\tPlace order\nDomain event\tOrder placed\n"
        << Rows{{Command, "Place order", {}}, {Event, "Order placed", {}}};
    QTest::newRow("kinds as one writes them")
        << "READ MODEL\tOrders\nreadModel\tBills\nread-model\tStock"
        << Rows{{ReadModel, "Orders", {}}, {ReadModel, "Bills", {}}, {ReadModel, "Stock", {}}};
    QTest::newRow("description") << "policy\tShip\tWhenever paid\tand packed\t\n"
                                 << Rows{{Policy, "Ship", "Whenever paid\nand packed"}};
    QTest::newRow("without a kind") << "Order placed\tby the customer\n"
                                    << Rows{{Hotspot, "Order placed", "by the customer"}};
    QTest::newRow("an empty kind") << "\tOrder placed\tby the customer\n"
                                   << Rows{{Hotspot, "Order placed", "by the customer"}};
    QTest::newRow("heading") << "Kind\tText\tDescription\nactor\tCustomer\t\n"
                             << Rows{{Actor, "Customer", {}}};
    QTest::newRow("a kind's word alone is a text") << "Event\t\n" << Rows{};
    QTest::newRow("quoted cells") << "event\t\"Order\nplaced\"\t\"by \"\"Ann\"\"\"\n"
                                  << Rows{{Event, "Order placed", "by \"Ann\""}};
    QTest::newRow("only blanks") << " \t \n\t\n" << Rows{};
}

void PastedRowsTest::textIsReadAsNotes()
{
    QFETCH(QString, text);
    QFETCH(Rows, rows);
    const Rows read = readPasted(text, {}, NoteKind::Hotspot);
    for (const PastedRow& row : read)
        qInfo("%d %s | %s", int(row.kind), qPrintable(row.text), qPrintable(row.description));
    QVERIFY(read == rows);
}

void PastedRowsTest::aBoardsOwnNamesOfKindsCount()
{
    BoardSettings settings;
    settings.kinds[NoteKind::Policy] = {QStringLiteral("Reaction"), {}};
    const Rows read = readPasted("reaction\tShip", settings, NoteKind::Event);
    QVERIFY(read == (Rows{{NoteKind::Policy, "Ship", {}}}));
}

void PastedRowsTest::manyLinesLieInColumnsApart()
{
    QStringList lines;
    for (int i = 0; i < 50; ++i)
        lines << QStringLiteral("Note %1").arg(i);
    const Board board = boardOfRows(readPasted(lines.join(u'\n'), {}, NoteKind::Policy));
    QCOMPARE(board.notes().size(), 50u);
    QRectF all;
    for (const auto& [a, first] : board.notes()) {
        all |= first.rect;
        for (const auto& [b, second] : board.notes())
            QVERIFY(a == b || !first.rect.adjusted(-24, -24, 24, 24).intersects(second.rect));
    }
    QVERIFY(all.height() < 2400);
}

void PastedRowsTest::rowsPasteInOneStep()
{
    BoardController c;
    QMimeData data;
    data.setText("command\tPlace order\nevent\tOrder placed");
    const auto pasted = c.paste(data, {500, 500}, NoteKind::Event,
        [](const Note& note) { return note.rect.adjusted(0, 0, 0, 40); });
    QCOMPARE(pasted.notes.size(), 2u);
    QCOMPARE(c.undoStack()->count(), 1);
    QCOMPARE(c.board().note(*pasted.notes.begin())->kind, NoteKind::Command);
    QCOMPARE(c.board().note(*pasted.notes.begin())->rect.height(), 160.0);
}

void PastedRowsTest::aPictureBecomesANote()
{
    QImage image(400, 200, QImage::Format_RGB32);
    image.fill(Qt::red);
    QMimeData data;
    data.setImageData(image);
    BoardController c;
    const auto pasted = c.paste(data, {100, 100});
    QCOMPARE(pasted.notes.size(), 1u);
    const Note& note = *c.board().note(*pasted.notes.begin());
    QCOMPARE(note.kind, NoteKind::Picture);
    QCOMPARE(note.rect.center(), QPointF(100, 100));
    QCOMPARE(note.rect.width() / note.rect.height(), 2.0);
    const auto bytes = std::get<QByteArray>(note.value(NoteProperty::Image));
    QCOMPARE(QImage::fromData(bytes).size(), QSize(400, 200));
}

void PastedRowsTest::aLargePictureIsScaledDown()
{
    QImage image(3000, 2000, QImage::Format_RGB32);
    QRandomGenerator noise(7);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, noise.generate() | 0xff000000u);
    const auto picture = encodePicture(image);
    QVERIFY(picture);
    QVERIFY(picture->bytes.size() <= kLargestImage);
    const QImage stored = QImage::fromData(picture->bytes);
    QVERIFY(stored.width() <= 2048);
    QVERIFY(qAbs(double(stored.width()) / stored.height() - 1.5) < 0.01);
    QVERIFY(!encodePicture(QImage()));
    QVERIFY(!encodePicture(QByteArray("no picture")));
}

void PastedRowsTest::aSmallFileStaysAsItCame()
{
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::WriteOnly);
    QImage image(20, 20, QImage::Format_ARGB32);
    image.fill(Qt::blue);
    QVERIFY(image.save(&buffer, "PNG"));
    const auto picture = encodePicture(file);
    QVERIFY(picture);
    QCOMPARE(picture->bytes, file);
}

void PastedRowsTest::picturesFromFilesLieInARow()
{
    QTemporaryDir folder;
    QMimeData data;
    QList<QUrl> urls;
    for (const char* name : {"one.png", "two.jpg"}) {
        QImage image(100, 100, QImage::Format_RGB32);
        image.fill(Qt::green);
        QVERIFY(image.save(folder.filePath(name)));
        urls << QUrl::fromLocalFile(folder.filePath(name));
    }
    data.setUrls(urls);
    BoardController c;
    const auto pasted = c.paste(data, {0, 0});
    QCOMPARE(pasted.notes.size(), 2u);
    const Note& one = *c.board().note(*pasted.notes.begin());
    const Note& two = *c.board().note(*pasted.notes.rbegin());
    QCOMPARE(one.text, QStringLiteral("one"));
    QVERIFY(!one.rect.intersects(two.rect));
    QCOMPARE(one.rect.top(), two.rect.top());
}

// Spreadsheets put a picture of the cells beside their text.
void PastedRowsTest::textIsPreferredToItsPicture()
{
    QMimeData data;
    data.setText("event\tOrder placed");
    data.setImageData(QImage(10, 10, QImage::Format_RGB32));
    BoardController c;
    c.paste(data, {});
    QCOMPARE(c.board().notes().size(), 1u);
    QCOMPARE(c.board().notes().begin()->second.kind, NoteKind::Event);
}

QTEST_GUILESS_MAIN(PastedRowsTest)
#include "pasted_rows_test.moc"
