// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "engine/client/handles.h"

namespace stormbench::client {

/// How far a consumer has come in joining its group, told by the requests and answers that pass:
/// librdkafka itself does not say whether the first assignment has come.
/// Written by the client's own threads, read by any.
class JoinWatch {
public:
    struct State {
        bool joining = false;   ///< a JoinGroup is on its way
        int answers = 0;        ///< grows with each answer to JoinGroup, whatever it says
        bool assigned = false;  ///< an assignment has come, be it an empty one
    };

    /// Watches the client that is made from this configuration, which keeps the watch as long as
    /// the client lives.
    [[nodiscard]] static std::shared_ptr<JoinWatch> of(rd_kafka_conf_s& conf);

    [[nodiscard]] State state() const;
    /// Until the state changes or the time is over.
    void waitForNews(std::chrono::milliseconds time) const;
    void onSent(int request);
    void onAnswered(int request);

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_news;
    State m_state;
};

}  // namespace stormbench::client
