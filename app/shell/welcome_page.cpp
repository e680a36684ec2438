// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/welcome_page.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/shell/board_thumbnail.h"
#include "resources/ui/fonts.h"
#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"
#include "storming/store/board_file.h"

namespace stormbench::app {
namespace {

constexpr int kRecentShown = 5;

QLabel* makeLabel(const QString& text, ui::Face face, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(ui::font(face));
    return label;
}

}  // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("welcomePage"));
    auto* column = new QVBoxLayout;
    column->setSpacing(ui::size::kGapLarge);
    column->addWidget(makeLabel(tr("Stormbench"), ui::Face::Display, this));
    auto* line = makeLabel(
        tr("Storm a domain, press Play, and watch its records flow through a real cluster."),
        ui::Face::Body, this);
    line->setEnabled(false);
    column->addWidget(line);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(ui::size::kGapSmall);
    const auto addButton = [&](const QString& text, const char* icon, auto signal, bool primary) {
        auto* button = new QPushButton(
            ui::icon(QString::fromLatin1(icon), primary ? ui::Token::OnAccent : ui::Token::Text),
            text, this);
        button->setDefault(primary);
        button->setMinimumHeight(ui::size::kControl);
        connect(button, &QPushButton::clicked, this, signal);
        buttons->addWidget(button);
    };
    addButton(tr("New board"), "new", &WelcomePage::newBoard, true);
    addButton(tr("Open…"), "open", &WelcomePage::openBoard, false);
    addButton(tr("Connect to a cluster…"), "connect", &WelcomePage::connectToCluster, false);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addSpacing(ui::size::kGap);
    column->addWidget(makeLabel(tr("Samples"), ui::Face::Heading, this));
    column->addWidget(makeSamples());

    m_recentBox = new QWidget(this);
    m_recent = new QVBoxLayout(m_recentBox);
    m_recent->setContentsMargins(0, 0, 0, 0);
    m_recent->setSpacing(ui::size::kGrid);
    column->addWidget(m_recentBox);
    m_recentBox->hide();

    auto* center = new QHBoxLayout;
    center->addStretch();
    center->addLayout(column);
    center->addStretch();
    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addLayout(center);
    outer->addStretch(3);
}

QStringList WelcomePage::samplePaths()
{
    return {QStringLiteral(":/boards/order-fulfilment.storm.txt"),
        QStringLiteral(":/boards/subscription-billing.storm.txt")};
}

QWidget* WelcomePage::makeSamples()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(ui::size::kGapLarge);
    for (const QString& path : samplePaths()) {
        auto board = storming::readBoard(path);
        if (!board)
            continue;
        const QString title = board->settings().title;
        const QString subtitle = tr("%n notes", nullptr, int(board->notes().size()))
            + QStringLiteral(" · ") + tr("%n contexts", nullptr, int(board->frames().size()));
        auto* thumbnail = new BoardThumbnail(std::move(*board), title, subtitle, row);
        connect(thumbnail, &BoardThumbnail::chosen, this, [this, path] { emit openPath(path); });
        layout->addWidget(thumbnail);
    }
    layout->addStretch();
    return row;
}

void WelcomePage::setRecent(const QStringList& paths)
{
    while (auto* item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList there;
    for (const QString& path : paths) {
        if (QFileInfo::exists(path) && there.size() < kRecentShown)
            there += path;
    }
    m_recentBox->setVisible(!there.isEmpty());
    if (there.isEmpty())
        return;
    m_recent->addWidget(makeLabel(tr("Recent"), ui::Face::Heading, m_recentBox));
    for (const QString& path : there) {
        auto* button = new QPushButton(ui::icon(QStringLiteral("open"), ui::Token::Muted),
            QFileInfo(path).completeBaseName(), m_recentBox);
        button->setFlat(true);
        button->setToolTip(path);
        button->setStyleSheet(QStringLiteral("text-align: left"));
        connect(button, &QPushButton::clicked, this, [this, path] { emit openPath(path); });
        m_recent->addWidget(button);
    }
}

void WelcomePage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

}  // namespace stormbench::app
