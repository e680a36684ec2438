// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft_interpreter.h"

class RaftScriptTest : public QObject {
    Q_OBJECT
private slots:
    void script_data()
    {
        QTest::addColumn<QString>("file");
        for (const auto& file : stormbench::scripts::listScripts("raft"))
            QTest::newRow(qPrintable(file)) << file;
    }
    void script()
    {
        QFETCH(QString, file);
        RaftInterpreter interpreter;
        stormbench::scripts::runScript(
            "raft/" + file, [&](const auto& command) { return interpreter.run(command); });
    }
};

QTEST_GUILESS_MAIN(RaftScriptTest)
#include "raft_script_test.moc"
