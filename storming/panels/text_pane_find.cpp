// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/text_pane_find.h"

#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>

namespace stormbench::storming {

namespace {

constexpr qsizetype kMostFound = 1000;  // more are no help to anybody

}  // namespace

TextPaneFind::TextPaneFind(QPlainTextEdit& editor, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_line(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("findInText"));
    m_line->setPlaceholderText(tr("Find in the text"));
    m_line->setAccessibleName(tr("Find in the text"));
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_count->setProperty("look", QStringLiteral("muted"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(
        ui::size::kGapSmall, ui::size::kGrid, ui::size::kGapSmall, ui::size::kGrid);
    row->setSpacing(ui::size::kGrid);
    row->addWidget(m_line, 1);
    row->addWidget(m_count);
    const auto add = [&](const char* icon, const QString& tip, auto action) {
        auto* button = new QToolButton(this);
        button->setIcon(ui::icon(QLatin1StringView(icon)));
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setProperty("look", QStringLiteral("flat"));
        connect(button, &QToolButton::clicked, this, action);
        row->addWidget(button);
    };
    add("chevron-up", tr("The one before (Shift+Enter)"), [this] { step(-1); });
    add("chevron-down", tr("The next one (Enter)"), [this] { step(1); });
    add("close", tr("Close (Esc)"), [this] { close(); });
    connect(m_line, &QLineEdit::textChanged, this, [this] {
        search();
        if (!m_found.isEmpty())
            step(0);
    });
    connect(&m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (!isHidden())
            search();
    });
    QWidget::hide();
}

void TextPaneFind::open()
{
    const QString chosen = m_editor.textCursor().selectedText();
    QWidget::show();
    if (!chosen.isEmpty() && !chosen.contains(QChar::ParagraphSeparator))
        m_line->setText(chosen);
    search();
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void TextPaneFind::close()
{
    m_editor.setFocus(Qt::OtherFocusReason);
    hide();
}

void TextPaneFind::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (!isHidden())
        return;  // only the pane is
    m_found.clear();
    emit foundChanged();
}

void TextPaneFind::search()
{
    m_found.clear();
    const QString words = m_line->text();
    if (!words.isEmpty())
        for (QTextCursor at = m_editor.document()->find(words, 0);
             !at.isNull() && m_found.size() < kMostFound; at = m_editor.document()->find(words, at))
            m_found.append(at);
    m_count->setText(words.isEmpty() ? QString()
            : m_found.isEmpty()      ? tr("Nothing found")
                                     : tr("%n found", nullptr, int(m_found.size())));
    emit foundChanged();
}

/// By 0: the first at the cursor or behind it.
void TextPaneFind::step(int by)
{
    const int from = m_editor.textCursor().selectionStart();
    const auto count = int(m_found.size());
    if (count == 0)
        return;
    int next = 0;  // the first behind the cursor
    while (next < count && m_found[next].selectionStart() < from)
        ++next;
    const bool isOnOne = next < count && m_found[next].selectionStart() == from
        && m_editor.textCursor().hasSelection();
    if (by > 0 && isOnOne)
        ++next;
    if (by < 0)
        --next;
    show((next + count) % count);
}

void TextPaneFind::show(int index)
{
    m_editor.setTextCursor(m_found[index]);
    m_editor.centerCursor();
    m_count->setText(tr("%1 of %2").arg(index + 1).arg(m_found.size()));
}

bool TextPaneFind::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool back = key->modifiers() & Qt::ShiftModifier;
    const bool isOurs = isReturn || key->key() == Qt::Key_Escape || key->matches(QKeySequence::Find)
        || key->matches(QKeySequence::FindNext) || key->matches(QKeySequence::FindPrevious);
    if (!isOurs)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    if (key->key() == Qt::Key_Escape)
        close();
    else if (key->matches(QKeySequence::Find))
        m_line->selectAll();
    else
        step(key->matches(QKeySequence::FindPrevious) || (isReturn && back) ? -1 : 1);
    return true;
}

}  // namespace stormbench::storming
