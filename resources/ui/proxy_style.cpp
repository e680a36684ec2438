// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/proxy_style.h"

#include "resources/ui/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace stormbench::ui {

ProxyStyle::ProxyStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

int ProxyStyle::pixelMetric(
    PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ListViewIconSize: return size::kIconSmall;
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize: return size::kIcon;
    case PM_ScrollBarExtent: return size::kScrollBar;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent: return 1;
    case PM_ToolBarItemSpacing: return size::kGrid;
    case PM_ToolBarItemMargin: return 0;
    case PM_DockWidgetTitleMargin: return size::kGapSmall;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return size::kGap;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return size::kGapSmall;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin: return 2;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ProxyStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration: return theme().motionMs(duration::kHover);
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_ToolTip_WakeUpDelay: return 450;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void ProxyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
    QPainter* painter, const QWidget* widget) const
{
    if (element == PE_FrameFocusRect) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme().color(Token::Accent), theme().isHighContrast() ? 2.0 : 1.0));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(
            QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), size::kGrid, size::kGrid);
        painter->restore();
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

}  // namespace stormbench::ui
