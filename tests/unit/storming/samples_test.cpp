// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/check/checker.h"
#include "storming/generate/topology.h"
#include "storming/geometry/geometry.h"
#include "storming/store/board_file.h"
#include "storming/store/board_templates.h"
#include "storming/store/text_form.h"

using namespace stormbench::storming;

namespace {

QString fileOf(const BoardTemplate& sample)
{
    return QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/%1.storm.txt")
        .arg(QString::fromLatin1(sample.id));
}

void eachTemplate(bool samplesOnly)
{
    QTest::addColumn<const BoardTemplate*>("sample");
    for (const BoardTemplate& each : boardTemplates())
        if (each.kind == TemplateKind::Sample || !samplesOnly)
            QTest::newRow(each.id) << &each;
}

}  // namespace

class SamplesTest : public QObject {
    Q_OBJECT
private slots:
    void theTableHasEveryFile();
    void isWrittenAsItIsRead_data() { eachTemplate(false); }
    void isWrittenAsItIsRead();
    void hasNoFinding_data() { eachTemplate(false); }
    void hasNoFinding();
    void isWellLaidOut_data() { eachTemplate(false); }
    void isWellLaidOut();
    void generates_data() { eachTemplate(true); }
    void generates();
    void bothSagasAreOfOneDomain();
    void orderFulfilmentHasItsParts();
};

void SamplesTest::theTableHasEveryFile()
{
    QStringList named;
    for (const BoardTemplate& each : boardTemplates()) {
        named << QFileInfo(fileOf(each)).fileName();
        QVERIFY2(QString::fromUtf8(each.sentence).endsWith(QLatin1Char('.')), each.id);
        QVERIFY2(*each.title, each.id);
    }
    named.sort();
    QCOMPARE(QDir(QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards"))
                 .entryList({QStringLiteral("*.storm.txt")}, QDir::Files, QDir::Name),
        named);
    QFile list(QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/boards.qrc"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QString resources = QString::fromUtf8(list.readAll());
    for (const QString& file : named)
        QVERIFY2(resources.contains(file), qPrintable(file));
}

// STORMBENCH_UPDATE=1 writes the text anew.
void SamplesTest::isWrittenAsItIsRead()
{
    QFETCH(const BoardTemplate*, sample);
    const auto board = readBoard(fileOf(*sample));
    QVERIFY2(board, board ? "" : qPrintable(board.error().message));
    QFile text(fileOf(*sample));
    if (qEnvironmentVariableIsSet("STORMBENCH_UPDATE")) {
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(writeText(*board).toUtf8());
        text.close();
    }
    QVERIFY(text.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(text.readAll()), writeText(*board));
}

void SamplesTest::hasNoFinding()
{
    QFETCH(const BoardTemplate*, sample);
    const auto board = readBoard(fileOf(*sample));
    QVERIFY(board);
    QStringList said;
    for (const LevelEntry& level : levels())
        for (const Finding& finding : check(*board, level.level))
            said << QString::fromUtf8(level.name) + QStringLiteral(": ") + finding.message;
    QVERIFY2(said.isEmpty(), qPrintable(said.join(QLatin1Char('\n'))));
}

// No note lies on another, none straddles a frame, no frame crosses another, and everything stands
// on the grid.
void SamplesTest::isWellLaidOut()
{
    QFETCH(const BoardTemplate*, sample);
    const auto board = readBoard(fileOf(*sample));
    QVERIFY(board);
    const auto straddles = [](const QRectF& a, const QRectF& b) {
        return a.intersects(b) && !a.contains(b) && !b.contains(a);
    };
    for (const auto& [id, note] : board->notes()) {
        const QPointF corner = note.rect.topLeft();
        QVERIFY2(corner == corner.toPoint(), qPrintable(note.text));
        for (const auto& [otherId, other] : board->notes())
            QVERIFY2(id == otherId || !note.rect.intersects(other.rect),
                qPrintable(note.text + QStringLiteral(" lies on ") + other.text));
        for (const auto& [frameId, frame] : board->frames())
            QVERIFY2(!straddles(note.rect, frame.rect), qPrintable(note.text));
    }
    for (const auto& [id, frame] : board->frames())
        for (const auto& [otherId, other] : board->frames())
            QVERIFY2(id == otherId || !straddles(frame.rect, other.rect), qPrintable(frame.name));
}

void SamplesTest::generates()
{
    QFETCH(const BoardTemplate*, sample);
    const auto board = readBoard(fileOf(*sample));
    QVERIFY(board);
    const Topology topology = generate(*board);
    for (const Diagnostic& diagnostic : topology.diagnostics)
        QVERIFY2(diagnostic.severity == DiagnosticSeverity::Info, diagnostic.message.c_str());
    const auto acts = [&](ServiceKind kind) {
        return std::ranges::count(topology.services, kind, &ServiceSpec::kind);
    };
    QVERIFY(acts(ServiceKind::Actor) + acts(ServiceKind::ExternalSource) >= 1);
    QVERIFY(acts(ServiceKind::ReadModel) >= 1);
    for (const auto& [id, note] : board->notes())
        QVERIFY2(isAnnotation(note.kind) || board->frameOf(note), qPrintable(note.text));
}

// What the two topologies say and ask for is the same; only who decides is not.
void SamplesTest::bothSagasAreOfOneDomain()
{
    const auto words = [](const char* id) {
        std::set<std::pair<NoteKind, QString>> found;
        for (const BoardTemplate& each : boardTemplates()) {
            if (QLatin1StringView(each.id) != QLatin1StringView(id))
                continue;
            const auto board = readBoard(fileOf(each));
            for (const auto& [noteId, note] : board->notes())
                if (note.kind == NoteKind::Event || note.kind == NoteKind::Command
                    || note.kind == NoteKind::Aggregate)
                    found.emplace(note.kind, note.name());
        }
        return found;
    };
    auto led = words("order-saga-orchestrated");
    QCOMPARE(led.erase({NoteKind::Event, QStringLiteral("Fulfilment ended")}), size_t(1));
    QVERIFY(led.size() > 15);
    QVERIFY(led == words("order-saga-choreographed"));
}

void SamplesTest::orderFulfilmentHasItsParts()
{
    const auto board = readBoard(fileOf(*boardTemplate(QStringLiteral("order-fulfilment"))));
    QVERIFY(board);
    std::map<NoteKind, int> kinds;
    for (const auto& [id, note] : board->notes())
        ++kinds[note.kind];
    QVERIFY(board->notes().size() >= 25);
    QCOMPARE(int(board->frames().size()), 3);
    QVERIFY(kinds[NoteKind::Policy] >= 2);
    QVERIFY(kinds[NoteKind::ReadModel] >= 1);
    QVERIFY(kinds[NoteKind::System] >= 1);
    QCOMPARE(kinds[NoteKind::Hotspot], 1);
}

QTEST_GUILESS_MAIN(SamplesTest)
#include "samples_test.moc"
