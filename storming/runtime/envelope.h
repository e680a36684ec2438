// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>

#include "engine/api/types.h"

namespace stormbench::storming {

/// What travels in the headers of every generated record: CloudEvents 1.0 attributes (Kafka
/// protocol binding, binary mode), W3C trace context, and the ids that tie an event to its cause.
struct Envelope {
    std::string id;             ///< ce_id
    std::string source;         ///< ce_source: the service's id
    std::string type;           ///< ce_type: the message's type
    std::string subject;        ///< ce_subject: the key
    std::string traceId;        ///< 32 hexadecimal digits, the same over a whole causal tree
    std::string spanId;         ///< 16, of this record
    std::string correlationId;  ///< of the command that began the story
    std::string causationId;  ///< ce_id of the record that this one answers; empty at the beginning
    int hops = 0;             ///< records between the beginning and this one
    std::string replyTo;      ///< on a saga's command: the topic that a reply belongs in
    std::string sagaId;       ///< on the same: its saga, the reply's key

    /// The headers, with ce_time set to `now`.
    [[nodiscard]] std::vector<api::Header> headers(api::WallTime now) const;
    /// Reads them back; nothing when there is no ce_type.
    [[nodiscard]] static std::optional<Envelope> from(const api::ReceivedRecord& record);
};

/// Ids for new records. Not thread-safe: one a service.
class IdSource {
public:
    explicit IdSource(std::uint64_t seed)
        : m_random(seed)
    {
    }
    [[nodiscard]] std::string uuid();
    [[nodiscard]] std::string hex(int digits);
    [[nodiscard]] double unit() { return std::uniform_real_distribution<double>(0, 1)(m_random); }

private:
    std::mt19937_64 m_random;
};

/// The same name and cause give the same id: a policy that runs again on one event issues the same
/// command, which its receiver can recognise (the deterministic, name-based UUID of RFC 9562,
/// version 5).
[[nodiscard]] std::string derivedId(const std::string& name, const std::string& causeId);

/// An envelope that begins a story, or one that answers another.
[[nodiscard]] Envelope beginStory(
    IdSource& ids, const std::string& source, const std::string& type);
[[nodiscard]] Envelope answer(
    IdSource& ids, const Envelope& cause, const std::string& source, const std::string& type);

}  // namespace stormbench::storming
