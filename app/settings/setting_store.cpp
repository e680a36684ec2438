// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/setting_store.h"

#include <QSettings>

#include <optional>

#include "app/settings/setting_table.h"

namespace stormbench::app {
namespace {

using Kind = ui::SettingSpec::Kind;

QString keyOf(QString id)
{
    return QStringLiteral("settings/") + id.replace(u'.', u'/');
}

/// The value in the entry's own type, if the entry allows it.
std::optional<QVariant> allowed(const ui::SettingSpec& spec, const QVariant& value)
{
    bool ok = true;
    switch (spec.kind) {
    case Kind::Switch:
        return value.canConvert<bool>() ? std::optional(QVariant(value.toBool())) : std::nullopt;
    case Kind::Integer: {
        const int number = value.toInt(&ok);
        const bool in = ok && number >= spec.minimum.toInt() && number <= spec.maximum.toInt();
        return in ? std::optional(QVariant(number)) : std::nullopt;
    }
    case Kind::Decimal: {
        const double number = value.toDouble(&ok);
        const bool in
            = ok && number >= spec.minimum.toDouble() && number <= spec.maximum.toDouble();
        return in ? std::optional(QVariant(number)) : std::nullopt;
    }
    case Kind::Choice:
        return spec.choices.contains(value.toString()) ? std::optional(QVariant(value.toString()))
                                                       : std::nullopt;
    case Kind::Text:
    case Kind::Path: return QVariant(value.toString());
    }
    return std::nullopt;
}

}  // namespace

QVariant SettingStore::value(const QString& id) const
{
    const auto& spec = settingSpec(id);
    const QVariant stored = QSettings().value(keyOf(id));
    return stored.isValid() ? allowed(spec, stored).value_or(spec.defaultValue) : spec.defaultValue;
}

bool SettingStore::set(const QString& id, const QVariant& value)
{
    const auto& spec = settingSpec(id);
    const auto fitting = allowed(spec, value);
    if (!fitting)
        return false;
    if (*fitting == this->value(id))
        return true;
    if (*fitting == spec.defaultValue)
        QSettings().remove(keyOf(id));
    else
        QSettings().setValue(keyOf(id), *fitting);
    emit changed(id);
    return true;
}

void SettingStore::resetAll()
{
    for (const auto& spec : settingTable())
        (void)set(spec.id, spec.defaultValue);
}

}  // namespace stormbench::app
