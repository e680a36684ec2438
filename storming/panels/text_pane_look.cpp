// SPDX-License-Identifier: GPL-3.0-or-later
// How the text pane looks: its widgets, marks in the text, and the line at its foot.
#include "storming/panels/text_pane.h"

#include "resources/ui/theme.h"
#include "storming/panels/text_pane_editor.h"
#include "storming/panels/text_pane_find.h"
#include "storming/panels/text_pane_highlighter.h"
#include "storming/scene/selection.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

namespace stormbench::storming {

void TextPane::build()
{
    setAccessibleName(tr("Text"));
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_editor = new TextPaneEditor(this);
    m_editor->setAccessibleName(tr("The board as text"));
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setTabChangesFocus(true);
    m_editor->installEventFilter(this);
    setFocusProxy(m_editor);
    new TextPaneHighlighter(m_editor->document());
    m_find = new TextPaneFind(*m_editor, this);

    m_status = new QLabel(this);
    m_status->setWordWrap(true);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_discard = new QToolButton(this);
    m_discard->setObjectName(QStringLiteral("discardText"));
    m_discard->setText(tr("Discard"));
    m_discard->setProperty("look", QStringLiteral("flat"));
    m_discard->setToolTip(tr("Back to the board's text; what was typed since is lost"));
    connect(m_discard, &QToolButton::clicked, this, &TextPane::discard);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(
        ui::size::kGap, ui::size::kGapSmall, ui::size::kGapSmall, ui::size::kGapSmall);
    foot->addWidget(m_status, 1);
    foot->addWidget(m_discard, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_find);
    column->addWidget(m_editor, 1);
    column->addLayout(foot);
    setMistake(std::nullopt);
}

void TextPane::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_editor)
        return;
    for (auto* highlighter : m_editor->document()->findChildren<TextPaneHighlighter*>())
        highlighter->rehighlight();
    mark();
}

void TextPane::setMistake(std::optional<TextMistake> mistake)
{
    m_mistake = std::move(mistake);
    m_discard->setVisible(m_mistake.has_value());
    if (!m_mistake)
        m_status->setText(tr("One line a flow. What you type becomes the board; Esc leaves."));
    else if (m_mistake->line > 0)
        m_status->setText(
            tr("Line %1: %2. The board waits.").arg(m_mistake->line).arg(m_mistake->message));
    else
        m_status->setText(m_mistake->message);
    m_editor->setMistakeLine(m_mistake ? m_mistake->line : 0);
    m_status->setProperty("look", m_mistake ? QStringLiteral("error") : QStringLiteral("muted"));
    m_status->style()->unpolish(m_status);
    m_status->style()->polish(m_status);
    mark();
}

// Lights the selected elements, the line with the mistake, and what is found.
void TextPane::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    const auto add = [&](int line, int from, int to, ui::Token color, bool whole) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_editor->document()->findBlockByNumber(line));
        mark.cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, from);
        mark.cursor.movePosition(QTextCursor::Right, QTextCursor::KeepAnchor, to - from);
        mark.format.setBackground(ui::theme().color(color));
        mark.format.setForeground(ui::theme().color(ui::Token::Text));
        mark.format.setProperty(QTextFormat::FullWidthSelection, whole);
        marks.append(mark);
    };
    findPlaces();
    for (const auto& [id, places] : m_places)
        if (isSelected(id))
            for (const auto& [line, place] : places)
                add(line, place.from, place.to, ui::Token::AccentSoft, false);
    if (m_mistake && m_mistake->line > 0) {
        const auto block = m_editor->document()->findBlockByNumber(m_mistake->line - 1);
        add(m_mistake->line - 1, 0, int(block.text().size()), ui::Token::ErrorSoft, true);
    }
    for (const QTextCursor& found : m_find->found()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = found;
        mark.format.setBackground(ui::theme().color(ui::Token::WarnSoft));
        mark.format.setForeground(ui::theme().color(ui::Token::Text));
        mark.format.setFontUnderline(true);  // high contrast knows no soft colours
        marks.append(mark);
    }
    m_editor->setExtraSelections(marks);
}

bool TextPane::isSelected(quint64 id) const
{
    return m_selection.contains(NoteId(id)) || m_selection.contains(FrameId(id))
        || m_selection.contains(ConnectorId(id));
}

void TextPane::findPlaces()
{
    if (m_placesOf == m_editor->document()->revision())
        return;
    m_placesOf = m_editor->document()->revision();
    m_places.clear();
    int line = 0;
    for (auto block = m_editor->document()->begin(); block.isValid(); block = block.next(), ++line)
        for (const TextPlace& place : placesIn(block.text()))
            m_places[place.id].push_back({line, place});
}

quint64 TextPane::elementAtCursor() const
{
    const QTextCursor cursor = m_editor->textCursor();
    QTextBlock block = cursor.block();
    const auto places = placesIn(block.text());
    for (const TextPlace& place : places)
        if (cursor.positionInBlock() <= place.to)
            return place.id;
    if (!places.empty())
        return places.back().id;
    // A detail belongs to the element above.
    while (block.isValid() && !block.text().isEmpty() && block.text().front().isSpace())
        block = block.previous();
    const auto above = block.isValid() ? placesIn(block.text()) : std::vector<TextPlace>();
    return above.empty() ? 0 : above.front().id;
}

}  // namespace stormbench::storming
