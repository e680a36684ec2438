// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/cluster/properties_reader.h"

using namespace stormbench;
using namespace stormbench::cluster;

/// The syntax is that of java.util.Properties.load(); what Java makes of each row stands beside it.
class PropertiesReaderTest : public QObject {
    Q_OBJECT
private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");  // line|name|value, a property each
        const auto row = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
        };
        row("nothing", "", "");
        row("blank lines and comments", "\n  \n# a=1\n ! b=2\n\t#c\n", "");
        row("a comment does not go on", "# a\\\nb=1", "2|b|1");
        row("equals", "a=1", "1|a|1");
        row("colon", "a:1", "1|a|1");
        row("blank", "a 1", "1|a|1");
        row("blanks around", "  a\t = \t1", "1|a|1");
        row("only the first separator", "a==1", "1|a|=1");
        row("separators in values", "listeners=PLAINTEXT://:9092", "1|listeners|PLAINTEXT://:9092");
        row("no value", "a\nb=", "1|a|;2|b|");
        row("trailing blanks stay", "a=1  \n", "1|a|1  ");
        row("hash in a value", "a=1 # no comment", "1|a|1 # no comment");
        row("carriage returns", "a=1\r\nb=2\rc=3", "1|a|1;2|b|2;3|c|3");
        row("goes on", "a=1,\\\n   2,\\\n   3\nb=4", "1|a|1,2,3;4|b|4");
        row("goes on over a carriage return", "a=1,\\\r\n  2", "1|a|1,2");
        row("goes on in the name", "a\\\n  b=1", "1|ab|1");
        row("an escaped backslash ends the line", "a=1\\\\\nb=2", "1|a|1\\;2|b|2");
        row("goes on into nothing", "a=1\\", "1|a|1");
        row("goes on into a comment that is none", "a=1\\\n#2", "1|a|1#2");
        row("escapes", "a=\\t\\f\\\\\\:\\q", "1|a|\t\f\\:q");
        row("escaped separators in the name", "a\\=b\\:c\\ d=1", "1|a=b:c d|1");
        row("unicode", "a=\\u0041\\u00e9\\u20AC", "1|a|A\xC3\xA9\xE2\x82\xAC");
        row("bytes beyond ASCII", "a=\xC3\xA9", "1|a|\xC3\xA9");
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const auto properties = readProperties({text.constData(), std::size_t(text.size())});
        QVERIFY2(properties, properties ? "" : properties.error().message.c_str());
        QByteArrayList found;
        for (const auto& [name, value, line] : *properties)
            found << QByteArray::number(line) + '|' + name.c_str() + '|' + value.c_str();
        QCOMPARE(found.join(';'), expected);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("short unicode") << QByteArray("x=1\na=\\u12") << QByteArray("2: \\u takes");
        QTest::newRow("no hex") << QByteArray("a=\\u00zz") << QByteArray("1: \\u takes");
        QTest::newRow("sign") << QByteArray("a=\\u-041") << QByteArray("1: \\u takes");
        QTest::newRow("surrogate") << QByteArray("a=\\ud83d\\ude00") << QByteArray("1: half a");
        QTest::newRow("twice") << QByteArray("a=1\n\na=2") << QByteArray("3: a is in line 1");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, beginning);
        const auto properties = readProperties(text.toStdString());
        QVERIFY(!properties);
        QVERIFY(properties.error().code == ErrorCode::InvalidArgument);
        QVERIFY2(QByteArray(properties.error().message.c_str()).startsWith(beginning),
            properties.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(PropertiesReaderTest)
#include "properties_reader_test.moc"
