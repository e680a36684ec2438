// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/state_pane.h"

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"

#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QResizeEvent>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace stormbench::ui {
namespace {

constexpr int kMarkSize = 32;
constexpr int kTextWidth = 320;

/// Keeps the words within a page that is narrower than they would like.
class WordsFit : public QObject {
public:
    WordsFit(QWidget* page, QLabel* text)
        : QObject(page)
        , m_text(text)
    {
        page->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Resize) {
            const int room
                = static_cast<QResizeEvent*>(event)->size().width() - 2 * size::kGapLarge;
            const int width = qBound(kTextWidth / 4, room, kTextWidth);
            m_text->setFixedWidth(width);
            m_text->setMinimumHeight(qMax(0, m_text->heightForWidth(width)));  // -1: no text yet
        }
        return false;
    }

private:
    QLabel* m_text;
};

}  // namespace

StatePane::StatePane(QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout)
    , m_content(content)
    , m_mark(new QLabel)
    , m_text(new QLabel)
    , m_progress(new QProgressBar)
    , m_button(new QPushButton)
{
    setLayout(m_stack);
    m_stack->addWidget(content);

    auto* page = new QWidget;
    page->setProperty("look", QStringLiteral("panel"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(size::kGapLarge, size::kGapLarge, size::kGapLarge, size::kGapLarge);
    column->setSpacing(size::kGap);
    column->addStretch();
    m_mark->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setFixedWidth(kTextWidth);  // else a wrapping label asks for less than its text
    m_text->setProperty("look", QStringLiteral("muted"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(kTextWidth / 2);
    column->addWidget(m_mark, 0, Qt::AlignHCenter);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addWidget(m_progress, 0, Qt::AlignHCenter);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch();
    m_stack->addWidget(page);
    new WordsFit(page, m_text);

    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_loading)
            emit cancelled();
        else
            emit actionTriggered();
    });
    connect(&theme(), &Theme::changed, this, &StatePane::paintMark);
}

void StatePane::showContent()
{
    m_stack->setCurrentIndex(0);
}

bool StatePane::isShowingContent() const
{
    return m_stack->currentIndex() == 0;
}

void StatePane::showEmpty(const QString& icon, const QString& sentence, const QString& action)
{
    m_loading = false;
    present(icon, Token::Muted, sentence, action);
}

void StatePane::showLoading(const QString& what, bool cancellable)
{
    m_loading = true;
    present({}, Token::Muted, what, cancellable ? tr("Cancel") : QString());
}

void StatePane::showFailed(const QString& message, const QString& action)
{
    m_loading = false;
    present(QStringLiteral("error"), Token::Error, message, action);
}

void StatePane::present(
    const QString& icon, Token color, const QString& text, const QString& action)
{
    m_icon = icon;
    m_markColor = color;
    paintMark();
    m_mark->setVisible(!icon.isEmpty());
    m_text->setText(text);
    // An aligned label in a box is given its size hint, which does not know of its wrapped lines.
    m_text->setMinimumHeight(qMax(0, m_text->heightForWidth(m_text->maximumWidth())));
    setAccessibleDescription(text);
    m_progress->setVisible(m_loading);
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
    m_stack->setCurrentIndex(1);
}

void StatePane::paintMark()
{
    if (m_icon.isEmpty())
        return;
    m_mark->setPixmap(
        iconPixmap(m_icon, theme().color(m_markColor), kMarkSize, devicePixelRatioF()));
}

void StatePane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        paintMark();
    QWidget::changeEvent(event);
}

}  // namespace stormbench::ui
