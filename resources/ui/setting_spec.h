// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>

namespace stormbench::ui {

/// One setting of the application, declared once. The settings dialog, the stored file and the
/// reset derive from tables of these.
struct SettingSpec {
    enum class Kind : std::uint8_t { Switch, Integer, Decimal, Text, Choice, Path };

    QString id;           ///< stable, dotted: "look.scheme"
    QString group;        ///< page of the dialog: "Look"
    QString text;         ///< label
    QString description;  ///< one sentence below it
    Kind kind = Kind::Text;
    QVariant defaultValue;
    QStringList choices;      ///< Choice: the stored values
    QStringList choiceTexts;  ///< Choice: what is shown, as many as choices
    QVariant minimum;
    QVariant maximum;
    QString unit;  ///< " ms"
};

}  // namespace stormbench::ui
