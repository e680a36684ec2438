// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include "engine/api/fault_script.h"
#include "engine/api/fault_text.h"

using namespace stormbench;
using namespace stormbench::api;
using namespace std::chrono_literals;

/// The text of fault scripts: what parses says itself again, what does not says where and why.
class FaultScriptTest : public QObject {
    Q_OBJECT

private slots:
    void actions_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto* action : {"kill 2", "restart 2", "pause 3", "resume 3", "cut 1-3",
                 "cut 1>3", "cut clients>1", "delay 1-clients 200ms", "slow 2-3 64KB/s",
                 "disk 2 full", "disk 2 slow 20ms", "disk 2 slow 1MB/s", "disk 2 slow 5ms 500B/s",
                 "clock 3 skew +5m", "clock 3 skew -1h", "clock all jump +7d", "clock all jump -1d",
                 "clock all freeze", "clock all rate 10", "clock all rate 0.5", "expire payments *",
                 "expire \"my group\" consumer-1", "heal all", "heal clock", "heal 2",
                 "heal disk 2", "heal 1-3", "heal 1>3", "end"})
            QTest::newRow(action) << action;
    }
    void actions()
    {
        QFETCH(QString, text);
        const auto script = parseFaultScript("at 5s " + text.toStdString(), 3);
        QVERIFY2(script, script ? "" : script.error().message.c_str());
        QCOMPARE(script->steps.size(), std::size_t{1});
        QCOMPARE(script->steps.front().at, Millis(5s));
        QCOMPARE(QString::fromStdString(toText(script->steps.front().action)), text);
        const auto again = parseFaultScript(toText(*script), 3);
        QVERIFY(again && *again == *script);
    }

    void times()
    {
        const auto script = parseFaultScript("# a play\n"
                                             "\n"
                                             "at 500ms kill 1   # the controller's\n"
                                             "\tafter 1.5s restart 1\r\n"
                                             "at 2m heal all\n"
                                             "after 0s end",
            3);
        QVERIFY2(script, script ? "" : script.error().message.c_str());
        std::vector<std::pair<qint64, int>> found;
        for (const auto& step : script->steps)
            found.emplace_back(step.at.count(), step.line);
        QCOMPARE(found,
            (std::vector<std::pair<qint64, int>>{{500, 3}, {2000, 4}, {120'000, 5}, {120'000, 6}}));
        QVERIFY(parseFaultScript("", 3)->steps.empty());
    }

    void errors_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("advice");
        const auto row = [](const char* text, const char* start, const char* advice) {
            QTest::newRow(text) << text << start << advice;
        };
        row("kill 2", "line 1, column 1:", "\"at TIME\"");
        row("at", "line 1, column 3:", "time such as");
        row("at soon kill 2", "line 1, column 4:", "ms, s, m, h or d");
        row("at 1e3s kill 2", "line 1, column 4:", "ms, s, m, h or d");
        row("at -5s kill 2", "line 1, column 4:", "ms, s, m, h or d");
        row("at 99999999999d kill 2", "line 1, column 4:", "ms, s, m, h or d");
        row("at 5s", "line 1, column 6:", "kill, restart");
        row("at 5s stab 2", "line 1, column 7:", "kill, restart");
        row("at 5s kill", "line 1, column 11:", "a broker's number");
        row("at 5s kill 4", "line 1, column 12:", "brokers 1 to 3");
        row("at 5s kill two", "line 1, column 12:", "\"two\"");
        row("at 5s kill 2 3", "line 1, column 14:", "too much");
        row("at 9s kill 2\nat 5s restart 2", "line 2, column 1:", "before the one above");
        row("\n\nat 5s cut 1+3", "line 3, column 11:", "1-3 or 1-clients");
        row("at 5s cut 1-1", "line 1, column 11:", "1-3 or 1-clients");
        row("at 5s cut 1-9", "line 1, column 11:", "no broker 9");
        row("at 5s cut clients-clients", "line 1, column 11:", "1-3 or 1-clients");
        row("at 5s delay 1-2 200", "line 1, column 17:", "200ms");
        row("at 5s delay 1-2 2h", "line 1, column 7:", "between 1 ms and 1 h");
        row("at 5s slow 1-2 64kb/s", "line 1, column 16:", "64KB/s");
        row("at 5s slow 1-2 0KB/s", "line 1, column 16:", "64KB/s");
        row("at 5s slow 1-2 5B/s", "line 1, column 7:", "at least 100 B/s");
        row("at 5s disk 2 broken", "line 1, column 14:", "\"full\" or \"slow\"");
        row("at 5s disk 2 slow", "line 1, column 18:", "20ms");
        row("at 5s disk 2 slow 0ms", "line 1, column 7:", "needs a time");
        row("at 5s clock 2 jump 5m", "line 1, column 15:", "\"clock all\" can jump");
        row("at 5s clock all skew 5m", "line 1, column 17:", "\"jump\", \"freeze\"");
        row("at 5s clock all rate fast", "line 1, column 22:", "no number");
        row("at 5s clock all rate 0", "line 1, column 7:", "freeze stops it");
        row("at 5s clock all jump 200000d", "line 1, column 7:", "100 years");
        row("at 5s expire payments", "line 1, column 22:", "or *");
        row("at 5s expire \"\" x", "line 1, column 7:", "have to be named");
        row("at 5s heal", "line 1, column 11:", "\"all\"");
        row("at 5s heal nobody", "line 1, column 12:", "a broker's number");
        row("at 5s end\nat 6s kill 1", "line 2, column 1:", "after \"end\"");
    }
    void errors()
    {
        QFETCH(QString, text);
        QFETCH(QString, start);
        QFETCH(QString, advice);
        const auto script = parseFaultScript(text.toStdString(), 3);
        QVERIFY(!script);
        QVERIFY(script.error().code == ErrorCode::InvalidArgument);
        const auto message = QString::fromStdString(script.error().message);
        QVERIFY2(message.startsWith(start), qPrintable(message));
        QVERIFY2(message.contains(advice), qPrintable(message));
    }

    void anyBytesGiveAnAnswer()
    {
        std::string bytes;
        for (int i = 0; i < 256; ++i)
            bytes.push_back(static_cast<char>(i));
        for (const auto* start : {"", "at ", "at 5s ", "at 5s cut ", "at 5s disk 1 slow ",
                 "at 5s expire \"", "at 5s clock all rate "})
            QVERIFY(!parseFaultScript(start + bytes, 3));
    }

    void targets_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<bool>("expected");
        QTest::newRow("all") << "heal all"
                             << "clock all freeze" << true;
        QTest::newRow("broker, disk") << "heal 2"
                                      << "disk 2 full" << true;
        QTest::newRow("broker, kill") << "heal 2"
                                      << "kill 2" << true;
        QTest::newRow("broker, link") << "heal 2"
                                      << "cut 2-3" << false;
        QTest::newRow("other broker") << "heal 2"
                                      << "pause 1" << false;
        QTest::newRow("resume") << "resume 2"
                                << "pause 2" << true;
        QTest::newRow("resume, disk") << "resume 2"
                                      << "disk 2 full" << false;
        QTest::newRow("disk") << "heal disk 2"
                              << "disk 2 slow 5ms" << true;
        QTest::newRow("disk, pause") << "heal disk 2"
                                     << "pause 2" << false;
        QTest::newRow("link") << "heal 1-3"
                              << "cut 1-3" << true;
        QTest::newRow("link, turned") << "heal 3-1"
                                      << "delay 1-3 5ms" << true;
        QTest::newRow("link, one way") << "heal 1-3"
                                       << "cut 3>1" << true;
        QTest::newRow("one way, link") << "heal 1>3"
                                       << "cut 1-3" << false;
        QTest::newRow("one way") << "heal 1>3"
                                 << "cut 1>3" << true;
        QTest::newRow("one way, other way") << "heal 1>3"
                                            << "cut 3>1" << false;
        QTest::newRow("clients") << "heal clients-1"
                                 << "slow 1-clients 1MB/s" << true;
        QTest::newRow("clock") << "heal clock"
                               << "clock all jump 1d" << true;
        QTest::newRow("clock, skew") << "heal clock"
                                     << "clock 1 skew 1d" << false;
    }
    void targets()
    {
        QFETCH(QString, target);
        QFETCH(QString, fault);
        QFETCH(bool, expected);
        const auto script
            = parseFaultScript(QString("at 1s %1\nat 2s %2").arg(target, fault).toStdString(), 3);
        QVERIFY(script);
        QCOMPARE(matches(std::get<FaultTarget>(script->steps.at(0).action),
                     std::get<Fault>(script->steps.at(1).action)),
            expected);
    }

    void helpNamesEveryAction()
    {
        const auto help = faultScriptHelp();
        for (const auto* verb : {"kill", "restart", "pause", "resume", "cut", "delay", "slow",
                 "disk", "clock", "expire", "heal", "end"})
            QVERIFY2(help.find(verb) != help.npos, verb);
    }
};

QTEST_GUILESS_MAIN(FaultScriptTest)
#include "fault_script_test.moc"
