// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/net_listener.h"

#include "engine/base/log.h"
#include "engine/net/net_timer.h"
#include "engine/net/socket.h"

namespace stormbench::net {

class NetListener::Acceptor final : public Readiness,
                                    public std::enable_shared_from_this<Acceptor> {
public:
    Acceptor(std::shared_ptr<StreamHub> hub, std::unique_ptr<Descriptor> descriptor,
        env::Transport::Accepted accepted)
        : m_hub(std::move(hub))
        , m_descriptor(std::move(descriptor))
        , m_accepted(std::move(accepted))
        , m_retry(m_hub->strand)
        , m_local(localEndpoint(m_descriptor->get()))
    {
    }

    [[nodiscard]] const env::Endpoint& local() const { return m_local; }
    void listen() { m_descriptor->awaitReadable(shared_from_this()); }
    void close()
    {
        m_open = false;
        m_retry.cancel();
        m_descriptor->close();
    }

private:
    void onReadable() override
    {
        constexpr int kAcceptsPerTurn = 32;
        for (int i = 0; i < kAcceptsPerTurn && m_open; ++i) {
            auto socket = acceptFrom(m_descriptor->get());
            if (socket.valid())
                hand(std::move(socket));
            else if (!goOnAfter(errno))
                return;
        }
        if (m_open)
            listen();
    }

    void hand(env::FileDescriptor socket)
    {
        auto descriptor = Descriptor::create(m_hub->strand, std::move(socket));
        if (!descriptor)
            return log::warn("net", "{}: {}", env::toString(m_local), descriptor.error().message);
        m_accepted(std::make_unique<NetConnection>(
            std::make_shared<Stream>(m_hub, *std::move(descriptor))));
        m_delay = kFirstDelay;
    }

    // false: it was seen to when to go on.
    bool goOnAfter(int error)
    {
        if (error == EAGAIN || error == EWOULDBLOCK) {
            listen();
            return false;
        }
        if (error == ECONNABORTED || error == EPROTO || error == EPERM)
            return true;  // this caller is gone, the next may be there
        log::warn("net", "{}: {}; trying again in {} ms", env::toString(m_local),
            env::systemError("accept on", "the listener", error).message, m_delay.count());
        m_retry.start(m_delay, [this] { onReadable(); });
        m_delay = std::min(m_delay * 2, kLongestDelay);
        return false;
    }

    static constexpr std::chrono::milliseconds kFirstDelay{50};
    static constexpr std::chrono::milliseconds kLongestDelay{1000};

    std::shared_ptr<StreamHub> m_hub;
    std::unique_ptr<Descriptor> m_descriptor;
    env::Transport::Accepted m_accepted;
    NetTimer m_retry;
    env::Endpoint m_local;
    std::chrono::milliseconds m_delay = kFirstDelay;
    bool m_open = true;
};

NetListener::NetListener(std::shared_ptr<Acceptor> acceptor)
    : m_acceptor(std::move(acceptor))
    , m_local(m_acceptor->local())
{
}

NetListener::~NetListener()
{
    m_acceptor->close();
}

Result<std::unique_ptr<env::Listener>> NetListener::create(
    std::shared_ptr<StreamHub> hub, const env::Endpoint& at, env::Transport::Accepted accepted)
{
    SB_TRY_ASSIGN(const auto addresses, resolve(at, Lookup::Names));
    SB_TRY_ASSIGN(auto socket, openListening(addresses.front()));
    SB_TRY_ASSIGN(auto descriptor, Descriptor::create(hub->strand, std::move(socket)));
    auto acceptor
        = std::make_shared<Acceptor>(std::move(hub), std::move(descriptor), std::move(accepted));
    acceptor->listen();
    return std::unique_ptr<env::Listener>(new NetListener(std::move(acceptor)));
}

}  // namespace stormbench::net
