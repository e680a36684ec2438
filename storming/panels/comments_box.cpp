// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/comments_box.h"

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/kind_look.h"
#include "storming/workshop/discussion.h"

#include <QDateTime>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace stormbench::storming {
namespace {

constexpr int kInputLines = 2;
constexpr int kInputMargin = 18;

QToolButton* smallButton(const char* icon, const QString& tip)
{
    auto* button = new QToolButton;
    button->setIcon(ui::icon(QString::fromLatin1(icon), ui::Token::Muted));
    button->setIconSize({ui::size::kIconSmall, ui::size::kIconSmall});
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    return button;
}

}  // namespace

CommentsBox::CommentsBox(
    BoardController& controller, NoteId note, std::function<QString()> author, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_note(note)
    , m_author(std::move(author))
    , m_thread(new QVBoxLayout)
    , m_input(new QPlainTextEdit)
    , m_send(new QPushButton(tr("Comment")))
    , m_cancel(new QPushButton(tr("Cancel")))
{
    m_input->setObjectName(QStringLiteral("commentInput"));
    m_input->setAccessibleName(tr("New comment"));
    m_input->setPlaceholderText(tr("What do you want to say about it?"));
    m_input->setTabChangesFocus(true);
    m_input->setFixedHeight(m_input->fontMetrics().lineSpacing() * kInputLines + kInputMargin);
    m_input->installEventFilter(this);
    m_send->setToolTip(tr("Ctrl+Enter"));
    m_send->setEnabled(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::size::kGapSmall);
    m_thread->setSpacing(ui::size::kGapSmall);
    column->addLayout(m_thread);
    column->addWidget(m_input);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(ui::size::kGapSmall);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    setLook(m_cancel, "flat");
    m_cancel->hide();
    connect(m_send, &QPushButton::clicked, this, &CommentsBox::send);
    connect(m_cancel, &QPushButton::clicked, this, &CommentsBox::cancelEdit);
    connect(m_input, &QPlainTextEdit::textChanged, this,
        [this] { m_send->setEnabled(!m_input->toPlainText().trimmed().isEmpty()); });
    read();
}

std::vector<Comment> CommentsBox::stored() const
{
    const Note* note = m_controller.board().note(m_note);
    return note ? commentsOf(*note) : std::vector<Comment>();
}

void CommentsBox::read()
{
    std::vector<Comment> comments = stored();
    if (comments == m_shown)
        return;
    m_shown = std::move(comments);
    while (QLayoutItem* item = m_thread->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (size_t i = 0; i < m_shown.size(); ++i)
        m_thread->addWidget(makeComment(m_shown[i], i));
}

QWidget* CommentsBox::makeComment(const Comment& comment, size_t index)
{
    auto* card = new QFrame;
    setLook(card, "card");
    card->setAccessibleName(tr("Comment by %1").arg(comment.author));
    auto* head = new QHBoxLayout;
    head->setSpacing(ui::size::kGrid);
    auto* who = new QLabel(comment.author.isEmpty() ? tr("Somebody") : comment.author);
    setLook(who, comment.resolved ? "muted" : "strong");
    auto* when = new QLabel(comment.resolved ? tr("resolved") : QString());
    const auto age = std::chrono::milliseconds(
        qMax<qint64>(0, QDateTime::currentMSecsSinceEpoch() - comment.atMs));
    if (!comment.resolved)
        when->setText(comment.atMs > 0 ? ui::formatAge(age) : QString());
    setLook(when, "small");
    if (comment.atMs > 0)
        when->setToolTip(ui::formatDateTime(comment.atMs));
    auto* edit = smallButton("edit", tr("Edit the comment"));
    auto* resolve = comment.resolved ? smallButton("undo", tr("Open it again"))
                                     : smallButton("ok", tr("Resolve"));
    auto* remove = smallButton("close", tr("Remove the comment"));
    connect(edit, &QToolButton::clicked, this, [this, index] { startEdit(index); });
    connect(resolve, &QToolButton::clicked, this,
        [this, index, on = !comment.resolved] { setResolved(index, on); });
    connect(remove, &QToolButton::clicked, this, [this, index] { this->remove(index); });
    head->addWidget(who);
    head->addWidget(when, 1);
    head->addWidget(edit);
    head->addWidget(resolve);
    head->addWidget(remove);
    auto* words = new QLabel(comment.text);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (comment.resolved)
        setLook(words, "muted");
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(
        ui::size::kGapSmall, ui::size::kGrid, ui::size::kGrid, ui::size::kGapSmall);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(words);
    return card;
}

void CommentsBox::store(const QString& what, std::vector<Comment> comments)
{
    m_controller.edit(what, {discussing(m_note, std::move(comments))});
    read();
}

void CommentsBox::send()
{
    const QString text = m_input->toPlainText().trimmed();
    if (text.isEmpty())
        return;
    if (m_edited) {
        const Comment old = *m_edited;
        endEdit();
        return rewrite(old, text);
    }
    std::vector<Comment> comments = stored();
    comments.push_back(
        {m_author ? m_author() : QString(), text, QDateTime::currentMSecsSinceEpoch(), false});
    m_input->clear();
    store(tr("Comment"), std::move(comments));
}

/// What somebody has removed or changed meanwhile is said anew.
void CommentsBox::rewrite(const Comment& old, const QString& text)
{
    std::vector<Comment> comments = stored();
    Comment edited = old;
    edited.text = text;
    if (const auto found = std::ranges::find(comments, old); found != comments.end())
        *found = std::move(edited);
    else
        comments.push_back(std::move(edited));
    store(tr("Edit comment"), std::move(comments));
}

void CommentsBox::startEdit(size_t index)
{
    const std::vector<Comment> comments = stored();
    if (index >= comments.size())
        return;
    m_edited = comments[index];
    m_input->setPlainText(m_edited->text);
    m_input->setAccessibleName(tr("The comment's words"));
    m_input->moveCursor(QTextCursor::End);
    m_send->setText(tr("Save"));
    m_cancel->show();
    m_input->setFocus(Qt::OtherFocusReason);
}

void CommentsBox::cancelEdit()
{
    if (m_edited)
        endEdit();
}

void CommentsBox::endEdit()
{
    m_edited.reset();
    m_input->clear();
    m_input->setAccessibleName(tr("New comment"));
    m_send->setText(tr("Comment"));
    m_cancel->hide();
}

void CommentsBox::setResolved(size_t index, bool resolved)
{
    std::vector<Comment> comments = stored();
    if (index >= comments.size())
        return;
    comments[index].resolved = resolved;
    store(resolved ? tr("Resolve comment") : tr("Open comment again"), std::move(comments));
}

void CommentsBox::remove(size_t index)
{
    std::vector<Comment> comments = stored();
    if (index >= comments.size())
        return;
    comments.erase(comments.begin() + static_cast<std::ptrdiff_t>(index));
    store(tr("Remove comment"), std::move(comments));
}

bool CommentsBox::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_input)
        return QWidget::eventFilter(watched, event);
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (!override && event->type() != QEvent::KeyPress)
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool sends = enter && key->modifiers() & Qt::ControlModifier;
    const bool givesUp = key->key() == Qt::Key_Escape && m_edited;
    if (!sends && !givesUp)
        return false;
    if (override)
        event->accept();  // Ctrl+Enter plays the board elsewhere
    else if (sends)
        send();
    else
        cancelEdit();
    return true;
}

}  // namespace stormbench::storming
