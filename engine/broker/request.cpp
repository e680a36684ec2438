// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/request.h"

#include "engine/base/assert.h"

namespace stormbench::broker {

ClientTopicCounters& ClientInfo::topic(const std::string& name)
{
    const auto found = topics.find(name);
    if (found != topics.end())
        return found->second;
    return topics[topics.size() < kMaxTopics ? name : std::string("…")];
}

void Request::send(protocol::EncodedMessage encoded, std::vector<env::FileRange> files)
{
    SB_ASSERT(!m_answered, "a request is answered once");
    m_answered = true;
    const auto sink = m_sink.lock();
    if (!sink)
        return;
    env::Message message;
    message.reserve(encoded.segments.size());
    for (auto& segment : encoded.segments) {
        if (auto* bytes = std::get_if<Bytes>(&segment))
            message.emplace_back(std::move(*bytes));
        else
            message.emplace_back(
                std::move(files.at(std::get<protocol::ExternalRecords>(segment).handle)));
    }
    sink->sendReply(m_arrival.sequence, std::move(message));
}

void Request::finishWithoutReply()
{
    SB_ASSERT(!m_answered, "a request is answered once");
    m_answered = true;
    if (const auto sink = m_sink.lock())
        sink->sendReply(m_arrival.sequence, {});
}

void Request::refuse(const std::string& why)
{
    m_answered = true;
    if (const auto sink = m_sink.lock())
        sink->refuse(why);
}

}  // namespace stormbench::broker
