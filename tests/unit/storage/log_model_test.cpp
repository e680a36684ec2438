// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "log_rig.h"

using namespace stormbench;
using namespace stormbench::storage;
using namespace stormbench::test;

namespace {

/// What a log is, said simply: timestamps of its records by offset, and where it starts.
struct Model {
    std::vector<std::int64_t> times;
    std::int64_t start = 0;
    std::int64_t recoveryPoint = 0;

    [[nodiscard]] std::int64_t end() const { return std::int64_t(times.size()); }
};

class Walk {
public:
    explicit Walk(unsigned seed)
        : m_random(seed)
    {
        m_rig.config.segmentBytes = 1500;
        m_rig.config.indexIntervalBytes = 100 + below(400);
        m_rig.config.retentionMs = Millis(LogConfig::kUnlimited);
        m_rig.config.segmentMs = Millis(LogConfig::kNever);
    }

    bool run(int steps)
    {
        if (!m_rig.open())
            return false;
        for (int i = 0; i < steps; ++i) {
            const auto operation = below(20);
            const bool done = step(operation);
            if (done && agrees())
                continue;
            qWarning("step %d, operation %u %s", i, operation,
                done ? "left another log than the model" : "failed");
            return false;
        }
        return true;
    }

private:
    std::uint32_t below(std::uint32_t bound) { return m_random() % bound; }

    bool step(std::uint32_t operation)
    {
        switch (operation) {
        case 0: return reopen(false);
        case 1: return close();
        case 2: return truncate();
        case 3: return deleteRecords();
        case 4: return retention();
        case 5: return flush();
        case 6: return powerLoss();
        default: return append();
        }
    }

    bool append()
    {
        BatchBuilder builder({.codec = static_cast<Codec>(below(5))});
        for (auto n = 1 + below(5); n > 0; --n) {
            const auto time = 1'600'000'000'000 + m_model.end() + below(30);
            m_model.times.push_back(time);
            builder.add(Millis(time), asBytes("key"), ByteView(Bytes(below(120), 'x')));
        }
        const auto appended
            = m_rig.log->appendAsLeader(builder.build(), {.leaderEpoch = LeaderEpoch(m_epoch)});
        return appended && appended->lastOffset.value() + 1 == m_model.end();
    }
    bool reopen(bool clean)
    {
        ++m_epoch;
        return m_rig.open({.recoveryPoint = Offset(m_model.recoveryPoint),
            .logStart = Offset(m_model.start),
            .clean = clean});
    }
    bool close()
    {
        if (!m_rig.log->close())
            return false;
        m_model.recoveryPoint = m_rig.log->recoveryPoint().value();
        return reopen(true);
    }
    bool truncate()
    {
        if (m_model.end() == m_model.start)
            return true;
        const auto to = m_model.start + below(std::uint32_t(m_model.end() - m_model.start));
        if (!m_rig.log->truncateTo(Offset(to)))
            return false;
        m_model.times.resize(std::size_t(
            m_rig.log->logEndOffset().value()));  // to the start of the batch that holds it
        m_model.start = std::min(m_model.start, m_model.end());
        m_model.recoveryPoint = m_rig.log->recoveryPoint().value();
        m_cutUnsynced = true;
        return m_model.recoveryPoint <= m_model.end() && m_model.end() <= to
            && to - m_model.end() < 5;
    }
    bool deleteRecords()
    {
        m_model.start += below(std::uint32_t(m_model.end() - m_model.start) / 3 + 1);
        return m_rig.log->deleteRecords(Offset(m_model.start)).has_value();
    }
    bool retention()
    {
        const auto job = m_rig.log->enforceRetention();
        return job && job->run(m_rig.files);
    }
    bool flush()
    {
        if (const auto job = m_rig.log->prepareFlush()) {
            m_rig.log->completeFlush(*job, job->run(m_rig.files));
            m_cutUnsynced = false;
        }
        m_model.recoveryPoint = m_model.end();
        return m_rig.log->recoveryPoint() == Offset(m_model.end());
    }
    bool powerLoss()
    {
        if (m_cutUnsynced)
            return true;  // what was cut off may come back then: it is for the replicas to settle,
                          // by leader epoch
        m_rig.log.reset();
        m_rig.files.loseUnsynced();
        const auto durable = m_model.recoveryPoint;
        if (!reopen(false))
            return false;
        const auto end = m_rig.log->logEndOffset().value();
        if (end < durable || (end > m_model.end() && end > m_model.start))
            return false;
        m_model.times.resize(std::size_t(end));
        return true;
    }

    bool agrees()
    {
        auto& log = *m_rig.log;
        if (log.logStartOffset().value() != m_model.start
            || log.logEndOffset().value() != m_model.end()) {
            qWarning("log is %lld..%lld, model %lld..%lld", (long long)log.logStartOffset().value(),
                (long long)log.logEndOffset().value(), (long long)m_model.start,
                (long long)m_model.end());
            return false;
        }
        const auto from = m_model.start + below(std::uint32_t(m_model.end() - m_model.start) + 1);
        const auto offsets = readAll(log, Offset(from), 1 + below(3000));
        if (std::int64_t(offsets.size()) != m_model.end() - from) {
            qWarning("from %lld: %zu records instead of %lld", (long long)from, offsets.size(),
                (long long)(m_model.end() - from));
            return false;
        }
        const Millis wanted(1'600'000'000'000 + m_model.start
            + below(std::uint32_t(m_model.end() - m_model.start) + 40));
        std::int64_t at = m_model.start;
        while (at < m_model.end() && m_model.times[std::size_t(at)] < wanted.count())
            ++at;
        const auto found = log.offsetForTimestamp(wanted);
        const auto answer = found && *found ? (*found)->offset.value() : m_model.end();
        if (!found || answer != at) {
            qWarning("time %lld: offset %lld instead of %lld", (long long)wanted.count(),
                (long long)answer, (long long)at);
            return false;
        }
        return true;
    }

    std::mt19937 m_random;
    LogRig m_rig;
    Model m_model;
    int m_epoch = 0;
    bool m_cutUnsynced = false;
};

}  // namespace

class LogModelTest : public QObject {
    Q_OBJECT

private slots:
    void randomOperationsAgreeWithTheModel_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 30; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void randomOperationsAgreeWithTheModel()
    {
        QFETCH(unsigned, seed);
        QVERIFY(Walk(seed).run(200));
    }
};

QTEST_GUILESS_MAIN(LogModelTest)
#include "log_model_test.moc"
