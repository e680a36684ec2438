// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/key_sheet.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/scene/board_view.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kPadding = ui::size::kGapLarge;
constexpr int kAround = ui::size::kGapLarge;  // of the canvas, beside the sheet

/// The lines themselves.
class KeyTable final : public QWidget {
public:
    void set(const QList<KeyHelp>& keys, KeySheetLayout layout)
    {
        m_keys = keys;
        m_layout = std::move(layout);
        setFixedSize(m_layout.size);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const ui::Theme& theme = ui::theme();
        QPainter painter(this);
        painter.setFont(ui::font(ui::Face::Body));
        for (qsizetype i = 0; i < m_keys.size(); ++i) {
            const KeySheetLayout::Line& line = m_layout.lines[static_cast<std::size_t>(i)];
            painter.setPen(theme.color(ui::Token::Muted));
            painter.drawText(line.keys, kKeysFlags, m_keys[i].keys);
            painter.setPen(theme.color(ui::Token::Text));
            painter.drawText(line.what, kWhatFlags, m_keys[i].what);
        }
    }

private:
    QList<KeyHelp> m_keys;
    KeySheetLayout m_layout;
};

QString shown(const QKeySequence& keys)
{
    return keys.toString(QKeySequence::NativeText);
}

// "Alt+Left, Alt+Right, …" are four keys of one meaning: "Alt+← → ↑ ↓".
QString joined(const QStringList& keys)
{
    static const QStringList arrows{QStringLiteral("Left"), QStringLiteral("Right"),
        QStringLiteral("Up"), QStringLiteral("Down")};
    if (keys.size() != arrows.size() || !keys.front().endsWith(arrows.front()))
        return keys.join(QStringLiteral("  "));
    return keys.front().chopped(arrows.front().size()) + QStringLiteral("← → ↑ ↓");
}

// While a note is selected letters are its text.
QKeySequence usefulKey(const QAction& action, CanvasState state)
{
    for (const QKeySequence& keys : action.shortcuts()) {
        const QKeyCombination first = keys[0];
        const bool letter = first.keyboardModifiers() == Qt::NoModifier && first.key() >= Qt::Key_A
            && first.key() <= Qt::Key_Z;
        if (!letter || state != CanvasState::Note)
            return keys;
    }
    return {};
}

// The first half of a key: who presses "?" presses Shift before.
bool isModifier(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta: return true;
    default: return false;
    }
}

}  // namespace

QList<KeyHelp> keysFor(CanvasState state, const QList<QAction*>& actions)
{
    QList<KeyHelp> help;
    QStringList keys;
    const auto table = canvasKeys();
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CanvasKey& key = table[i];
        if (!(key.when & static_cast<quint8>(state)))
            continue;
        const QString what = QCoreApplication::translate("CanvasKeys", key.text);
        if (!help.isEmpty() && help.back().what == what) {
            keys.append(shown(key.sequence()));
            help.back().keys = joined(keys);
        } else {
            keys = {shown(key.sequence())};
            help.append({keys.front(), what});
        }
    }
    if (state == CanvasState::Typing)
        return help;
    for (const QAction* action : actions)
        if (const QKeySequence keys = usefulKey(*action, state);
            action->isEnabled() && !keys.isEmpty())
            help.append({shown(keys), action->text()});
    return help;
}

KeySheet::KeySheet(BoardView& view)
    : QFrame(&view)
    , m_view(view)
    , m_title(new QLabel)
    , m_hint(new QLabel(tr("↓ and PgDn for the rest")))
    , m_area(new QScrollArea)
{
    setObjectName(QStringLiteral("keySheet"));
    setFocusPolicy(Qt::NoFocus);
    m_title->setProperty("look", QStringLiteral("heading"));
    m_hint->setProperty("look", QStringLiteral("muted"));
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    m_area->setWidget(new KeyTable);
    m_area->widget()->setAutoFillBackground(false);
    auto* head = new QHBoxLayout;
    head->setSpacing(ui::size::kGapLarge);
    head->addWidget(m_title, 1);
    head->addWidget(m_hint);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, ui::size::kGap, kPadding, kPadding);
    column->setSpacing(ui::size::kGapSmall);
    column->addLayout(head);
    column->addWidget(m_area, 1);
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
    connect(&view, &QObject::destroyed, this, &QObject::deleteLater);
    hide();
}

void KeySheet::show(const QString& title, const QList<KeyHelp>& keys)
{
    m_title->setText(title);
    m_keys = keys;
    setAccessibleName(title);
    QStringList lines;
    for (const KeyHelp& key : keys)
        lines.append(key.keys + QStringLiteral(": ") + key.what);
    setAccessibleDescription(lines.join(u'\n'));
    m_area->verticalScrollBar()->setValue(0);
    if (QWidget* window = m_view.window(); window != parentWidget()) {
        setParent(window);
        window->installEventFilter(this);
    }
    arrange();
    QFrame::show();
    raise();
}

void KeySheet::arrange()
{
    const QFontMetrics metrics(ui::font(ui::Face::Body));
    const int bar = ui::size::kScrollBar + ui::size::kGapSmall;
    const QRect window = parentWidget()->rect();
    const QSize most = window.adjusted(kAround, kAround, -kAround, -kAround).size();
    const QMargins margins = layout()->contentsMargins();
    const int head = m_title->sizeHint().height() + ui::size::kGapSmall;
    const QSize room(most.width() - margins.left() - margins.right(),
        most.height() - margins.top() - margins.bottom() - head);
    KeySheetLayout plan = layOutKeys(m_keys, metrics, room);
    const bool tooHigh = plan.size.height() > room.height();
    if (tooHigh)
        plan = layOutKeys(m_keys, metrics, room - QSize(bar, 0));
    m_hint->setVisible(tooHigh);
    const int width = qMax(plan.size.width() + (tooHigh ? bar : 0),
        m_title->sizeHint().width() + (tooHigh ? kPadding + m_hint->sizeHint().width() : 0));
    const int height = qMin(plan.size.height(), room.height());
    static_cast<KeyTable*>(m_area->widget())->set(m_keys, std::move(plan));
    resize(qMin(most.width(), width + margins.left() + margins.right()),
        height + head + margins.top() + margins.bottom());
    move(window.center() - rect().center());
    layout()->activate();
}

bool KeySheet::overflows() const
{
    return m_area->widget()->height() > m_area->height();
}

/// Whether the key scrolls; does it if `now`.
bool KeySheet::scroll(const QKeyEvent& event, bool now)
{
    if (!overflows() || event.modifiers() & ~Qt::KeypadModifier)
        return false;
    const auto go = [this, now](QAbstractSlider::SliderAction action) {
        if (now)
            m_area->verticalScrollBar()->triggerAction(action);
        return true;
    };
    switch (event.key()) {
    case Qt::Key_Down: return go(QAbstractSlider::SliderSingleStepAdd);
    case Qt::Key_Up: return go(QAbstractSlider::SliderSingleStepSub);
    case Qt::Key_PageDown: return go(QAbstractSlider::SliderPageStepAdd);
    case Qt::Key_PageUp: return go(QAbstractSlider::SliderPageStepSub);
    case Qt::Key_Home: return go(QAbstractSlider::SliderToMinimum);
    case Qt::Key_End: return go(QAbstractSlider::SliderToMaximum);
    default: return false;
    }
}

bool KeySheet::eventFilter(QObject* watched, QEvent* event)
{
    if (!isVisible())
        return false;
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto& key = *static_cast<QKeyEvent*>(event);
        const bool used = key.key() == Qt::Key_Escape || scroll(key, false);
        if (used)
            event->accept();
        else if (!isModifier(key) && key.key() != Qt::Key_Question)
            hide();  // the key of an action comes as no key press
        return used;
    }
    case QEvent::KeyPress: {
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (scroll(key, true))
            return true;
        if (isModifier(key))
            return false;
        hide();
        // Esc is used up; any other key does what it always does.
        return key.key() == Qt::Key_Escape;
    }
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::FocusOut: hide(); return false;
    case QEvent::Resize:
        if (watched == parentWidget())
            arrange();
        return false;
    default: return false;
    }
}

void KeySheet::mousePressEvent(QMouseEvent* event)
{
    hide();
    event->accept();
}

/// Never the canvas' below.
void KeySheet::wheelEvent(QWheelEvent* event)
{
    event->accept();
}

void KeySheet::paintEvent(QPaintEvent*)
{
    const ui::Theme& theme = ui::theme();
    const qreal line = theme.isHighContrast() ? 2 : 1;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(ui::Token::BorderStrong), line));
    painter.setBrush(theme.color(ui::Token::PanelRaised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2),
        ui::size::kRadius, ui::size::kRadius);
}

}  // namespace stormbench::storming
