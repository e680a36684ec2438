// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of keys shows every line whole, in any window.
#include "storming/tools/key_sheet.h"

#include "resources/ui/fonts.h"
#include "tests/support/canvas_fixture.h"

#include <QScrollArea>
#include <QScrollBar>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

QList<KeyHelp> manyKeys()
{
    QList<KeyHelp> keys;
    for (int i = 0; i < 50; ++i)
        keys.append({QStringLiteral("Ctrl+Shift+Alt+%1").arg(i),
            i % 9 == 4
                ? QStringLiteral("Choose by name or arrow keys the frame that takes number %1")
                      .arg(i)
                : QStringLiteral("Do %1").arg(i)});
    return keys;
}

}  // namespace

class KeySheetTest : public QObject {
    Q_OBJECT
private slots:
    void noLineIsShortened_data()
    {
        QTest::addColumn<QSize>("room");
        QTest::addRow("large") << QSize(2500, 1300);
        QTest::addRow("usual") << QSize(1240, 700);
        QTest::addRow("small") << QSize(960, 560);
        QTest::addRow("a canvas between docks") << QSize(460, 300);
        QTest::addRow("too narrow for one column") << QSize(240, 300);
    }
    void noLineIsShortened()
    {
        QFETCH(QSize, room);
        const QFontMetrics metrics(ui::font(ui::Face::Body));
        const QList<KeyHelp> keys = manyKeys();
        const KeySheetLayout layout = layOutKeys(keys, metrics, room);
        QCOMPARE(layout.lines.size(), static_cast<size_t>(keys.size()));
        QVERIFY(layout.size.width() <= room.width());
        const auto fits = [&](const QRect& place, const QString& text, int flags) {
            return place.contains(metrics.boundingRect(place, flags, text))
                && QRect(QPoint(), layout.size).contains(place);
        };
        for (size_t i = 0; i < layout.lines.size(); ++i) {
            const auto& line = layout.lines[i];
            const KeyHelp& key = keys[static_cast<qsizetype>(i)];
            QVERIFY2(fits(line.keys, key.keys, kKeysFlags), qPrintable(key.keys));
            QVERIFY2(fits(line.what, key.what, kWhatFlags), qPrintable(key.what));
            for (size_t other = 0; other < i; ++other) {
                QVERIFY(!layout.lines[other].what.intersects(line.keys));
                QVERIFY(!layout.lines[other].what.intersects(line.what));
            }
        }
    }

    void asFewColumnsAsTheHeightAsksFor()
    {
        const QFontMetrics metrics(ui::font(ui::Face::Body));
        const QList<KeyHelp> few = manyKeys().mid(0, 5);
        const int row = layOutKeys(few, metrics, {2000, 1000}).size.height() / 5;
        QCOMPARE(layOutKeys(few, metrics, {2000, row * 3}).size.height(), row * 3);
        QVERIFY(layOutKeys(manyKeys(), metrics, {500, 200}).size.height() > 200);
    }

    void whatDoesNotFitIsScrolledByKeys()
    {
        CanvasFixture canvas;
        canvas.view.resize(420, 320);
        canvas.trigger("board.keys");
        KeySheet& sheet = canvas.actions.keySheet();
        QVERIFY(sheet.isVisible());
        QVERIFY(canvas.view.rect().contains(sheet.geometry()));
        QScrollBar& bar = *sheet.area().verticalScrollBar();
        QTRY_VERIFY(bar.maximum() > 0);
        canvas.key(Qt::Key_Down);
        QVERIFY(sheet.isVisible());
        const int line = bar.value();
        QVERIFY(line > 0);
        canvas.key(Qt::Key_PageDown);
        QVERIFY(bar.value() > line);
        canvas.key(Qt::Key_End);
        QCOMPARE(bar.value(), bar.maximum());
        canvas.key(Qt::Key_Home);
        QCOMPARE(bar.value(), 0);
        // A window that grows shows more of them.
        canvas.view.resize(1800, 1200);
        QTRY_COMPARE(bar.maximum(), 0);
        canvas.key(Qt::Key_Down);
        QVERIFY(!sheet.isVisible());
    }

    void theSheetIsClosedByAClickAndByEsc()
    {
        CanvasFixture canvas;
        KeySheet& sheet = canvas.actions.keySheet();
        canvas.trigger("board.keys");
        QTest::mouseClick(&sheet, Qt::LeftButton);
        QVERIFY(!sheet.isVisible());
        canvas.trigger("board.keys");
        QTest::mouseClick(canvas.view.viewport(), Qt::LeftButton, {}, QPoint(5, 5));
        QVERIFY(!sheet.isVisible());
        // Esc closes no more than the sheet.
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        canvas.view.selection().selectNote(note);
        canvas.trigger("board.keys");
        canvas.key(Qt::Key_Escape);
        QVERIFY(!sheet.isVisible());
        QCOMPARE(canvas.selectedNote(), note);
        canvas.key(Qt::Key_Escape);
        QVERIFY(!canvas.selectedNote().isValid());
    }

    void theKeyThatOpensTheSheetClosesIt()
    {
        CanvasFixture canvas;
        KeySheet& sheet = canvas.actions.keySheet();
        for (const bool open : {true, false, true}) {
            QTest::keyPress(&canvas.view, Qt::Key_Shift);
            QTest::keyClick(&canvas.view, '?');
            QTest::keyRelease(&canvas.view, Qt::Key_Shift);
            QCOMPARE(sheet.isVisible(), open);
        }
        // The key of an action closes it too, and does what it does.
        canvas.key(Qt::Key_N);
        QVERIFY(!sheet.isVisible());
    }
};

QTEST_MAIN(KeySheetTest)
#include "key_sheet_test.moc"
