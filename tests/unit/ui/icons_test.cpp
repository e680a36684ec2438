// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/icons.h"

#include "resources/ui/action_spec.h"
#include "resources/ui/theme.h"

#include <QAction>
#include <QSvgRenderer>
#include <QtTest>

using namespace stormbench::ui;

class IconsTest : public QObject {
    Q_OBJECT
private slots:
    void eachIconIsOnTheGrid_data()
    {
        QTest::addColumn<QString>("name");
        QVERIFY(iconNames().size() >= 60);
        for (const QString& name : iconNames())
            QTest::newRow(qPrintable(name)) << name;
    }
    void eachIconIsOnTheGrid()
    {
        QFETCH(QString, name);
        QFile file(QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/icons/%1.svg").arg(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        QVERIFY(svg.contains("viewBox=\"0 0 20 20\""));
        QVERIFY(svg.contains("stroke-width=\"1.6\""));
        QVERIFY2(!svg.contains('#'), "colours come from the theme");
        QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        // It draws something, and nothing at the very edge, where it would be cut off.
        const QImage image = iconPixmap(name, Qt::black, 40, 1.0).toImage();
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const bool ink = qAlpha(image.pixel(x, y)) > 128;
                inked += ink;
                const bool rim
                    = x == 0 || y == 0 || x == image.width() - 1 || y == image.height() - 1;
                QVERIFY(!(ink && rim));
            }
        }
        QVERIFY(inked > 15);
    }

    void iconsFollowTheTheme()
    {
        theme().setScheme(Scheme::Light);
        const QIcon play = icon(QStringLiteral("play"));
        const auto darkest = [&play] {
            const QImage image = play.pixmap(40, 40).toImage();
            int value = 255;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (qAlpha(image.pixel(x, y)) == 255)
                        value = qMin(value, qGray(image.pixel(x, y)));
                }
            }
            return value;
        };
        QVERIFY(darkest() < 60);
        theme().setScheme(Scheme::Dark);
        QVERIFY(darkest() > 200);
        theme().setScheme(Scheme::Light);
    }

    void iconsAreCrispAtTwiceTheSize()
    {
        const QPixmap pixmap = iconPixmap(QStringLiteral("topic"), Qt::black, 20, 2.0);
        QCOMPARE(pixmap.size(), QSize(40, 40));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }

    void aMissingIconIsNull()
    {
        QVERIFY(!hasIcon(QStringLiteral("no-such-icon")));
        QVERIFY(icon(QStringLiteral("no-such-icon")).isNull());
    }

    void anActionIsMadeAsDeclared()
    {
        ActionSpec spec;
        spec.id = QStringLiteral("board.undo");
        spec.text = QStringLiteral("Undo");
        spec.icon = QStringLiteral("undo");
        spec.shortcuts = {QKeySequence(QStringLiteral("Ctrl+Z"))};
        spec.tooltip = QStringLiteral("Take back the last edit");
        QObject owner;
        const QAction* action = makeAction(spec, &owner);
        QCOMPARE(action->objectName(), spec.id);
        QCOMPARE(action->text(), spec.text);
        QCOMPARE(action->toolTip(), QStringLiteral("Take back the last edit (Ctrl+Z)"));
        QVERIFY(!action->icon().isNull());
    }
};

QTEST_MAIN(IconsTest)
#include "icons_test.moc"
