// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/api/observer.h"
#include "views/models/table_model.h"

namespace stormbench::views {

/// Requests of one type at one broker, over the last seconds.
struct RequestRow {
    BrokerId broker;
    QString api;
    api::Figure<double> perSecond, bytesIn, bytesOut, p50Micros, p99Micros;
    api::Figure<std::int64_t> inFlight;

    [[nodiscard]] std::pair<BrokerId, QString> key() const { return {broker, api}; }
    [[nodiscard]] QString keyText() const { return QString::number(broker.value()) + u'/' + api; }
    friend bool operator==(const RequestRow&, const RequestRow&) = default;
};

/// One connection of a client, and what it does.
struct ClientRow {
    BrokerId broker;
    std::uint64_t connection = 0;
    QString clientId, address, software, principal;
    QString writes, reads;  ///< topics, of the last seconds
    api::Figure<double> recordsIn, bytesIn, bytesOut;

    [[nodiscard]] std::pair<BrokerId, std::uint64_t> key() const { return {broker, connection}; }
    [[nodiscard]] QString keyText() const
    {
        return QString::number(broker.value()) + u'/' + QString::number(connection);
    }
    friend bool operator==(const ClientRow&, const ClientRow&) = default;
};

[[nodiscard]] std::vector<RequestRow> requestRows(const api::Snapshot& snapshot);
[[nodiscard]] std::vector<ClientRow> clientRows(const api::Snapshot& snapshot);
[[nodiscard]] std::unique_ptr<TableModel<RequestRow>> makeRequestTable();
[[nodiscard]] std::unique_ptr<TableModel<ClientRow>> makeClientTable();

}  // namespace stormbench::views
