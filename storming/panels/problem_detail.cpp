// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/problem_detail.h"

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kMark = ui::size::kIconSmall;

QLabel* wrapping(const char* look = "")
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (*look)
        label->setProperty("look", QString::fromLatin1(look));
    return label;
}

/// A board in words, a flow a line.
QString inLines(const char* example)
{
    QStringList flows;
    for (const QString& flow : QString::fromUtf8(example).split(u';'))
        flows += flow.trimmed();
    return flows.join(u'\n');
}

QLabel* mark(const QString& icon, ui::Token color)
{
    auto* label = new QLabel;
    const auto paint = [label, icon, color] {
        label->setPixmap(
            ui::iconPixmap(icon, ui::theme().color(color), kMark, label->devicePixelRatioF()));
    };
    paint();
    QObject::connect(&ui::theme(), &ui::Theme::changed, label, paint);
    label->setAlignment(Qt::AlignTop);
    return label;
}

}  // namespace

ProblemDetail::ProblemDetail(QWidget* parent)
    : QWidget(parent)
    , m_message(wrapping("strong"))
    , m_why(wrapping())
    , m_advice(wrapping("muted"))
    , m_failing(wrapping())
    , m_passing(wrapping())
    , m_examples(new QWidget)
    , m_fix(new QPushButton)
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* examples = new QGridLayout(m_examples);
    examples->setContentsMargins(0, 0, 0, 0);
    examples->setHorizontalSpacing(ui::size::kGapSmall);
    examples->setVerticalSpacing(ui::size::kGapSmall);
    examples->setColumnStretch(1, 1);
    examples->addWidget(mark(QStringLiteral("error"), ui::Token::Error), 0, 0);
    examples->addWidget(m_failing, 0, 1);
    examples->addWidget(mark(QStringLiteral("ok"), ui::Token::Ok), 1, 0);
    examples->addWidget(m_passing, 1, 1);
    m_failing->setAccessibleName(tr("An example that breaks the rule"));
    m_passing->setAccessibleName(tr("An example that keeps the rule"));
    m_fix->setProperty("look", QStringLiteral("primary"));

    auto* content = new QWidget;
    content->setProperty("look", QStringLiteral("panel"));
    content->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(ui::size::kGap, ui::size::kGapSmall, ui::size::kGap, ui::size::kGap);
    column->setSpacing(ui::size::kGapSmall);
    column->addWidget(m_message);
    column->addWidget(m_why);
    column->addWidget(m_advice);
    column->addWidget(m_fix, 0, Qt::AlignLeft);
    column->addWidget(m_examples);
    column->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    connect(m_fix, &QPushButton::clicked, this, &ProblemDetail::fixRequested);
    clear();
}

void ProblemDetail::show(const Finding& finding, const QString& fixName)
{
    const Rule& rule = ruleOf(finding.rule);
    m_message->setText(finding.message);
    m_why->setText(QString::fromUtf8(rule.explanation));
    m_advice->setText(finding.fix);
    m_advice->setVisible(!finding.fix.isEmpty() && finding.fix != fixName);
    m_failing->setText(inLines(rule.failing));
    m_passing->setText(inLines(rule.passing));
    m_examples->show();
    m_fix->setText(fixName);
    m_fix->setToolTip(tr("%1 (Ctrl+.)").arg(fixName));
    m_fix->setVisible(!fixName.isEmpty());
}

void ProblemDetail::clear()
{
    m_message->setText(tr("Choose a problem"));
    m_why->setText(tr("Here stands why it matters, with a small example."));
    m_advice->hide();
    m_examples->hide();
    m_fix->hide();
}

}  // namespace stormbench::storming
