// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/env/files.h"

namespace stormbench::env {

struct Endpoint {
    std::string host;  ///< a name or an address
    std::uint16_t port = 0;
    friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};
[[nodiscard]] std::string toString(const Endpoint& endpoint);

/// A part of a file that goes to the socket without passing through user space where the platform
/// can (sendfile). The file is kept open by this reference even if the log has deleted it.
struct FileRange {
    std::shared_ptr<const File> file;
    std::uint64_t position = 0;
    std::uint64_t size = 0;
};

/// What is sent: buffers and file ranges, in order.
using Piece = std::variant<Bytes, SharedBytes, FileRange>;
using Message = std::vector<Piece>;
[[nodiscard]] std::size_t sizeOf(const Message& message);

/// One stream connection. Runs on: its executor's strand, all calls and callbacks.
class Connection {
public:
    virtual ~Connection() = default;  ///< closes without further callbacks

    class Handler {
    public:
        virtual ~Handler() = default;
        /// Bytes as they came, in order; the view is valid during the call. May call send() and
        /// close().
        virtual void onBytes(ByteView bytes) = 0;
        /// All that was queued by send() has been handed to the kernel.
        virtual void onDrained() { }
        /// The other side closed, the connection broke, or close() was called. The last callback.
        virtual void onClosed(const Error& reason) = 0;
    };
    /// Must be set before the next turn of the strand; bytes that come before are kept. The handler
    /// must outlive the connection or the onClosed() callback, whichever ends first.
    virtual void setHandler(Handler& handler) = 0;

    /// Queues a message behind those queued before. Never blocks; the queue is bounded by the
    /// caller (see queuedBytes()).
    virtual void send(Message message) = 0;
    [[nodiscard]] virtual std::size_t queuedBytes() const = 0;

    /// Stops and resumes reading: the way to push back on a client that sends faster than it is
    /// served.
    virtual void pauseReading() = 0;
    virtual void resumeReading() = 0;

    /// Orderly: sends what is queued, then closes. onClosed() follows, never inside this call.
    virtual void closeWhenDrained() = 0;
    /// At once: what is queued is dropped. onClosed() follows, never inside this call.
    virtual void close() = 0;

    [[nodiscard]] virtual Endpoint peer() const = 0;
    [[nodiscard]] virtual Endpoint local() const = 0;
};

/// Listening for connections; destroying it stops listening (accepted connections live on).
class Listener {
public:
    virtual ~Listener() = default;
    [[nodiscard]] virtual Endpoint local() const
        = 0;  ///< with the port that the system chose for port 0
};

/// Makes connections on one executor's strand. Runs on: that strand.
class Transport {
public:
    virtual ~Transport() = default;

    using Accepted = std::function<void(std::unique_ptr<Connection>)>;
    [[nodiscard]] virtual Result<std::unique_ptr<Listener>> listen(
        const Endpoint& at, Accepted accepted)
        = 0;

    using Connected = std::function<void(Result<std::unique_ptr<Connection>>)>;
    /// `connected` is called once, never inside the call: Unavailable or TimedOut on failure.
    virtual void connect(const Endpoint& to, std::chrono::milliseconds timeout, Connected connected)
        = 0;
};

}  // namespace stormbench::env
