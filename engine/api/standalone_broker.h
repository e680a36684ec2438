// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/base/ids.h"
#include "engine/base/result.h"

namespace stormbench::api {

struct StandaloneOptions {
    std::string configFile;  ///< server.properties, with Kafka's names
    std::string clusterId;   ///< empty: the file or the data directory says it
};

/// One broker alone in this process; the others of its cluster are other processes, here or
/// elsewhere. What it is, it is told by a file of properties. Thread-safe; calls block until done.
class StandaloneBroker {
public:
    /// Returns when the broker serves. It may wait for long for the others of its controller
    /// quorum: `cancelled` is asked every 100 ms, and true there ends in Cancelled, after an
    /// orderly stop. InvalidArgument: the file; Conflict: the data directory is another node's or
    /// in use, or the cluster ids do not agree.
    [[nodiscard]] static Result<std::unique_ptr<StandaloneBroker>> start(
        const StandaloneOptions& options, const std::function<bool()>& cancelled);
    virtual ~StandaloneBroker() = default;  ///< stops

    [[nodiscard]] virtual BrokerId id() const = 0;
    /// host:port of the listener for brokers and clients.
    [[nodiscard]] virtual std::string listen() const = 0;

    /// Orderly: hands over what it leads, flushes, marks its logs as closed. An error says that the
    /// next start will recover them.
    [[nodiscard]] virtual Result<> stop() = 0;
};

}  // namespace stormbench::api
