// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/errors.h"

#include <array>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

namespace stormbench::client {
namespace {

struct Row {
    int code;
    ErrorCode kind;
    std::string_view sentence;
};

// Only the errors for which a better sentence than librdkafka's own can be said; others keep the
// client's words.
constexpr std::array kRows{
    Row{RD_KAFKA_RESP_ERR__TIMED_OUT, ErrorCode::TimedOut, "the cluster did not answer in time"},
    Row{RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, ErrorCode::TimedOut,
        "the request waited too long in the client's queue"},
    Row{RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, ErrorCode::TimedOut,
        "the record was not acknowledged in time"},
    Row{RD_KAFKA_RESP_ERR__TRANSPORT, ErrorCode::Unavailable, "the connection to the broker broke"},
    Row{RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, ErrorCode::Unavailable,
        "no broker can be reached; is the cluster running?"},
    Row{RD_KAFKA_RESP_ERR__RESOLVE, ErrorCode::Unavailable,
        "the host name cannot be resolved; check its spelling"},
    Row{RD_KAFKA_RESP_ERR__WAIT_COORD, ErrorCode::Unavailable,
        "the group's coordinator is not known yet"},
    Row{RD_KAFKA_RESP_ERR__QUEUE_FULL, ErrorCode::Unavailable,
        "the producer's queue is full; send more slowly"},
    Row{RD_KAFKA_RESP_ERR__SSL, ErrorCode::PermissionDenied,
        "the TLS connection failed; check the certificates"},
    Row{RD_KAFKA_RESP_ERR__AUTHENTICATION, ErrorCode::PermissionDenied,
        "the broker refused the credentials; check mechanism, user and password"},
    Row{RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED, ErrorCode::PermissionDenied,
        "the broker refused the credentials; check mechanism, user and password"},
    Row{RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, ErrorCode::NotFound, "the topic does not exist"},
    Row{RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, ErrorCode::NotFound, "the partition does not exist"},
    Row{RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, ErrorCode::NotFound,
        "the topic or partition does not exist"},
    Row{RD_KAFKA_RESP_ERR__INVALID_ARG, ErrorCode::InvalidArgument,
        "the client does not accept these settings"},
    Row{RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE, ErrorCode::Unsupported,
        "the broker is too old for this request"},
    Row{RD_KAFKA_RESP_ERR__PURGE_QUEUE, ErrorCode::Cancelled,
        "the record was dropped because the producer closed"},
    Row{RD_KAFKA_RESP_ERR__PURGE_INFLIGHT, ErrorCode::Cancelled,
        "the producer closed before the record was acknowledged"},
    Row{RD_KAFKA_RESP_ERR__DESTROY, ErrorCode::Closed, "the client is closed"},
    Row{RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS, ErrorCode::AlreadyExists,
        "the topic exists already"},
    Row{RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, ErrorCode::InvalidArgument,
        "the topic's name is not allowed; use letters, digits, '.', '_' and '-', at most 249 of "
        "them"},
    Row{RD_KAFKA_RESP_ERR_INVALID_PARTITIONS, ErrorCode::InvalidArgument,
        "this number of partitions is not possible; it must be positive and can only grow"},
    Row{RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR, ErrorCode::InvalidArgument,
        "the replication factor is not possible on this cluster"},
    Row{RD_KAFKA_RESP_ERR_INVALID_CONFIG, ErrorCode::InvalidArgument,
        "the configuration is not valid"},
    Row{RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, ErrorCode::Unavailable,
        "the partition has no leader at the moment"},
    Row{RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, ErrorCode::Unavailable,
        "fewer replicas are in sync than min.insync.replicas asks for"},
    Row{RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, ErrorCode::InvalidArgument,
        "the record is larger than the topic's max.message.bytes"},
    Row{RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND, ErrorCode::NotFound, "the group does not exist"},
    Row{RD_KAFKA_RESP_ERR_NON_EMPTY_GROUP, ErrorCode::Conflict,
        "the group still has members; stop them first"},
    Row{RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, ErrorCode::Unavailable,
        "the group's coordinator is not available at the moment"},
    Row{RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, ErrorCode::PermissionDenied,
        "no permission for this topic"},
    Row{RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, ErrorCode::PermissionDenied,
        "no permission for this group"},
    Row{RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED, ErrorCode::PermissionDenied,
        "no permission for this request to the cluster"},
    Row{RD_KAFKA_RESP_ERR_UNSUPPORTED_VERSION, ErrorCode::Unsupported,
        "the broker does not speak this version"},
    Row{RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE, ErrorCode::InvalidArgument,
        "the offset is outside of the log"},
};

}  // namespace

Error errorFrom(int code, std::string_view context, std::string_view detail)
{
    Error error{code > 0 ? ErrorCode::Rejected : ErrorCode::Unavailable, {}, code > 0 ? code : 0};
    std::string sentence = rd_kafka_err2str(static_cast<rd_kafka_resp_err_t>(code));
    for (const auto& row : kRows) {
        if (row.code != code)
            continue;
        error.code = row.kind;
        sentence = row.sentence;
        break;
    }
    error.message = context.empty() ? sentence : fmt::format("{}: {}", context, sentence);
    if (!detail.empty() && detail.find(sentence) == std::string_view::npos
        && detail != rd_kafka_err2str(static_cast<rd_kafka_resp_err_t>(code)))
        error.message += fmt::format(" ({})", detail);
    return error;
}

}  // namespace stormbench::client
