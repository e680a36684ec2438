// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "storming/check/report.h"
#include "storming/store/text_form.h"

using namespace stormbench::storming;

namespace {

constexpr const char* kText = R"(storm 2
title "Shop"
level design
domain "shop"

frame 1 "Ordering" at -40,-60 size 640x300

flow 0,0: aggregate 4 "Order" > event 5 "Order placed"
hotspot 7 "Who pays?" at 0,900

aggregate 4
  field 1 "orderId" uuid
  key "orderId"

event 5
  field 1 "orderId" uuid

hotspot 7
  blocking true
)";

// With ' for ": moc stumbles over a raw string that has a quote behind a backslash.
QString golden(const char* text)
{
    return QString::fromUtf8(text).replace(u'\'', u'"');
}

constexpr const char* kTextReport
    = R"(boards/my shop.storm.txt:9: error: Hotspot "Who pays?": An open question blocks generation: "Who pays?" [blocking-hotspot]
boards/my shop.storm.txt:8: warning: Aggregate "Order": No command reaches the aggregate "Order" [aggregate-without-command]
boards/my shop.storm.txt:8: info: Domain event "Order placed": Nobody consumes "Order placed" [event-without-consumer]
1 error, 1 warning, 1 remark)";
constexpr const char* kJsonReport = R"([
  {
    'rule': 'blocking-hotspot',
    'severity': 'error',
    'place': 'Hotspot \'Who pays?\'',
    'message': 'An open question blocks generation: \'Who pays?\'',
    'fix': 'Answer it, or clear its blocking mark',
    'notes': [
      7
    ],
    'line': 9
  }
])";
constexpr const char* kSarifResult = R"({
    'level': 'warning',
    'locations': [
        {
            'logicalLocations': [
                {
                    'fullyQualifiedName': 'Ordering/Aggregate/Order',
                    'kind': 'aggregate',
                    'name': 'Order'
                }
            ],
            'physicalLocation': {
                'artifactLocation': {
                    'index': 0,
                    'uri': 'boards/my%20shop.storm.txt'
                },
                'region': {
                    'startLine': 8
                }
            }
        }
    ],
    'message': {
        'text': 'No command reaches the aggregate \'Order\'. Put the command it decides about to its left'
    },
    'partialFingerprints': {
        'ruleAndNotes/v1': 'aggregate-without-command:4'
    },
    'ruleId': 'aggregate-without-command'
}
)";

}  // namespace

/// What `stormctl check` prints, by golden text.
class CheckReportTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void linesOfATextForm();
    void text();
    void json();
    void sarif();
    void sarifOfEveryRule();
    void sarifNamesFilesWithoutDetours_data();
    void sarifNamesFilesWithoutDetours();
    void withoutFindings();

private:
    [[nodiscard]] ReportInput input() const
    {
        return {m_board, m_findings, QStringLiteral("boards/my shop.storm.txt"),
            linesOfElements(QString::fromUtf8(kText)), QStringLiteral("1.2.3")};
    }
    Board m_board;
    std::vector<Finding> m_findings;
};

void CheckReportTest::initTestCase()
{
    auto board = readText(QString::fromUtf8(kText));
    QVERIFY2(board, board ? "" : qPrintable(board.error().message));
    m_board = *std::move(board);
    m_findings = check(m_board);
}

// Words in quotes, and the details of a note further down, are no declarations.
void CheckReportTest::linesOfATextForm()
{
    const std::map<quint64, int> wanted{{1, 6}, {4, 8}, {5, 8}, {7, 9}};
    QVERIFY(linesOfElements(QString::fromUtf8(kText)) == wanted);
    const std::map<quint64, int> one{{3, 2}};
    QVERIFY(
        linesOfElements(QStringLiteral("# event\nevent 3 \"a \\\" event 4 \\\"\" at 0,0")) == one);
}

void CheckReportTest::text()
{
    QCOMPARE(QString::fromStdString(textReport(input())), QString::fromUtf8(kTextReport));
}

void CheckReportTest::json()
{
    std::vector<Finding> first{m_findings.front()};
    const ReportInput one{m_board, first, {}, {{7, 9}}, {}};
    QCOMPARE(QString::fromStdString(jsonReport(one)), golden(kJsonReport));
}

void CheckReportTest::sarif()
{
    const auto log = QJsonDocument::fromJson(QByteArray::fromStdString(sarifReport(input())));
    QCOMPARE(log[QStringLiteral("version")].toString(), QStringLiteral("2.1.0"));
    QJsonObject run = log[QStringLiteral("runs")][0].toObject();
    QCOMPARE(run[QStringLiteral("results")].toArray().size(), qsizetype(m_findings.size()));
    QJsonObject result = run[QStringLiteral("results")].toArray()[1].toObject();
    result.remove(QStringLiteral("ruleIndex"));
    QCOMPARE(QString::fromUtf8(QJsonDocument(result).toJson()), golden(kSarifResult));
}

// What the format asks of a rule and of a result: identifiers that agree, and known levels.
void CheckReportTest::sarifOfEveryRule()
{
    std::vector<Finding> all;
    for (const Rule& rule : rules())
        all.push_back({rule.id, rule.design, {}, {}, QStringLiteral("m"), {}});
    const ReportInput one{m_board, all, QStringLiteral("a.storm"), {}, {}};
    const auto log = QJsonDocument::fromJson(QByteArray::fromStdString(sarifReport(one)));
    const QJsonObject run = log[QStringLiteral("runs")][0].toObject();
    QCOMPARE(run[QStringLiteral("artifacts")][0][QStringLiteral("roles")][0].toString(),
        QStringLiteral("analysisTarget"));
    const QJsonArray declared
        = run[QStringLiteral("tool")][QStringLiteral("driver")][QStringLiteral("rules")].toArray();
    QCOMPARE(declared.size(), qsizetype(rules().size()));
    for (const QJsonValue& rule : declared) {
        QVERIFY(!rule[QStringLiteral("help")][QStringLiteral("text")].toString().isEmpty());
        QVERIFY(
            !rule[QStringLiteral("shortDescription")][QStringLiteral("text")].toString().isEmpty());
        // The standard's validator wants a name that tells more than the id, or none.
        QVERIFY(rule[QStringLiteral("name")].toString().compare(
                    rule[QStringLiteral("id")].toString(), Qt::CaseInsensitive)
            != 0);
    }
    for (const QJsonValue& result : run[QStringLiteral("results")].toArray()) {
        const QJsonValue rule = declared[result[QStringLiteral("ruleIndex")].toInt()];
        QCOMPARE(
            result[QStringLiteral("ruleId")].toString(), rule[QStringLiteral("id")].toString());
        const QStringList known{
            QStringLiteral("error"), QStringLiteral("warning"), QStringLiteral("note")};
        QVERIFY(known.contains(result[QStringLiteral("level")].toString()));
    }
}

void CheckReportTest::sarifNamesFilesWithoutDetours_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("uri");
    QTest::newRow("relative") << "boards/a b.storm.txt"
                              << "boards/a%20b.storm.txt";
    QTest::newRow("relative, with a detour") << "./x/../a.storm"
                                             << "a.storm";
    QTest::newRow("absolute, with a detour") << "/home/x/../y/a b.storm"
                                             << "file:///home/y/a%20b.storm";
}

void CheckReportTest::sarifNamesFilesWithoutDetours()
{
    QFETCH(QString, path);
    QFETCH(QString, uri);
    const std::vector<Finding> none;
    const auto log = QJsonDocument::fromJson(
        QByteArray::fromStdString(sarifReport({m_board, none, path, {}, {}})));
    const QJsonValue file = log[QStringLiteral("runs")][0][QStringLiteral("artifacts")][0];
    QCOMPARE(file[QStringLiteral("location")][QStringLiteral("uri")].toString(), uri);
}

void CheckReportTest::withoutFindings()
{
    const Board board;
    const std::vector<Finding> none;
    const ReportInput empty{board, none, QStringLiteral("a.storm"), {}, {}};
    QCOMPARE(textReport(empty), std::string("no findings"));
    QCOMPARE(jsonReport(empty), std::string("[]"));
    const auto log = QJsonDocument::fromJson(QByteArray::fromStdString(sarifReport(empty)));
    QVERIFY(log[QStringLiteral("runs")][0][QStringLiteral("results")].isArray());
}

QTEST_GUILESS_MAIN(CheckReportTest)
#include "check_report_test.moc"
