// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/generate/saga_plan.h"
#include "storming/model/board.h"

#include <map>
#include <string>
#include <vector>

namespace stormbench::storming {

/// The neutral plan that a board generates: what is run, deployed, exported and compared. Every
/// exporter reads only this. A value; all lists are sorted by name, so that equal boards give equal
/// topologies.

enum class TopicRole { Events, Commands, Replies, State, DeadLetters };

struct TopicSpec {
    std::string name;
    TopicRole role = TopicRole::Events;
    std::string context;  ///< slug of the bounded context that owns it
    int partitions = 6;
    int replicationFactor = -1;                  ///< -1: the cluster's default
    std::map<std::string, std::string> configs;  ///< Kafka's topic configuration names
    std::vector<NoteId> notes;                   ///< the aggregate, system or event it stems from
    bool isPublic = false;                       ///< other contexts may read it

    friend bool operator==(const TopicSpec&, const TopicSpec&) = default;
};

enum class MessageRole { Event, Command, Reply, State };

/// A kind of record: an event or a command of the board, or what a saga writes for itself.
struct MessageType {
    std::string type;   ///< unique: "ordering.OrderPlaced", the ce_type header
    std::string name;   ///< "OrderPlaced"
    std::string title;  ///< as on the note: "Order Placed"
    std::string description;
    MessageRole role = MessageRole::Event;
    std::string context;
    std::string topic;
    std::string keyField;  ///< whose value is the record's key; empty: the correlation id
    std::vector<NoteField> fields;
    std::vector<NoteId> notes;  ///< all notes of that name

    friend bool operator==(const MessageType&, const MessageType&) = default;
};

enum class ServiceKind { Actor, Aggregate, System, Policy, Saga, ReadModel, Timer, ExternalSource };
[[nodiscard]] const char* toString(ServiceKind kind);

/// One message that a service may send.
struct Emission {
    std::string type;
    double weight = 1;
    bool freshKey = false;  ///< begins the life of an aggregate: gets a new id

    friend bool operator==(const Emission&, const Emission&) = default;
};

/// What a service does with one type of message: one of the emissions by weight, or all of them.
struct Reaction {
    std::string
        trigger;  ///< a message type; empty for services that act on their own (actors, timers)
    bool all = false;
    std::vector<Emission> emissions;
    /// Where the trigger is a command of sagas: the types of what they get in reply, if they ask.
    std::vector<std::string> replies = {};

    friend bool operator==(const Reaction&, const Reaction&) = default;
};

struct ServiceSpec {
    std::string id;  ///< unique: "ordering.order"; its consumer group, client id and ce_source
    ServiceKind kind = ServiceKind::Aggregate;
    std::string title;  ///< as on the note
    std::string context;
    std::vector<NoteId> notes;
    std::vector<std::string>
        topics;  ///< it subscribes to, as group `id`; empty: it consumes nothing
    std::vector<Reaction> reactions;
    double ratePerSecond = 0;  ///< of actors, timers and external sources
    double latencyMs = 0;      ///< mean time to handle a record
    double failureRate = 0;    ///< 0…1
    int maxRetries = 3;
    int retryBackoffMs = 200;
    std::string deadLetterTopic;  ///< empty: a record that keeps failing is dropped and counted
    std::string guard;   ///< a policy acts, a saga begins, only if this holds on the payload
    SagaPlan saga = {};  ///< of a saga with steps

    friend bool operator==(const ServiceSpec&, const ServiceSpec&) = default;
};

/// How an edge of the board shows at run time: records of `type` that `service` sent, or that
/// `service` took in.
struct FlowEdge {
    NoteId from;
    NoteId to;
    std::string service;
    std::string type;
    bool consumes = false;

    friend bool operator==(const FlowEdge&, const FlowEdge&) = default;
};

enum class DiagnosticSeverity { Info, Warning, Error };

/// What generation could not do or did otherwise than drawn. Errors stop playing and export.
struct Diagnostic {
    DiagnosticSeverity severity = DiagnosticSeverity::Warning;
    std::string message;
    std::vector<NoteId> notes;

    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

struct Topology {
    std::string title;
    std::string domain;
    std::map<std::string, std::string> contexts;  ///< slug → name
    std::vector<TopicSpec> topics;
    std::vector<MessageType> messages;
    std::vector<ServiceSpec> services;
    std::vector<FlowEdge> edges;
    std::vector<Diagnostic> diagnostics;

    [[nodiscard]] const TopicSpec* topic(const std::string& name) const;
    [[nodiscard]] const MessageType* message(const std::string& type) const;
    [[nodiscard]] const ServiceSpec* service(const std::string& id) const;
    [[nodiscard]] bool hasErrors() const;

    friend bool operator==(const Topology&, const Topology&) = default;
};

/// Board → topology. Pure: equal boards give equal topologies.
[[nodiscard]] Topology generate(const Board& board);

}  // namespace stormbench::storming
