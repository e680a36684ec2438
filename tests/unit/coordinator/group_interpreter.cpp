// SPDX-License-Identifier: GPL-3.0-or-later
#include "group_interpreter.h"

#include <fmt/format.h>

using namespace stormbench;
using namespace stormbench::coordinator;

namespace {

constexpr PartitionIndex kPartition{0};

std::string errorName(WireError error)
{
    return std::string(protocol::nameOf(error));
}

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    for (const auto& part : QString::fromStdString(text).split(separator, Qt::SkipEmptyParts))
        parts.push_back(part.toStdString());
    return parts;
}

Millis seconds(const std::string& text)
{
    return Millis{static_cast<std::int64_t>(std::stod(text) * 1000)};
}

// t-0
TopicPartitionName partitionOf(const std::string& text)
{
    const auto dash = text.rfind('-');
    return {text.substr(0, dash), PartitionIndex{std::stoi(text.substr(dash + 1))}};
}

std::string toText(const TopicPartitionName& partition)
{
    return fmt::format("{}-{}", partition.topic, partition.partition.value());
}

// ConsumerProtocolSubscription, version 0, of these topics.
Bytes subscription(const std::vector<std::string>& topics)
{
    Bytes bytes{0, 0, 0, 0, 0, static_cast<std::uint8_t>(topics.size())};
    for (const auto& topic : topics) {
        bytes.push_back(0);
        bytes.push_back(static_cast<std::uint8_t>(topic.size()));
        bytes.insert(bytes.end(), topic.begin(), topic.end());
    }
    return bytes;
}

}  // namespace

GroupInterpreter::GroupInterpreter()
{
    restart();
}

std::vector<std::string> GroupInterpreter::run(const Command& command)
{
    m_lines.clear();
    const auto verb = command.word(0);
    if (verb == "join")
        join(command);
    else if (verb == "sync")
        sync(command);
    else if (verb == "heartbeat")
        handle(command.word(2), HeartbeatRequest{reference(command)});
    else if (verb == "leave")
        leave(command);
    else if (verb == "commit")
        commit(command);
    else if (verb == "fetch")
        fetch(command);
    else if (verb == "describe")
        describe(command);
    else if (verb == "list")
        list();
    else if (verb == "delete")
        handle("", DeleteGroupsRequest{{command.words.begin() + 1, command.words.end()}});
    else if (verb == "offset-delete")
        deleteOffsets(command);
    else if (verb == "config")
        configure(command);
    else if (verb == "expire")
        perform(m_coordinator->expireOffsets(std::chrono::duration_cast<WallTime>(m_now)));
    else if (verb == "end-session")
        endSession(command);
    else if (verb == "restart")
        restart();
    else if (verb == "hold")
        m_hold = true;
    else if (verb == "release")
        release(WireError::None);
    else if (verb == "fail")
        release(WireError::NotEnoughReplicas);
    else if (verb == "resign")
        perform(m_coordinator->resign(kPartition));
    else if (verb == "delete-topic") {
        const std::vector<std::string> topics{command.words.begin() + 1, command.words.end()};
        perform(m_coordinator->topicsDeleted(topics));
    } else if (verb == "wait") {
        m_now += seconds(command.word(1));
        perform(m_coordinator->tick(m_now, std::chrono::duration_cast<WallTime>(m_now)));
    } else {
        say("unknown command");
    }
    return m_lines;
}

void GroupInterpreter::handle(const std::string& who, const GroupRequest& request)
{
    const RequestToken token{++m_lastToken};
    m_waiting[token.value()] = who;
    perform(
        m_coordinator->handle(token, request, m_now, std::chrono::duration_cast<WallTime>(m_now)));
    if (m_waiting.contains(token.value()))
        say("(waits)");
}

void GroupInterpreter::perform(const Outputs& outputs)
{
    for (const auto& reply : outputs.replies) {
        print(m_waiting.at(reply.token.value()), reply.reply);
        m_waiting.erase(reply.token.value());
    }
    for (const auto& append : outputs.appends) {
        if (m_hold) {
            m_held.push_back(append);
            say(fmt::format("(append of {} records held)", append.records.size()));
            continue;
        }
        m_log.insert(m_log.end(), append.records.begin(), append.records.end());
        perform(m_coordinator->appended(
            append.id, WireError::None, m_now, std::chrono::duration_cast<WallTime>(m_now)));
    }
}

void GroupInterpreter::release(WireError error)
{
    m_hold = false;
    for (const auto& append : std::exchange(m_held, {})) {
        if (error == WireError::None)
            m_log.insert(m_log.end(), append.records.begin(), append.records.end());
        perform(m_coordinator->appended(
            append.id, error, m_now, std::chrono::duration_cast<WallTime>(m_now)));
    }
}

void GroupInterpreter::restart()
{
    m_coordinator = std::make_unique<GroupCoordinator>(m_config, 1, m_random);
    m_waiting.clear();
    m_coordinator->startLoading(kPartition);
    for (const auto& record : m_log) {
        const auto value = record.value ? std::optional<ByteView>(*record.value) : std::nullopt;
        if (!m_coordinator->replay(kPartition, record.key, value))
            say("a record does not replay");
    }
    m_coordinator->finishLoading(kPartition, m_now);
}

std::string GroupInterpreter::aliasOf(const std::string& memberId)
{
    if (memberId.empty())
        return "nobody";
    constexpr std::size_t kUuidLength = 37;  // with its dash
    if (memberId.size() <= kUuidLength)
        return memberId;
    auto& alias = m_aliases[memberId];
    if (alias.empty()) {
        const auto prefix = memberId.substr(0, memberId.size() - kUuidLength);
        alias = fmt::format("{}#{}", prefix, ++m_aliasCounts[prefix]);
    }
    return alias;
}

std::string GroupInterpreter::idOf(const std::string& alias) const
{
    for (const auto& [id, known] : m_aliases)
        if (known == alias)
            return id;
    return alias == "-" ? std::string{} : alias;
}

MemberReference GroupInterpreter::reference(const Command& command) const
{
    MemberReference member;
    member.groupId = command.word(1) == "''" ? "" : command.word(1);
    member.memberId = idOf(command.word(2));
    member.generation = GenerationId{std::stoi(command.option("generation", "-1"))};
    if (const auto instance = command.option("instance"); !instance.empty())
        member.instanceId = instance;
    return member;
}

void GroupInterpreter::join(const Command& command)
{
    JoinRequest request;
    request.groupId = command.word(1) == "''" ? "" : command.word(1);
    const auto who = command.word(2);
    const auto hash = who.find('#');
    request.client = {who.substr(0, hash), "/127.0.0.1"};
    if (hash != std::string::npos)
        request.memberId = idOf(who);
    if (const auto instance = command.option("instance"); !instance.empty())
        request.instanceId = instance;
    request.sessionTimeout = seconds(command.option("session", "10"));
    request.rebalanceTimeout = seconds(command.option("rebalance", "30"));
    request.protocolType = command.option("type", "consumer");
    for (const auto& name : split(command.option("protocols", "range"), ','))
        request.protocols.push_back(
            {name, subscription(split(command.option("topics", "t"), ','))});
    request.memberIdRequired = command.has("two-calls");
    request.skipAssignmentSupported = command.has("skips");
    handle(who, request);
}

void GroupInterpreter::sync(const Command& command)
{
    SyncRequest request{reference(command), {}, {}, {}};
    if (const auto protocol = command.option("protocol"); !protocol.empty())
        request.protocolName = protocol;
    for (const auto& part : split(command.option("assign"), ',')) {
        const auto pair = split(part, ':');
        request.assignments.push_back({idOf(pair[0]), toBytes(pair[1])});
    }
    handle(command.word(2), request);
}

void GroupInterpreter::endSession(const Command& command)
{
    auto ended = m_coordinator->expireMembers(
        command.word(1), idOf(command.word(2)), m_now, std::chrono::duration_cast<WallTime>(m_now));
    if (!ended)
        return say(ended.error().message);
    perform(std::move(*ended));
}

void GroupInterpreter::leave(const Command& command)
{
    LeaveRequest request{command.word(1), {}};
    for (std::size_t i = 2; i < command.words.size(); ++i)
        request.members.push_back({idOf(command.words[i]), {}});
    if (const auto instance = command.option("instance"); !instance.empty()) {
        if (request.members.empty())
            request.members.emplace_back();
        request.members.back().instanceId = instance;
    }
    handle(command.word(2), request);
}

void GroupInterpreter::commit(const Command& command)
{
    CommitRequest request;
    request.member = reference(command);
    if (command.options.contains("keep"))
        request.retention = seconds(command.option("keep"));
    for (const auto& [name, value] : command.options)
        if (name != "generation" && name != "instance" && name != "metadata" && name != "keep")
            request.offsets.push_back({partitionOf(name), Offset{std::stoll(value)}, LeaderEpoch{3},
                command.option("metadata")});
    handle(command.word(2), request);
}

void GroupInterpreter::deleteOffsets(const Command& command)
{
    OffsetDeleteRequest request{command.word(1), {}};
    for (std::size_t i = 2; i < command.words.size(); ++i)
        request.partitions.push_back(partitionOf(command.words[i]));
    handle("", request);
}

void GroupInterpreter::configure(const Command& command)
{
    for (const auto& [name, value] : command.options) {
        if (name == "initial-delay")
            m_config.initialRebalanceDelay = seconds(value);
        else if (name == "max-size")
            m_config.maxSize = std::stoi(value);
        else if (name == "retention")
            m_config.offsetsRetention = seconds(value);
        else if (name == "metadata-max")
            m_config.offsetMetadataMaxBytes = std::stoi(value);
        else
            say("unknown configuration");
    }
    m_coordinator->setConfig(m_config);
}

void GroupInterpreter::fetch(const Command& command)
{
    OffsetFetchRequest request{command.word(1), {}};
    if (command.words.size() > 2)
        request.partitions.emplace();
    for (std::size_t i = 2; i < command.words.size(); ++i)
        request.partitions->push_back(partitionOf(command.words[i]));
    const auto reply = m_coordinator->fetchOffsets(request);
    if (reply.error != WireError::None)
        say(errorName(reply.error));
    for (const auto& entry : reply.entries)
        say(fmt::format("{} at {}{}", toText(entry.partition), entry.committed.offset.value(),
            entry.committed.metadata.empty() ? "" : " \"" + entry.committed.metadata + "\""));
}

void GroupInterpreter::describe(const Command& command)
{
    const auto group = m_coordinator->describeGroup(command.word(1));
    if (group.error != WireError::None)
        return say(errorName(group.error));
    say(fmt::format("{}, generation {}, type \"{}\", protocol \"{}\"", toString(group.state),
        group.generation.value(), group.protocolType, group.protocolName));
    for (const auto& member : group.members)
        say(fmt::format("{}{} of {}: {}", aliasOf(member.memberId),
            member.instanceId ? " (" + *member.instanceId + ")" : "", member.clientId,
            member.assignment.empty() ? "nothing" : stormbench::toText(member.assignment)));
}

void GroupInterpreter::list()
{
    for (const auto& group : m_coordinator->listGroups().groups)
        say(fmt::format("{} {} {}", group.groupId, toString(group.state), group.protocolType));
}

void GroupInterpreter::print(const std::string& who, const GroupReply& reply)
{
    if (const auto* join = std::get_if<JoinReply>(&reply)) {
        if (join->error != WireError::None)
            return say(fmt::format("{} joins: {}{}", who, errorName(join->error),
                join->error == WireError::MemberIdRequired ? ", be " + aliasOf(join->memberId)
                                                           : ""));
        std::string members;
        for (const auto& member : join->members)
            members += " " + aliasOf(member.memberId);
        const auto self = aliasOf(join->memberId);
        say(fmt::format("{} joined as {}: generation {}, {}, leader {}{}{}", who, self,
            join->generation.value(), join->protocolName.value_or("-"), aliasOf(join->leader),
            members.empty() ? "" : ", members" + members,
            join->skipAssignment ? ", skip the assignment" : ""));
    } else if (const auto* sync = std::get_if<SyncReply>(&reply)) {
        say(fmt::format("{} syncs: {}", who,
            sync->error != WireError::None ? errorName(sync->error)
                : sync->assignment.empty() ? "nothing assigned"
                                           : stormbench::toText(sync->assignment)));
    } else if (const auto* heartbeat = std::get_if<HeartbeatReply>(&reply)) {
        say(fmt::format("{} heartbeat: {}", who, errorName(heartbeat->error)));
    } else if (const auto* leave = std::get_if<LeaveReply>(&reply)) {
        if (leave->error != WireError::None)
            say(errorName(leave->error));
        for (const auto& member : leave->members)
            say(fmt::format("{}{} leaves: {}",
                member.member.memberId.empty() ? "" : aliasOf(member.member.memberId),
                member.member.instanceId ? "(" + *member.member.instanceId + ")" : "",
                errorName(member.error)));
    } else if (const auto* commit = std::get_if<CommitReply>(&reply)) {
        for (const auto& [partition, error] : commit->results)
            say(fmt::format("{} committed: {}", toText(partition), errorName(error)));
    } else if (const auto* deletion = std::get_if<DeleteGroupsReply>(&reply)) {
        for (const auto& [group, error] : deletion->results)
            say(fmt::format("{} deleted: {}", group, errorName(error)));
    } else if (const auto* offsets = std::get_if<OffsetDeleteReply>(&reply)) {
        if (offsets->error != WireError::None)
            say(errorName(offsets->error));
        for (const auto& [partition, error] : offsets->results)
            say(fmt::format("{} deleted: {}", toText(partition), errorName(error)));
    }
}
