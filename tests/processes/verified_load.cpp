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

struct Label {
    std::int64_t session = -1, number = -1;
};

Bytes valueOf(const Label& label)
{
    auto text = fmt::format("{} {} ", label.session, label.number);
    text.resize(kValueSize, '.');
    return {text.begin(), text.end()};
}

Label labelIn(const std::optional<ByteView>& value)
{
    Label label;
    const auto text = value ? asText(*value) : std::string_view();
    const auto* end = text.data() + text.size();
    const auto session = std::from_chars(text.data(), end, label.session);
    if (session.ptr != end)
        std::from_chars(session.ptr + 1, end, label.number);
    return label;
}

}  // namespace

void LogReading::report(const QString& finding)
{
    if (m_findings.size() < kMostFindings)
        m_findings << m_name + ": " + finding;
}

void LogReading::take(const api::RecordView& record)
{
    const auto index = static_cast<std::size_t>(record.partition.value());
    auto& due = m_due[index];
    if (record.offset.value() < due.offset) {
        ++m_readAgain;
        return;
    }
    const auto label = labelIn(record.value);
    const bool goesOn = label.session == due.session && label.number == due.number;
    const bool beginsAnew = label.session > due.session && label.number <= due.number;
    if (!goesOn && !beginsAnew)
        report(QString(
            "partition %1, offset %2: record %3 of session %4 comes where %5 of session %6 is due")
                   .arg(index)
                   .arg(record.offset.value())
                   .arg(label.number)
                   .arg(label.session)
                   .arg(due.number)
                   .arg(due.session));
    if (record.offset.value() != due.offset)
        report(QString("partition %1: offset %2 comes where %3 is due")
                   .arg(index)
                   .arg(record.offset.value())
                   .arg(due.offset));
    due = {label.session, label.number + 1, record.offset.value() + 1};
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
    SB_TRY(createProducer());
    m_producing = std::thread([this] { produce(); });
    m_consuming = std::thread([this] { consume(); });
    return {};
}

Result<> VerifiedLoad::createProducer()
{
    api::ProducerSettings settings;
    settings.deliveryTimeout = api::Millis(0);  // never gives up
    settings.properties["max.in.flight.requests.per.connection"] = "1";
    SB_TRY_ASSIGN(m_producer, api::Producer::create(m_options.connection, settings));
    return {};
}

// What has no acknowledgement is sent again; the broker may have it.
void VerifiedLoad::goOnWithAnother()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_broken)
            return;
    }
    m_producer.reset();  // the last callbacks come
    const auto created = createProducer();
    const std::lock_guard lock(m_mutex);
    if (!created)
        m_findings << QString::fromStdString(created.error().message);
    m_broken = false;
    ++m_session;
    m_sent = m_acknowledged;
}

void VerifiedLoad::produce()
{
    const auto begun = Clock::now();
    std::int64_t ticks = 0;
    const int eachTick = std::max<int>(1, m_options.recordsPerSecond * int(kTick.count()) / 1'000);
    int partition = 0;
    while (isTime(begun + ++ticks * kTick)) {
        goOnWithAnother();
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
    Label label;
    {
        const std::lock_guard lock(m_mutex);
        label = {m_session, m_sent[index]};
        if (m_broken || label.number - m_acknowledged[index] > kMostInFlight / m_options.partitions)
            return;  // the next tick brings the next chance
        ++m_sent[index];
    }
    api::OutgoingRecord record;
    record.topic = m_options.topic;
    record.partition = PartitionIndex(partition);
    record.value = valueOf(label);
    const auto sentAt = Clock::now();
    const auto sent = m_producer->send(std::move(record), [=, this](const auto& delivery) {
        onDelivered(partition, label.number, sentAt, delivery);
    });
    const std::lock_guard lock(m_mutex);
    if (!sent)
        giveUp(sent.error());
}

void VerifiedLoad::giveUp(const Error& error)
{
    if (!m_broken)
        m_restarts << QString::fromStdString(error.message);
    m_broken = true;
}

void VerifiedLoad::onDelivered(int partition, std::int64_t number, Clock::time_point sentAt,
    const Result<api::Delivery>& delivery)
{
    const auto index = static_cast<std::size_t>(partition);
    const std::lock_guard lock(m_mutex);
    if (!delivery)
        return giveUp(delivery.error());
    if (number != m_acknowledged[index] && m_findings.size() < kMostFindings)
        m_findings << QString("partition %1: record %2 is acknowledged where %3 is due")
                          .arg(partition)
                          .arg(number)
                          .arg(m_acknowledged[index]);
    m_acknowledged[index] = number + 1;
    if (sentAt >= m_markedAt && !m_delays[index])
        m_delays[index] = std::chrono::duration_cast<api::Millis>(Clock::now() - m_markedAt);
    // As long as the first producer lives, offsets are the numbers.
    const auto offset = delivery->offset.value();
    if (m_session == 0 && offset >= 0 && offset != number && m_findings.size() < kMostFindings)
        m_findings << QString("partition %1: record %2 was acknowledged at offset %3")
                          .arg(partition)
                          .arg(number)
                          .arg(offset);
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
    auto flushed = m_producer->flush(kPatience);
    goOnWithAnother();  // if it broke at the very end, what is left has no acknowledgement
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
    for (auto* reading : {&m_live, &m_again}) {
        for (int i = 0; i < m_options.partitions; ++i) {
            const auto sent = m_sent[static_cast<std::size_t>(i)];
            const auto there = reading->next(i);
            // A producer that gave up may leave more than it was told of.
            if (there < sent || (there > sent && m_restarts.isEmpty()))
                reading->report(QString("partition %1: %2 records were sent, %3 are there")
                                    .arg(i)
                                    .arg(sent)
                                    .arg(there));
        }
    }
}

std::int64_t VerifiedLoad::acknowledged() const
{
    const std::lock_guard lock(m_mutex);
    std::int64_t total = 0;
    for (const auto records : m_acknowledged)
        total += records;
    return total;
}

std::int64_t VerifiedLoad::readTwice() const
{
    const std::lock_guard lock(m_mutex);
    return m_live.readAgain();
}

QStringList VerifiedLoad::restarts() const
{
    const std::lock_guard lock(m_mutex);
    return m_restarts;
}

QStringList VerifiedLoad::findings() const
{
    const std::lock_guard lock(m_mutex);
    return m_findings + m_live.findings() + m_again.findings();
}

}  // namespace stormbench::processes
