// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QRegularExpression>

#include "tests/support/source_tree.h"

/// Calls that break a rule of ARCHITECTURE.md wherever they stand: time, disk, network and
/// randomness pass through engine/env, nothing sleeps, and nothing is left half done.
class BannedCallsTest : public QObject {
    Q_OBJECT
private slots:
    void banned_data();
    void banned();
    void everyFileNamesItsLicence();
};

void BannedCallsTest::banned_data()
{
    QTest::addColumn<QStringList>("tops");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("exempt");  // a path pattern

    const auto engine = QStringList{QStringLiteral("engine")};
    const auto all = source_tree::productFolders() + QStringList{QStringLiteral("tests")};
    const auto env = QStringLiteral("^engine/(env|net|client|cluster|base)/");
    QTest::newRow("clocks") << engine
                            << QStringLiteral("(system_clock|steady_clock|high_resolution_clock)::"
                                              "now|\\bgettimeofday\\(|\\btime\\(nullptr\\)")
                            << env;
    QTest::newRow("randomness")
        << engine << QStringLiteral("\\bstd::(random_device|mt19937|mt19937_64)\\b|\\brand\\(\\)")
        << env;
    QTest::newRow("threads")
        << engine
        << QStringLiteral("\\bstd::(thread|jthread|async)\\b|\\bstd::(recursive_|shared_)?mutex\\b")
        // Faults are shared by all brokers of a cluster.
        << QStringLiteral("^engine/(env|net|client|cluster|base|faults)/");
    QTest::newRow("raw files") << engine
                               << QStringLiteral(
                                      "\\bstd::(ofstream|ifstream|fstream)\\b|\\bfopen\\(")
                               << env;
    QTest::newRow("mmap") << engine << QStringLiteral("\\bmmap\\(") << QStringLiteral("^$");
    QTest::newRow("sleeping") << all
                              << QStringLiteral(
                                     "\\bsleep_for\\(|\\bsleep_until\\(|\\busleep\\(|QThread::(m|u)"
                                     "?sleep\\(|QTest::qSleep\\(|QTest::qWait\\(")
                              << QStringLiteral("^tests/arch/");
    QTest::newRow("left half done")
        << all << QStringLiteral("\\b(TODO|FIXME|XXX|HACK)\\b") << QStringLiteral("^tests/arch/");
    QTest::newRow("unsafe C strings") << all << QStringLiteral("\\b(strcpy|strcat|sprintf|gets)\\(")
                                      << QStringLiteral("^tests/arch/");
    QTest::newRow("graphics effects")
        << all << QStringLiteral("\\bQGraphics\\w*Effect\\b") << QStringLiteral("^tests/arch/");
    QTest::newRow("leaving the process")
        << source_tree::productFolders() << QStringLiteral("\\bstd::exit\\(|\\bquick_exit\\(")
        << QStringLiteral("^app/");
}

void BannedCallsTest::banned()
{
    QFETCH(QStringList, tops);
    QFETCH(QString, pattern);
    QFETCH(QString, exempt);
    const QRegularExpression call(pattern);
    const QRegularExpression exemption(exempt);
    QStringList found;
    for (const auto& file : source_tree::read(tops)) {
        if (exemption.match(file.path).hasMatch())
            continue;
        for (qsizetype i = 0; i < file.lines.size(); ++i) {
            const auto code = file.lines.at(i).section(QStringLiteral("//"), 0, 0);
            const bool wantsComments = pattern.contains(QLatin1String("TODO"));
            if (call.match(wantsComments ? file.lines.at(i) : code).hasMatch())
                found += QStringLiteral("%1:%2: %3")
                             .arg(file.path)
                             .arg(i + 1)
                             .arg(file.lines.at(i).trimmed());
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void BannedCallsTest::everyFileNamesItsLicence()
{
    QStringList without;
    for (const auto& file :
        source_tree::read(source_tree::productFolders() + QStringList{QStringLiteral("tests")})) {
        if (file.lines.isEmpty()
            || !file.lines.first().contains(
                QLatin1String("SPDX-License-Identifier: GPL-3.0-or-later")))
            without += file.path;
    }
    QVERIFY2(without.isEmpty(), qPrintable(without.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(BannedCallsTest)
#include "banned_calls_test.moc"
