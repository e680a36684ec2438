// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/net_transport.h"

#include "engine/net/connector.h"
#include "engine/net/net_executor.h"
#include "engine/net/net_listener.h"

namespace stormbench::net {

NetTransport::NetTransport(NetExecutor& executor)
    : m_executor(executor)
    , m_hub(std::make_shared<StreamHub>(executor.strand()))
{
}

NetTransport::~NetTransport()
{
    std::vector<std::weak_ptr<Connector>> connecting;  // letting go of one may end another
    for (auto* connector : m_hub->connecting)
        connecting.push_back(connector->weak_from_this());
    for (const auto& weak : connecting)
        if (const auto connector = weak.lock())
            connector->abandon();
}

Result<std::unique_ptr<env::Listener>> NetTransport::listen(
    const env::Endpoint& at, Accepted accepted)
{
    return NetListener::create(m_hub, at, std::move(accepted));
}

void NetTransport::connect(
    const env::Endpoint& to, std::chrono::milliseconds timeout, Connected connected)
{
    auto connector = std::make_shared<Connector>(m_hub, to, std::move(connected));
    connector->startTimer(timeout);
    if (auto addresses = resolve(to, Lookup::NumericOnly)) {
        m_executor.post(
            [connector, found = *std::move(addresses)] { connector->tryAddresses(found); });
        return;
    }
    const auto found = std::make_shared<Result<std::vector<SocketAddress>>>();
    m_executor.runBlocking([to, found] { *found = resolve(to, Lookup::Names); },
        [connector, found] { connector->tryAddresses(std::move(*found)); });
}

void NetTransport::resetAll()
{
    const auto open = m_hub->open;  // a reset never destroys a stream, but a copy costs nothing
    for (auto* stream : open)
        stream->reset();
}

}  // namespace stormbench::net
