// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/theme.h"

#include "resources/ui/fonts.h"
#include "resources/ui/proxy_style.h"

#include <QApplication>
#include <QPalette>
#include <QPixmapCache>
#include <QToolTip>

namespace stormbench::ui {

Theme& theme()
{
    static Theme instance;
    return instance;
}

QPalette paletteFor(Scheme scheme)
{
    const auto at = [scheme](Token token) { return tokenColor(scheme, token); };
    QPalette palette;
    palette.setColor(QPalette::Window, at(Token::Window));
    palette.setColor(QPalette::WindowText, at(Token::Text));
    palette.setColor(QPalette::Base, at(Token::Panel));
    palette.setColor(QPalette::AlternateBase, mix(at(Token::Panel), at(Token::Window), 0.6));
    palette.setColor(QPalette::Text, at(Token::Text));
    palette.setColor(QPalette::PlaceholderText, at(Token::Muted));
    palette.setColor(QPalette::Button, at(Token::Panel));
    palette.setColor(QPalette::ButtonText, at(Token::Text));
    palette.setColor(QPalette::BrightText, at(Token::Error));
    palette.setColor(QPalette::Highlight, at(Token::Accent));
    palette.setColor(QPalette::HighlightedText, at(Token::OnAccent));
    palette.setColor(QPalette::Link, at(Token::Accent));
    palette.setColor(QPalette::LinkVisited, at(Token::Accent));
    palette.setColor(QPalette::ToolTipBase, at(Token::PanelRaised));
    palette.setColor(QPalette::ToolTipText, at(Token::Text));
    palette.setColor(QPalette::Light, at(Token::PanelRaised));
    palette.setColor(QPalette::Midlight, at(Token::Border));
    palette.setColor(QPalette::Mid, at(Token::Border));
    palette.setColor(QPalette::Dark, at(Token::BorderStrong));
    palette.setColor(QPalette::Shadow, at(Token::BorderStrong));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, at(Token::Disabled));
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, at(Token::Border));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, at(Token::Muted));
    return palette;
}

void Theme::apply(QApplication& application)
{
    const QPalette palette = paletteFor(m_scheme);
    QApplication::setStyle(new ProxyStyle);
    QApplication::setPalette(palette);
    QApplication::setFont(font(Face::Body));
    QToolTip::setPalette(palette);
    QToolTip::setFont(font(Face::Body));
    application.setStyleSheet(styleSheetFor(m_scheme));
}

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    if (auto* application = qobject_cast<QApplication*>(QCoreApplication::instance())) {
        const QPalette palette = paletteFor(m_scheme);
        QApplication::setPalette(palette);
        QToolTip::setPalette(palette);
        application->setStyleSheet(styleSheetFor(m_scheme));
    }
    emit changed();
}

void Theme::setMotion(bool on)
{
    if (on == m_motion)
        return;
    m_motion = on;
    emit motionChanged(on);
}

QColor Theme::series(int index) const
{
    constexpr int kSeries = 8;
    return color(static_cast<Token>(
        static_cast<int>(Token::Series1) + (index % kSeries + kSeries) % kSeries));
}

Qt::PenStyle Theme::seriesDash(int index) const
{
    constexpr Qt::PenStyle kDashes[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return kDashes[(index % 4 + 4) % 4];
}

}  // namespace stormbench::ui
