// SPDX-License-Identifier: GPL-3.0-or-later
// All comments of a board in one list, and the talk about one note beside it.
#include "storming/panels/comments_panel.h"

#include "storming/edit/board_controller.h"
#include "storming/panels/comments_box.h"
#include "storming/panels/comments_filter.h"
#include "storming/scene/selection.h"
#include "storming/workshop/discussion.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeView>
#include <QUndoStack>
#include <QtTest>

using namespace stormbench::storming;

namespace {

struct Bench {
    Bench()
    {
        panel.resize(1000, 300);
        panel.show();
    }

    void discuss(NoteId note, std::vector<Comment> comments)
    {
        QVERIFY(controller.edit("Comment", {discussing(note, std::move(comments))}));
    }
    [[nodiscard]] QStringList shown(int column = CommentsModel::Text) const
    {
        QStringList texts;
        const QAbstractItemModel& model = *panel.list()->model();
        for (int row = 0; row < model.rowCount(); ++row)
            texts << model.index(row, column).data().toString();
        return texts;
    }
    void choose(const QString& text)
    {
        const QAbstractItemModel& model = *panel.list()->model();
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row, 0).data().toString() == text)
                panel.list()->setCurrentIndex(model.index(row, 0));
    }
    [[nodiscard]] std::vector<Comment> comments(NoteId note) const
    {
        return commentsOf(*controller.board().note(note));
    }
    [[nodiscard]] QStringList said() const
    {
        QStringList words;
        for (QWidget* label : panel.findChildren<QWidget*>())
            if (label->isVisible() && label->inherits("QLabel"))
                words << label->property("text").toString();
        return words;
    }

    BoardController controller;
    BoardSelection selection{controller};
    CommentsPanel panel{controller, selection, [] { return QStringLiteral("Ada"); }};
    QAbstractItemModelTester tester{
        panel.model(), QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester shownTester{
        panel.list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest};
    NoteId placed = controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
    NoteId paid = controller.addNote(NoteKind::Event, {300, 0}, "Order paid");
};

}  // namespace

class CommentsPanelTest : public QObject {
    Q_OBJECT
private slots:
    void newestFirstUnlessSortedOtherwise()
    {
        Bench bench;
        bench.discuss(bench.placed, {{"Ada", "Always?", 1000, false}, {"Bo", "Yes", 3000, false}});
        bench.discuss(bench.paid, {{"Cy", "By card", 2000, false}});
        QCOMPARE(bench.shown(), QStringList({"Yes", "By card", "Always?"}));
        bench.panel.list()->sortByColumn(CommentsModel::Where, Qt::AscendingOrder);
        QCOMPARE(bench.shown(), QStringList({"By card", "Always?", "Yes"}));
        QCOMPARE(bench.shown(CommentsModel::Where),
            QStringList({"Order paid", "Order placed", "Order placed"}));
        QCOMPARE(bench.shown(CommentsModel::Author), QStringList({"Cy", "Ada", "Bo"}));
    }

    void openOnesAreShownAndCountedFirst()
    {
        Bench bench;
        QSignalSpy counted(&bench.panel, &CommentsPanel::countChanged);
        bench.discuss(bench.placed, {{"Ada", "Old", 1000, true}, {"Bo", "New", 3000, false}});
        QCOMPARE(counted.count(), 1);
        QCOMPARE(counted.last().first().toInt(), 1);
        QCOMPARE(bench.shown(), QStringList("New"));
        auto* which = bench.panel.findChild<QComboBox*>();
        which->setCurrentIndex(static_cast<int>(CommentsFilter::Show::Resolved));
        QCOMPARE(bench.shown(), QStringList("Old"));
        which->setCurrentIndex(static_cast<int>(CommentsFilter::Show::All));
        QCOMPARE(bench.shown(), QStringList({"New", "Old"}));
        QVERIFY(bench.said().contains("1 open of 2 comments"));
    }

    void wordsAreFoundInTextNoteAndAuthor_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("found");
        QTest::addRow("text") << "CARD" << QStringList("By card");
        QTest::addRow("note") << "placed" << QStringList({"Yes", "Always?"});
        QTest::addRow("author") << " bo " << QStringList("Yes");
        QTest::addRow("none") << "ship" << QStringList();
    }
    void wordsAreFoundInTextNoteAndAuthor()
    {
        QFETCH(QString, words);
        QFETCH(QStringList, found);
        Bench bench;
        bench.discuss(bench.placed, {{"Ada", "Always?", 1000, false}, {"Bo", "Yes", 3000, false}});
        bench.discuss(bench.paid, {{"Cy", "By card", 2000, false}});
        bench.panel.findChild<QLineEdit*>()->setText(words);
        QCOMPARE(bench.shown(), found);
    }

    void rowsFollowTheBoard()
    {
        Bench bench;
        bench.discuss(bench.placed, {{"Ada", "One", 1000, false}});
        bench.discuss(bench.placed, {{"Ada", "One", 1000, false}, {"Bo", "Two", 2000, false}});
        QCOMPARE(bench.shown(), QStringList({"Two", "One"}));
        bench.controller.setText(bench.placed, "Order confirmed");
        QCOMPARE(bench.shown(CommentsModel::Where).front(), QStringLiteral("Order confirmed"));
        bench.discuss(bench.placed, {{"Bo", "Two", 2000, false}});
        QCOMPARE(bench.shown(), QStringList("Two"));
        bench.controller.undoStack()->undo();
        QCOMPARE(bench.shown(), QStringList({"Two", "One"}));
        // What is private stays so.
        bench.controller.setProperty({bench.placed}, NoteProperty::Hidden, true);
        QVERIFY(bench.shown().isEmpty());
        bench.controller.setProperty({bench.placed}, NoteProperty::Hidden, {});
        bench.controller.remove({bench.placed});
        QVERIFY(bench.shown().isEmpty());
        bench.controller.undoStack()->undo();
        QCOMPARE(bench.shown().size(), 2);
        bench.controller.replaceBoard({});
        QVERIFY(bench.shown().isEmpty());
    }

    void enterJumpsToTheNoteAndTheCanvasChoosesTheRow()
    {
        Bench bench;
        bench.discuss(bench.placed, {{"Ada", "Always?", 1000, false}});
        bench.discuss(bench.paid, {{"Cy", "By card", 2000, false}});
        QSignalSpy jumped(&bench.panel, &CommentsPanel::jumpRequested);
        bench.choose("Always?");
        QTest::keyClick(bench.panel.list(), Qt::Key_Return);
        QCOMPARE(jumped.count(), 1);
        QCOMPARE(jumped.first().first().value<NoteId>(), bench.placed);
        QCOMPARE(bench.selection.singleNote(), std::optional(bench.placed));
        bench.selection.selectNote(bench.paid);
        QCOMPARE(bench.panel.list()->currentIndex().siblingAtColumn(0).data().toString(),
            QStringLiteral("By card"));
        QCOMPARE(jumped.count(), 1);
    }

    void aCommentIsResolvedEditedAndRemovedByKeys()
    {
        Bench bench;
        bench.discuss(bench.placed, {{"Ada", "Always?", 1000, false}, {"Bo", "Yes", 3000, false}});
        bench.panel.findChild<QComboBox*>()->setCurrentIndex(
            static_cast<int>(CommentsFilter::Show::All));
        bench.choose("Always?");
        QTest::keyClick(bench.panel.list(), Qt::Key_Space);
        QVERIFY(bench.comments(bench.placed).front().resolved);
        QTest::keyClick(bench.panel.list(), Qt::Key_F2);
        auto* input = bench.panel.thread()->input();
        QCOMPARE(input->toPlainText(), QStringLiteral("Always?"));
        input->setPlainText("Really always?");
        QTest::keyClick(input, Qt::Key_Return, Qt::ControlModifier);
        const Comment edited = bench.comments(bench.placed).front();
        QCOMPARE(edited.text, QStringLiteral("Really always?"));
        QCOMPARE(edited.author, QStringLiteral("Ada"));
        QCOMPARE(edited.atMs, 1000);
        QTest::keyClick(bench.panel.list(), Qt::Key_Delete);
        QCOMPARE(bench.comments(bench.placed).size(), 1u);
        QCOMPARE(bench.shown(), QStringList("Yes"));
        bench.controller.undoStack()->undo();
        QCOMPARE(bench.shown().size(), 2);
        // The talk goes on beside the list.
        QTRY_VERIFY(bench.panel.thread());
        auto* reply = bench.panel.thread()->input();
        reply->setPlainText("Then say so");
        QTest::keyClick(reply, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(bench.shown().front(), QStringLiteral("Then say so"));
        QCOMPARE(bench.comments(bench.placed).back().author, QStringLiteral("Ada"));
    }

    void anEditIsGivenUpByEsc()
    {
        Bench bench;
        bench.discuss(bench.placed, {{"Ada", "Always?", 1000, false}});
        bench.choose("Always?");
        QTest::keyClick(bench.panel.list(), Qt::Key_F2);
        auto* input = bench.panel.thread()->input();
        QVERIFY(bench.panel.thread()->isEditing());
        QTest::keyClick(input, Qt::Key_Escape);
        QVERIFY(!bench.panel.thread()->isEditing());
        QVERIFY(input->toPlainText().isEmpty());
        QCOMPARE(bench.comments(bench.placed).front().text, QStringLiteral("Always?"));
    }

    void aReadOnlyBoardIsOnlyRead()
    {
        Bench bench;
        bench.discuss(bench.placed, {{"Ada", "Always?", 1000, false}});
        bench.choose("Always?");
        bench.controller.setReadOnly(true);
        QTest::keyClick(bench.panel.list(), Qt::Key_Delete);
        QTest::keyClick(bench.panel.list(), Qt::Key_Space);
        QCOMPARE(
            bench.comments(bench.placed), std::vector<Comment>({{"Ada", "Always?", 1000, false}}));
        QTRY_VERIFY(!bench.panel.thread()->isEnabled());
    }

    void emptyStatesSayWhatToDo()
    {
        Bench bench;
        QSignalSpy wanted(&bench.panel, &CommentsPanel::commentRequested);
        const auto button = [&] {
            for (auto* each : bench.panel.findChildren<QPushButton*>())
                if (each->isVisible())
                    return each;
            return static_cast<QPushButton*>(nullptr);
        };
        QVERIFY(button());
        button()->click();
        QCOMPARE(wanted.count(), 1);
        bench.discuss(bench.placed, {{"Ada", "Always?", 1000, true}});
        QVERIFY(bench.said().contains("Every comment is resolved"));
        button()->click();
        QCOMPARE(bench.shown(), QStringList("Always?"));
        bench.panel.findChild<QLineEdit*>()->setText("ship");
        QVERIFY(bench.shown().isEmpty());
        button()->click();
        QCOMPARE(bench.shown(), QStringList("Always?"));
        QCOMPARE(wanted.count(), 1);
    }
};

QTEST_MAIN(CommentsPanelTest)
#include "comments_panel_test.moc"
