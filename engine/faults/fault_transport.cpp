// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/faults/fault_transport.h"

#include <algorithm>

#include "engine/faults/connect_attempt.h"
#include "engine/faults/fault_stream.h"

namespace stormbench::faults {
namespace {

/// Nobody on this side listens any more.
class Deaf final : public env::Connection::Handler {
    void onBytes(ByteView) override { }
    void onClosed(const Error&) override { }
};
Deaf g_deaf;

}  // namespace

Path& FaultHub::pathTo(BrokerId other)
{
    const auto [entry, isNew] = m_to.try_emplace(other);
    if (isNew)
        entry->second.condition = links.condition(self, other);
    return entry->second;
}

Path& FaultHub::pathFrom(BrokerId other)
{
    const auto [entry, isNew] = m_from.try_emplace(other);
    if (isNew)
        entry->second.condition = links.condition(other, self);
    return entry->second;
}

void FaultHub::keepUntilHealed(std::unique_ptr<env::Connection> connection, const Path& path)
{
    connection->setHandler(g_deaf);
    connection->pauseReading();
    m_unheard.push_back({std::move(connection), &path});
}

void FaultHub::refresh()
{
    for (auto& [other, path] : m_to)
        path.condition = links.condition(self, other);
    for (auto& [other, path] : m_from)
        path.condition = links.condition(other, self);
    std::erase_if(m_unheard, [](const Unheard& kept) { return !kept.path->condition.cut; });
    const auto waiting = attempts;
    for (const auto& attempt : waiting)
        attempt->consider();
    // What one stream delivers may close others.
    std::vector<std::weak_ptr<FaultStream>> streams;
    for (auto* stream : open)
        streams.push_back(stream->weak_from_this());
    for (const auto& weak : streams) {
        if (const auto stream = weak.lock())
            stream->linkChanged();
    }
}

FaultTransport::FaultTransport(BrokerId self, Inner inner, LinkTable& links)
    : m_hub(std::make_shared<FaultHub>(self, inner, links))
{
}

FaultTransport::~FaultTransport()
{
    m_hub->attempts.clear();
}

Result<std::unique_ptr<env::Listener>> FaultTransport::listen(
    const env::Endpoint& at, Accepted accepted)
{
    return m_hub->inner.transport.listen(
        at, [hub = m_hub, accepted = std::move(accepted)](std::unique_ptr<env::Connection> made) {
            accepted(std::make_unique<FaultConnection>(
                std::make_shared<FaultStream>(hub, std::move(made), std::nullopt)));
        });
}

void FaultTransport::connect(
    const env::Endpoint& to, std::chrono::milliseconds timeout, Connected connected)
{
    const auto other = m_hub->links.listenerAt(to.port);
    if (!other)
        return m_hub->inner.transport.connect(to, timeout, std::move(connected));
    const auto go = [hub = m_hub, to, called = *other](
                        std::chrono::milliseconds left, Connected then) {
        hub->inner.transport.connect(to, left,
            [hub, called, then = std::move(then)](Result<std::unique_ptr<env::Connection>> made) {
                if (!made)
                    return then(fail(std::move(made).error()));
                then(std::make_unique<FaultConnection>(
                    std::make_shared<FaultStream>(hub, std::move(*made), called)));
            });
    };
    if (m_hub->pathTo(*other).condition.sound() && m_hub->pathFrom(*other).condition.sound())
        return go(timeout, std::move(connected));
    const auto attempt = std::make_shared<ConnectAttempt>(
        *m_hub, ConnectAttempt::Request{to, *other, timeout}, go, std::move(connected));
    m_hub->attempts.insert(attempt);
    // Never inside the call: the answer comes on a turn of its own.
    m_hub->inner.executor.post([weak = std::weak_ptr(attempt)] {
        if (const auto waiting = weak.lock())
            waiting->consider();
    });
}

void FaultTransport::linksChanged()
{
    m_hub->refresh();
}

}  // namespace stormbench::faults
