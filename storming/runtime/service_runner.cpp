// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/service_runner.h"

#include <QtCore/QDateTime>

#include <algorithm>

#include "storming/runtime/saga_memory.h"

namespace stormbench::storming {
namespace {

constexpr int kMaxHops = 32;               // a flow that goes on longer is a loop
constexpr std::size_t kMaxRows = 100'000;  // of a read model's table
constexpr std::chrono::milliseconds kPoll{100};
constexpr std::chrono::milliseconds kIdle{100};
constexpr std::chrono::milliseconds kTick{10};
constexpr std::chrono::milliseconds kFlush{5'000};

std::chrono::microseconds milliseconds(double value)
{
    return std::chrono::microseconds(static_cast<std::int64_t>(value * 1000));
}

}  // namespace

ServiceRunner::ServiceRunner(std::shared_ptr<const Topology> topology, const ServiceSpec& service,
    api::ConnectionSettings connection, KeyPool& keys)
    : m_topology(std::move(topology))
    , m_service(service)
    , m_connection(std::move(connection))
    , m_keys(keys)
    , m_guard(QString::fromStdString(service.guard))
{
    m_connection.clientId = service.id;
}

ServiceRunner::~ServiceRunner()
{
    stop();
}

Result<> ServiceRunner::start()
{
    api::ProducerSettings producing;
    producing.linger = std::chrono::milliseconds(2);
    SB_TRY_ASSIGN(m_producer, api::Producer::create(m_connection, producing));
    m_emitter = std::make_unique<Emitter>(m_topology, m_service, *m_producer, m_keys, m_counters);
    if (!m_service.saga.steps.empty())
        SB_TRY(startSagas());
    if (!m_service.topics.empty()) {
        api::ConsumerSettings consuming;
        consuming.group = m_service.id;
        SB_TRY_ASSIGN(m_consumer, api::Consumer::create(m_connection, consuming));
        SB_TRY(m_consumer->subscribe(m_service.topics));
    }
    if (!m_guard.error().isEmpty())
        complain(
            "its guard is not understood and so holds always: " + m_guard.error().toStdString());
    m_running = true;
    m_thread = std::thread([this] { run(); });
    return {};
}

Result<> ServiceRunner::startSagas()
{
    const MessageType* state = m_topology->message(m_service.saga.stateType);
    RememberedSagas remembered;
    if (state) {
        SB_TRY_ASSIGN(remembered, readSagas(m_connection, state->topic));
    }
    m_sagas = std::make_unique<SagaHost>(m_topology, m_service, *m_emitter, std::move(remembered));
    return m_sagas->resume();
}

void ServiceRunner::requestStop()
{
    m_controls.requestStop();
    if (m_consumer)
        m_consumer->stop();
}

void ServiceRunner::stop()
{
    requestStop();
    if (m_thread.joinable())
        m_thread.join();
    m_consumer.reset();
    m_sagas.reset();
    m_emitter.reset();
    m_producer.reset();
}

void ServiceRunner::run()
{
    if (m_consumer)
        consume();
    else
        emitOnTime();
    m_running = false;
}

/// Actors, timers and external sources: so many a second, evenly. What falls due while the cluster
/// does not take it is left out rather than sent in a burst later.
void ServiceRunner::emitOnTime()
{
    using Clock = std::chrono::steady_clock;
    if (m_service.reactions.empty())
        return;
    double due = 0;
    auto last = Clock::now();
    while (!m_controls.stopping()) {
        const double rate = m_controls.paused() ? 0 : m_service.ratePerSecond * m_controls.speed();
        const auto now = Clock::now();
        due = std::min(due + rate * std::chrono::duration<double>(now - last).count(),
            std::max(1.0, rate / 2));
        last = now;
        for (; due >= 1; due -= 1) {
            const auto sent = m_emitter->react(m_service.reactions.front(), nullptr, {}, {});
            if (!sent) {
                complain(sent.error().message);
                due = 0;
                break;
            }
            ++m_counters.handled;
        }
        const auto untilNext = rate > 0 ? milliseconds(std::max(0.0, 1 - due) / rate * 1000)
                                        : std::chrono::microseconds(kIdle);
        if (!m_controls.waitFor(std::clamp<std::chrono::microseconds>(untilNext, kTick, kIdle)))
            break;
    }
}

/// A saga's limits do not count the time of a pause.
void ServiceRunner::holdWhilePaused(std::optional<std::int64_t>& heldSince)
{
    if (m_controls.paused() == heldSince.has_value())
        return;
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    if (!heldSince) {
        heldSince = now;
        return m_consumer->pause(m_consumer->assigned());
    }
    if (m_sagas)
        m_sagas->postpone(now - *heldSince);
    heldSince.reset();
    m_consumer->resume(m_consumer->assigned());
}

void ServiceRunner::checkSagas()
{
    const auto checked = m_sagas->checkTime(QDateTime::currentMSecsSinceEpoch());
    if (!checked)
        complain(checked.error().message);
    else if (const auto stuck = m_sagas->counters().stuck.load())
        complain(std::to_string(stuck) + " of its sagas stand still: a step cannot be taken back");
}

void ServiceRunner::consume()
{
    std::optional<std::int64_t> heldSince;
    while (!m_controls.stopping()) {
        holdWhilePaused(heldSince);
        auto records = m_consumer->poll(kPoll, 200);
        if (!records) {
            complain(records.error().message);
            m_controls.waitFor(kIdle);
            continue;
        }
        std::map<api::TopicPartition, Offset> next;
        for (const auto& record : *records) {
            if (m_controls.stopping())
                break;
            handle(record);
            next[{record.topic, record.partition}] = record.offset + 1;
        }
        if (m_sagas && !heldSince)
            checkSagas();
        if (next.empty())
            continue;
        const auto flushed = m_producer->flush(kFlush);
        if (!flushed) {
            complain(flushed.error().message);
            continue;  // not committed: they come again
        }
        m_consumer->commitAsync({next.begin(), next.end()});
    }
}

void ServiceRunner::handle(const api::ReceivedRecord& record)
{
    const auto envelope = Envelope::from(record);
    const auto reaction = !envelope
        ? m_service.reactions.end()
        : std::find_if(m_service.reactions.begin(), m_service.reactions.end(),
            [&](const Reaction& candidate) { return candidate.trigger == envelope->type; });
    if (reaction == m_service.reactions.end())
        return;  // another type of the same stream
    if (envelope->hops >= kMaxHops) {
        ++m_counters.dropped;
        complain("a flow of more than " + std::to_string(kMaxHops)
            + " steps was cut off: it goes round in a circle");
        return;
    }
    const std::string key = record.key ? toText(*record.key) : std::string();
    const QJsonObject payload = jsonOf(record);
    if (m_service.kind == ServiceKind::ReadModel)
        updateRow(key, payload);
    for (int tries = 0;; ++tries) {
        if (attempt(*reaction, *envelope, payload, key)) {
            ++m_counters.handled;
            return;
        }
        ++m_counters.failures;
        if (tries >= m_service.maxRetries)
            break;
        if (!m_controls.waitFor(std::chrono::milliseconds(m_service.retryBackoffMs)))
            return;
    }
    giveUp(record, *reaction, *envelope);
}

void ServiceRunner::giveUp(
    const api::ReceivedRecord& record, const Reaction& reaction, const Envelope& envelope)
{
    const std::string why
        = "gave up after " + std::to_string(m_service.maxRetries + 1) + " attempts";
    for (const auto& told :
        {m_emitter->deadLetter(record, why), m_emitter->refuse(reaction, envelope, why)})
        if (!told)
            complain(told.error().message);
    if (m_service.deadLetterTopic.empty())
        ++m_counters.dropped;
}

void ServiceRunner::updateRow(const std::string& key, const QJsonObject& payload)
{
    QJsonObject& row = m_rows[key];
    for (auto it = payload.begin(); it != payload.end(); ++it)
        row[it.key()] = it.value();
    if (m_rows.size() > kMaxRows)
        m_rows.erase(m_rows.begin());
    m_rowCount = m_rows.size();
}

bool ServiceRunner::attempt(const Reaction& reaction, const Envelope& envelope,
    const QJsonObject& payload, const std::string& key)
{
    if (m_service.latencyMs > 0)
        m_controls.waitFor(milliseconds(m_service.latencyMs * (0.5 + m_emitter->ids().unit())));
    if (m_service.failureRate > 0 && m_emitter->ids().unit() < m_service.failureRate)
        return false;
    if (!m_sagas && !m_guard.holds(payload))
        return true;
    const auto sent = m_sagas ? m_sagas->take(envelope, payload, key)
                              : m_emitter->react(reaction, &envelope, payload, key);
    if (!sent)
        complain(sent.error().message);
    return sent.has_value();
}

void ServiceRunner::complain(const std::string& error)
{
    const std::lock_guard lock(m_errorMutex);
    m_error = error;
}

ServiceStatus ServiceRunner::status() const
{
    ServiceStatus status;
    status.id = m_service.id;
    status.kind = m_service.kind;
    status.title = m_service.title;
    status.running = m_running;
    status.handled = m_counters.handled;
    status.sent = m_counters.sent;
    status.failures = m_counters.failures;
    status.deadLettered = m_counters.deadLettered;
    status.dropped = m_counters.dropped;
    status.sendFailures = m_counters.sendFailures;
    status.rows = m_rowCount;
    if (m_sagas) {
        const SagaCounters& sagas = m_sagas->counters();
        status.sagasCompleted = sagas.completed;
        status.sagasFailed = sagas.failed;
        status.sagasStuck = sagas.stuck;
        status.sagasRunning = sagas.running;
    }
    const std::lock_guard lock(m_errorMutex);
    status.error = m_error;
    return status;
}

}  // namespace stormbench::storming
