// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "random_board.h"
#include "storming/geometry/element_graph.h"

using namespace stormbench::storming;

namespace {

/// All that a graph says about its board.
QStringList portrait(const ElementGraph& graph)
{
    QStringList lines;
    for (const Element& element : graph.elements()) {
        QStringList line{QString::number(int(element.kind)), element.name,
            QString::fromStdString(element.context), graph.topicOf(element),
            element.frame ? QString::number(element.frame->value()) : QStringLiteral("-")};
        for (const NoteId id : element.noteIds())
            line += QString::number(id.value());
        for (const Element* other : graph.namesakes(element))
            line += QStringLiteral("=%1").arg(other->main().id.value());
        for (const Element* other : graph.after(element))
            line += QStringLiteral(">%1").arg(other->main().id.value());
        for (const Element* other : graph.before(element))
            line += QStringLiteral("<%1").arg(other->main().id.value());
        lines += line.join(u'|');
    }
    for (const Edge& edge : graph.edges())
        lines += QStringLiteral("%1-%2 %3 %4 %5")
                     .arg(edge.from.value())
                     .arg(edge.to.value())
                     .arg(int(edge.origin))
                     .arg(edge.connector.value())
                     .arg(edge.label);
    for (const auto& [slug, name] : graph.contexts())
        lines += QString::fromStdString(slug + ":" + name);
    return lines;
}

}  // namespace

class ElementGraphUpdateTest : public QObject {
    Q_OBJECT
private slots:
    void edgesAreThoseOfTheBoard();
    void followsRandomEdits_data();
    void followsRandomEdits();
};

void ElementGraphUpdateTest::edgesAreThoseOfTheBoard()
{
    for (quint32 seed = 1; seed <= 40; ++seed) {
        const Board board = test::randomBoard(seed, 120);
        const ElementGraph graph(board);
        std::vector<Edge> mine;
        for (const Edge& edge : graph.edges())
            mine.push_back(edge);
        QVERIFY(mine == edges(board));
    }
}

void ElementGraphUpdateTest::followsRandomEdits_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("batch");
    for (quint32 seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %u", seed) << seed << int(1 + seed % 4);
}

// Told of each change, or of several at once, the graph is what a new one would be.
void ElementGraphUpdateTest::followsRandomEdits()
{
    QFETCH(quint32, seed);
    QFETCH(int, batch);
    test::RandomEdits random(seed);
    Board board = test::randomBoard(seed + 1000, 60);
    ElementGraph graph(board);
    for (int i = 0; i < 40; ++i) {
        ChangeSet changes;
        for (int edit = 0; edit < batch; ++edit)
            if (const auto done = apply(board, random.next(board)))
                changes.merge(*done);
        graph.update(changes);
        QCOMPARE(portrait(graph), portrait(ElementGraph(board)));
    }
}

QTEST_GUILESS_MAIN(ElementGraphUpdateTest)
#include "element_graph_update_test.moc"
