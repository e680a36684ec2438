// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QTemporaryDir>

#include "app/session/board_document.h"
#include "app/session/drafts.h"

using namespace stormbench;
using namespace stormbench::app;
using storming::NoteKind;

class BoardDocumentTest : public QObject {
    Q_OBJECT
private slots:
    void everyEditIsInTheFileAtOnce();
    void aNewBoardKeepsADraftUntilItHasAName();
    void anUnsavedBoardOutlivesTheNextOne();
    void aDraftIsTakenUpAndSaved();
    void aSecondDocumentIsReadOnlyAndSaysWhy();
    void aSampleBecomesAFileWhenItIsSaved();
    void whatCannotBeOpenedChangesNothing();

private:
    QTemporaryDir m_directory;
    QString file(const QString& name) const { return m_directory.filePath(name); }
    QString drafts() const { return m_directory.filePath(QStringLiteral("drafts")); }
};

void BoardDocumentTest::everyEditIsInTheFileAtOnce()
{
    BoardDocument document(drafts());
    document.newBoard();
    document.controller().addNote(NoteKind::Event, {0, 0}, QStringLiteral("Order placed"));
    QVERIFY(document.saveAs(file(QStringLiteral("a.storm"))).has_value());
    document.controller().addNote(NoteKind::Command, {200, 0}, QStringLiteral("Place order"));
    const auto onDisk = storming::readBoard(file(QStringLiteral("a.storm")));
    QVERIFY(onDisk.has_value());
    QVERIFY(*onDisk == document.board());
    QTRY_VERIFY(document.controller().isClean());
}

void BoardDocumentTest::aNewBoardKeepsADraftUntilItHasAName()
{
    {
        BoardDocument document(drafts());
        document.newBoard();
        QVERIFY(leftoverDrafts(drafts()).isEmpty());
        document.controller().addNote(NoteKind::Event, {0, 0}, QStringLiteral("Order placed"));
        QVERIFY(document.isUnsaved());
        const auto files = QDir(drafts()).entryInfoList({QStringLiteral("*.storm")});
        QCOMPARE(files.size(), 1);
        QCOMPARE(storming::readBoard(files.first().filePath())->notes().size(), std::size_t(1));
        // A draft that a living program works on is nobody else's to take up.
        QVERIFY(leftoverDrafts(drafts()).isEmpty());
        QVERIFY(document.saveAs(file(QStringLiteral("b.storm"))).has_value());
        QVERIFY(!document.isUnsaved());
        QVERIFY(QDir(drafts()).entryList({QStringLiteral("*.storm")}).isEmpty());
    }
    QVERIFY(leftoverDrafts(drafts()).isEmpty());
}

void BoardDocumentTest::anUnsavedBoardOutlivesTheNextOne()
{
    BoardDocument document(drafts());
    document.newBoard();
    document.controller().addNote(NoteKind::Event, {0, 0}, QStringLiteral("Order placed"));
    document.newBoard();
    const auto kept = leftoverDrafts(drafts());
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept.first().notes, 1);
    QCOMPARE(kept.first().title, QStringLiteral("Untitled board"));
    removeDraft(kept.first().path);
    QVERIFY(QDir(drafts()).entryList(QDir::Files).isEmpty());
}

void BoardDocumentTest::aDraftIsTakenUpAndSaved()
{
    {
        BoardDocument document(drafts());
        document.newBoard();
        document.controller().addNote(NoteKind::Event, {0, 0}, QStringLiteral("Order placed"));
    }
    for (int round = 0; round < 2; ++round) {
        // Looking at it and leaving keeps it, without an edit too.
        BoardDocument document(drafts());
        const auto kept = leftoverDrafts(drafts());
        QCOMPARE(kept.size(), 1);
        QVERIFY(document.openDraft(kept.first().path).has_value());
        QVERIFY(document.isUnsaved());
        QVERIFY(document.path().isEmpty());
        QVERIFY(leftoverDrafts(drafts()).isEmpty());
    }
    BoardDocument document(drafts());
    QVERIFY(document.openDraft(leftoverDrafts(drafts()).first().path).has_value());
    document.controller().addNote(NoteKind::Command, {200, 0}, QStringLiteral("Place order"));
    QVERIFY(document.saveAs(file(QStringLiteral("e.storm"))).has_value());
    QCOMPARE(storming::readBoard(file(QStringLiteral("e.storm")))->notes().size(), std::size_t(2));
    QVERIFY(QDir(drafts()).entryList(QDir::Files).isEmpty());
}

void BoardDocumentTest::aSecondDocumentIsReadOnlyAndSaysWhy()
{
    BoardDocument first(drafts());
    first.newBoard();
    QVERIFY(first.saveAs(file(QStringLiteral("c.storm"))).has_value());
    BoardDocument second(drafts());
    QVERIFY(second.open(file(QStringLiteral("c.storm"))).has_value());
    QVERIFY(second.controller().isReadOnly());
    QVERIFY(!second.notice().isEmpty());
    second.controller().addNote(NoteKind::Event, {0, 0}, QStringLiteral("Refused"));
    QVERIFY(second.board().notes().empty());
}

void BoardDocumentTest::aSampleBecomesAFileWhenItIsSaved()
{
    BoardDocument document(drafts());
    QVERIFY(document
                .open(QStringLiteral(
                    STORMBENCH_SOURCE_DIR "/resources/boards/order-fulfilment.storm.txt"))
                .has_value());
    QVERIFY(document.path().isEmpty());
    QVERIFY(!document.controller().isReadOnly());
    QVERIFY(document.notice().isEmpty());
    QVERIFY(document.saveAs(file(QStringLiteral("d.storm"))).has_value());
    QCOMPARE(document.displayName(), QStringLiteral("d"));
    QVERIFY(*storming::readBoard(file(QStringLiteral("d.storm"))) == document.board());
}

void BoardDocumentTest::whatCannotBeOpenedChangesNothing()
{
    BoardDocument document(drafts());
    document.newBoard();
    document.controller().addNote(NoteKind::Event, {0, 0}, QStringLiteral("Order placed"));
    QFile garbage(file(QStringLiteral("garbage.storm")));
    QVERIFY(garbage.open(QIODevice::WriteOnly));
    garbage.write("this is no board");
    garbage.close();
    QVERIFY(!document.open(garbage.fileName()).has_value());
    QVERIFY(!document.open(file(QStringLiteral("missing.storm"))).has_value());
    QCOMPARE(document.board().notes().size(), std::size_t(1));
}

QTEST_MAIN(BoardDocumentTest)
#include "board_document_test.moc"
