// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/theme.h"
#include "storming/check/rule.h"

namespace stormbench::storming {

[[nodiscard]] inline ui::Token severityToken(Severity severity)
{
    switch (severity) {
    case Severity::Error: return ui::Token::Error;
    case Severity::Warning: return ui::Token::Warn;
    default: return ui::Token::Muted;
    }
}

[[nodiscard]] inline QColor severityColor(Severity severity)
{
    return ui::theme().color(severityToken(severity));
}

/// A bare sign for within a dot: error and warning differ by shape, not by colour alone.
[[nodiscard]] inline QString severityGlyph(Severity severity)
{
    switch (severity) {
    case Severity::Error: return QStringLiteral("close");
    case Severity::Warning: return QStringLiteral("kind-hotspot");
    default: return QStringLiteral("remove");
    }
}

/// For lists.
[[nodiscard]] inline QString severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Error: return QStringLiteral("error");
    case Severity::Warning: return QStringLiteral("warn");
    case Severity::Hint: return QStringLiteral("hint");
    default: return QStringLiteral("info");
    }
}

}  // namespace stormbench::storming
