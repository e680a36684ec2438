// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QRegularExpression>

#include "tests/support/source_tree.h"

/// The dependency rules of ARCHITECTURE.md, held against every #include. CMake's link lists make
/// most of them fail at compile time already; this test also sees what they cannot: transitive
/// ones, Qt, Asio and librdkafka.
class LayersTest : public QObject {
    Q_OBJECT
private slots:
    void foldersIncludeOnlyWhatTheyMay();
    void librariesStayInTheirFolders_data();
    void librariesStayInTheirFolders();
    void includesAreWholePaths();
};

namespace {

using Rules = QMap<QString, QStringList>;

/// What a folder may include besides itself.
Rules allowed()
{
    const auto list = [](const char* text) {
        return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    Rules rules;
    rules["engine/base"] = {};
    rules["engine/raft"] = list("engine/base");
    rules["engine/env"] = list("engine/base");
    rules["engine/protocol"] = list("engine/base");
    rules["engine/storage"] = list("engine/base engine/env");
    rules["engine/replication"]
        = list("engine/base engine/env engine/protocol engine/storage engine/raft");
    rules["engine/controller"] = rules["engine/replication"] + list("engine/replication");
    rules["engine/coordinator"] = rules["engine/controller"];
    rules["engine/broker"]
        = rules["engine/controller"] + list("engine/controller engine/coordinator");
    rules["engine/net"] = list("engine/base engine/env");
    rules["engine/faults"] = list("engine/base engine/env");
    rules["engine/api"] = list("engine/base");
    rules["engine/cluster"]
        = rules["engine/broker"] + list("engine/broker engine/net engine/faults engine/api");
    rules["engine/client"] = list("engine/base engine/env engine/protocol engine/net engine/api");
    rules["engine/sim"] = rules["engine/broker"] + list("engine/broker");

    rules["storming/model"] = {};
    rules["storming/geometry"] = list("storming/model");
    rules["storming/check"] = list("storming/model storming/geometry");
    rules["storming/workshop"] = list("storming/model storming/geometry");
    rules["storming/store"] = list("storming/model");
    rules["storming/edit"] = list("storming/model storming/geometry storming/store");
    rules["storming/generate"] = list("storming/model storming/geometry engine/api");
    rules["storming/runtime"] = list("storming/model storming/generate engine/api");
    rules["storming/exchange"] = list("storming/model storming/geometry storming/generate");
    rules["storming/scene"]
        = list("storming/model storming/geometry storming/check storming/edit resources/ui");
    rules["storming/tools"] = rules["storming/scene"] + list("storming/scene");
    rules["storming/panels"] = rules["storming/tools"]
        + list("storming/workshop storming/exchange storming/generate storming/store");

    rules["resources/ui"] = {};
    rules["views/common"] = list("resources/ui");
    rules["views/feed"] = list("engine/api");
    rules["views/models"] = list("views/feed views/common engine/api resources/ui");
    rules["views/charts"] = list("views/common resources/ui");
    rules["views/panes"]
        = list("views/feed views/models views/charts views/common engine/api resources/ui");
    return rules;
}

}  // namespace

void LayersTest::foldersIncludeOnlyWhatTheyMay()
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+\"([^\"]+)\""));
    const auto rules = allowed();
    QStringList broken;
    int seen = 0;
    for (const auto& file : source_tree::read(source_tree::productFolders())) {
        const bool isApp = file.folder.startsWith(QLatin1String("app"));
        if (!isApp && !rules.contains(file.folder)) {
            broken += file.path + QStringLiteral(": the folder has no rule");
            continue;
        }
        for (const auto& line : file.lines) {
            const auto match = include.match(line);
            if (!match.hasMatch() || !match.captured(1).contains(QLatin1Char('/')))
                continue;
            ++seen;
            const auto target = source_tree::layerOf(match.captured(1));
            if (isApp) {
                // The composition root may see everything of storming, views and resources, but of
                // the engine only its API.
                if (target.startsWith(QLatin1String("engine/"))
                    && target != QLatin1String("engine/api"))
                    broken += file.path + QStringLiteral(" includes ") + match.captured(1);
            } else if (target != file.folder && !rules[file.folder].contains(target)) {
                broken += file.path + QStringLiteral(" includes ") + match.captured(1);
            }
        }
    }
    QVERIFY2(broken.isEmpty(), qPrintable(broken.join(QLatin1Char('\n'))));
    QVERIFY2(seen > 100, "the test read hardly any include: it looks in the wrong place");
}

void LayersTest::librariesStayInTheirFolders_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("mayStandIn");
    QTest::addColumn<bool>("insideOnly");  // true: only there; false: nowhere there

    const auto widgets = QStringLiteral(
        "^<(QtWidgets/|QWidget>|QGraphics|QDialog>|QMainWindow>|QLabel>|QPushButton>|QTableView>)");
    QTest::newRow("Asio only in engine/net")
        << QStringLiteral("^<asio") << QStringLiteral("^engine/net") << true;
    QTest::newRow("librdkafka only in engine/client")
        << QStringLiteral("^<(librdkafka/)?rdkafka") << QStringLiteral("^engine/client") << true;
    QTest::newRow("SQLite only in storming/store")
        << QStringLiteral("^<sqlite3") << QStringLiteral("^storming/store") << true;
    QTest::newRow("no Qt in engine")
        << QStringLiteral("^<Q[A-Zt]") << QStringLiteral("^engine/") << false;
    QTest::newRow("no widgets in storming's cores")
        << widgets
        << QStringLiteral("^storming/(model|edit|geometry|check|generate|runtime|exchange|store|workshop)/")
        << false;
    QTest::newRow("no widgets in stormctl") << widgets << QStringLiteral("^app/cli/") << false;
    QTest::newRow("no graphics effects")
        << QStringLiteral("^<QGraphics(DropShadow|Blur|Opacity|Colorize)?Effect>")
        << QStringLiteral(".*") << false;
}

void LayersTest::librariesStayInTheirFolders()
{
    QFETCH(QString, pattern);
    QFETCH(QString, mayStandIn);
    QFETCH(bool, insideOnly);
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+(<[^>]+>)"));
    const QRegularExpression library(pattern);
    const QRegularExpression place(mayStandIn);
    QStringList broken;
    for (const auto& file : source_tree::read(source_tree::productFolders())) {
        for (const auto& line : file.lines) {
            const auto match = include.match(line);
            if (match.hasMatch() && library.match(match.captured(1)).hasMatch()
                && place.match(file.path).hasMatch() != insideOnly)
                broken += file.path + QStringLiteral(" includes ") + match.captured(1);
        }
    }
    QVERIFY2(broken.isEmpty(), qPrintable(broken.join(QLatin1Char('\n'))));
}

void LayersTest::includesAreWholePaths()
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+\"([^\"]+)\""));
    QStringList broken;
    for (const auto& file : source_tree::read(source_tree::productFolders())) {
        for (const auto& line : file.lines) {
            const auto match = include.match(line);
            if (!match.hasMatch())
                continue;
            const auto target = match.captured(1);
            const bool generated = target.endsWith(QLatin1String(".moc"))
                || target.startsWith(QLatin1String("moc_"));
            if (!generated
                && (!target.contains(QLatin1Char('/')) || target.contains(QLatin1String(".."))))
                broken += file.path + QStringLiteral(" includes ") + target;
        }
    }
    QVERIFY2(broken.isEmpty(), qPrintable(broken.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(LayersTest)
#include "layers_test.moc"
