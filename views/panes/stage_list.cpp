// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/stage_list.h"

#include <QGridLayout>
#include <QLabel>
#include <QStyle>

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"

namespace stormbench::views {
namespace {

constexpr int kStages = static_cast<int>(api::ConnectStage::Metadata) + 1;

void setLook(QLabel* label, const char* look)
{
    label->setProperty("look", QLatin1String(look));
    label->style()->unpolish(label);
    label->style()->polish(label);
}

}  // namespace

StageList::StageList(QWidget* parent)
    : QWidget(parent)
    , m_rows(kStages)
{
    const QString names[kStages] = {tr("Settings"), tr("Find the host"), tr("Open a connection"),
        tr("TLS"), tr("Sign in (SASL)"), tr("Ask for versions"), tr("Read metadata")};
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(ui::size::kGapSmall);
    grid->setVerticalSpacing(ui::size::kGrid);
    grid->setColumnStretch(2, 1);
    for (int i = 0; i < kStages; ++i) {
        Row& row = m_rows[static_cast<std::size_t>(i)];
        row.mark = new QLabel;
        row.mark->setFixedSize(ui::size::kIconSmall, ui::size::kIconSmall);
        row.name = new QLabel(names[i]);
        row.detail = new QLabel;
        row.detail->setWordWrap(true);
        row.detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row.time = new QLabel;
        row.time->setAlignment(Qt::AlignRight | Qt::AlignTop);
        setLook(row.time, "muted");
        grid->addWidget(row.mark, i, 0, Qt::AlignTop);
        grid->addWidget(row.name, i, 1, Qt::AlignTop);
        grid->addWidget(row.detail, i, 2, Qt::AlignTop);
        grid->addWidget(row.time, i, 3, Qt::AlignTop);
        setState(row, Row::State::Idle);
    }
    grid->setRowStretch(kStages, 1);
    connect(&ui::theme(), &ui::Theme::changed, this, &StageList::paintMarks);
}

void StageList::restart(bool tls, bool sasl)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        const auto stage = static_cast<api::ConnectStage>(i);
        const bool without = (stage == api::ConnectStage::Tls && !tls)
            || (stage == api::ConnectStage::Sasl && !sasl);
        row.detail->clear();
        row.time->clear();
        setState(row, without ? Row::State::NotUsed : Row::State::Waiting);
    }
}

void StageList::setResult(const api::StageResult& result)
{
    Row& row = m_rows[static_cast<std::size_t>(result.stage)];
    row.detail->setText(QString::fromStdString(result.detail));
    row.time->setText(
        result.elapsed < api::Millis(1) ? tr("< 1 ms") : ui::formatDuration(result.elapsed));
    setState(row, result.passed ? Row::State::Passed : Row::State::Failed);
}

void StageList::finish()
{
    for (Row& row : m_rows) {
        if (row.state == Row::State::Waiting)
            setState(row, Row::State::NotReached);
    }
}

bool StageList::passed(api::ConnectStage stage) const
{
    return m_rows[static_cast<std::size_t>(stage)].state == Row::State::Passed;
}

bool StageList::failed(api::ConnectStage stage) const
{
    return m_rows[static_cast<std::size_t>(stage)].state == Row::State::Failed;
}

QString StageList::textOf(api::ConnectStage stage) const
{
    return m_rows[static_cast<std::size_t>(stage)].detail->text();
}

void StageList::setState(Row& row, Row::State state)
{
    row.state = state;
    const bool reached = state == Row::State::Passed || state == Row::State::Failed;
    setLook(row.name, reached ? "" : "muted");
    setLook(row.detail, state == Row::State::Failed ? "error" : "muted");
    if (state == Row::State::NotReached)
        row.detail->setText(tr("not reached"));
    if (state == Row::State::NotUsed)
        row.detail->setText(tr("not used"));
    paintMarks();
}

void StageList::paintMarks()
{
    for (Row& row : m_rows) {
        if (!row.mark)
            continue;
        const bool passed = row.state == Row::State::Passed,
                   failed = row.state == Row::State::Failed;
        const auto token = passed ? ui::Token::Ok : failed ? ui::Token::Error : ui::Token::Disabled;
        const auto name = passed ? QStringLiteral("ok")
            : failed             ? QStringLiteral("error")
                                 : QStringLiteral("clock");
        row.mark->setPixmap(ui::iconPixmap(
            name, ui::theme().color(token), ui::size::kIconSmall, devicePixelRatioF()));
        row.mark->setAccessibleName(passed ? tr("passed") : failed ? tr("failed") : tr("not done"));
    }
}

}  // namespace stormbench::views
