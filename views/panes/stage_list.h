// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "engine/api/connection.h"

class QLabel;

namespace stormbench::views {

/// The stages of connecting below each other: waiting, passed or failed, with the time each took
/// and what it found.
class StageList : public QWidget {
    Q_OBJECT

public:
    explicit StageList(QWidget* parent = nullptr);

    /// All wait, but for those that the connection does without.
    void restart(bool tls, bool sasl);
    void setResult(const api::StageResult& result);
    void finish();  ///< stages without a result were not reached
    [[nodiscard]] QString textOf(api::ConnectStage stage) const;
    [[nodiscard]] bool passed(api::ConnectStage stage) const;
    [[nodiscard]] bool failed(api::ConnectStage stage) const;

private:
    struct Row {
        QLabel* mark = nullptr;
        QLabel* name = nullptr;
        QLabel* detail = nullptr;
        QLabel* time = nullptr;
        enum class State { Idle, Waiting, Passed, Failed, NotReached, NotUsed } state = State::Idle;
    };
    void setState(Row& row, Row::State state);
    void paintMarks();

    std::vector<Row> m_rows;
};

}  // namespace stormbench::views
