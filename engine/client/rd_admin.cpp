// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/rd_admin.h"

#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"

namespace stormbench::client {

RdAdmin::RdAdmin(ClientHandle client, const api::ConnectionSettings& settings, api::Millis timeout)
    : m_client(std::move(client))
    , m_timeout(timeout)
    , m_wire(settings)
{
}

Result<std::unique_ptr<api::Admin>> RdAdmin::create(
    const api::ConnectionSettings& settings, api::Millis timeout)
{
    SB_TRY_ASSIGN(auto configuration, Configuration::forConnection(settings));
    SB_TRY_ASSIGN(auto client, configuration.build(ClientKind::Producer));
    return std::make_unique<RdAdmin>(std::move(client), settings, timeout);
}

Result<EventHandle> RdAdmin::run(int operation, std::string_view doing, const Start& start)
{
    const auto timeoutMs = static_cast<int>(m_timeout.count());
    const std::unique_ptr<rd_kafka_AdminOptions_t, void (*)(rd_kafka_AdminOptions_t*)> options(
        rd_kafka_AdminOptions_new(m_client.get(), static_cast<rd_kafka_admin_op_t>(operation)),
        rd_kafka_AdminOptions_destroy);
    std::array<char, 128> ignored{};
    rd_kafka_AdminOptions_set_request_timeout(
        options.get(), timeoutMs, ignored.data(), ignored.size());
    if (operation == RD_KAFKA_ADMIN_OP_CREATETOPICS || operation == RD_KAFKA_ADMIN_OP_DELETETOPICS
        || operation == RD_KAFKA_ADMIN_OP_CREATEPARTITIONS)
        rd_kafka_AdminOptions_set_operation_timeout(
            options.get(), timeoutMs, ignored.data(), ignored.size());

    const QueueHandle queue(rd_kafka_queue_new(m_client.get()));
    start(options.get(), queue.get());
    // librdkafka keeps the request's timeout; the margin is for its own scheduling.
    EventHandle event(rd_kafka_queue_poll(queue.get(), timeoutMs + 1'000));
    if (!event)
        return fail(errorFrom(RD_KAFKA_RESP_ERR__TIMED_OUT, doing));
    if (const auto code = rd_kafka_event_error(event.get()))
        return fail(errorFrom(code, doing, rd_kafka_event_error_string(event.get())));
    return event;
}

}  // namespace stormbench::client

namespace stormbench::api {

Result<std::unique_ptr<Admin>> Admin::create(const ConnectionSettings& settings, Millis timeout)
{
    return client::RdAdmin::create(settings, timeout);
}

}  // namespace stormbench::api
