// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/consumer_closing.h"

#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

#include <librdkafka/rdkafka.h>

#include "engine/base/log.h"

namespace stormbench::client {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLeaveTime{1'000};
constexpr std::chrono::milliseconds kSlice{10};
constexpr int kFreesWithoutAssignment = 0x02030000;
// rd_kafka_destroy_flags(): end all threads, wait for none and free nothing.
constexpr int kDestroyImmediately = 0x4;

struct LeftBehind {
    std::mutex mutex;
    std::vector<rd_kafka_s*> clients;
};

LeftBehind& leftBehind()
{
    static auto& all = *new LeftBehind;
    return all;
}

bool isCooperative(rd_kafka_s* client)
{
    const char* const protocol = rd_kafka_rebalance_protocol(client);
    return protocol && std::string_view(protocol) == "COOPERATIVE";
}

bool mayBecomeCooperative(rd_kafka_s* client)
{
    std::array<char, 512> assignors{};
    auto size = assignors.size();
    return rd_kafka_conf_get(
               rd_kafka_conf(client), "partition.assignment.strategy", assignors.data(), &size)
        != RD_KAFKA_CONF_OK
        || std::string_view(assignors.data()).find("cooperative") != std::string_view::npos;
}

template <typename Condition>
void waitFor(const Condition& condition, const JoinWatch& watch, Clock::time_point deadline)
{
    while (!condition() && Clock::now() < deadline)
        watch.waitForNews(kSlice);
}

/// Whether the group has not told its assignor yet. A state that says so is older than the look at
/// the client: a later answer shows in the next state.
bool knowsNoAssignor(rd_kafka_s* client, const JoinWatch::State& state)
{
    return state.answers == 0 || (state.joining && !isCooperative(client));
}

/// Waits while an assignment is on its way. A first JoinGroup, which the group may keep for
/// seconds, is not waited for.
/// @return how many answers to JoinGroup had come while no assignor was known
std::optional<int> settle(rd_kafka_s* client, const JoinWatch& watch, Clock::time_point deadline)
{
    std::optional<int> answersBefore;
    const auto isSettled = [&] {
        const auto state = watch.state();
        if (knowsNoAssignor(client, state))
            answersBefore = state.answers;
        return answersBefore || state.assigned;
    };
    waitFor(isSettled, watch, deadline);
    return answersBefore;
}

// librdkafka 2.0.2 closes a cooperative member without LeaveGroup, and the group waits for its
// session to time out. An unsubscription does leave; the member id is gone once the request is on
// its way. Nothing is polled meanwhile: what nobody handles must not be committed as read.
void leaveGroup(rd_kafka_s* client, const JoinWatch& watch, Clock::time_point deadline)
{
    if (!isCooperative(client))
        return;
    rd_kafka_unsubscribe(client);
    const auto hasLeft = [&] {
        const std::unique_ptr<char, void (*)(void*)> id(rd_kafka_memberid(client), std::free);
        return !id || *id == '\0';
    };
    waitFor(hasLeft, watch, deadline);
}

void leaveBehind(ClientHandle& client)
{
    log::warn("client", "a consumer was closed before its first assignment and is left behind");
    auto* const left = client.release();
    {
        auto& [mutex, clients] = leftBehind();
        const std::lock_guard lock(mutex);
        clients.push_back(left);
    }
    rd_kafka_destroy_flags(left, kDestroyImmediately);
}

}  // namespace

void closeConsumer(ClientHandle& client, const JoinWatch& watch, bool leaves)
{
    const bool mayAbort
        = rd_kafka_version() < kFreesWithoutAssignment && mayBecomeCooperative(client.get());
    const auto deadline = Clock::now() + kLeaveTime;
    std::optional<int> answersBefore;
    if (mayAbort)
        answersBefore = settle(client.get(), watch, deadline);
    if (leaves)
        leaveGroup(client.get(), watch, deadline);
    // A closed consumer handles no more answers.
    const bool isClosed = rd_kafka_consumer_close(client.get()) == RD_KAFKA_RESP_ERR_NO_ERROR;
    const auto state = watch.state();
    const bool hasNoAssignor = isClosed && answersBefore == state.answers;
    if (mayAbort && !state.assigned && !hasNoAssignor)
        leaveBehind(client);
    client.reset();
}

std::size_t clientsLeftBehind()
{
    auto& [mutex, clients] = leftBehind();
    const std::lock_guard lock(mutex);
    return clients.size();
}

}  // namespace stormbench::client
