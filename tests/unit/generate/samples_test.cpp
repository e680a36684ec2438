// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/generate/topology.h"
#include "storming/store/board_file.h"
#include "storming/store/board_templates.h"

using namespace stormbench::storming;

/// The boards that ship with the program play as they are.
class SamplesTest : public QObject {
    Q_OBJECT
private slots:
    void playable_data();
    void playable();
};

void SamplesTest::playable_data()
{
    QTest::addColumn<QString>("path");
    const QDir boards(QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards"));
    for (const BoardTemplate& each : boardTemplates())
        if (each.kind == TemplateKind::Sample)
            QTest::newRow(each.id)
                << boards.filePath(QLatin1StringView(each.id) + QStringLiteral(".storm.txt"));
}

void SamplesTest::playable()
{
    QFETCH(QString, path);
    const auto board = readBoard(path);
    QVERIFY2(board.has_value(), board ? "" : qPrintable(board.error().message));
    const auto topology = generate(*board);
    for (const auto& diagnostic : topology.diagnostics)
        qWarning("%s", diagnostic.message.c_str());
    QVERIFY(topology.diagnostics.empty());
    QVERIFY(!topology.contexts.empty());
    QVERIFY(topology.services.size() >= 4);
    // Every service that reacts has something to react to, and every message is sent by somebody.
    for (const auto& message : topology.messages) {
        bool sent = false;
        for (const auto& service : topology.services) {
            for (const auto& reaction : service.reactions) {
                for (const auto& emission : reaction.emissions)
                    sent = sent || emission.type == message.type;
                for (const auto& reply : reaction.replies)
                    sent = sent || reply == message.type;
            }
        }
        QVERIFY2(sent, message.type.c_str());
    }
}

QTEST_GUILESS_MAIN(SamplesTest)
#include "samples_test.moc"
