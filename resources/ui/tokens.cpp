// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/tokens.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stormbench::ui {
namespace {

struct Row {
    Token token;
    QRgb light;
    QRgb dark;
    QRgb highContrast;
};

// Opaque unless the first two digits say otherwise (AARRGGBB).
constexpr std::array kColors = {
    Row{Token::Window, 0xFFF7F7F5, 0xFF16181D, 0xFFFFFFFF},
    Row{Token::Panel, 0xFFFFFFFF, 0xFF20242B, 0xFFFFFFFF},
    Row{Token::PanelRaised, 0xFFFFFFFF, 0xFF272C35, 0xFFFFFFFF},
    Row{Token::Border, 0xFFE2E2DE, 0xFF2E343D, 0xFF000000},
    Row{Token::BorderStrong, 0xFFC9C9C3, 0xFF454D59, 0xFF000000},
    Row{Token::Board, 0xFFFBFAF7, 0xFF1B1E24, 0xFFFFFFFF},
    Row{Token::Dots, 0xFFE3E0D8, 0xFF2A2F37, 0xFFB0B0B0},
    Row{Token::Text, 0xFF1F2328, 0xFFE6E8EB, 0xFF000000},
    Row{Token::Muted, 0xFF626A73, 0xFF9AA4AF, 0xFF222222},
    Row{Token::Disabled, 0xFFA3A9B0, 0xFF5C6570, 0xFF555555},
    Row{Token::OnAccent, 0xFFFFFFFF, 0xFF10131A, 0xFFFFFFFF},
    Row{Token::Accent, 0xFF3B5BDB, 0xFF829AFF, 0xFF0033CC},
    Row{Token::AccentSoft, 0xFFE7ECFB, 0xFF2A3350, 0xFFDCE8FF},
    Row{Token::Hover, 0xFFF0F0EC, 0xFF2A2F38, 0xFFE6E6E6},
    Row{Token::Pressed, 0xFFE6E6E1, 0xFF323945, 0xFFD0D0D0},
    Row{Token::Ok, 0xFF267A37, 0xFF51CF66, 0xFF00501B},
    Row{Token::Warn, 0xFFA35300, 0xFFFCC419, 0xFF6B3600},
    Row{Token::Error, 0xFFC92A2A, 0xFFFF7575, 0xFF900000},
    Row{Token::OkSoft, 0xFFE6F4E8, 0xFF1F3526, 0xFFFFFFFF},
    Row{Token::WarnSoft, 0xFFFFF1DC, 0xFF3A3118, 0xFFFFFFFF},
    Row{Token::ErrorSoft, 0xFFFDE8E8, 0xFF3F2428, 0xFFFFFFFF},
    Row{Token::OnStatus, 0xFFFFFFFF, 0xFF10131A, 0xFFFFFFFF},
    Row{Token::PaperText, 0xFF1B1B1B, 0xFF1B1B1B, 0xFF000000},
    Row{Token::PaperMuted, 0xB31B1B1B, 0xB31B1B1B, 0xFF000000},
    Row{Token::PaperTextInverse, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF},
    Row{Token::PaperEdge, 0x1A000000, 0x26000000, 0xFF000000},
    Row{Token::Shadow, 0x24000000, 0x59000000, 0x00000000},
    Row{Token::Edge, 0xFF8B929A, 0xFF66707C, 0xFF000000},
    Row{Token::EdgeLive, 0xFF3B5BDB, 0xFF748FFC, 0xFF0033CC},
    Row{Token::FrameLine, 0xFFCFCBC0, 0xFF3A414C, 0xFF000000},
    Row{Token::FrameFill, 0x59FFFFFF, 0x08FFFFFF, 0x00FFFFFF},
    Row{Token::BandFill, 0x0F5B5240, 0x0CFFFFFF, 0x00FFFFFF},
    Row{Token::Tape, 0x8CE0A458, 0x73D9A05B, 0xFFFFFFFF},
    Row{Token::VoteDot, 0xFFC2255C, 0xFFC2255C, 0xFF000000},
    Row{Token::Guide, 0xFFE8590C, 0xFFFF922B, 0xFFC00000},
    Row{Token::Marquee, 0x1F3B5BDB, 0x29748FFC, 0x330033CC},
    Row{Token::MinimapView, 0x1F3B5BDB, 0x33748FFC, 0x330033CC},
    Row{Token::Laser, 0xFFE8173A, 0xFFFF3B5C, 0xFFC00000},
    Row{Token::LaserCore, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF},
    Row{Token::ChartGrid, 0xFFECECE8, 0xFF2A2F37, 0xFFBBBBBB},
    Row{Token::ChartCursor, 0xFF656D76, 0xFF9AA4AF, 0xFF000000},
    // After Okabe and Ito's set for colour-blind readers, darkened (light) or lightened (dark) to
    // stand on the panel.
    Row{Token::Series1, 0xFF2F6FDE, 0xFF74A9FF, 0xFF0033CC},
    Row{Token::Series2, 0xFFD9730D, 0xFFFFA94D, 0xFF8F3A00},
    Row{Token::Series3, 0xFF12876F, 0xFF38D9A9, 0xFF005A46},
    Row{Token::Series4, 0xFFB5479B, 0xFFF299D8, 0xFF7A0060},
    Row{Token::Series5, 0xFF8A6D00, 0xFFFFD43B, 0xFF5A4700},
    Row{Token::Series6, 0xFF2A8FBD, 0xFF7CD2F7, 0xFF005A84},
    Row{Token::Series7, 0xFF6741D9, 0xFFB197FC, 0xFF3C1FA8},
    Row{Token::Series8, 0xFF6B7280, 0xFFADB5BD, 0xFF444444},
};

struct PaperRow {
    Paper paper;
    QRgb color;
};

constexpr std::array kPapers = {
    PaperRow{Paper::Event, 0xFFFFB04C},
    PaperRow{Paper::Command, 0xFF7DB8F7},
    PaperRow{Paper::Policy, 0xFFC8A2DC},
    PaperRow{Paper::Aggregate, 0xFFFFE27A},
    PaperRow{Paper::ExternalSystem, 0xFFF5A3C7},
    PaperRow{Paper::ReadModel, 0xFF9ED99C},
    PaperRow{Paper::Actor, 0xFFFFF0A8},
    PaperRow{Paper::Hotspot, 0xFFFF7A8A},
    PaperRow{Paper::Opportunity, 0xFFB5E48C},
    PaperRow{Paper::Timer, 0xFFD5DBE3},
    PaperRow{Paper::Saga, 0xFFB08FD8},
    PaperRow{Paper::Definition, 0xFFFFFFFF},
    PaperRow{Paper::Screen, 0xFFF6F7F9},
    PaperRow{Paper::ValuePlus, 0xFFB7E4A8},
    PaperRow{Paper::ValueMinus, 0xFFFFB3AB},
    PaperRow{Paper::Vote, 0xFFA5D0FA},
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kColors.size(); ++i) {
        if (kColors[i].token != static_cast<Token>(i))
            return false;
    }
    for (std::size_t i = 0; i < kPapers.size(); ++i) {
        if (kPapers[i].paper != static_cast<Paper>(i))
            return false;
    }
    return kColors.size() == static_cast<std::size_t>(Token::Count)
        && kPapers.size() == static_cast<std::size_t>(Paper::Count);
}
static_assert(inOrder(), "a row for every token, in the enumeration's order");

double luminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

}  // namespace

QColor tokenColor(Scheme scheme, Token token)
{
    const Row& row = kColors[static_cast<std::size_t>(token)];
    switch (scheme) {
    case Scheme::Light: return QColor::fromRgba(row.light);
    case Scheme::Dark: return QColor::fromRgba(row.dark);
    case Scheme::HighContrast: return QColor::fromRgba(row.highContrast);
    }
    return {};
}

QColor paperColor(Scheme scheme, Paper paper)
{
    return paperColor(scheme, QColor::fromRgba(kPapers[static_cast<std::size_t>(paper)].color));
}

QColor paperColor(Scheme scheme, const QColor& chosen)
{
    return scheme == Scheme::Dark ? mix(chosen, Qt::black, 0.06) : chosen;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

QColor mix(const QColor& base, const QColor& top, double share)
{
    const auto blend
        = [share](float from, float to) { return static_cast<float>(from + (to - from) * share); };
    return QColor::fromRgbF(blend(base.redF(), top.redF()), blend(base.greenF(), top.greenF()),
        blend(base.blueF(), top.blueF()), blend(base.alphaF(), top.alphaF()));
}

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(std::clamp(alpha, 0.0, 1.0)));
    return color;
}

}  // namespace stormbench::ui
