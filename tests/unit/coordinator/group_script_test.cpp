// SPDX-License-Identifier: GPL-3.0-or-later
#include "group_interpreter.h"

class GroupScriptTest : public QObject {
    Q_OBJECT
private slots:
    void script_data()
    {
        QTest::addColumn<QString>("file");
        for (const auto& file : stormbench::scripts::listScripts("group"))
            QTest::newRow(qPrintable(file)) << file;
    }
    void script()
    {
        QFETCH(QString, file);
        GroupInterpreter interpreter;
        stormbench::scripts::runScript(
            "group/" + file, [&](const auto& command) { return interpreter.run(command); });
    }
};

QTEST_GUILESS_MAIN(GroupScriptTest)
#include "group_script_test.moc"
