// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <deque>
#include <mutex>
#include <thread>

#include "engine/api/consumer.h"

namespace stormbench::feed {

using RecordPtr = std::shared_ptr<const api::ReceivedRecord>;

/// Follows topics live with a consumer of its own and hands records to the UI thread in batches.
/// Bounded: when the UI is slower than the stream, the oldest that wait are dropped and counted,
/// never the program's memory. Runs on: the UI thread; reading on a thread of its own.
class MessageTail : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kMaxWaiting = 20'000;

    explicit MessageTail(QObject* parent = nullptr);
    ~MessageTail() override;  ///< stops

    struct Request {
        api::ConnectionSettings connection;
        std::vector<std::string> topics;
        api::OffsetQuery start;  ///< Latest: only what comes from now on
        std::optional<PartitionIndex> partition;
    };
    void start(Request request);
    void stop();

    [[nodiscard]] bool isRunning() const { return m_reader && !m_reader->done; }
    /// Takes what has come since; at most `max`, oldest first.
    [[nodiscard]] std::vector<RecordPtr> take(std::size_t max);
    [[nodiscard]] quint64 dropped() const { return m_dropped; }

signals:
    void arrived();                       ///< there is something to take()
    void failed(const QString& message);  ///< reading goes on where it can
    void stopped();

private:
    /// One reading thread with what it has read. An old one ends by itself after stop(), so that
    /// the UI never waits for it.
    struct Reader {
        std::atomic<bool> stopping{false};
        std::atomic<bool> done{false};
        std::mutex mutex;
        std::deque<RecordPtr> waiting;
        bool announced = false;
        std::thread thread;
    };

    void run(Reader& reader, const Request& request);
    void read(Reader& reader, const Request& request);
    void deliver(Reader& reader, std::vector<api::ReceivedRecord> records);
    void tell(Reader& reader, const std::string& error);
    void joinFinished();

    std::unique_ptr<Reader> m_reader;
    std::vector<std::unique_ptr<Reader>> m_retired;
    std::atomic<quint64> m_dropped{0};
};

}  // namespace stormbench::feed
