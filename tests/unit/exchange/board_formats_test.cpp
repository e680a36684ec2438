// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QRegularExpression>

#include "storming/exchange/exporter.h"
#include "tests/support/board_builder.h"

using namespace stormbench::storming;

/// The formats that describe a board: Markdown glossary and Mermaid flowchart. With
/// STORMBENCH_UPDATE_GOLDEN set the golden files are written anew.
class BoardFormatsTest : public QObject {
    Q_OBJECT
private slots:
    void goldenFiles_data();
    void goldenFiles();
    void mermaidObeysItsGrammar_data();
    void mermaidObeysItsGrammar();
    void labelsCannotLeaveTheirQuotes();
    void markdownSignsAreTakenBack();
    void aBoardThatDoesNotGenerateIsDescribed();
    void privateNotesAreNotTold();
};

namespace {

/// A board with what the formats must cope with.
Board difficultBoard()
{
    ShopBoard shop;
    shop.set(shop.orderPlaced, NoteProperty::Description,
        QStringLiteral("The customer | pressed *Buy*.\nOnce."));
    shop.set(shop.orderPlaced, NoteProperty::Text,
        QStringLiteral("Order \"placed\"\n[today]; 100 % #1"));
    shop.set(shop.policy, NoteProperty::Rule, QStringLiteral("Whenever placed, then charge"));
    shop.set(shop.payment, NoteProperty::Owner, QStringLiteral("Team_Pay"));
    shop.note(NoteKind::Definition, QStringLiteral("SKU <b>"));
    shop.note(NoteKind::Hotspot, QStringLiteral("Who pays `fees`?"));
    shop.note(NoteKind::Vote, QString());
    shop.note(NoteKind::Timer, QString::fromUtf8("After 14 days →"));
    const NoteId touching = shop.note(NoteKind::Command, QStringLiteral("end"));
    shop.set(touching, NoteProperty::Rect,
        QRectF(shop.board().note(shop.customer)->rect.topRight() + QPointF(12, 0), kSquareNote));
    BoardSettings settings = shop.board().settings();
    settings.kinds[NoteKind::Policy] = {QStringLiteral("Business rule"), QStringLiteral("#112233")};
    shop.run(ChangeSettings{settings});
    return shop.board();
}

QString written(const char* format, const Board& board)
{
    const auto result = exporterNamed(format)->describe(board);
    return result.files.empty() ? QString() : QString::fromStdString(result.files.front().content);
}

}  // namespace

void BoardFormatsTest::goldenFiles_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("glossary.md") << "glossary";
    QTest::newRow("board.mmd") << "mermaid";
}

void BoardFormatsTest::goldenFiles()
{
    QFETCH(QString, format);
    const QString path = QStringLiteral(STORMBENCH_SOURCE_DIR "/tests/golden/exchange/")
        + QString::fromLatin1(QTest::currentDataTag());
    const QString text = written(format.toLatin1().constData(), difficultBoard());
    if (qEnvironmentVariableIsSet("STORMBENCH_UPDATE_GOLDEN")) {
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text.toUtf8());
    }
    QFile golden(path);
    QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(path));
    QCOMPARE(text.split(u'\n'), QString::fromUtf8(golden.readAll()).split(u'\n'));
}

void BoardFormatsTest::mermaidObeysItsGrammar_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("difficult") << written("mermaid", difficultBoard());
    QTest::newRow("shop") << written("mermaid", ShopBoard().board());
    QTest::newRow("empty") << written("mermaid", Board());
}

/// Line by line: every node is declared once, before it is used, within balanced subgraphs; every
/// class is defined; nothing else stands there.
void BoardFormatsTest::mermaidObeysItsGrammar()
{
    QFETCH(QString, text);
    const QString label = QStringLiteral("\"(?:[^\"#&<>`\\[\\]{}()|\\\\;%]|#\\d+;|<br/>)+\"");
    const QRegularExpression subgraph(QStringLiteral("^  subgraph (f\\d+)\\[%1\\]$").arg(label));
    const QRegularExpression node(
        QStringLiteral("^  (?:  )?(n\\d+)"
                       "(?:\\[%1\\]|\\(\\[%1\\]\\)|\\[\\[%1\\]\\]|\\[\\(%1\\)\\]|\\(\\(%1\\)\\)"
                       "|\\[/%1/\\]|\\{\\{%1\\}\\}|>%1\\]|\\(%1\\)):::(kind_\\w+)$")
            .arg(label));
    const QRegularExpression edge(
        QStringLiteral("^  (n\\d+) (?:-->|-\\.->)(?:\\|%1\\|)? (n\\d+)$").arg(label));
    const QRegularExpression style(QStringLiteral(
        "^  classDef (kind_\\w+) fill:#[0-9A-Fa-f]{6},stroke:#[0-9A-F]{6},color:#[0-9A-F]{6}$"));
    QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.takeFirst(), QStringLiteral("flowchart LR"));
    QSet<QString> nodes;
    QSet<QString> used;
    QSet<QString> defined;
    int depth = 0;
    for (const QString& line : lines) {
        if (const auto match = subgraph.match(line); match.hasMatch()) {
            QCOMPARE(++depth, 1);
        } else if (line == QLatin1String("  end")) {
            QCOMPARE(--depth, 0);
        } else if (const auto match = node.match(line); match.hasMatch()) {
            QVERIFY2(!nodes.contains(match.captured(1)), qPrintable(line));
            nodes.insert(match.captured(1));
            used.insert(match.captured(2));
        } else if (const auto match = edge.match(line); match.hasMatch()) {
            QVERIFY2(nodes.contains(match.captured(1)) && nodes.contains(match.captured(2)),
                qPrintable(line));
        } else if (const auto match = style.match(line); match.hasMatch()) {
            defined.insert(match.captured(1));
        } else {
            QFAIL(qPrintable(line));
        }
    }
    QCOMPARE(depth, 0);
    QCOMPARE(defined, used);
}

void BoardFormatsTest::labelsCannotLeaveTheirQuotes()
{
    BoardBuilder board;
    const NoteId a = board.note(NoteKind::Event, QStringLiteral("\"]; n2 --> n1 %%"));
    const NoteId b = board.note(NoteKind::Policy, QStringLiteral("`md` & #quot;"));
    Connector connector{ConnectorId(board.board().nextId()), a, b, QStringLiteral("a|b\"c"), false};
    board.run(AddConnector{connector});
    const QString text = written("mermaid", board.board());
    QVERIFY2(text.contains(QLatin1String("n1[\"#34;#93;#59; n2 --#62; n1 #37;#37;\"]")),
        qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("n1 -->|\"a#124;b#34;c\"| n2")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("#96;md#96; #38; #35;quot#59;")), qPrintable(text));
}

void BoardFormatsTest::markdownSignsAreTakenBack()
{
    const QString text = written("glossary", difficultBoard());
    QVERIFY2(text.contains(QLatin1String("The customer \\| pressed \\*Buy\\*.\n\nOnce.")),
        qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("Team\\_Pay")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("SKU \\<b\\>")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("### Business rule")), qPrintable(text));
}

void BoardFormatsTest::aBoardThatDoesNotGenerateIsDescribed()
{
    BoardBuilder board;
    board.note(NoteKind::Event, QString());
    for (const char* format : {"glossary", "mermaid"})
        QVERIFY(!written(format, board.board()).isEmpty());
}

void BoardFormatsTest::privateNotesAreNotTold()
{
    ShopBoard shop;
    QVERIFY(written("glossary", shop.board()).contains(QStringLiteral("Order Placed")));
    QVERIFY(written("mermaid", shop.board()).contains(QStringLiteral("Order Placed")));
    shop.set(shop.orderPlaced, NoteProperty::Hidden, true);
    QVERIFY(!written("glossary", shop.board()).contains(QStringLiteral("Order Placed")));
    QVERIFY(!written("mermaid", shop.board()).contains(QStringLiteral("Order Placed")));
    QVERIFY(written("mermaid", shop.board()).contains(QStringLiteral("Card Charged")));
}

QTEST_GUILESS_MAIN(BoardFormatsTest)
#include "board_formats_test.moc"
