// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

// librdkafka's types by name only: its header stays inside this folder's .cpp files.
struct rd_kafka_s;
struct rd_kafka_conf_s;
struct rd_kafka_error_s;
struct rd_kafka_headers_s;
struct rd_kafka_message_s;
struct rd_kafka_metadata;
struct rd_kafka_mock_cluster_s;
struct rd_kafka_op_s;
struct rd_kafka_queue_s;
struct rd_kafka_topic_partition_list_s;
struct rd_kafka_topic_s;

namespace stormbench::client {

/// Frees each kind of librdkafka object as that kind wants it.
struct HandleDeleter {
    void operator()(rd_kafka_s* client) const;
    void operator()(rd_kafka_conf_s* conf) const;
    void operator()(rd_kafka_error_s* error) const;
    void operator()(rd_kafka_headers_s* headers) const;
    void operator()(rd_kafka_message_s* message) const;
    void operator()(const struct rd_kafka_metadata* metadata) const;
    void operator()(rd_kafka_op_s* event) const;
    void operator()(rd_kafka_queue_s* queue) const;
    void operator()(rd_kafka_topic_partition_list_s* list) const;
    void operator()(rd_kafka_topic_s* topic) const;
};

using ClientHandle = std::unique_ptr<rd_kafka_s, HandleDeleter>;
using ConfHandle = std::unique_ptr<rd_kafka_conf_s, HandleDeleter>;
using ErrorHandle = std::unique_ptr<rd_kafka_error_s, HandleDeleter>;
using EventHandle = std::unique_ptr<rd_kafka_op_s, HandleDeleter>;
using HeadersHandle = std::unique_ptr<rd_kafka_headers_s, HandleDeleter>;
using MessageHandle = std::unique_ptr<rd_kafka_message_s, HandleDeleter>;
using MetadataHandle = std::unique_ptr<const struct rd_kafka_metadata, HandleDeleter>;
using QueueHandle = std::unique_ptr<rd_kafka_queue_s, HandleDeleter>;
using PartitionListHandle = std::unique_ptr<rd_kafka_topic_partition_list_s, HandleDeleter>;
using TopicHandle = std::unique_ptr<rd_kafka_topic_s, HandleDeleter>;

}  // namespace stormbench::client
