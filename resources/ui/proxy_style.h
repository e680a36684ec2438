// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace stormbench::ui {

/// Fusion with our sizes: small icons, slim scroll bars, splitters one line wide, and no animation
/// when motion is off.
class ProxyStyle : public QProxyStyle {
    Q_OBJECT
public:
    ProxyStyle();

    int pixelMetric(
        PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
        QStyleHintReturn* data) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget) const override;
};

}  // namespace stormbench::ui
