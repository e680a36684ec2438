// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/handles.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <librdkafka/rdkafka.h>

#include "engine/base/log.h"

namespace stormbench::client {

namespace {
constexpr std::chrono::seconds kDestroyLimit{3};

struct Destruction {
    std::mutex mutex;
    std::condition_variable ended;
    bool done = false;
};
}  // namespace

// librdkafka 2.0.2 sometimes never returns from rd_kafka_destroy() when a topic is deleted at that
// moment: a broker thread keeps a reference to one of its partitions and waits. A window must close
// nevertheless, so such a client is left behind: nobody polls it any more, so it calls nobody back.
void HandleDeleter::operator()(rd_kafka_s* client) const
{
    const auto destruction = std::make_shared<Destruction>();
    std::thread thread([client, destruction] {
        rd_kafka_destroy(client);
        const std::lock_guard lock(destruction->mutex);
        destruction->done = true;
        destruction->ended.notify_one();
    });
    std::unique_lock lock(destruction->mutex);
    if (destruction->ended.wait_for(lock, kDestroyLimit, [&] { return destruction->done; })) {
        lock.unlock();
        return thread.join();
    }
    log::warn(
        "client", "a client did not end within {} s and is left behind", kDestroyLimit.count());
    thread.detach();
}
void HandleDeleter::operator()(rd_kafka_conf_s* conf) const
{
    rd_kafka_conf_destroy(conf);
}
void HandleDeleter::operator()(rd_kafka_error_s* error) const
{
    rd_kafka_error_destroy(error);
}
void HandleDeleter::operator()(rd_kafka_headers_s* headers) const
{
    rd_kafka_headers_destroy(headers);
}
void HandleDeleter::operator()(rd_kafka_message_s* message) const
{
    rd_kafka_message_destroy(message);
}
void HandleDeleter::operator()(const struct rd_kafka_metadata* metadata) const
{
    rd_kafka_metadata_destroy(metadata);
}
void HandleDeleter::operator()(rd_kafka_op_s* event) const
{
    rd_kafka_event_destroy(event);
}
void HandleDeleter::operator()(rd_kafka_queue_s* queue) const
{
    rd_kafka_queue_destroy(queue);
}
void HandleDeleter::operator()(rd_kafka_topic_partition_list_s* list) const
{
    rd_kafka_topic_partition_list_destroy(list);
}
void HandleDeleter::operator()(rd_kafka_topic_s* topic) const
{
    rd_kafka_topic_destroy(topic);
}

}  // namespace stormbench::client
