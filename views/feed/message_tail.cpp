// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/feed/message_tail.h"

namespace stormbench::feed {
namespace {

constexpr std::chrono::milliseconds kPoll{100};
constexpr std::size_t kBatch = 1'000;

Result<std::unique_ptr<api::Consumer>> openConsumer(const MessageTail::Request& request)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(request.connection));
    SB_TRY_ASSIGN(const auto topics, admin->describeTopics(request.topics));
    std::vector<api::Assignment> partitions;
    for (const auto& topic : topics) {
        for (const auto& partition : topic.partitions) {
            if (!request.partition || *request.partition == partition.index)
                partitions.push_back({{topic.name, partition.index}, request.start, std::nullopt});
        }
    }
    if (partitions.empty())
        return fail(ErrorCode::NotFound, "the cluster has no such topic or partition");
    auto connection = request.connection;
    connection.clientId = "stormbench-tail";
    SB_TRY_ASSIGN(auto consumer, api::Consumer::create(connection, {}));
    SB_TRY(consumer->assign(partitions));
    return consumer;
}

}  // namespace

MessageTail::MessageTail(QObject* parent)
    : QObject(parent)
{
}

MessageTail::~MessageTail()
{
    stop();
    for (const auto& reader : m_retired)
        reader->thread.join();
}

void MessageTail::start(Request request)
{
    stop();
    m_dropped = 0;
    m_reader = std::make_unique<Reader>();
    m_reader->thread = std::thread(
        [this, reader = m_reader.get(), request = std::move(request)] { run(*reader, request); });
}

void MessageTail::stop()
{
    joinFinished();
    if (!m_reader)
        return;
    m_reader->stopping = true;
    m_retired.push_back(std::move(m_reader));
}

void MessageTail::joinFinished()
{
    std::erase_if(m_retired, [](const auto& reader) {
        if (!reader->done)
            return false;
        reader->thread.join();
        return true;
    });
}

std::vector<RecordPtr> MessageTail::take(std::size_t max)
{
    std::vector<RecordPtr> taken;
    if (!m_reader)
        return taken;
    const std::lock_guard lock(m_reader->mutex);
    auto& waiting = m_reader->waiting;
    while (!waiting.empty() && taken.size() < max) {
        taken.push_back(std::move(waiting.front()));
        waiting.pop_front();
    }
    m_reader->announced = !waiting.empty();
    if (m_reader->announced)
        QMetaObject::invokeMethod(this, &MessageTail::arrived, Qt::QueuedConnection);
    return taken;
}

void MessageTail::run(Reader& reader, const Request& request)
{
    read(reader, request);
    QMetaObject::invokeMethod(
        this,
        [this, ended = &reader] {
            if (m_reader.get() == ended)
                emit stopped();
        },
        Qt::QueuedConnection);
    reader.done = true;
}

void MessageTail::read(Reader& reader, const Request& request)
{
    const auto consumer = openConsumer(request);
    if (!consumer)
        return tell(reader, consumer.error().message);
    std::string lastError;
    while (!reader.stopping) {
        auto records = (*consumer)->poll(kPoll, kBatch);
        const std::string error = records ? (*consumer)->lastError() : records.error().message;
        if (error != lastError && !error.empty())
            tell(reader, error);
        lastError = error;
        if (records && !records->empty())
            deliver(reader, std::move(*records));
    }
}

void MessageTail::tell(Reader& reader, const std::string& error)
{
    QMetaObject::invokeMethod(
        this,
        [this, source = &reader, message = QString::fromStdString(error)] {
            if (m_reader.get() == source)
                emit failed(message);
        },
        Qt::QueuedConnection);
}

void MessageTail::deliver(Reader& reader, std::vector<api::ReceivedRecord> records)
{
    const std::lock_guard lock(reader.mutex);
    for (auto& record : records)
        reader.waiting.push_back(std::make_shared<const api::ReceivedRecord>(std::move(record)));
    while (reader.waiting.size() > kMaxWaiting) {
        reader.waiting.pop_front();
        ++m_dropped;
    }
    if (!reader.announced) {
        reader.announced = true;
        QMetaObject::invokeMethod(this, &MessageTail::arrived, Qt::QueuedConnection);
    }
}

}  // namespace stormbench::feed
