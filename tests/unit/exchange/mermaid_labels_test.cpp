// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/exchange/exporter.h"
#include "tests/support/board_builder.h"

using namespace stormbench::storming;

/// What Mermaid would read as its own even within the quotes of a label, found with its own parser
/// (tests/interop/mermaid_interop.mjs).
class MermaidLabelsTest : public QObject {
    Q_OBJECT
private slots:
    void wordsAndSignsOfItsOwn_data();
    void wordsAndSignsOfItsOwn();
};

void MermaidLabelsTest::wordsAndSignsOfItsOwn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("label");
    const auto row = [](const char* name, const char* text, const char* label) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(label);
    };
    row("nothing of its own", "Größe geändert: a-b, 1.5 🚀", "Größe geändert: a-b, 1.5 🚀");
    row("no text", " ", " ");
    // The grammar takes a whole line with these words for a statement, or cuts its last sign off.
    row("direction", "direction TB", "#100;irection TB");
    row("style", "Life style: #1;", "Life #115;tyle: #35;1#59;");
    row("classDef", "classDef x", "#99;lassDef x");
    // Lists cannot be drawn: instead of them a complaint would be.
    row("numbered list", "1. First\n12. Second", "1#46; First<br/>12#46; Second");
    row("dashed list", "- one\n+ two\n* three", "#45; one<br/>#43; two<br/>#42; three");
    row("Markdown", "**a** _b_ ~c~ `d`", "#42;#42;a#42;#42; #95;b#95; #126;c#126; #96;d#96;");
    row("formula", "$$x^2$$", "#36;#36;x^2#36;#36;");
    row("icon", "fa:fa-ban", "fa#58;fa-ban");
    row("HTML", "<b>&amp;</b>", "#60;b#62;#38;amp#59;#60;/b#62;");
    row("directive", "%%{init}%%", "#37;#37;#123;init#125;#37;#37;");
}

void MermaidLabelsTest::wordsAndSignsOfItsOwn()
{
    QFETCH(QString, text);
    QFETCH(QString, label);
    BoardBuilder builder;
    builder.note(NoteKind::Event, text);
    const auto written = QString::fromStdString(
        exporterNamed("mermaid")->describe(builder.board()).files.front().content);
    QVERIFY2(written.contains(QStringLiteral("n1[\"%1\"]:::kind_event").arg(label)),
        qPrintable(written));
}

QTEST_GUILESS_MAIN(MermaidLabelsTest)
#include "mermaid_labels_test.moc"
