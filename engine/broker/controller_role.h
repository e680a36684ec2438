// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/controller_host.h"
#include "engine/replication/offset_watch.h"
#include "engine/storage/log_directory.h"

namespace stormbench::broker {

/// The controller role on this broker: the host, the log on disk under it, and the reads by which
/// other brokers follow it. Owned by the Broker with the role. Runs on: its strand.
class ControllerRole {
public:
    [[nodiscard]] static Result<std::unique_ptr<ControllerRole>> create(
        const env::Environment& environment, storage::LogDirectory& logs,
        controller::ControllerOptions options, controller::ControllerHost::Callbacks callbacks);

    [[nodiscard]] controller::ControllerHost& host() { return *m_host; }
    [[nodiscard]] const controller::ImagePtr& image() const { return m_host->image(); }

    struct Read {
        env::FileRange records;
        Offset highWatermark, logStart;
    };
    /// Synced records from `from` on; OffsetOutOfRange when the log does not hold that position.
    [[nodiscard]] storage::LogResult<Read> read(Offset from, std::uint32_t maxBytes);
    /// Calls back whenever new records count.
    [[nodiscard]] replication::OffsetWatch& watch() { return m_watch; }

    static constexpr LeaderEpoch kEpoch{1};  ///< of the only voter

private:
    explicit ControllerRole(storage::Log& log)
        : m_log(log)
    {
    }

    storage::Log& m_log;
    replication::OffsetWatch m_watch;
    std::unique_ptr<controller::ControllerHost> m_host;
};

}  // namespace stormbench::broker
