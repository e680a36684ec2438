// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/pane_parts.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"

namespace stormbench::views {

QWidget* stackPanel(const QList<QWidget*>& parts)
{
    auto* panel = new QWidget;
    panel->setProperty("look", QStringLiteral("panel"));
    panel->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (auto* part : parts)
        column->addWidget(part, part == parts.last() ? 1 : 0);
    return panel;
}

QLabel* makeHeading()
{
    auto* heading = new QLabel;
    heading->setTextFormat(Qt::RichText);
    heading->setFixedHeight(ui::size::kControl + 2 * ui::size::kGrid + 2);
    heading->setContentsMargins(ui::size::kGap, 0, ui::size::kGap, 0);
    heading->setTextInteractionFlags(Qt::TextSelectableByMouse);
    heading->setMinimumWidth(1);
    return heading;
}

void setHeading(QLabel* heading, const QString& title, const QString& remark)
{
    const QString muted = ui::theme().color(ui::Token::Muted).name();
    const QString text = QStringLiteral("<b>%1</b>&nbsp;&nbsp; <span style='color:%2'>%3</span>")
                             .arg(title.toHtmlEscaped(), muted, remark.toHtmlEscaped());
    if (text != heading->text())
        heading->setText(text);
}

QToolButton* makeToolButton(const QString& icon, const QString& text, std::function<void()> act)
{
    auto* button = new QToolButton;
    button->setIcon(ui::icon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    QObject::connect(button, &QToolButton::clicked, button, std::move(act));
    return button;
}

}  // namespace stormbench::views
