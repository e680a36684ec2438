// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/welcome_page.h"

#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/shell/board_thumbnail.h"
#include "resources/ui/fonts.h"
#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"
#include "storming/store/board_templates.h"

namespace stormbench::app {
namespace {

constexpr int kRecentShown = 5;
constexpr int kDraftsShown = 3;
constexpr int kSampleColumns = 3;

QLabel* makeLabel(const QString& text, ui::Face face, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(ui::font(face));
    return label;
}

/// A box of a heading and rows, hidden until it has some.
QWidget* makeBox(QVBoxLayout*& rows, QWidget* parent)
{
    auto* box = new QWidget(parent);
    rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(ui::size::kGrid);
    box->hide();
    return box;
}

void clear(QVBoxLayout* rows)
{
    while (auto* item = rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
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
    m_back = new QPushButton(ui::icon(QStringLiteral("undo")), QString(), this);
    m_back->setMinimumHeight(ui::size::kControl);
    m_back->hide();
    connect(m_back, &QPushButton::clicked, this, &WelcomePage::backToBoard);
    addButton(tr("New board"), "new", &WelcomePage::newBoard, true);
    addButton(tr("Open…"), "open", &WelcomePage::openBoard, false);
    addButton(tr("Connect to a cluster…"), "connect", &WelcomePage::connectToCluster, false);
    buttons->addWidget(m_back);
    buttons->addStretch();
    column->addLayout(buttons);
    m_draftBox = makeBox(m_drafts, this);
    column->addWidget(m_draftBox);
    column->addSpacing(ui::size::kGap);
    column->addWidget(makeLabel(tr("Samples"), ui::Face::Heading, this));
    column->addWidget(makeSamples());

    m_recentBox = makeBox(m_recent, this);
    column->addWidget(m_recentBox);

    // Scrolls where a window is too small for all of it.
    auto* content = new QWidget;
    auto* center = new QHBoxLayout;
    center->addStretch();
    center->addLayout(column);
    center->addStretch();
    auto* rows = new QVBoxLayout(content);
    rows->addStretch(2);
    rows->addLayout(center);
    rows->addStretch(3);
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(content);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(area);
}

QWidget* WelcomePage::makeSamples()
{
    auto* page = new QWidget(this);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(ui::size::kGapLarge);
    int place = 0;
    for (const storming::BoardTemplate& sample : storming::boardTemplates()) {
        auto board = storming::boardFrom(sample);
        if (sample.kind != storming::TemplateKind::Sample || !board)
            continue;
        const QString subtitle = ui::formatPlural(std::ssize(board->notes()), tr("note"))
            + QStringLiteral(" · ") + ui::formatPlural(std::ssize(board->frames()), tr("context"));
        auto* thumbnail = new BoardThumbnail(std::move(*board), tr(sample.title), subtitle, page);
        thumbnail->setToolTip(tr(sample.sentence));
        thumbnail->setAccessibleDescription(tr(sample.sentence));
        connect(thumbnail, &BoardThumbnail::chosen, this,
            [this, path = storming::templatePath(sample)] { emit openPath(path); });
        grid->addWidget(thumbnail, place / kSampleColumns, place % kSampleColumns);
        ++place;
    }
    return page;
}

void WelcomePage::setRecent(const QStringList& paths)
{
    clear(m_recent);
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
            QFileInfo(path).baseName(), m_recentBox);
        button->setProperty("look", QStringLiteral("flat"));
        button->setToolTip(path);
        button->setStyleSheet(QStringLiteral("text-align: left"));
        connect(button, &QPushButton::clicked, this, [this, path] { emit openPath(path); });
        m_recent->addWidget(button);
    }
}

void WelcomePage::setOpenBoard(const QString& name)
{
    m_back->setText(tr("Back to %1").arg(name));
    m_back->setVisible(!name.isEmpty());
}

void WelcomePage::setDrafts(const QList<Draft>& drafts)
{
    clear(m_drafts);
    m_draftBox->setVisible(!drafts.isEmpty());
    if (drafts.isEmpty())
        return;
    m_drafts->addWidget(makeLabel(tr("Not saved yet"), ui::Face::Heading, m_draftBox));
    for (const Draft& draft : drafts.mid(0, kDraftsShown))
        m_drafts->addWidget(makeDraftRow(draft));
    if (drafts.size() > kDraftsShown) {
        auto* more = makeLabel(
            tr("and %1 older").arg(drafts.size() - kDraftsShown), ui::Face::Small, m_draftBox);
        more->setProperty("look", QStringLiteral("muted"));
        m_drafts->addWidget(more);
    }
}

QWidget* WelcomePage::makeDraftRow(const Draft& draft)
{
    auto* card = new QFrame(m_draftBox);
    card->setProperty("look", QStringLiteral("card"));
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(
        ui::size::kGap, ui::size::kGapSmall, ui::size::kGapSmall, ui::size::kGapSmall);
    row->setSpacing(ui::size::kGapSmall);
    auto* name = makeLabel(
        draft.title.isEmpty() ? tr("Untitled board") : draft.title, ui::Face::Strong, card);
    const auto age = std::chrono::milliseconds(draft.changed.msecsTo(QDateTime::currentDateTime()));
    auto* detail
        = makeLabel((draft.damaged ? tr("damaged") : ui::formatPlural(draft.notes, tr("note")))
                + QStringLiteral(" · ") + tr("changed %1").arg(ui::formatAge(age)),
            ui::Face::Small, card);
    detail->setProperty("look", QStringLiteral("muted"));
    auto* open = new QPushButton(tr("Open"), card);
    open->setObjectName(QStringLiteral("openDraft"));
    auto* discard = new QPushButton(tr("Discard…"), card);
    discard->setObjectName(QStringLiteral("discardDraft"));
    discard->setProperty("look", QStringLiteral("flat"));
    connect(open, &QPushButton::clicked, this, [this, path = draft.path] { emit openDraft(path); });
    connect(discard, &QPushButton::clicked, this, [this, draft] { emit discardDraft(draft); });
    row->addWidget(name);
    row->addWidget(detail, 1);
    row->addWidget(discard);
    row->addWidget(open);
    return card;
}

void WelcomePage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

}  // namespace stormbench::app
