// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/key_sheet.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/scene/board_view.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QPainter>

namespace stormbench::storming {
namespace {

constexpr int kColumnWidth = 320;
constexpr int kKeysWidth = 110;
constexpr int kTitleHeight = ui::size::kToolbar;
constexpr int kPadding = ui::size::kGapLarge;

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
{
    setObjectName(QStringLiteral("keySheet"));
    setFocusPolicy(Qt::NoFocus);
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
    hide();
}

int KeySheet::columns() const
{
    const int room = m_view.width() - 4 * kPadding;
    const int rows = qMax(1, (m_view.height() - 4 * kPadding - kTitleHeight) / ui::size::kRow);
    const int wanted = static_cast<int>((m_keys.size() + rows - 1) / rows);
    return qBound(1, wanted, qMax(1, room / kColumnWidth));
}

void KeySheet::show(const QString& title, const QList<KeyHelp>& keys)
{
    m_title = title;
    m_keys = keys;
    setAccessibleName(title);
    QStringList lines;
    for (const KeyHelp& key : keys)
        lines.append(key.keys + QStringLiteral(": ") + key.what);
    setAccessibleDescription(lines.join(u'\n'));
    const int count = columns();
    const int rows = static_cast<int>((keys.size() + count - 1) / count);
    resize(count * kColumnWidth + 2 * kPadding,
        qMin(m_view.height(), rows * ui::size::kRow + kTitleHeight + 2 * kPadding));
    move((m_view.width() - width()) / 2, qMax(0, (m_view.height() - height()) / 2));
    QFrame::show();
    raise();
}

bool KeySheet::eventFilter(QObject*, QEvent* event)
{
    if (!isVisible())
        return false;
    const bool pressed = event->type() == QEvent::MouseButtonPress;
    const bool escape = event->type() == QEvent::KeyPress
        && static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Escape;
    const bool typed = event->type() == QEvent::KeyPress;
    if (pressed || typed || event->type() == QEvent::Resize || event->type() == QEvent::Wheel)
        hide();
    // Esc is used up; any other key does what it always does.
    return escape;
}

void KeySheet::paintEvent(QPaintEvent*)
{
    const ui::Theme& theme = ui::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(ui::Token::BorderStrong), 1));
    painter.setBrush(theme.color(ui::Token::PanelRaised));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), ui::size::kRadius, ui::size::kRadius);
    painter.setFont(ui::font(ui::Face::Heading));
    painter.setPen(theme.color(ui::Token::Text));
    painter.drawText(QRect(kPadding, kPadding / 2, width() - 2 * kPadding, kTitleHeight),
        Qt::AlignVCenter, m_title);
    const int count = columns();
    const int rows = qMax(1, static_cast<int>((m_keys.size() + count - 1) / count));
    const QFont font = ui::font(ui::Face::Body);
    painter.setFont(font);
    const QFontMetrics metrics(font);
    for (int i = 0; i < m_keys.size(); ++i) {
        const QRect row(kPadding + i / rows * kColumnWidth,
            kPadding + kTitleHeight + i % rows * ui::size::kRow, kColumnWidth, ui::size::kRow);
        painter.setPen(theme.color(ui::Token::Muted));
        painter.drawText(row, Qt::AlignVCenter, m_keys[i].keys);
        const int taken = qMax(kKeysWidth, metrics.horizontalAdvance(m_keys[i].keys) + 12);
        const QRect rest = row.adjusted(taken, 0, -ui::size::kGapSmall, 0);
        painter.setPen(theme.color(ui::Token::Text));
        painter.drawText(rest, Qt::AlignVCenter,
            metrics.elidedText(m_keys[i].what, Qt::ElideRight, rest.width()));
    }
}

}  // namespace stormbench::storming
