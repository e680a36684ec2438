// SPDX-License-Identifier: GPL-3.0-or-later
#include "verified_load.h"

#include <charconv>

#include <fmt/format.h>

namespace stormbench::processes {
namespace {

constexpr std::size_t kValueSize = 100;
constexpr int kMostFindings = 20;
constexpr std::int64_t kMostInFlight = 50'000;
constexpr api::Millis kTick{10};
constexpr api::Millis kPatience{120'000};

Bytes valueOf(std::int64_t number)
{
    auto text = fmt::format("{} ", number);
    text.resize(kValueSize, '.');
    return {text.begin(), text.end()};
}

std::int64_t numberIn(const std::optional<ByteView>& value)
{
    std::int64_t number = -1;
    const auto text = value ? asText(*value) : std::string_view();
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

void LogReading::report(const QString& finding)
{
    if (m_findings.size() < kMostFindings)
        m_findings << m_name + ": " + finding;
}

void LogReading::take(const api::RecordView& record)
{
    const int partition = record.partition.value();
    auto& next = m_next[static_cast<std::size_t>(partition)];
    const auto offset = record.offset.value();
    const auto number = numberIn(record.value);
    if (offset != next)
        report(QString("partition %1: offset %2 comes where %3 is due")
                   .arg(partition)
                   .arg(offset)
                   .arg(next));
    if (number != offset)
        report(QString("partition %1: record %2 stands at offset %3")
                   .arg(partition)
                   .arg(number)
                   .arg(offset));
    next = offset + 1;
}

VerifiedLoad::VerifiedLoad(Options options)
    : m_options(std::move(options))
    , m_sent(static_cast<std::size_t>(m_options.partitions))
    , m_acknowledged(m_sent)
    , m_delays(m_sent.size())
    , m_live("as they came", m_options.partitions)
    , m_again("read again", m_options.partitions)
{
}

VerifiedLoad::~VerifiedLoad()
{
    end(m_noMore);
    end(m_enough);
    if (m_producing.joinable())
        m_producing.join();
    if (m_consuming.joinable())
        m_consuming.join();
}

Result<> VerifiedLoad::start()
{
    api::ProducerSettings settings;
    settings.deliveryTimeout = api::Millis(0);  // never gives up
    // librdkafka before 2.3 may otherwise end with a fatal error of its own after a request that
    // timed out (its pull request 4438): it counts that as persisted.
    settings.properties["max.in.flight.requests.per.connection"] = "1";
    SB_TRY_ASSIGN(m_producer, api::Producer::create(m_options.connection, settings));
    m_producing = std::thread([this] { produce(); });
    m_consuming = std::thread([this] { consume(); });
    return {};
}

void VerifiedLoad::produce()
{
    const auto begun = Clock::now();
    std::int64_t ticks = 0;
    const int eachTick = std::max<int>(1, m_options.recordsPerSecond * int(kTick.count()) / 1'000);
    int partition = 0;
    while (isTime(begun + ++ticks * kTick)) {
        for (int i = 0; i < eachTick; ++i)
            sendNext(partition++ % m_options.partitions);
    }
}

// False when there shall be no more.
bool VerifiedLoad::isTime(Clock::time_point next)
{
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_until(lock, next, [this] { return m_noMore; });
}

void VerifiedLoad::end(bool& flag)
{
    const std::lock_guard lock(m_mutex);
    flag = true;
    m_changed.notify_all();
}

bool VerifiedLoad::hasEnough() const
{
    const std::lock_guard lock(m_mutex);
    return m_enough;
}

void VerifiedLoad::sendNext(int partition)
{
    const auto index = static_cast<std::size_t>(partition);
    std::int64_t number = 0;
    {
        const std::lock_guard lock(m_mutex);
        number = m_sent[index];
        if (number - m_acknowledged[index] > kMostInFlight / m_options.partitions)
            return;  // the next tick brings the next chance
        ++m_sent[index];
    }
    api::OutgoingRecord record;
    record.topic = m_options.topic;
    record.partition = PartitionIndex(partition);
    record.value = valueOf(number);
    const auto sentAt = Clock::now();
    const auto sent = m_producer->send(std::move(record),
        [=, this](const auto& delivery) { onDelivered(partition, number, sentAt, delivery); });
    const std::lock_guard lock(m_mutex);
    if (!sent)
        report(QString("the producer refused a record: %1")
                   .arg(QString::fromStdString(sent.error().message)));
}

void VerifiedLoad::report(const QString& finding)
{
    if (m_findings.size() < kMostFindings)
        m_findings << finding;
}

void VerifiedLoad::onDelivered(int partition, std::int64_t number, Clock::time_point sentAt,
    const Result<api::Delivery>& delivery)
{
    const auto index = static_cast<std::size_t>(partition);
    const std::lock_guard lock(m_mutex);
    if (!delivery)
        return report(QString("partition %1: record %2 was not delivered: %3")
                          .arg(partition)
                          .arg(number)
                          .arg(QString::fromStdString(delivery.error().message)));
    if (number != m_acknowledged[index])
        report(QString("partition %1: record %2 is acknowledged where %3 is due")
                   .arg(partition)
                   .arg(number)
                   .arg(m_acknowledged[index]));
    m_acknowledged[index] = number + 1;
    if (sentAt >= m_markedAt && !m_delays[index])
        m_delays[index] = std::chrono::duration_cast<api::Millis>(Clock::now() - m_markedAt);
    const auto offset = delivery->offset.value();
    if (offset >= 0 && offset != number)
        report(QString("partition %1: record %2 was acknowledged at offset %3")
                   .arg(partition)
                   .arg(number)
                   .arg(offset));
}

void VerifiedLoad::mark()
{
    const std::lock_guard lock(m_mutex);
    m_markedAt = Clock::now();
    std::fill(m_delays.begin(), m_delays.end(), std::nullopt);
}

std::vector<std::optional<api::Millis>> VerifiedLoad::delays() const
{
    const std::lock_guard lock(m_mutex);
    return m_delays;
}

bool VerifiedLoad::everyPartitionGoesOn() const
{
    const auto all = delays();
    return std::all_of(all.begin(), all.end(), [](const auto& delay) { return delay.has_value(); });
}

Result<std::unique_ptr<api::Consumer>> VerifiedLoad::createConsumer() const
{
    SB_TRY_ASSIGN(auto consumer, api::Consumer::create(m_options.connection, {}));
    std::vector<api::Assignment> everything;
    for (int i = 0; i < m_options.partitions; ++i)
        everything.push_back(
            {{m_options.topic, PartitionIndex(i)}, {api::OffsetQuery::Kind::Earliest, {}}, {}});
    SB_TRY(consumer->assign(everything));
    return consumer;
}

void VerifiedLoad::consume()
{
    auto consumer = createConsumer();
    while (consumer && !hasEnough()) {
        const auto polled
            = (*consumer)->pollEach(api::Millis(100), 5'000, [this](const auto& record) {
                  const std::lock_guard lock(m_mutex);
                  m_live.take(record);
              });
        const std::lock_guard lock(m_mutex);
        if (!polled)
            m_live.report(QString::fromStdString(polled.error().message));
        m_changed.notify_all();
    }
    const std::lock_guard lock(m_mutex);
    if (!consumer)
        m_live.report(QString::fromStdString(consumer.error().message));
}

bool VerifiedLoad::everythingIsRead(const LogReading& reading) const
{
    for (int i = 0; i < m_options.partitions; ++i)
        if (reading.next(i) < m_sent[static_cast<std::size_t>(i)])
            return false;
    return true;
}

void VerifiedLoad::finish()
{
    end(m_noMore);
    m_producing.join();
    const auto flushed = m_producer->flush(kPatience);
    {
        std::unique_lock lock(m_mutex);
        if (!flushed)
            m_findings << QString("not all was acknowledged at the end: %1")
                              .arg(QString::fromStdString(flushed.error().message));
        m_changed.wait_for(lock, kPatience, [this] { return everythingIsRead(m_live); });
    }
    end(m_enough);
    m_consuming.join();
    readAgain();
}

void VerifiedLoad::readAgain()
{
    auto consumer = createConsumer();
    const auto limit = Clock::now() + kPatience;
    while (consumer && !everythingIsRead(m_again) && Clock::now() < limit) {
        const auto polled = (*consumer)->pollEach(
            api::Millis(100), 5'000, [this](const auto& record) { m_again.take(record); });
        if (!polled)
            m_again.report(QString::fromStdString(polled.error().message));
    }
    // What was not sent, or stands there twice, would come now.
    if (consumer)
        static_cast<void>((*consumer)->pollEach(
            api::Millis(500), 5'000, [this](const auto& record) { m_again.take(record); }));
    for (auto* reading : {&m_live, &m_again})
        for (int i = 0; i < m_options.partitions; ++i)
            if (const auto sent = m_sent[static_cast<std::size_t>(i)]; reading->next(i) != sent)
                reading->report(QString("partition %1: %2 records were sent, %3 are there")
                                    .arg(i)
                                    .arg(sent)
                                    .arg(reading->next(i)));
}

std::int64_t VerifiedLoad::acknowledged() const
{
    const std::lock_guard lock(m_mutex);
    std::int64_t total = 0;
    for (const auto records : m_acknowledged)
        total += records;
    return total;
}

QStringList VerifiedLoad::findings() const
{
    const std::lock_guard lock(m_mutex);
    return m_findings + m_live.findings() + m_again.findings();
}

}  // namespace stormbench::processes
