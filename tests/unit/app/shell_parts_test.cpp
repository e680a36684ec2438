// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QSet>

#include "app/actions/action_table.h"
#include "app/shell/command_palette.h"
#include "app/shell/tool_bar.h"

using namespace stormbench::app;

class ShellPartsTest : public QObject {
    Q_OBJECT
private slots:
    void everyActionIsWhole();
    void shortcutsAreUnique();
    void speedGoesThereAndBack();
    void paletteScores_data();
    void paletteScores();
    void paletteRunsTheBestMatchOnEnter();
};

void ShellPartsTest::everyActionIsWhole()
{
    QSet<QString> ids;
    for (const auto& spec : actionTable()) {
        QVERIFY2(!ids.contains(spec.id), qPrintable(spec.id));
        ids.insert(spec.id);
        QVERIFY2(!spec.text.isEmpty() && !spec.tooltip.isEmpty() && !spec.menuPath.isEmpty(),
            qPrintable(spec.id));
    }
}

void ShellPartsTest::shortcutsAreUnique()
{
    QHash<QString, QString> owners;
    for (const auto& spec : actionTable()) {
        for (const auto& shortcut : spec.shortcuts) {
            const auto key = shortcut.toString();
            QVERIFY2(!owners.contains(key),
                qPrintable(key + " of " + spec.id + " and " + owners.value(key)));
            owners[key] = spec.id;
        }
    }
}

void ShellPartsTest::speedGoesThereAndBack()
{
    QCOMPARE(ToolBar::speedAt(ToolBar::positionOf(1)), 1.0);
    QVERIFY(qFuzzyCompare(ToolBar::speedAt(0), 0.1));
    QVERIFY(qFuzzyCompare(ToolBar::speedAt(300), 100.0));
    for (int position = 0; position <= 300; ++position)
        QCOMPARE(ToolBar::positionOf(ToolBar::speedAt(position)), position);
}

void ShellPartsTest::paletteScores_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::newRow("word starts win") << "op"
                                     << "Order placed"
                                     << "Shop";
    QTest::newRow("runs win") << "play"
                              << "Play"
                              << "Payment delayed";
    QTest::newRow("shorter wins") << "undo"
                                  << "Undo"
                                  << "Undo everything";
    QTest::newRow("missing letters lose") << "xyz"
                                          << ""
                                          << "";
}

void ShellPartsTest::paletteScores()
{
    QFETCH(QString, typed);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    if (better.isEmpty())
        QCOMPARE(CommandPalette::score(typed, QStringLiteral("Order placed")), 0);
    else
        QVERIFY(CommandPalette::score(typed, better) > CommandPalette::score(typed, worse));
}

void ShellPartsTest::paletteRunsTheBestMatchOnEnter()
{
    QString ran;
    QList<CommandPalette::Entry> entries;
    for (const char* name : {"Zoom in", "Play", "Stop"})
        entries.append(
            {QString::fromLatin1(name), {}, {}, [&ran, name] { ran = QString::fromLatin1(name); }});
    QMainWindow window;
    auto* palette = new CommandPalette(entries, &window);
    palette->show();
    auto* box = palette->findChild<QLineEdit*>();
    QTest::keyClicks(box, QStringLiteral("st"));
    QCOMPARE(palette->findChild<QListWidget*>()->count(), 1);
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(ran, QStringLiteral("Stop"));
}

QTEST_MAIN(ShellPartsTest)
#include "shell_parts_test.moc"
