// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/messages_pane.h"

#include <QAction>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/state_pane.h"
#include "views/common/filter_bar.h"
#include "views/common/notice_bar.h"
#include "views/common/table_view.h"
#include "views/models/message_model.h"
#include "views/panes/message_detail.h"
#include "views/panes/pane_parts.h"
#include "views/panes/topic_chooser.h"

namespace stormbench::views {
namespace {

constexpr std::chrono::milliseconds kFlush{50};
constexpr int kListShare = 720, kDetailShare = 400;
enum StartChoice { Newest, Earliest, FromTime };

QToolButton* makeSwitch(const QString& icon, const QString& text, const QString& tip)
{
    auto* button = new QToolButton;
    button->setIcon(ui::icon(icon));
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

}  // namespace

MessagesPane::MessagesPane(const PaneContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new MessageModel(this))
    , m_notice(new NoticeBar)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(stackPanel({buildBar(), m_notice, buildContent()}));
    m_flush.setSingleShot(true);
    m_flush.setInterval(kFlush);
    connect(&m_flush, &QTimer::timeout, this, &MessagesPane::takeArrived);
    connect(&m_tail, &feed::MessageTail::arrived, this, [this] {
        if (!m_paused && !m_flush.isActive())
            m_flush.start();
    });
    connect(&m_tail, &feed::MessageTail::failed, this, &MessagesPane::onFailed);
    connect(&m_tail, &feed::MessageTail::stopped, this, &MessagesPane::showState);
    connect(m_state, &ui::StatePane::actionTriggered, this, [this] {
        if (!m_failure.isEmpty())
            restart();
        else if (m_context.feed.hasSource())
            m_chooser->openList();
        else if (m_context.connectElsewhere)
            m_context.connectElsewhere();
    });
    connect(m_state, &ui::StatePane::cancelled, this, [this] {
        stop();
        m_chooser->setChosen({});
        showState();
    });
    connect(
        &m_context.feed, &feed::ClusterFeed::sourceChanged, this, &MessagesPane::onSourceChanged);
    connect(&m_context.feed, &feed::ClusterFeed::snapshotChanged, this, &MessagesPane::onSnapshot);
    onSnapshot();
    showState();
}

MessagesPane::~MessagesPane()
{
    m_flush.stop();
    delete m_view;
}

QWidget* MessagesPane::buildBar()
{
    m_filter = new FilterBar(tr("Filter key, value, headers"));
    m_chooser = new TopicChooser;
    m_from = new QComboBox;
    m_from->addItem(tr("from the newest"), Newest);
    m_from->addItem(tr("from the earliest"), Earliest);
    m_from->addItem(tr("from a time"), FromTime);
    m_from->setAccessibleName(tr("Where to start"));
    m_time = new QDateTimeEdit(QDateTime::currentDateTime().addSecs(-600));
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_time->setVisible(false);
    m_pause = makeSwitch(QStringLiteral("pause"), tr("Pause"),
        tr("Hold the list still; what comes meanwhile waits"));
    m_follow = makeSwitch(
        QStringLiteral("chevron-down"), tr("Follow"), tr("Keep the newest message in sight"));
    m_follow->setChecked(true);
    m_dropped = new QLabel;
    m_dropped->setProperty("look", QStringLiteral("warn"));
    m_dropped->hide();
    m_filter->addLeading(m_chooser);
    m_filter->addLeading(m_from);
    m_filter->addLeading(m_time);
    m_filter->addTool(m_dropped);
    m_filter->addTool(m_follow);
    m_filter->addTool(m_pause);
    m_filter->addTool(makeToolButton(QStringLiteral("delete"), tr("Clear"), [this] {
        m_model->clear();
        m_detail->show(nullptr);
        showCounts();
        showState();
    }));
    connect(m_chooser, &TopicChooser::chosenChanged, this, &MessagesPane::restart);
    connect(m_from, &QComboBox::activated, this, [this] {
        m_time->setVisible(m_from->currentData().toInt() == FromTime);
        restart();
    });
    connect(m_time, &QDateTimeEdit::editingFinished, this, &MessagesPane::restart);
    connect(m_pause, &QToolButton::toggled, this, &MessagesPane::setPaused);
    connect(m_follow, &QToolButton::toggled, this, [this](bool on) {
        if (on)
            m_view->scrollToBottom();
    });
    connect(m_filter, &FilterBar::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        showCounts();
        if (m_follow->isChecked())
            m_view->scrollToBottom();
    });
    return m_filter;
}

QWidget* MessagesPane::buildContent()
{
    m_view = new TableView(QStringLiteral("tables/messages"));
    m_view->setAccessibleName(tr("Messages"));
    m_view->setStretchColumn(MessageModel::Value);
    m_view->setModel(m_model);
    m_view->setSample({{}, {}, QStringLiteral("1,234,567"), QStringLiteral("00:00:00.000"), {}, {},
        {}, QStringLiteral("999 KiB")});
    m_view->setPlaceholder(tr("No message matches the filter."));
    // The user scrolls away from the end: stop following, until the end is in sight again.
    connect(m_view->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        const auto* bar = m_view->verticalScrollBar();
        m_follow->setChecked(bar->sliderPosition() >= bar->maximum());
    });
    m_detail = new MessageDetail;
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &MessagesPane::showCurrent);
    auto* split = new QSplitter;
    split->addWidget(m_view);
    split->addWidget(m_detail);
    split->setSizes({kListShare, kDetailShare});
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    m_state = new ui::StatePane(split);
    return m_state;
}

QStringList MessagesPane::topics() const
{
    return m_chooser->chosen();
}

void MessagesPane::showTopics(const QStringList& topics)
{
    m_chooser->setChosen(topics);
    restart();
}

api::OffsetQuery MessagesPane::start() const
{
    switch (m_from->currentData().toInt()) {
    case Earliest: return {api::OffsetQuery::Kind::Earliest, {}};
    case FromTime:
        return {
            api::OffsetQuery::Kind::AtTime, api::WallTime(m_time->dateTime().toMSecsSinceEpoch())};
    default: return {api::OffsetQuery::Kind::Latest, {}};
    }
}

void MessagesPane::restart()
{
    stop();
    m_failure.clear();
    m_notice->hush();
    m_model->clear();
    m_detail->show(nullptr);
    m_pause->setChecked(false);
    m_view->setColumnHidden(MessageModel::Topic, topics().size() == 1);
    if (!topics().isEmpty() && m_context.feed.hasSource()) {
        feed::MessageTail::Request request;
        request.connection = m_context.connection();
        for (const QString& topic : topics())
            request.topics.push_back(topic.toStdString());
        request.start = start();
        m_tail.start(std::move(request));
    }
    showCounts();
    showState();
}

void MessagesPane::stop()
{
    m_flush.stop();
    m_tail.stop();
}

void MessagesPane::setPaused(bool paused)
{
    m_paused = paused;
    m_pause->setText(paused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(ui::icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    if (!paused)
        takeArrived();
}

void MessagesPane::takeArrived()
{
    auto records = m_tail.take(feed::MessageTail::kMaxWaiting);
    if (records.empty())
        return;
    const bool first = m_model->held() == 0;
    m_model->append(std::move(records));
    if (first) {
        m_view->fitColumns();
        showState();
    }
    if (m_follow->isChecked())
        m_view->scrollToBottom();
    showCounts();
}

void MessagesPane::showCounts()
{
    m_filter->setCount(m_model->rowCount(), m_model->held());
    const auto dropped = static_cast<qint64>(m_tail.dropped());
    m_dropped->setVisible(dropped > 0);
    m_dropped->setText(tr("too fast to show all: %1 dropped").arg(ui::formatCount(dropped)));
    m_dropped->setToolTip(tr(
        "More came than could wait here. They are still in the topic; only this list lacks them."));
}

void MessagesPane::showCurrent()
{
    m_detail->show(m_model->recordAt(m_view->currentIndex().row()));
}

void MessagesPane::onFailed(const QString& message)
{
    m_failure = message;
    showState();
}

void MessagesPane::showState()
{
    const bool any = m_model->held() > 0;
    if (any && !m_failure.isEmpty())
        m_notice->say(NoticeBar::Kind::Failure, m_failure);
    else
        m_notice->hush();
    if (any)
        return m_state->showContent();
    const QString names = topics().join(QLatin1String(", "));
    if (!m_context.feed.hasSource())
        m_state->showEmpty(QStringLiteral("disconnect"), tr("No cluster is connected."),
            m_context.connectElsewhere ? tr("Connect…") : QString());
    else if (topics().isEmpty())
        m_state->showEmpty(QStringLiteral("message"),
            tr("Choose topics to follow their messages live."), tr("Choose topics"));
    else if (!m_failure.isEmpty())
        m_state->showFailed(tr("Cannot read %1: %2").arg(names, m_failure), tr("Try again"));
    else
        m_state->showLoading(tr("Waiting for the first message of %1…").arg(names));
}

void MessagesPane::onSourceChanged()
{
    stop();
    m_failure.clear();
    m_model->clear();
    m_detail->show(nullptr);
    m_chooser->setTopics({});
    m_chooser->setChosen({});
    showCounts();
    showState();
}

void MessagesPane::onSnapshot()
{
    QStringList names, internals;
    if (const auto& snapshot = m_context.feed.snapshot()) {
        for (const auto& topic : snapshot->topics)
            (topic.internal ? internals : names) += QString::fromStdString(topic.name);
    }
    m_chooser->setTopics(names + internals);
}

}  // namespace stormbench::views
