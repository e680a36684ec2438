// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/setting_spec.h"

class QWidget;

namespace stormbench::app {

class SettingStore;

/// An editor for an entry by its kind, bound to the store both ways; its object name is the
/// entry's id.
[[nodiscard]] QWidget* makeSettingEditor(
    const ui::SettingSpec& spec, SettingStore& store, QWidget* parent);

}  // namespace stormbench::app
