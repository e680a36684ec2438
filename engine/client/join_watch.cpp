// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/join_watch.h"

#include <librdkafka/rdkafka.h>

namespace stormbench::client {
namespace {

constexpr auto kName = "stormbench-join-watch";
constexpr int kJoinGroup = 11;
constexpr int kHeartbeat = 12;

using Owner = std::shared_ptr<JoinWatch>;

JoinWatch& watchOf(void* owner)
{
    return **static_cast<Owner*>(owner);
}

rd_kafka_resp_err_t onSent(rd_kafka_t*, int, const char*, std::int32_t, std::int16_t request,
    std::int16_t, std::int32_t, std::size_t, void* owner)
{
    watchOf(owner).onSent(request);
    return RD_KAFKA_RESP_ERR_NO_ERROR;
}

rd_kafka_resp_err_t onReceived(rd_kafka_t*, int, const char*, std::int32_t, std::int16_t request,
    std::int16_t, std::int32_t, std::size_t, std::int64_t, rd_kafka_resp_err_t error, void* owner)
{
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
        watchOf(owner).onAnswered(request);
    return RD_KAFKA_RESP_ERR_NO_ERROR;
}

rd_kafka_resp_err_t onNew(
    rd_kafka_t* client, const rd_kafka_conf_t*, void* owner, char*, std::size_t)
{
    if (const auto code = rd_kafka_interceptor_add_on_request_sent(client, kName, onSent, owner))
        return code;
    return rd_kafka_interceptor_add_on_response_received(client, kName, onReceived, owner);
}

// The configuration goes with the client, once all its threads have ended.
rd_kafka_resp_err_t onConfDestroyed(void* owner)
{
    delete static_cast<Owner*>(owner);
    return RD_KAFKA_RESP_ERR_NO_ERROR;
}

}  // namespace

std::shared_ptr<JoinWatch> JoinWatch::of(rd_kafka_conf_s& conf)
{
    auto watch = std::make_shared<JoinWatch>();
    auto* const owner = new Owner(watch);
    rd_kafka_conf_interceptor_add_on_new(&conf, kName, onNew, owner);
    rd_kafka_conf_interceptor_add_on_conf_destroy(&conf, kName, onConfDestroyed, owner);
    return watch;
}

JoinWatch::State JoinWatch::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void JoinWatch::waitForNews(std::chrono::milliseconds time) const
{
    std::unique_lock lock(m_mutex);
    m_news.wait_for(lock, time);
}

// librdkafka's first heartbeat follows the first assignment at once; while it joins it sends none.
void JoinWatch::onSent(int request)
{
    if (request != kJoinGroup && request != kHeartbeat)
        return;
    const std::lock_guard lock(m_mutex);
    (request == kJoinGroup ? m_state.joining : m_state.assigned) = true;
    m_news.notify_all();
}

// Called twice for an answer: when it is received and when it is about to be handled.
void JoinWatch::onAnswered(int request)
{
    if (request != kJoinGroup)
        return;
    const std::lock_guard lock(m_mutex);
    m_state.joining = false;
    ++m_state.answers;
    m_news.notify_all();
}

}  // namespace stormbench::client
