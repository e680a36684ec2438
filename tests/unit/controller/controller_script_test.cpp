// SPDX-License-Identifier: GPL-3.0-or-later
#include "controller_interpreter.h"

#include "engine/controller/record_codec.h"

using namespace stormbench;
using namespace stormbench::controller;

class ControllerScriptTest : public QObject {
    Q_OBJECT
private slots:
    void script_data()
    {
        QTest::addColumn<QString>("file");
        for (const auto& file : scripts::listScripts("controller"))
            QTest::newRow(qPrintable(file)) << file;
    }
    void script()
    {
        QFETCH(QString, file);
        ControllerInterpreter interpreter;
        scripts::runScript(
            "controller/" + file, [&](const auto& command) { return interpreter.run(command); });

        // The records alone, through their form on disk, one at a time or all in one run, give the
        // controller's own image.
        auto image = std::make_shared<const MetadataImage>();
        ImageBuilder builder(image);
        Offset offset{0};
        for (const auto& record : interpreter.records()) {
            const auto decoded = decodeRecord(encodeRecord(record));
            QVERIFY(decoded.has_value());
            QVERIFY(*decoded == record);
            const auto next = apply(image, *decoded, offset);
            QVERIFY(next.has_value());
            image = *next;
            QVERIFY(builder.apply(record, offset).has_value());
            ++offset;
        }
        QVERIFY(*image == *interpreter.controller().image());
        QVERIFY(*std::move(builder).build().after == *image);
    }
};

QTEST_GUILESS_MAIN(ControllerScriptTest)
#include "controller_script_test.moc"
