// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/connection.h"

namespace CLI {
class App;
}

namespace stormbench::cli {

/// How to reach a cluster, as every sub-command that talks to one takes it.
struct ConnectionOptions {
    std::string bootstrap = "127.0.0.1:9092";
    bool tls = false;
    bool skipHostnameCheck = false;
    std::string caFile, certificateFile, keyFile;
    std::string saslMechanism, saslUser;
    std::string saslPasswordFile;
    std::vector<std::string> properties;

    void declare(CLI::App& app);
    [[nodiscard]] Result<api::ConnectionSettings> settings() const;
};

}  // namespace stormbench::cli
