// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/tokens.h"

#include <QIcon>
#include <QPixmap>
#include <QStringList>

class QPainter;

/// Our one icon family: resources/icons/NAME.svg on a 20 px grid with 1.6 px strokes in
/// currentColor, drawn at the screen's own resolution in the colours of the theme.
namespace stormbench::ui {

/// Follows the theme by itself: normal = Text, disabled = Disabled, checked/selected = Accent.
[[nodiscard]] QIcon icon(const QString& name);
/// The same in one fixed meaning, e.g. icon("error", Token::Error).
[[nodiscard]] QIcon icon(const QString& name, Token color);
/// For painting by hand, crisp at the device pixel ratio.
[[nodiscard]] QPixmap iconPixmap(
    const QString& name, const QColor& color, int pixels, qreal devicePixelRatio);
/// Draws the icon as vectors, for canvases that scale.
void paintIcon(QPainter& painter, const QRectF& target, const QString& name, const QColor& color);

[[nodiscard]] bool hasIcon(const QString& name);
[[nodiscard]] QStringList iconNames();

}  // namespace stormbench::ui
