// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <future>
#include <mutex>
#include <optional>

#include "engine/net/blocking_pool.h"
#include "engine/net/net_executor.h"
#include "engine/net/net_transport.h"

namespace stormbench::net {

/// One strand with its transport, as a broker has them.
struct Node {
    explicit Node(const std::string& name = "node")
        : executor(name, pool)
        , transport(executor)
    {
        executor.start();
    }
    ~Node()
    {
        executor.stop();
        executor.join();
    }

    /// Runs the call on the strand and waits for its result.
    template <typename Call> auto on(Call call)
    {
        using R = decltype(call());
        std::promise<R> done;
        auto future = done.get_future();
        executor.post([&] {
            if constexpr (std::is_void_v<R>) {
                call();
                done.set_value();
            } else {
                done.set_value(call());
            }
        });
        return future.get();
    }

    BlockingPool pool{2};
    NetExecutor executor;
    NetTransport transport;
};

/// One end of a connection: keeps what comes, and lets a test hook into the callbacks. Lives on its
/// node's strand.
class End : public env::Connection::Handler {
public:
    std::unique_ptr<env::Connection> connection;
    std::function<void(ByteView)> whenBytes;
    std::function<void()> whenClosed;
    bool keepsBytes = true;

    std::atomic<std::size_t> received = 0;
    std::atomic<int> drained = 0;
    std::atomic<int> closed = 0;

    void take(std::unique_ptr<env::Connection> made)
    {
        connection = std::move(made);
        connection->setHandler(*this);
    }
    std::string text() const
    {
        const std::lock_guard lock(m_mutex);
        return m_text;
    }
    ErrorCode reason() const
    {
        const std::lock_guard lock(m_mutex);
        return m_reason;
    }

    void onBytes(ByteView bytes) override
    {
        if (keepsBytes) {
            const std::lock_guard lock(m_mutex);
            m_text += asText(bytes);
        }
        received += bytes.size();
        if (whenBytes)
            whenBytes(bytes);
    }
    void onDrained() override { ++drained; }
    void onClosed(const Error& reason) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_reason = reason.code;
        }
        ++closed;
        if (whenClosed)
            whenClosed();
    }

private:
    mutable std::mutex m_mutex;
    std::string m_text;
    ErrorCode m_reason = ErrorCode::Internal;
};

/// A listener and a connection to it, both ends on one node.
struct Pair {
    explicit Pair(Node& on)
        : node(on)
    {
        auto both = m_both.get_future();
        node.on([&] {
            listener = *node.transport.listen({"127.0.0.1", 0}, [this](auto connection) {
                if (server.connection)
                    return;  // a test connects once more: closed at once
                server.take(std::move(connection));
                countEnd();
            });
            node.transport.connect(
                listener->local(), std::chrono::seconds(5), [this](auto connection) {
                    client.take(*std::move(connection));
                    countEnd();
                });
        });
        both.wait();
    }
    ~Pair()
    {
        node.on([&] {
            listener.reset();
            server.connection.reset();
            client.connection.reset();
        });
    }

    void send(End& from, env::Message message)
    {
        node.on([&] { from.connection->send(std::move(message)); });
    }

    Node& node;
    std::unique_ptr<env::Listener> listener;
    End server, client;

private:
    void countEnd()
    {
        if (++m_ends == 2)
            m_both.set_value();
    }

    std::promise<void> m_both;
    int m_ends = 0;
};

inline env::Message text(std::string_view content)
{
    env::Message message;
    message.emplace_back(toBytes(content));
    return message;
}

inline Bytes pattern(std::size_t size)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>((i * 2654435761u) >> 13);
    return bytes;
}

}  // namespace stormbench::net
