// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/api/faults.h"
#include "views/models/table_model.h"

namespace stormbench::views {

/// A fault as a sentence without its subject's article: "broker 2 is killed".
[[nodiscard]] QString faultWords(const api::Fault& fault);
/// As a script says it, short enough for a mark: "cut 1-3".
[[nodiscard]] QString faultMark(const api::Fault& fault);
[[nodiscard]] QString linkEndWords(const api::LinkEnd& end);
/// "cut", "cut →", "200 ms", "64 KB/s"; empty for a fault of something else. `first` is the end
/// that stands before the arrow.
[[nodiscard]] QString linkFaultWords(const api::Fault& fault, const api::LinkEnd& first);
/// "In step with this computer", "7 d ahead", "7 d ahead, stands still"
[[nodiscard]] QString clockWords(const api::FaultState& state);
/// "5 s", "200 ms", "7 d": with its unit, whatever the sign
[[nodiscard]] QString spanWords(api::Millis span);
[[nodiscard]] QString speedWords(std::uint64_t bytesPerSecond);

struct FaultRow {
    qint64 id = 0;
    QString what;
    QString script;
    api::WallTime since{};
    [[nodiscard]] qint64 key() const { return id; }
    [[nodiscard]] QString keyText() const { return QString::number(id); }
    friend bool operator==(const FaultRow&, const FaultRow&) = default;
};
[[nodiscard]] std::vector<FaultRow> faultRows(const api::FaultState& state);
[[nodiscard]] std::unique_ptr<TableModel<FaultRow>> makeFaultTable();

}  // namespace stormbench::views
