// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/fonts.h"

#include "resources/ui/tokens.h"

#include <QFontDatabase>
#include <QStringList>

namespace stormbench::ui {
namespace {

// The first of the wanted families that is installed, else what the system calls by that role.
QString pick(const QStringList& wanted, QFontDatabase::SystemFont role)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString& family : wanted) {
        if (installed.contains(family))
            return family;
    }
    return QFontDatabase::systemFont(role).family();
}

const QString& sans()
{
    static const QString family = pick(
        {QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")},
        QFontDatabase::GeneralFont);
    return family;
}

const QString& mono()
{
    static const QString family
        = pick({QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans Mono"),
                   QStringLiteral("DejaVu Sans Mono")},
            QFontDatabase::FixedFont);
    return family;
}

QFont sized(const QString& family, int pixels, QFont::Weight weight)
{
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

}  // namespace

QFont font(Face face)
{
    switch (face) {
    case Face::Body: return sized(sans(), type::kBody, QFont::Normal);
    case Face::Strong: return sized(sans(), type::kBody, QFont::DemiBold);
    case Face::Small: return sized(sans(), type::kSmall, QFont::Normal);
    case Face::Heading: return sized(sans(), type::kHeading, QFont::DemiBold);
    case Face::Display: return sized(sans(), type::kDisplay, QFont::DemiBold);
    case Face::Mono: {
        QFont font = sized(mono(), type::kBody, QFont::Normal);
        font.setStyleHint(QFont::Monospace);
        return font;
    }
    case Face::Note: return sized(sans(), type::kNote, QFont::Medium);
    }
    return {};
}

QFont noteFont(qreal pixels)
{
    QFont result = font(Face::Note);
    result.setPixelSize(qRound(pixels));
    return result;
}

}  // namespace stormbench::ui
