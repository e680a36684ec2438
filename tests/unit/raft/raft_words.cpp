// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace raft_test {

namespace {

std::vector<int> numbers(const std::vector<BrokerId>& ids)
{
    std::vector<int> result;
    for (const auto id : ids)
        result.push_back(id.value());
    return result;
}

std::string named(BrokerId id)
{
    return id == kNoBroker ? "nobody" : std::to_string(id.value());
}

std::string rangeWords(const RecordRange& records)
{
    std::string text
        = fmt::format("records {} to {}", records.base.value(), records.end.value() - 1);
    for (const auto& entry : records.epochs)
        text += fmt::format(
            ", {}epoch {}", &entry == &records.epochs.front() ? "" : "then ", entry.epoch.value());
    return text;
}

struct RequestWords {
    std::string operator()(const VoteRequest& vote) const
    {
        return vote.preVote ? fmt::format("would you vote for me after epoch {}? my log ends at {}",
                   vote.epoch.value(), words(vote.logEnd))
                            : fmt::format("vote for me in epoch {}, my log ends at {}",
                                vote.epoch.value(), words(vote.logEnd));
    }
    std::string operator()(const BeginQuorumEpochRequest& begin) const
    {
        return fmt::format("I lead epoch {}", begin.epoch.value());
    }
    std::string operator()(const EndQuorumEpochRequest& end) const
    {
        return fmt::format("I lead epoch {} no more, successors {}", end.epoch.value(),
            fmt::join(numbers(end.successors), " "));
    }
    std::string operator()(const FetchRequest& fetch) const
    {
        return fmt::format("fetch from {}, epoch {}, high watermark {}", words(fetch.position),
            fetch.epoch.value(), fetch.highWatermark.value());
    }
    std::string operator()(const FetchSnapshotRequest& fetch) const
    {
        return fmt::format(
            "fetch snapshot {}, epoch {}", words(fetch.snapshot), fetch.epoch.value());
    }
};

std::string headerWords(const ResponseHeader& header)
{
    return fmt::format("{}epoch {}, leader {}",
        header.error == RaftError::None ? "" : std::string(toString(header.error)) + ", ",
        header.epoch.value(), named(header.leader));
}

struct ResponseWords {
    std::string operator()(const VoteResponse& vote) const
    {
        return fmt::format("{}; {}", vote.granted ? "yes" : "no", headerWords(vote.header));
    }
    std::string operator()(const BeginQuorumEpochResponse& response) const
    {
        return "noted; " + headerWords(response.header);
    }
    std::string operator()(const EndQuorumEpochResponse& response) const
    {
        return "noted; " + headerWords(response.header);
    }
    std::string operator()(const FetchResponse& fetch) const
    {
        if (fetch.header.error != RaftError::None)
            return headerWords(fetch.header);
        if (fetch.diverging)
            return fmt::format("my log parts from yours at {}", words(*fetch.diverging));
        if (fetch.snapshot)
            return fmt::format("too far behind, fetch snapshot {}", words(*fetch.snapshot));
        return fmt::format("{}, high watermark {}",
            fetch.records.empty() ? "no records" : rangeWords(fetch.records),
            fetch.highWatermark.value());
    }
    std::string operator()(const FetchSnapshotResponse& response) const
    {
        return response.header.error == RaftError::None ? "the snapshot"
                                                        : headerWords(response.header);
    }
};

struct OutputWords {
    std::string operator()(const Persist& persist) const
    {
        return fmt::format("persists epoch {}, vote {}, leader {}", persist.state.epoch.value(),
            named(persist.state.votedFor), named(persist.state.leader));
    }
    std::string operator()(const TruncateTo& truncate) const
    {
        return fmt::format("truncates its log to {}", truncate.endOffset.value());
    }
    std::string operator()(const ResetLog& reset) const
    {
        return fmt::format("gives its log up for snapshot {}", words(reset.snapshot));
    }
    std::string operator()(const AppendLeaderChange& change) const
    {
        return fmt::format("appends LeaderChange at {} of epoch {}, voted for by {}",
            change.offset.value(), change.epoch.value(), fmt::join(numbers(change.granting), " "));
    }
    std::string operator()(const AppendFetched& fetched) const
    {
        return "appends " + rangeWords(fetched.records);
    }
    std::string operator()(const FetchSnapshotFrom& fetch) const
    {
        return fmt::format("downloads snapshot {}", words(fetch.snapshot));
    }
    std::string operator()(const HighWatermarkAdvanced& advanced) const
    {
        return fmt::format("has committed up to {}", advanced.offset.value());
    }
    std::string operator()(const RoleChanged& changed) const
    {
        return fmt::format("is {} in epoch {}", toString(changed.role), changed.epoch.value());
    }
    std::string operator()(const LeaderChanged& changed) const
    {
        return fmt::format(
            "knows: leader of epoch {} is {}", changed.epoch.value(), named(changed.leader));
    }
    std::string operator()(const LogInconsistent& log) const
    {
        return fmt::format("will not truncate to {}: committed up to {}", words(log.leader),
            log.highWatermark.value());
    }
    std::string operator()(const Send&) const { return {}; }
    std::string operator()(const Reply&) const { return {}; }
    std::string operator()(const ScheduleAt&) const { return {}; }
};

}  // namespace

std::string words(const LogPosition& position)
{
    return fmt::format("{} of epoch {}", position.offset.value(), position.epoch.value());
}

std::string words(const Request& request)
{
    return std::visit(RequestWords{}, request);
}

std::string words(const Response& response)
{
    return std::visit(ResponseWords{}, response);
}

std::string words(const Output& output)
{
    return std::visit(OutputWords{}, output);
}

}  // namespace raft_test
