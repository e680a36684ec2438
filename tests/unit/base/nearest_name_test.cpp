// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/base/nearest_name.h"

using namespace stormbench;

class NearestNameTest : public QObject {
    Q_OBJECT
private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("nearest");
        QTest::newRow("itself") << "node.id"
                                << "node.id";
        QTest::newRow("a letter too few") << "nod.id"
                                          << "node.id";
        QTest::newRow("a letter too many") << "log.dirss"
                                           << "log.dirs";
        QTest::newRow("another letter") << "log.dyrs"
                                        << "log.dirs";
        QTest::newRow("as near as the first") << "log"
                                              << "log.dir";
        QTest::newRow("empty") << ""
                               << "node.id";
    }
    void finds()
    {
        QFETCH(QString, name);
        QFETCH(QString, nearest);
        const std::vector<std::string_view> known{"log.dir", "log.dirs", "node.id"};
        const auto text = name.toStdString();
        if (text.empty())
            QCOMPARE(nearestName(text, {"node.id", "log.dir"}), std::string_view("node.id"));
        else
            QCOMPARE(nearestName(text, known), std::string_view(nearest.toStdString()));
    }
    void knowsNothing() { QVERIFY(nearestName("node.id", {}).empty()); }
};

QTEST_GUILESS_MAIN(NearestNameTest)
#include "nearest_name_test.moc"
