// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include "resources/ui/setting_spec.h"

namespace stormbench::app {

/// Every setting of the application, declared once: the dialog, the stored file and the reset
/// derive from it.
[[nodiscard]] const QList<ui::SettingSpec>& settingTable();

/// The entry of an id that the table declares.
[[nodiscard]] const ui::SettingSpec& settingSpec(const QString& id);

/// Ids, for those who read them.
namespace setting {
inline constexpr char kScheme[] = "look.scheme";
inline constexpr char kMotion[] = "look.motion";
inline constexpr char kTimes[] = "look.times";
inline constexpr char kYourName[] = "workshop.name";
inline constexpr char kStartPage[] = "start.page";
inline constexpr char kStartCluster[] = "start.cluster";
inline constexpr char kBrokers[] = "cluster.brokers";
inline constexpr char kFirstPort[] = "cluster.port";
inline constexpr char kClusterDirectory[] = "cluster.directory";
}  // namespace setting

}  // namespace stormbench::app
