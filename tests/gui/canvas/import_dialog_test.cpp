// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>

#include "storming/panels/import_dialog.h"
#include "storming/panels/import_mapping.h"

using namespace stormbench::storming;

class ImportDialogTest : public QObject {
    Q_OBJECT
private slots:
    void aTableIsRecognisedAndShown();
    void columnsAreMapped();
    void kindsAreMapped();
    void whatIsNotReadIsListed();
    void anUnknownFileAsksForItsFormat();
    void theMethodComesAlongIfAsked();
};

namespace {

constexpr const char* kTable = "Type,Name,Effort\norange,Order placed,5\ngizmo,What,3\n";

void choose(const QTableWidget* table, int row, const QString& text)
{
    QComboBox* choice = ImportMapping::choiceIn(table, row);
    QVERIFY(choice);
    QVERIFY2(choice->findText(text) >= 0, qPrintable(text));
    choice->setCurrentIndex(choice->findText(text));
}

QPushButton* importButton(const ImportDialog& dialog)
{
    return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
}

}  // namespace

void ImportDialogTest::aTableIsRecognisedAndShown()
{
    ImportDialog dialog(QStringLiteral("notes.csv"), kTable, true);
    QCOMPARE(dialog.formats()->currentData().toString(), QStringLiteral("csv"));
    QCOMPARE(dialog.preview()->rowCount(), 2);
    QCOMPARE(dialog.preview()->item(0, 0)->text(), QStringLiteral("Domain event"));
    QCOMPARE(dialog.preview()->item(0, 1)->text(), QStringLiteral("Order placed"));
    QCOMPARE(dialog.mapping().columns()->rowCount(), 3);
    QCOMPARE(dialog.mapping().kinds()->rowCount(), 2);
    QCOMPARE(importButton(dialog)->text(), QStringLiteral("Import 2 notes"));
    QVERIFY(dialog.summary().startsWith(QLatin1String("2 notes")));
}

void ImportDialogTest::columnsAreMapped()
{
    ImportDialog dialog(QStringLiteral("notes.csv"), kTable, true);
    choose(dialog.mapping().columns(), 2, QStringLiteral("Description"));
    QCOMPARE(dialog.plan().part.notes().begin()->second.description, QStringLiteral("5"));
    // The text moves to another column: the one that held it is not read any more.
    choose(dialog.mapping().columns(), 2, QStringLiteral("Text"));
    QCOMPARE(dialog.plan().part.notes().begin()->second.text, QStringLiteral("5"));
    QCOMPARE(ImportMapping::choiceIn(dialog.mapping().columns(), 1)->currentText(),
        QStringLiteral("Not read"));
}

void ImportDialogTest::kindsAreMapped()
{
    ImportDialog dialog(QStringLiteral("notes.csv"), kTable, true);
    choose(dialog.mapping().kinds(), 0, QStringLiteral("Hotspot"));
    QCOMPARE(dialog.preview()->item(1, 0)->text(), QStringLiteral("Hotspot"));
    choose(dialog.mapping().kinds(), 1, QStringLiteral("Leave out"));
    QCOMPARE(dialog.preview()->rowCount(), 1);
    QCOMPARE(importButton(dialog)->text(), QStringLiteral("Import 1 note"));
    choose(dialog.mapping().kinds(), 0, QStringLiteral("Leave out"));
    QVERIFY(!importButton(dialog)->isEnabled());
    choose(dialog.mapping().kinds(), 1, QStringLiteral("Timer"));
    QCOMPARE(dialog.preview()->item(0, 0)->text(), QStringLiteral("Timer"));
    QCOMPARE(dialog.plan().part.notes().size(), std::size_t(1));
}

void ImportDialogTest::whatIsNotReadIsListed()
{
    ImportDialog dialog(QStringLiteral("notes.csv"), kTable, true);
    QCOMPARE(dialog.problems()->count(), 2);
    QVERIFY(dialog.problems()->item(0)->text().contains(QLatin1String("\"Effort\"")));
    QVERIFY(dialog.problems()->item(1)->text().startsWith(QLatin1String("line 3: \"gizmo\"")));
    choose(dialog.mapping().kinds(), 0, QStringLiteral("Command"));
    QCOMPARE(dialog.problems()->count(), 1);
}

void ImportDialogTest::anUnknownFileAsksForItsFormat()
{
    ImportDialog dialog(QStringLiteral("notes.bin"), "Order placed\nOrder paid\n", true);
    QCOMPARE(dialog.formats()->currentIndex(), -1);
    QVERIFY(!importButton(dialog)->isEnabled());
    QCOMPARE(dialog.problems()->count(), 1);
    dialog.formats()->setCurrentIndex(0);
    QCOMPARE(dialog.plan().part.notes().size(), std::size_t(2));
    QVERIFY(importButton(dialog)->isEnabled());
}

void ImportDialogTest::theMethodComesAlongIfAsked()
{
    const QByteArray model = R"({"slices": [{"title": "A", "events": [{"title": "Done"}]}]})";
    QCOMPARE(ImportDialog(QStringLiteral("a.json"), model, true).plan().method,
        std::optional(Method::EventModeling));
    QVERIFY(!ImportDialog(QStringLiteral("a.json"), model, false).plan().method);
}

QTEST_MAIN(ImportDialogTest)
#include "import_dialog_test.moc"
