// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include "engine/api/connection.h"

namespace stormbench::views {

/// Connections that the user has used, in the application's settings, newest first. Never with a
/// password.
class ConnectionProfiles {
public:
    [[nodiscard]] static QList<api::ConnectionSettings> load();
    /// Replaces the one of the same name, and puts it first.
    static void remember(const api::ConnectionSettings& settings);
    static void forget(const std::string& name);
};

}  // namespace stormbench::views
