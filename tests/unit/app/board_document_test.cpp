// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QTemporaryDir>

#include "app/session/board_document.h"

using namespace stormbench;
using namespace stormbench::app;
using storming::NoteKind;

class BoardDocumentTest : public QObject {
    Q_OBJECT
private slots:
    void everyEditIsInTheFileAtOnce();
    void aNewBoardKeepsADraftUntilItHasAName();
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
        QVERIFY(BoardDocument::leftoverDraft(drafts()).isEmpty());
        document.controller().addNote(NoteKind::Event, {0, 0}, QStringLiteral("Order placed"));
        const auto draft = BoardDocument::leftoverDraft(drafts());
        QVERIFY(!draft.isEmpty());
        QCOMPARE(storming::readBoard(draft)->notes().size(), std::size_t(1));
        QVERIFY(document.saveAs(file(QStringLiteral("b.storm"))).has_value());
    }
    QVERIFY(BoardDocument::leftoverDraft(drafts()).isEmpty());
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
