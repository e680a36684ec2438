// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/text_editor.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QStyleOptionGraphicsItem>
#include <QTextCursor>
#include <QTextDocument>

namespace stormbench::storming {
namespace {

constexpr qreal kEditorLayer = 5'000'000;

}  // namespace

TextEditor::TextEditor(BoardView& view, NoteId note, const QString& typed)
    : m_view(view)
    , m_note(note)
    , m_gesture(view.controller().beginGesture())
    , m_typed(!typed.isEmpty())
{
    const Note* found = view.controller().board().note(note);
    m_ownSize = found->rect.size();
    setUp(found->text);
    if (m_typed)
        setPlainText(found->text + typed);
}

TextEditor::TextEditor(BoardView& view, FrameId frame)
    : m_view(view)
    , m_frame(frame)
    , m_gesture(view.controller().beginGesture())
{
    setUp(view.controller().board().frame(frame)->name);
}

TextEditor::TextEditor(BoardView& view, ConnectorId connector)
    : m_view(view)
    , m_connector(connector)
    , m_gesture(view.controller().beginGesture())
{
    setUp(view.controller().board().connector(connector)->label);
}

void TextEditor::setUp(const QString& text)
{
    setZValue(kEditorLayer);
    setTextInteractionFlags(Qt::TextEditorInteraction);
    document()->setDocumentMargin(0);
    setPlainText(text);
    QTextOption option(m_note.isValid() ? Qt::AlignHCenter : Qt::AlignLeft);
    option.setWrapMode(
        m_note.isValid() ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    document()->setDefaultTextOption(option);
    const bool onPaper = m_note.isValid();
    setDefaultTextColor(ui::theme().color(onPaper ? ui::Token::PaperText : ui::Token::Text));
    layOut();
    connect(document(), &QTextDocument::contentsChanged, this, [this] {
        store();
        layOut();
    });
}

void TextEditor::start()
{
    setFocus(Qt::OtherFocusReason);
    QTextCursor cursor = textCursor();
    if (m_typed) {
        cursor.movePosition(QTextCursor::End);
        store();
        layOut();
    } else {
        cursor.select(QTextCursor::Document);
    }
    setTextCursor(cursor);
}

void TextEditor::store()
{
    BoardController& controller = m_view.controller();
    const QString text = toPlainText();
    m_storing = true;
    if (const Frame* found = controller.board().frame(m_frame)) {
        Frame frame = *found;
        frame.name = text.simplified();
        controller.changeFrame(frame, {m_gesture});
    } else if (const Connector* found = controller.board().connector(m_connector)) {
        Connector connector = *found;
        connector.label = text.simplified();
        controller.changeConnector(connector, {m_gesture});
    } else {
        storeNote(text);
    }
    m_storing = false;
}

void TextEditor::storeNote(const QString& text)
{
    BoardController& controller = m_view.controller();
    const Note* found = controller.board().note(m_note);
    if (!found || found->text == text)
        return;
    const QRectF grown = grownFor(found->kind, QRectF(found->rect.topLeft(), m_ownSize), text);
    Operations operations{ChangeNote{m_note, NoteProperty::Text, text}};
    if (grown != found->rect)
        operations.emplace_back(ChangeNote{m_note, NoteProperty::Rect, grown});
    controller.edit(tr("Change text"), std::move(operations), {m_gesture});
}

void TextEditor::follow(const ChangeSet& changes)
{
    if (m_storing)
        return;
    if (const Note* note = m_view.controller().board().note(m_note);
        note && changes.changedNotes.contains(m_note)) {
        m_ownSize = note->rect.size();
        layOut();
    }
    if (changes.changedFrames.contains(m_frame) || changes.changedConnectors.contains(m_connector))
        layOut();
}

void TextEditor::layOut()
{
    const Board& board = m_view.controller().board();
    if (const Frame* frame = board.frame(m_frame)) {
        setFont(ui::font(ui::Face::Heading));
        const QRectF tab = frameTab(*frame);
        setPos(frame->rect.left() + 26, tab.center().y() - boundingRect().height() / 2);
        return;
    }
    if (const Connector* connector = board.connector(m_connector)) {
        const EdgeItem* edge = m_view.boardScene().edgeItem(connector->from, connector->to);
        setFont(ui::font(ui::Face::Small));
        layOutBeside(edge ? edge->route().pill : QPointF());
        return;
    }
    const Note* note = board.note(m_note);
    if (!note)
        return;
    const QRectF area = textArea(note->kind, note->rect);
    NoteText fitted;
    fitted.fit(toPlainText(), area, smallestText(note->kind));
    if (font().pixelSize() != fitted.pixels())
        setFont(ui::noteFont(fitted.pixels()));
    if (!qFuzzyCompare(textWidth(), area.width()))
        setTextWidth(area.width());
    const qreal top = area.top() + qMax<qreal>(0, (area.height() - boundingRect().height()) / 2);
    // Turned paper is typed on as it lies.
    const QPointF middle = note->rect.center();
    const QPointF corner(area.left(), top);
    setTransformOriginPoint(middle - corner);
    setRotation(turnOf(note->kind));
    setPos(corner);
}

void TextEditor::layOutBeside(QPointF middle)
{
    setPos(middle - boundingRect().center());
}

void TextEditor::pasteText()
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (!data || !data->hasText())
        return;
    const QString text = data->text();
    const bool several = text.trimmed().contains(u'\n') || text.trimmed().contains(u'\t');
    if (several && m_note.isValid() && toPlainText().trimmed().isEmpty()) {
        m_done = true;
        emit linesPasted();
        return;
    }
    // A title and a label have one line.
    textCursor().insertText(m_note.isValid() ? text : text.simplified());
}

void TextEditor::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget)
{
    // One sees by the caret where one types; the base class would draw a dashed frame as well.
    QStyleOptionGraphicsItem plain(*option);
    plain.state &= ~(QStyle::State_HasFocus | QStyle::State_Selected);
    QGraphicsTextItem::paint(painter, &plain, widget);
}

void TextEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste))
        return pasteText();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && (event->modifiers() & Qt::ControlModifier))
        return finish(End::Sibling);
    if (isReturn && !(event->modifiers() & Qt::ShiftModifier))
        return finish(End::Done);
    if (isReturn && !m_note.isValid())
        return finish(End::Done);
    if (event->key() == Qt::Key_Escape)
        return finish(End::Left);
    QGraphicsTextItem::keyPressEvent(event);
}

void TextEditor::tab(bool backwards)
{
    if (!m_note.isValid())
        return finish(End::Done);
    finish(backwards ? End::Previous : End::Next);
}

void TextEditor::focusOutEvent(QFocusEvent* event)
{
    QGraphicsTextItem::focusOutEvent(event);
    // A menu over the editor, or another window, is no end of typing.
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        finish(End::Done);
}

void TextEditor::finish(End end)
{
    if (m_done)
        return;
    m_done = true;
    emit finished(end);
}

}  // namespace stormbench::storming
