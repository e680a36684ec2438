// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QXmlStreamReader>

#include "storming/scene/drawing_export.h"
#include "tests/support/board_builder.h"

using namespace stormbench::storming;

/// An SVG is XML whatever stands on the notes.
class SvgTextTest : public QObject {
    Q_OBJECT
private slots:
    void everyTextGivesXml_data();
    void everyTextGivesXml();
};

void SvgTextTest::everyTextGivesXml_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a bell") << QStringLiteral("ding\u0007dong");
    QTest::newRow("escape and form feed") << QStringLiteral("ding\u001b[1m\fdong");
    QTest::newRow("no character") << QStringLiteral("ding\uFFFF dong \uFFFE");
    QTest::newRow("signs of XML") << QStringLiteral("ding <b>&\"']]>dong");
}

void SvgTextTest::everyTextGivesXml()
{
    QFETCH(QString, text);
    BoardBuilder builder;
    builder.note(NoteKind::Event, text);
    const auto drawing = drawingOf(builder.board(), DrawingFormat::Svg);
    QVERIFY(drawing.has_value());
    QXmlStreamReader xml(*drawing);
    QString read;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::Characters)
            read += xml.text();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY2(read.contains(QLatin1String("ding")) && read.contains(QLatin1String("dong")),
        qPrintable(read));
}

QTEST_MAIN(SvgTextTest)
#include "svg_text_test.moc"
