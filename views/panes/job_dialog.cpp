// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/job_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "resources/ui/tokens.h"

namespace stormbench::views {
namespace {

constexpr int kWidth = 420;

}  // namespace

JobDialog::JobDialog(const QString& title, const QString& action, feed::JobRunner& jobs,
    std::function<Job()> makeJob, QWidget* parent)
    : QDialog(parent)
    , m_jobs(jobs)
    , m_makeJob(std::move(makeJob))
    , m_explanation(new QLabel)
    , m_form(new QFormLayout)
    , m_failure(new QLabel)
    , m_action(action)
{
    setWindowTitle(title);
    setMinimumWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(
        ui::size::kGapLarge, ui::size::kGapLarge, ui::size::kGapLarge, ui::size::kGapLarge);
    column->setSpacing(ui::size::kGap);
    m_explanation->setWordWrap(true);
    m_explanation->hide();
    m_failure->setWordWrap(true);
    m_failure->setProperty("look", QStringLiteral("error"));
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_failure->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_do = buttons->addButton(action, QDialogButtonBox::ActionRole);
    m_do->setDefault(true);
    column->addWidget(m_explanation);
    column->addLayout(m_form);
    column->addWidget(m_failure);
    column->addStretch();
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_do, &QPushButton::clicked, this, &JobDialog::start);
}

void JobDialog::setExplanation(const QString& text)
{
    m_explanation->setText(text);
    m_explanation->show();
}

void JobDialog::setDangerous()
{
    m_do->setDefault(false);
    m_do->setAutoDefault(false);
    m_do->setProperty("look", QStringLiteral("danger"));
    m_do->style()->polish(m_do);
}

void JobDialog::setAction(const QString& text)
{
    m_action = text;
    m_do->setText(text);
}

QString JobDialog::failure() const
{
    return m_failure->text();
}

void JobDialog::start()
{
    m_do->setEnabled(false);
    m_do->setText(tr("Working…"));
    m_failure->hide();
    m_jobs.run(this, m_makeJob(), [this](const Result<>& result) { finish(result); });
}

void JobDialog::finish(const Result<>& result)
{
    if (result)
        return accept();
    m_do->setEnabled(true);
    m_do->setText(m_action);
    m_failure->setText(QString::fromStdString(result.error().message));
    m_failure->show();
}

}  // namespace stormbench::views
