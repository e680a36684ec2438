// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/cell_delegate.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "views/common/sparkline.h"
#include "views/common/table_roles.h"

namespace stormbench::views {
namespace {

constexpr int kPadding = ui::size::kGapSmall;
constexpr int kDot = 8;
constexpr int kDotGap = 8;
constexpr int kSparklineWidth = 110;
constexpr int kWidest = 360;

QFont fontOf(const QModelIndex& index, const QFont& plain)
{
    return index.data(MonospaceRole).toBool() ? ui::font(ui::Face::Mono) : plain;
}

/// A full dot is well, a ring is a worry, a square is a failure: told by shape as well as by
/// colour.
void paintDot(QPainter& painter, const QRectF& box, ui::Token token, bool stale)
{
    const QColor color = ui::theme().color(stale ? ui::Token::Muted : token);
    const QRectF dot(box.left(), box.center().y() - kDot / 2.0, kDot, kDot);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (token == ui::Token::Error) {
        painter.drawRect(dot.adjusted(0.5, 0.5, -0.5, -0.5));
    } else if (token == ui::Token::Warn || token == ui::Token::Muted) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 2));
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1));
    } else {
        painter.drawEllipse(dot);
    }
}

}  // namespace

void CellDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.state &= ~QStyle::State_MouseOver;  // rows are what one points at, not cells
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    painter->save();
    QRectF box = QRectF(option.rect).adjusted(kPadding, 0, -kPadding, 0);
    if (const auto status = index.data(StatusRole); status.isValid()) {
        paintDot(*painter, box, static_cast<ui::Token>(status.toInt()), m_stale);
        if (!option.displayAlignment.testFlag(Qt::AlignRight))
            box.setLeft(box.left() + kDot + kDotGap);
    }
    if (const auto trend = index.data(SparklineRole); trend.isValid()) {
        const QColor color = ui::theme().color(m_stale ? ui::Token::Muted : ui::Token::Series1);
        paintSparkline(*painter, box.adjusted(0, 5, 0, -5), trend.value<QList<double>>(), color);
    } else if (!option.text.isEmpty()) {
        QColor color = option.palette.color(QPalette::Text);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (ui::theme().isHighContrast() && selected)
            color = ui::theme().color(ui::Token::OnAccent);
        else if (m_stale)
            color = ui::theme().color(ui::Token::Muted);
        else if (const auto brush = index.data(Qt::ForegroundRole); brush.isValid())
            color = brush.canConvert<QColor>() ? brush.value<QColor>()
                                               : brush.value<QBrush>().color();
        const QFont font = fontOf(index, option.font);
        painter->setFont(font);
        painter->setPen(color);
        const QString text
            = QFontMetricsF(font).elidedText(option.text, Qt::ElideRight, box.width());
        painter->drawText(box,
            static_cast<int>(option.displayAlignment | Qt::AlignVCenter) | Qt::TextSingleLine,
            text);
    }
    painter->restore();
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
    const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool cut = sizeHint(option, index).width() > option.rect.width();
    if (event->type() == QEvent::ToolTip && index.data(Qt::ToolTipRole).toString().isEmpty()
        && cut) {
        QToolTip::showText(event->globalPos(), index.data().toString(), view);
        return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.data(SparklineRole).isValid())
        return {kSparklineWidth, ui::size::kRow};
    double width
        = QFontMetricsF(fontOf(index, option.font)).horizontalAdvance(index.data().toString())
        + 2 * kPadding + 2;
    if (index.data(StatusRole).isValid())
        width += kDot + kDotGap;
    return {std::min(kWidest, static_cast<int>(width + 1)), ui::size::kRow};
}

}  // namespace stormbench::views
