// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/connection.h"
#include "engine/client/socket.h"

namespace stormbench::client {

/// Walks through the stages of connecting. Plain sockets do the first ones, so that each says what
/// exactly failed; librdkafka does SASL and has the last word on metadata, since it is what will be
/// used afterwards.
class ConnectStages {
public:
    using OnStage = std::function<void(const api::StageResult&)>;
    ConnectStages(const api::ConnectionSettings& settings, Deadline deadline, OnStage onStage);

    [[nodiscard]] std::vector<api::StageResult> run();

private:
    /// Runs one stage: the value is its detail. False when it failed.
    bool stage(api::ConnectStage stage, const std::function<Result<std::string>()>& body);

    [[nodiscard]] Result<std::string> resolveHosts();
    [[nodiscard]] Result<std::string> connectTcp();
    [[nodiscard]] Result<std::string> startTls();
    [[nodiscard]] Result<std::string> askApiVersions();
    [[nodiscard]] Result<std::string> readMetadata();
    [[nodiscard]] Result<std::string> probeAdvertised(
        const struct rd_kafka_metadata& metadata, std::string found);

    const api::ConnectionSettings& m_settings;
    const Deadline m_deadline;
    const OnStage m_onStage;
    std::vector<api::StageResult> m_results;

    struct Candidate {
        HostPort host;
        std::vector<Address> addresses;
    };
    std::vector<Candidate> m_candidates;
    std::optional<Socket> m_socket;
    HostPort m_connected;
};

}  // namespace stormbench::client
