// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/look_settings.h"

#include <QApplication>
#include <QWidget>

#include "app/settings/setting_store.h"
#include "app/settings/setting_table.h"
#include "resources/ui/format.h"
#include "resources/ui/theme.h"

namespace stormbench::app {
namespace {

ui::Scheme schemeNamed(const QString& name)
{
    return name == QLatin1String("dark")    ? ui::Scheme::Dark
        : name == QLatin1String("contrast") ? ui::Scheme::HighContrast
                                            : ui::Scheme::Light;
}

}  // namespace

void applyLook(const SettingStore& settings, const QString& scheme)
{
    const bool known = settingSpec(QLatin1String(setting::kScheme)).choices.contains(scheme);
    ui::theme().setScheme(schemeNamed(known ? scheme : settings.text(setting::kScheme)));
    ui::theme().setMotion(settings.isOn(setting::kMotion));
    ui::setTimesInUtc(settings.text(setting::kTimes) == QLatin1String("utc"));
    ui::theme().apply(*qApp);
    for (auto* widget : QApplication::allWidgets())
        widget->update();
}

}  // namespace stormbench::app
