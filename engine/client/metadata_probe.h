// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/configuration.h"
#include "engine/client/socket.h"

namespace stormbench::client {

/// Asks for a cluster's metadata by librdkafka once, in slices, so that a refused password ends it
/// at once.
class MetadataProbe : private Listener {
public:
    explicit MetadataProbe(const api::ConnectionSettings& settings)
        : m_settings(settings)
    {
    }

    [[nodiscard]] Result<MetadataHandle> run(const Deadline& deadline);
    [[nodiscard]] bool failedAuthentication() const { return m_authentication; }
    /// "3 brokers, 12 topics, cluster id …".
    [[nodiscard]] std::string describe(const struct rd_kafka_metadata& metadata) const;

private:
    void onError(int code, const char* reason) override;

    const api::ConnectionSettings& m_settings;
    ClientHandle m_client;
    std::optional<Error> m_lastError;
    bool m_authentication = false;
};

}  // namespace stormbench::client
