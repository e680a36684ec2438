// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/connection_options.h"
#include "app/cli/output.h"
#include "engine/api/producer.h"

namespace stormbench::cli {
namespace {

constexpr api::Millis kFlushTime{60'000};
constexpr api::Millis kRetryPause{20};

struct Options {
    ConnectionOptions connection;
    std::string topic;
    std::string keySeparator;
    std::vector<std::string> headers;
    int partition = -1;
    std::string acks = "all";
    std::string compression = "none";
    bool emptyIsNull = false;
    bool json = false;
};

api::OutgoingRecord recordFrom(
    const Options& options, const std::vector<api::Header>& headers, const std::string& line)
{
    api::OutgoingRecord record;
    record.topic = options.topic;
    record.headers = headers;
    if (options.partition >= 0)
        record.partition = PartitionIndex(options.partition);
    std::string_view value = line;
    if (!options.keySeparator.empty()) {
        if (const auto at = value.find(options.keySeparator); at != std::string_view::npos) {
            record.key = toBytes(value.substr(0, at));
            value.remove_prefix(at + options.keySeparator.size());
        }
    }
    if (!value.empty() || !options.emptyIsNull)
        record.value = toBytes(value);
    return record;
}

Result<std::vector<api::Header>> headersOf(const Options& options)
{
    std::vector<api::Header> headers;
    for (const auto& header : options.headers) {
        SB_TRY_ASSIGN(const auto pair, splitAssignment(header));
        headers.push_back({pair.first, toBytes(pair.second)});
    }
    return headers;
}

Result<> sendAll(const Options& options, api::Producer& producer)
{
    SB_TRY_ASSIGN(const auto headers, headersOf(options));
    std::string line;
    while (std::getline(std::cin, line)) {
        while (true) {
            auto sent = producer.send(recordFrom(options, headers, line));
            if (sent)
                break;
            if (sent.error().code != ErrorCode::Unavailable)
                return sent;
            // The queue is full, as input is faster than the cluster: some of it goes out first.
            static_cast<void>(producer.flush(kRetryPause));
        }
    }
    return {};
}

int run(const Options& options)
{
    const auto settings = options.connection.settings();
    if (!settings)
        return exitCodeFor(settings.error());
    api::ProducerSettings producing;
    producing.acks = options.acks;
    producing.compression = options.compression;
    auto producer = api::Producer::create(*settings, producing);
    if (!producer)
        return exitCodeFor(producer.error());
    const auto sent = sendAll(options, **producer);
    const auto flushed = (*producer)->flush(kFlushTime);
    const auto stats = (*producer)->stats();
    const auto undelivered = stats.queued - stats.delivered;
    if (options.json)
        print(nlohmann::ordered_json{
            {"delivered", stats.delivered}, {"failed", undelivered}, {"error", stats.lastError}}
                  .dump());
    if (!sent)
        return exitCodeFor(sent.error());
    if (undelivered > 0) {
        complain(fmt::format("{} records were not delivered: {}", undelivered,
            !stats.lastError.empty() ? stats.lastError
                : !flushed           ? flushed.error().message
                                     : ""));
        return kFailed;
    }
    return kDone;
}

}  // namespace

void declareProduce(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    app.add_option("topic", options->topic, "Topic to send to")->required();
    app.add_option("--key-separator", options->keySeparator,
        "What stands between key and value in a line; by default no key");
    app.add_option("--header", options->headers, "Header of every record, as NAME=VALUE")
        ->allow_extra_args(false);
    app.add_option("--partition", options->partition,
           "Partition; by default chosen by the key's murmur2 hash")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--acks", options->acks, "Acknowledgements to wait for")
        ->capture_default_str()
        ->check(CLI::IsMember({"0", "1", "all"}));
    app.add_option("--compression", options->compression, "Codec of the batches")
        ->capture_default_str()
        ->check(CLI::IsMember({"none", "gzip", "snappy", "lz4", "zstd"}));
    app.add_flag("--tombstones", options->emptyIsNull, "Send an empty value as null");
    app.add_flag("--json", options->json, "Print the outcome as JSON");
    options->connection.declare(app);
    app.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace stormbench::cli
