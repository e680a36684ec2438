// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/text_pane.h"

#include "resources/ui/tokens.h"
#include "storming/edit/board_controller.h"
#include "storming/edit/locks.h"
#include "storming/model/board_diff.h"
#include "storming/panels/text_pane_editor.h"
#include "storming/panels/text_pane_find.h"
#include "storming/scene/selection.h"
#include "storming/store/text_folds.h"

#include <QKeyEvent>
#include <QLabel>
#include <QTextBlock>
#include <QToolButton>

namespace stormbench::storming {

namespace {

// Without the bytes of pictures: a text of megabytes in one line is nothing to read. What the text
// does not say, it does not change.
Board withoutImages(Board board)
{
    Operations operations;
    for (const auto& [id, note] : board.notes())
        if (note.isSet(NoteProperty::Image))
            operations.emplace_back(ChangeNote{id, NoteProperty::Image, {}});
    if (!operations.empty())
        (void)apply(board, std::move(operations));
    return board;
}

// The settings that the text has changed, over those that the board has by now.
BoardSettings merged(const BoardSettings& shown, BoardSettings wanted, const BoardSettings& now)
{
    const auto keep = [&](auto BoardSettings::*setting) {
        if (wanted.*setting == shown.*setting)
            wanted.*setting = now.*setting;
    };
    keep(&BoardSettings::title);
    keep(&BoardSettings::level);
    keep(&BoardSettings::method);
    keep(&BoardSettings::domain);
    keep(&BoardSettings::namingTemplate);
    keep(&BoardSettings::kinds);
    keep(&BoardSettings::remarks);
    return wanted;
}

}  // namespace

TextPane::TextPane(BoardController& controller, BoardSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_selection(selection)
{
    build();
    m_applyLater.setSingleShot(true);
    m_applyLater.setInterval(ui::duration::kTypingRests);
    connect(&m_applyLater, &QTimer::timeout, this, &TextPane::applyText);
    connect(&m_refreshLater, &RestTimer::due, this, &TextPane::refresh);
    connect(&controller, &BoardController::changed, this, &TextPane::follow);
    connect(&controller, &BoardController::reset, this, &TextPane::discard);
    connect(&controller, &BoardController::readOnlyChanged, m_editor, &QPlainTextEdit::setReadOnly);
    connect(&selection, &BoardSelection::changed, this, &TextPane::showSelection);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        // Also emitted when only colours have changed.
        QString text = m_editor->toPlainText();
        if (text == std::exchange(m_text, text) || m_updating)
            return;
        m_dirty = true;
        m_applyLater.start();
    });
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, &TextPane::takeSelection);
    connect(m_find, &TextPaneFind::foundChanged, this, &TextPane::mark);
    m_editor->setReadOnly(controller.isReadOnly());
}

void TextPane::flush()
{
    if (m_applyLater.isActive())
        applyText();
    if (m_refreshLater.isActive())
        refresh();
}

void TextPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    showSelection();
}

// A dock that comes out from behind another's tab is not shown, only moved.
void TextPane::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    if (m_stale && !m_refreshLater.isActive())
        m_refreshLater.hurry();
}

void TextPane::follow()
{
    if (!isInSight(*this))
        m_stale = true;
    else if (m_editor->hasFocus())
        m_refreshLater.hurry();  // whoever undoes here sees it at once
    else
        m_refreshLater.touch();
}

// The board's text in place of what is shown, unless somebody is writing there.
void TextPane::refresh()
{
    m_refreshLater.stop();
    const bool behind = std::exchange(m_stale, !isInSight(*this));
    if (m_stale || m_dirty)
        return;
    m_shown = withoutImages(m_controller.board());
    replaceText(writeText(m_shown, PrivateNotes::Folded));
    setMistake(std::nullopt);
    if (behind)
        showSelection();
}

// Only what differs, so that cursor and view stay where they are.
void TextPane::replaceText(const QString& text)
{
    const QString old = m_editor->toPlainText();
    if (old == text)
        return;
    const auto shorter = std::min(old.size(), text.size());
    const auto front
        = std::mismatch(old.begin(), old.begin() + shorter, text.begin()).first - old.begin();
    qsizetype back = 0;
    while (back < shorter - front && old[old.size() - 1 - back] == text[text.size() - 1 - back])
        ++back;
    m_updating = true;
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(int(front));
    cursor.setPosition(int(old.size() - back), QTextCursor::KeepAnchor);
    cursor.insertText(text.sliced(front, text.size() - back - front));
    m_editor->document()->clearUndoRedoStacks();
    m_updating = false;
}

void TextPane::applyText()
{
    m_applyLater.stop();
    if (!m_dirty)
        return;
    const QString text = m_editor->toPlainText();
    auto parsed = parseText(text);
    if (!parsed)
        return setMistake(parsed.error());
    if (const auto whole = unfold(*parsed, m_shown, text); !whole)
        return setMistake(whole.error());
    if (auto mistake = change(parsed->board, text))
        return setMistake(std::move(mistake));
    m_dirty = false;
    giveNumbers(parsed->given);
    m_shown = std::move(parsed->board);
    setMistake(std::nullopt);
    // The text says the same as the board, if only in other words, unless both had changed: leave
    // it to whoever is writing.
    if (withoutImages(m_controller.board()) == m_shown)
        m_refreshLater.stop();
}

std::optional<TextMistake> TextPane::change(const Board& wanted, const QString& text)
{
    Operations operations = operationsBetween(m_shown, wanted);
    for (Operation& operation : operations)
        if (auto* settings = std::get_if<ChangeSettings>(&operation))
            settings->settings
                = merged(m_shown.settings(), settings->settings, m_controller.board().settings());
    if (const auto locked = lockRefusal(m_controller.board(), operations))
        return TextMistake{lineOf(locked->element, text), locked->why};
    QString why;
    const auto refused = connect(
        &m_controller, &BoardController::refused, this, [&why](const QString& w) { why = w; });
    const bool done = m_controller.edit(tr("Edit text"), std::move(operations));
    disconnect(refused);
    if (done)
        return std::nullopt;
    return TextMistake{0, tr("The board has changed meanwhile: %1").arg(why)};
}

void TextPane::giveNumbers(const std::vector<GivenId>& given)
{
    m_updating = true;
    // From behind, so that the columns in front stay right.
    for (auto each = given.rbegin(); each != given.rend(); ++each) {
        QTextCursor cursor(m_editor->document()->findBlockByNumber(each->line - 1));
        cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, each->column);
        cursor.insertText(QLatin1Char(' ') + QString::number(each->id));
    }
    m_editor->document()->clearUndoRedoStacks();
    m_updating = false;
}

void TextPane::discard()
{
    m_applyLater.stop();
    m_dirty = false;
    refresh();
}

void TextPane::showSelection()
{
    if (m_updating)
        return;
    if (!isInSight(*this)) {
        m_stale = true;
        return;
    }
    m_atCursor = 0;
    mark();
    if (m_editor->hasFocus())
        return;
    findPlaces();
    for (const auto& [id, places] : m_places) {
        if (!isSelected(id))
            continue;
        m_updating = true;
        QTextCursor cursor(m_editor->document()->findBlockByNumber(places.front().line));
        cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, places.front().place.from);
        m_editor->setTextCursor(cursor);
        m_editor->ensureCursorVisible();
        m_updating = false;
        return;
    }
}

void TextPane::takeSelection()
{
    if (m_updating || !m_editor->hasFocus())
        return;
    const quint64 id = elementAtCursor();
    if (id == std::exchange(m_atCursor, id) || id == 0)
        return;
    const Board& board = m_controller.board();
    m_updating = true;
    if (board.note(NoteId(id)))
        m_selection.selectNote(NoteId(id));
    else if (board.frame(FrameId(id)))
        m_selection.set({.notes = {}, .frames = {FrameId(id)}, .connectors = {}});
    else if (board.connector(ConnectorId(id)))
        m_selection.set({.notes = {}, .frames = {}, .connectors = {ConnectorId(id)}});
    m_updating = false;
    mark();
    if (board.note(NoteId(id)))
        emit jumpRequested(NoteId(id));
}

bool TextPane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress)
        if (editorKey(*static_cast<QKeyEvent*>(event)))
            return true;
    // Whoever leaves has finished the sentence: the text takes its usual form.
    if (event->type() == QEvent::FocusOut && isVisible()) {
        applyText();
        refresh();
    }
    return QWidget::eventFilter(watched, event);
}

// True: the editor shall not have it.
bool TextPane::editorKey(QKeyEvent& event)
{
    const bool asked = event.type() == QEvent::ShortcutOverride;
    // Typing that is not on the board yet is undone in the text, the rest on the board.
    if (asked && !m_dirty
        && (event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo))) {
        event.ignore();
        return true;
    }
    const bool finds = event.matches(QKeySequence::Find);
    const bool leaves = event.key() == Qt::Key_Escape;
    const bool steps
        = event.matches(QKeySequence::FindNext) || event.matches(QKeySequence::FindPrevious);
    if (!finds && !leaves && !steps)
        return false;
    event.accept();
    if (asked)
        return true;
    if (leaves)
        emit canvasRequested();
    else if (finds || m_find->isHidden())
        m_find->open();
    else
        m_find->step(event.matches(QKeySequence::FindPrevious) ? -1 : 1);
    return true;
}

}  // namespace stormbench::storming
