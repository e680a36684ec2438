// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stormbench::app {

class SettingStore;

/// Puts theme, motion and time zone of the settings in force, in every window. `scheme`, if given,
/// goes before the stored theme ("light", "dark", "contrast") for this run.
void applyLook(const SettingStore& settings, const QString& scheme = {});

}  // namespace stormbench::app
