// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/tokens.h"

#include <QObject>

class QApplication;
class QPalette;

namespace stormbench::ui {

/// The look that is in force. One per process, reached by theme(); lives on the GUI thread. Widgets
/// that paint by themselves read color() in paintEvent and repaint on changed(); everything else
/// follows the palette and the style sheet.
class Theme : public QObject {
    Q_OBJECT
public:
    /// Fusion with our metrics, palette, fonts and style sheet. Called once after QApplication is
    /// made, and on every change.
    void apply(QApplication& application);
    void setScheme(Scheme scheme);
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] bool isDark() const { return m_scheme == Scheme::Dark; }
    [[nodiscard]] bool isHighContrast() const { return m_scheme == Scheme::HighContrast; }

    [[nodiscard]] QColor color(Token token) const { return tokenColor(m_scheme, token); }
    [[nodiscard]] QColor paper(Paper paper) const { return paperColor(m_scheme, paper); }
    /// Series 0, 1, … of a chart; wraps after eight. The dash pattern is the second sign: see
    /// seriesDash().
    [[nodiscard]] QColor series(int index) const;
    [[nodiscard]] Qt::PenStyle seriesDash(int index) const;

    /// The one motion switch. Off: every animation jumps to its end and no token travels.
    void setMotion(bool on);
    [[nodiscard]] bool motion() const { return m_motion; }
    /// `wanted` in ms, or 0 when motion is off.
    [[nodiscard]] int motionMs(std::chrono::milliseconds wanted) const
    {
        return m_motion ? static_cast<int>(wanted.count()) : 0;
    }

signals:
    void changed();
    void motionChanged(bool on);

private:
    friend Theme& theme();
    Theme() = default;

    Scheme m_scheme = Scheme::Light;
    bool m_motion = true;
};

[[nodiscard]] Theme& theme();

[[nodiscard]] QPalette paletteFor(Scheme scheme);
[[nodiscard]] QString styleSheetFor(Scheme scheme);

}  // namespace stormbench::ui
