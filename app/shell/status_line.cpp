// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/status_line.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QToolButton>

#include "resources/ui/fonts.h"
#include "resources/ui/format.h"
#include "resources/ui/icons.h"

namespace stormbench::app {

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent)
    , m_figures(new QLabel(this))
    , m_zoom(new QLabel(this))
    , m_bootstrap(new QToolButton(this))
{
    setSizeGripEnabled(false);
    m_bootstrap->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bootstrap->setIcon(ui::icon(QStringLiteral("copy"), ui::Token::Muted));
    m_bootstrap->setIconSize({ui::size::kIconSmall, ui::size::kIconSmall});
    m_bootstrap->setFont(ui::font(ui::Face::Mono));
    m_bootstrap->setToolTip(tr("Copy the bootstrap address for other Kafka clients"));
    m_bootstrap->setAutoRaise(true);
    m_bootstrap->hide();
    connect(m_bootstrap, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_bootstrap->property("bootstrap").toString());
        showMessage(tr("Copied %1").arg(m_bootstrap->property("bootstrap").toString()), 3000);
    });
    m_figures->setContentsMargins(ui::size::kGap, 0, 0, 0);
    addWidget(m_figures, 1);
    addPermanentWidget(m_zoom);
    addPermanentWidget(m_bootstrap);
}

void StatusLine::setSnapshot(const api::SnapshotPtr& snapshot)
{
    if (!snapshot) {
        m_figures->setText(tr("No cluster"));
        return;
    }
    int up = 0, topics = 0, partitions = 0;
    api::FigureSum<double> rates;
    std::int64_t lag = 0;
    bool lagKnown = true;
    for (const auto& broker : snapshot->brokers)
        up += broker.state == api::BrokerState::Up ? 1 : 0;
    for (const auto& topic : snapshot->topics) {
        if (topic.internal)
            continue;
        ++topics;
        partitions += static_cast<int>(topic.partitions.size());
        for (const auto& partition : topic.partitions)
            rates.add(partition.recordsInPerSecond);
    }
    for (const auto& group : snapshot->groups) {
        lagKnown = lagKnown && group.totalLag.known();
        lag += group.totalLag.known() ? group.totalLag.value : 0;
    }
    const auto rate = rates.total();
    const auto exactness = rate.precision == api::Precision::Estimated ? ui::Exactness::Estimate
                                                                       : ui::Exactness::Exact;
    const QString dot = QStringLiteral("  ·  ");
    QString text = tr("%1 up").arg(ui::formatPlural(up, tr("broker"))) + dot
        + ui::formatPlural(topics, tr("topic")) + dot
        + ui::formatPlural(partitions, tr("partition")) + dot
        + tr("in %1").arg(ui::formatRate(rate.known() ? std::optional(rate.value) : std::nullopt,
            QStringLiteral("rec"), exactness))
        + dot
        + tr("lag %1").arg(
            lagKnown ? ui::formatCount(lag) : QStringLiteral("≥ ") + ui::formatCount(lag));
    if (!snapshot->error.empty())
        text = tr("No answer: %1").arg(QString::fromStdString(snapshot->error)) + dot + text;
    m_figures->setText(text);
}

void StatusLine::setBootstrap(const QString& bootstrap)
{
    m_bootstrap->setVisible(!bootstrap.isEmpty());
    m_bootstrap->setProperty("bootstrap", bootstrap);
    m_bootstrap->setText(bootstrap.section(u',', 0, 0));
}

void StatusLine::setZoom(double zoom)
{
    m_zoom->setText(tr("%1 %").arg(qRound(zoom * 100)));
}

}  // namespace stormbench::app
