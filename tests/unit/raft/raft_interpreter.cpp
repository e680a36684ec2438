// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft_interpreter.h"

#include <fmt/format.h>

#include "raft_words.h"

using namespace stormbench;
using namespace stormbench::raft;
using namespace raft_test;

namespace {

BrokerId idOf(const std::string& text)
{
    return BrokerId{std::stoi(text)};
}

std::vector<BrokerId> idsOf(const std::string& text)
{
    std::vector<BrokerId> ids;
    for (const auto& part : QString::fromStdString(text).split(',', Qt::SkipEmptyParts))
        ids.push_back(BrokerId{part.toInt()});
    return ids;
}

// 5@2
LogPosition positionOf(const std::string& text)
{
    const auto at = text.find('@');
    return {Offset{std::stoll(text.substr(0, at))}, LeaderEpoch{std::stoi(text.substr(at + 1))}};
}

Duration seconds(const std::string& text)
{
    return Duration{static_cast<std::int64_t>(std::stod(text) * 1'000'000)};
}

}  // namespace

std::vector<std::string> RaftInterpreter::run(const Command& command)
{
    m_lines.clear();
    const auto verb = command.word(0);
    const auto id = [&] { return idOf(command.word(1)); };
    if (verb == "cluster")
        cluster(command);
    else if (verb == "wait")
        pass(command.word(1), false);
    else if (verb == "run")
        pass(command.word(1), true);
    else if (verb == "deliver")
        deliverAll(static_cast<std::size_t>(std::stoul(command.option("count", "1000000"))));
    else if (verb == "drop")
        m_inFlight.clear();
    else if (verb == "cut")
        m_isolated.insert(id());
    else if (verb == "join")
        m_isolated.erase(id());
    else if (verb == "stop")
        node(id()).crash(0);
    else if (verb == "start")
        node(id()).start(moment(id()));
    else if (verb == "append")
        append(command);
    else if (verb == "slow-disk")
        m_slowDisks.insert(id());
    else if (verb == "flush") {
        m_slowDisks.erase(id());
        flushAll();
    } else if (verb == "snapshot")
        node(id()).takeSnapshot(moment(id()));
    else if (verb == "resign")
        give(id(), Resign{});
    else if (verb == "jitter") {
        for (const auto& [name, value] : command.options)
            m_jitter[idOf(name)] = seconds(value);
    } else if (verb == "say")
        inject(command);
    else if (verb == "state")
        state();
    else
        say("unknown command");
    flushAll();
    if (command.has("quietly"))
        m_lines.clear();
    return m_lines;
}

void RaftInterpreter::cluster(const Command& command)
{
    Config config;
    config.voters = VoterSet{idsOf(command.option("voters"))};
    auto ids = config.voters.ids();
    for (const auto observer : idsOf(command.option("observers")))
        ids.push_back(observer);
    for (const auto id : ids) {
        config.self = id;
        m_jitter.try_emplace(id, std::chrono::milliseconds(100) * id.value());
        RaftNode::Links links;
        links.send = [this, id](const Send& sent) {
            post({id, sent.to, sent.id, sent.request, {}});
        };
        links.reply
            = [this, id](RequestToken token, const Response& response, const Payload& payload) {
                  const auto asked = m_asked.at(token);
                  m_asked.erase(token);
                  post({id, asked.by, asked.id, response, payload});
              };
        links.observe = [this, id](const Output& output) {
            if (const auto text = words(output); !text.empty())
                say(fmt::format("{} {}", id.value(), text));
        };
        m_nodes[id] = std::make_unique<RaftNode>(config, std::move(links));
    }
    for (const auto id : ids)
        node(id).start(moment(id));
}

Moment RaftInterpreter::moment(BrokerId id) const
{
    return {m_now, static_cast<std::uint64_t>(m_jitter.at(id).count())};
}

void RaftInterpreter::give(BrokerId id, const Input& input, const Payload& payload)
{
    node(id).give(input, moment(id), payload);
}

/// Ticks every node at its deadline, in order of time, then of ids.
void RaftInterpreter::pass(const std::string& text, bool delivering)
{
    const auto end = m_now + seconds(text);
    if (delivering)
        deliverAll();
    while (true) {
        RaftNode* next = nullptr;
        for (const auto& [id, candidate] : m_nodes)
            if (candidate->runs() && candidate->deadline() && candidate->raft().nextDeadline()
                && (!next || *candidate->deadline() < *next->deadline()))
                next = candidate.get();
        if (!next || *next->deadline() > end)
            break;
        m_now = std::max(m_now, *next->deadline());
        give(next->id(), Tick{});
        flushAll();
        if (delivering)
            deliverAll();
    }
    m_now = end;
}

void RaftInterpreter::deliverAll(std::size_t count)
{
    flushAll();
    while (!m_inFlight.empty() && count-- > 0) {
        const auto message = m_inFlight.front();
        m_inFlight.erase(m_inFlight.begin());
        deliver(message);
        flushAll();
    }
}

void RaftInterpreter::deliver(const Message& message)
{
    if (!node(message.to).runs() || cut(message.from, message.to))
        return;
    if (const auto* request = std::get_if<Request>(&message.body)) {
        const RequestToken token{++m_lastToken};
        m_asked[token] = {message.from, message.id};
        give(message.to, RequestReceived{token, *request});
    } else {
        give(message.to,
            ResponseReceived{message.from, message.id, std::get<Response>(message.body)},
            message.payload);
    }
}

/// A message as nobody here would send it any more: say 3 1 vote epoch=1 end=0@0
void RaftInterpreter::inject(const Command& command)
{
    const auto from = idOf(command.word(1)), to = idOf(command.word(2));
    const LeaderEpoch epoch{std::stoi(command.option("epoch"))};
    const auto end = positionOf(command.option("end", "0@0"));
    const auto kind = command.word(3);
    Message message{from, to, RequestId{0}, Request{}, {}};
    if (kind == "vote" || kind == "pre-vote")
        message.body = Request{VoteRequest{from, epoch, end, kind == "pre-vote"}};
    else if (kind == "begin")
        message.body = Request{BeginQuorumEpochRequest{from, epoch}};
    else if (kind == "end")
        message.body
            = Request{EndQuorumEpochRequest{from, epoch, idsOf(command.option("successors"))}};
    else if (kind == "fetch")
        message.body = Request{FetchRequest{from, epoch, end, kNoOffset, Duration{0}}};
    else if (kind == "fetch-snapshot")
        message.body = Request{FetchSnapshotRequest{from, epoch, end}};
    else if (kind == "granted")
        message.body = Response{VoteResponse{{RaftError::None, epoch, kNoBroker}, true}};
    else if (kind == "no-records") {
        FetchResponse response;
        response.header = {RaftError::None, epoch, from};
        message.body = Response{response};
    } else
        return say("unknown message");
    post(std::move(message));
    deliverAll();
}

void RaftInterpreter::append(const Command& command)
{
    const auto id = idOf(command.word(1));
    if (node(id).raft().role() != Role::Leader)
        return say("not the leader");
    for (int left = std::stoi(command.option("count", "1")); left > 0; --left)
        node(id).append(++m_lastValue, moment(id));
}

void RaftInterpreter::flushAll()
{
    for (const auto& [id, candidate] : m_nodes)
        while (candidate->needsFlush() && !m_slowDisks.contains(id))
            candidate->flush(moment(id));
}

bool RaftInterpreter::cut(BrokerId a, BrokerId b) const
{
    return m_isolated.contains(a) || m_isolated.contains(b);
}

void RaftInterpreter::post(Message message)
{
    const auto* request = std::get_if<Request>(&message.body);
    const bool lost = cut(message.from, message.to) || !node(message.to).runs();
    const auto line = fmt::format("{} → {}: {}{}", message.from.value(), message.to.value(),
        request ? words(*request) : words(std::get<Response>(message.body)), lost ? " (lost)" : "");
    sayUnlessRepeated(message, line);
    if (!lost)
        m_inFlight.push_back(std::move(message));
}

/// Long polls without news, and what goes to nobody again and again, are told once.
void RaftInterpreter::sayUnlessRepeated(const Message& message, const std::string& line)
{
    const auto* request = std::get_if<Request>(&message.body);
    const auto* response = std::get_if<Response>(&message.body);
    const bool fetches = (request && std::holds_alternative<FetchRequest>(*request))
        || (response && std::holds_alternative<FetchResponse>(*response));
    auto& last = m_lastFetch[{message.from, message.to}];
    if ((fetches || line.ends_with("(lost)")) && last == line)
        return;
    last = line;
    say(line);
}

void RaftInterpreter::state()
{
    for (const auto& [id, candidate] : m_nodes) {
        if (!candidate->runs()) {
            say(fmt::format("{} is stopped", id.value()));
            continue;
        }
        const auto& raft = candidate->raft();
        const auto leader = raft.leader() == kNoBroker ? std::string("nobody")
                                                       : std::to_string(raft.leader().value());
        say(fmt::format("{} {}, epoch {}, leader {}; log {} to {}, durable {}, committed {}",
            id.value(), toString(raft.role()), raft.epoch().value(), leader,
            raft.log().start().offset.value(), words(raft.log().end()),
            raft.log().flushed().value(), raft.highWatermark().value()));
    }
}
