// SPDX-License-Identifier: GPL-3.0-or-later
#include "controller_interpreter.h"

#include <fmt/format.h>

using namespace stormbench;
using namespace stormbench::controller;

namespace {

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    for (const auto& part : QString::fromStdString(text).split(separator, Qt::SkipEmptyParts))
        parts.push_back(part.toStdString());
    return parts;
}

std::vector<BrokerId> brokerList(const std::string& text)
{
    std::vector<BrokerId> ids;
    for (const auto& part : split(text, ','))
        ids.emplace_back(std::stoi(part));
    return ids;
}

std::string join(const std::vector<BrokerId>& ids)
{
    std::string text;
    for (const auto id : ids)
        text += (text.empty() ? "" : ",") + std::to_string(id.value());
    return text;
}

}  // namespace

ControllerInterpreter::ControllerInterpreter()
{
    m_options.self = BrokerId{1};
    m_options.voters = {BrokerId{1}};
    m_options.clusterId = "cluster";
    restart();
}

std::vector<std::string> ControllerInterpreter::run(const Command& command)
{
    m_lines.clear();
    const auto verb = command.word(0);
    if (verb == "bootstrap")
        show(m_controller->bootstrap());
    else if (verb == "register")
        registerBroker(command);
    else if (verb == "start")
        start(command);
    else if (verb == "alive")
        alive(command);
    else if (verb == "heartbeat")
        heartbeat(command);
    else if (verb == "create")
        create(command);
    else if (verb == "delete")
        remove(command);
    else if (verb == "grow")
        grow(command);
    else if (verb == "alter")
        alter(command);
    else if (verb == "allocate")
        allocate(command);
    else if (verb == "isr")
        alterIsr(command);
    else if (verb == "elect")
        elect(command);
    else if (verb == "reassign")
        reassign(command);
    else if (verb == "reassignments")
        reassignments();
    else if (verb == "describe")
        describe(command);
    else if (verb == "brokers")
        brokers();
    else if (verb == "restart")
        restart();
    else if (verb == "options") {
        m_options.configs.insert(command.options.begin(), command.options.end());
        restart();
    } else if (verb == "wait") {
        m_now += std::chrono::seconds(std::stoi(command.word(1)));
        show(m_controller->tick(m_now));
    } else {
        say("unknown command");
    }
    return m_lines;
}

// A new controller over the log so far, as after a restart of its broker.
void ControllerInterpreter::restart()
{
    ImageBuilder builder(std::make_shared<const MetadataImage>());
    for (std::size_t i = 0; i < m_records.size(); ++i)
        if (!builder.apply(m_records[i], Offset{static_cast<std::int64_t>(i)}))
            say("a record does not apply");
    m_controller = std::make_unique<Controller>(
        m_options, std::move(builder).build().after, m_random, m_now);
}

void ControllerInterpreter::show(const std::vector<Record>& records)
{
    for (const auto& record : records) {
        if (const auto* topic = std::get_if<TopicRecord>(&record))
            m_topicNames[topic->topic.toString()] = topic->name;
        auto line = toString(record);
        for (const auto& [id, name] : m_topicNames)
            if (const auto at = line.find(id); at != std::string::npos)
                line.replace(at, id.size(), "<" + name + ">");
        say(fmt::format("{}: {}", m_records.size(), line));
        m_records.push_back(record);
    }
}

void ControllerInterpreter::show(const ApiError& error)
{
    say(error.ok() ? "ok" : fmt::format("{}: {}", protocol::toString(error.code), error.message));
}

void ControllerInterpreter::registerBroker(const Command& command)
{
    const auto id = std::stoi(command.word(1));
    RegisterBrokerRequest request;
    request.broker = BrokerId{id};
    request.clusterId = command.option("cluster", "cluster");
    request.incarnation
        = {0, static_cast<std::uint64_t>(std::stoi(command.option("incarnation", "1")))};
    request.directory = {
        0, static_cast<std::uint64_t>(std::stoi(command.option("directory", std::to_string(id))))};
    if (const auto rack = command.option("rack"); !rack.empty())
        request.rack = rack;
    request.previousEpoch = BrokerEpoch{
        command.has("clean") ? m_epochs[id] : std::stoll(command.option("previous", "-1"))};
    request.listeners = {{"PLAINTEXT", {"127.0.0.1", static_cast<std::uint16_t>(9092 + id)}}};
    auto outcome = m_controller->registerBroker(request, m_now);
    show(outcome.records);
    if (!outcome.response.error.ok())
        return show(outcome.response.error);
    m_epochs[id] = outcome.response.epoch.value();
    say(fmt::format("epoch {}", m_epochs[id]));
}

// start 1 2 3 rack=a: each registers and becomes active.
void ControllerInterpreter::start(const Command& command)
{
    for (std::size_t i = 1; i < command.words.size(); ++i) {
        if (command.words[i] == "clean")
            continue;
        auto one = command;
        one.words = {"register", command.words[i]};
        if (command.has("clean"))
            one.words.emplace_back("clean");
        registerBroker(one);
        heartbeat(one);
    }
}

// alive 1 2 3: a heartbeat of each; what it changes is shown.
void ControllerInterpreter::alive(const Command& command)
{
    for (std::size_t i = 1; i < command.words.size(); ++i) {
        const auto id = std::stoi(command.words[i]);
        BrokerHeartbeatRequest request;
        request.broker = BrokerId{id};
        request.epoch = BrokerEpoch{m_epochs[id]};
        request.metadataOffset = m_controller->image()->offset();
        show(m_controller->heartbeat(request, m_now).records);
    }
}

void ControllerInterpreter::heartbeat(const Command& command)
{
    const auto id = std::stoi(command.word(1));
    const auto known = m_epochs.contains(id) ? m_epochs[id] : 0;
    BrokerHeartbeatRequest request;
    request.broker = BrokerId{id};
    request.epoch = BrokerEpoch{std::stoll(command.option("epoch", std::to_string(known)))};
    request.metadataOffset
        = Offset{std::stoll(command.option("at", std::to_string(m_records.size() - 1)))};
    request.wantFence = command.has("wants-fence");
    request.wantShutdown = command.has("wants-shutdown");
    request.diskFailed = command.has("disk-failed");
    const auto outcome = m_controller->heartbeat(request, m_now);
    show(outcome.records);
    if (!outcome.response.error.ok())
        return show(outcome.response.error);
    say(fmt::format("{}{}{}", outcome.response.caughtUp ? "caught up" : "behind",
        outcome.response.fenced ? ", fenced" : ", active",
        outcome.response.shouldShutdown ? ", may shut down" : ""));
}

// create a b partitions=3 replicas=1 assign=1;2,3 segment.bytes=100 (any other name is a
// configuration)
void ControllerInterpreter::create(const Command& command)
{
    CreateTopicsRequest request;
    request.validateOnly = command.option("validate") == "only";
    for (std::size_t i = 1; i < command.words.size(); ++i) {
        NewTopic topic;
        topic.name = command.words[i] == "''" ? "" : command.words[i];
        topic.partitions = std::stoi(command.option("partitions", "-1"));
        topic.replicationFactor
            = static_cast<std::int16_t>(std::stoi(command.option("replicas", "-1")));
        for (const auto& [name, value] : command.options) {
            if (name == "assign")
                for (const auto& replicas : split(value, ';'))
                    topic.assignments[PartitionIndex{
                        static_cast<std::int32_t>(topic.assignments.size())}]
                        = brokerList(replicas);
            else if (name != "partitions" && name != "replicas" && name != "validate")
                topic.configs.emplace_back(name, value);
        }
        request.topics.push_back(std::move(topic));
    }
    const auto outcome = m_controller->createTopics(request);
    show(outcome.records);
    for (const auto& topic : outcome.response.topics)
        if (topic.error.ok())
            say(fmt::format("{} has {} partitions, {} replicas", topic.name, topic.partitions,
                topic.replicationFactor));
        else
            show(topic.error);
}

void ControllerInterpreter::remove(const Command& command)
{
    DeleteTopicsRequest request;
    for (std::size_t i = 1; i < command.words.size(); ++i)
        request.topics.push_back({command.words[i], {}});
    const auto outcome = m_controller->deleteTopics(request);
    show(outcome.records);
    for (const auto& topic : outcome.response.topics)
        show(topic.error);
}

void ControllerInterpreter::grow(const Command& command)
{
    NewPartitions topic;
    topic.topic = command.word(1);
    topic.count = std::stoi(command.word(2));
    if (const auto assign = command.option("assign"); !assign.empty()) {
        topic.assignments.emplace();
        for (const auto& replicas : split(assign, ';'))
            topic.assignments->push_back(brokerList(replicas));
    }
    const auto outcome
        = m_controller->createPartitions({{topic}, command.option("validate") == "only"});
    show(outcome.records);
    show(outcome.response.topics.front().second);
}

// alter topic orders set:retention.ms:5 delete:segment.ms   (all: what is not named goes)
void ControllerInterpreter::alter(const Command& command)
{
    static const std::map<std::string, std::int8_t> kTypes{
        {"topic", 2}, {"broker", 4}, {"group", 32}};
    static const std::map<std::string, ConfigOperation> kOperations{{"set", ConfigOperation::Set},
        {"delete", ConfigOperation::Delete}, {"append", ConfigOperation::Append},
        {"subtract", ConfigOperation::Subtract}};
    AlterConfigsRequest request;
    AlteredResource resource{
        {kTypes.at(command.word(1)), command.word(2) == "all" ? "" : command.word(2)}, {}};
    for (std::size_t i = 3; i < command.words.size(); ++i) {
        if (command.words[i] == "only-these") {
            request.replaceAll = true;
            continue;
        }
        const auto parts = split(command.words[i], ':');
        ConfigChange change{parts[1], kOperations.at(parts[0]), {}};
        if (parts.size() > 2)
            change.value = parts[2];
        resource.changes.push_back(std::move(change));
    }
    request.resources.push_back(std::move(resource));
    const auto outcome = m_controller->alterConfigs(request);
    show(outcome.records);
    show(outcome.response.resources.front().second);
}

void ControllerInterpreter::allocate(const Command& command)
{
    const auto id = std::stoi(command.word(1));
    const auto epoch = std::stoll(command.option("epoch", std::to_string(m_epochs[id])));
    const auto outcome = m_controller->allocateProducerIds({BrokerId{id}, BrokerEpoch{epoch}});
    show(outcome.records);
    if (!outcome.response.error.ok())
        return show(outcome.response.error);
    say(fmt::format("{} ids from {}", outcome.response.count, outcome.response.start.value()));
}

// isr orders 0 1,2   (by the leader, in the current epochs; otherwise by=2 leader-epoch=1
// partition-epoch=3 epoch=7; a member with its broker epoch: 2@7)
void ControllerInterpreter::alterIsr(const Command& command)
{
    const auto topic = m_controller->image()->topic(command.word(1));
    PartitionToAlter wish;
    wish.index = PartitionIndex{std::stoi(command.word(2))};
    const auto* partition = topic ? topic->partition(wish.index) : nullptr;
    const auto is = partition ? *partition : PartitionImage{};
    wish.leaderEpoch = LeaderEpoch{
        std::stoi(command.option("leader-epoch", std::to_string(is.leaderEpoch.value())))};
    wish.partitionEpoch = PartitionEpoch{
        std::stoi(command.option("partition-epoch", std::to_string(is.partitionEpoch.value())))};
    for (const auto& member : split(command.word(3), ',')) {
        const auto parts = split(member, '@');
        wish.isr.push_back({BrokerId{std::stoi(parts[0])},
            BrokerEpoch{parts.size() > 1 ? std::stoll(parts[1]) : -1}});
    }
    const auto by = std::stoi(command.option("by", std::to_string(is.leader.value())));
    const auto epoch
        = BrokerEpoch{std::stoll(command.option("epoch", std::to_string(m_epochs[by])))};
    const auto outcome = m_controller->alterPartition(
        {BrokerId{by}, epoch, {{topic ? topic->id : Uuid{0, 99}, {wish}}}});
    show(outcome.records);
    if (!outcome.response.error.ok())
        return show(outcome.response.error);
    const auto& answer = outcome.response.topics.front().partitions.front();
    if (answer.error != WireError::None)
        return say(std::string(protocol::toString(answer.error)));
    say(fmt::format("leader {}, isr {}, leader epoch {}, partition epoch {}", answer.leader.value(),
        join(answer.isr), answer.leaderEpoch.value(), answer.partitionEpoch.value()));
}

// elect preferred orders 0   or   elect unclean all
void ControllerInterpreter::elect(const Command& command)
{
    ElectLeadersRequest request;
    request.type = command.word(1) == "unclean" ? ElectionType::Unclean : ElectionType::Preferred;
    if (command.word(2) != "all")
        request.topics = {{command.word(2), {PartitionIndex{std::stoi(command.word(3))}}}};
    const auto outcome = m_controller->electLeaders(request);
    show(outcome.records);
    for (const auto& topic : outcome.response.topics)
        for (const auto& result : topic.partitions)
            say(fmt::format("{}-{}: {}", topic.topic, result.index.value(),
                result.error.ok() ? "ok" : protocol::toString(result.error.code)));
}

// reassign orders 0 3,4,5   or   reassign orders 0 cancel
void ControllerInterpreter::reassign(const Command& command)
{
    PartitionToReassign wish{PartitionIndex{std::stoi(command.word(2))}, {}};
    if (command.word(3) != "cancel")
        wish.replicas = brokerList(command.word(3));
    const auto outcome = m_controller->alterReassignments({{{command.word(1), {wish}}}});
    show(outcome.records);
    show(outcome.response.topics.front().partitions.front().error);
}

void ControllerInterpreter::reassignments()
{
    const auto outcome = m_controller->listReassignments({});
    for (const auto& topic : outcome.response.topics)
        for (const auto& move : topic.partitions)
            say(fmt::format("{}-{}: replicas {}, adding {}, removing {}", topic.topic,
                move.index.value(), join(move.replicas), join(move.adding), join(move.removing)));
    if (outcome.response.topics.empty())
        say("none");
}

void ControllerInterpreter::describe(const Command& command)
{
    const auto topic = m_controller->image()->topic(command.word(1));
    if (!topic)
        return say("no such topic");
    for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
        const auto& partition = topic->partitions[i];
        say(fmt::format("{}: leader {}, replicas {}, isr {}, leader epoch {}, partition epoch {}{}",
            i, partition.leader.value(), join(partition.replicas), join(partition.isr),
            partition.leaderEpoch.value(), partition.partitionEpoch.value(),
            partition.eligible.empty() ? "" : ", eligible " + join(partition.eligible)));
    }
}

void ControllerInterpreter::brokers()
{
    for (const auto& [id, broker] : m_controller->image()->brokers())
        say(fmt::format("{} epoch {} {}{}{}", id.value(), broker.epoch.value(),
            broker.fenced ? "fenced" : "active",
            broker.inControlledShutdown ? ", shutting down"
                : broker.diskFailed     ? ", disk failed"
                                        : "",
            broker.controller ? ", controller" : ""));
}
