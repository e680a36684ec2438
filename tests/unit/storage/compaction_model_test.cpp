// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "compaction_rig.h"

using namespace stormbench;
using namespace stormbench::storage;
using namespace stormbench::test;

namespace {

/// What a compacted log promises: each record that is there is the one that was written at that
/// offset; the newest of each key is there, unless it is a tombstone, which may go; and no key
/// shows an older value again.
class Walk {
public:
    Walk(unsigned seed, bool powerLoss)
        : m_random(seed)
        , m_powerLoss(powerLoss)
    {
        m_rig.config.segmentBytes = 300 + below(500);
        m_rig.config.indexIntervalBytes = 50 + below(200);
        m_rig.config.deleteRetentionMs = Millis(below(4000));
    }

    bool run(int steps)
    {
        if (!m_rig.open())
            return false;
        for (int i = 0; i < steps; ++i) {
            const auto operation = below(16);
            if (step(operation) && agrees())
                continue;
            qWarning("step %d, operation %u", i, operation);
            return false;
        }
        return true;
    }
    [[nodiscard]] int crashes() const { return m_crashes; }

private:
    std::uint32_t below(std::uint32_t bound) { return m_random() % bound; }

    bool step(std::uint32_t operation)
    {
        m_rig.clock.wall += Millis(below(700));
        switch (operation) {
        case 0:
        case 1: return compactAndCrash();
        case 2:
        case 3: return m_rig.compact(below(2) ? 300 : CompactionRig::kMapBytes);
        case 4: return m_rig.log->close().has_value() && m_rig.open(true);
        case 5: return m_rig.open();
        default: return append();
        }
    }

    bool append()
    {
        std::vector<CompactionRig::Put> puts;
        for (auto n = 1 + below(6); n > 0; --n) {
            const auto key = "k" + std::to_string(below(12));
            if (below(4) == 0)
                puts.push_back({key, std::nullopt});
            else
                puts.push_back(
                    {key, std::string(below(30), 'v') + std::to_string(m_written.size())});
        }
        BatchOptions options{.codec = static_cast<Codec>(below(5))};
        const auto at = m_rig.append(puts, options);
        if (!at)
            return false;
        auto offset = *at;
        for (const auto& [key, value] : puts) {
            m_written[offset] = {key, value, m_rig.clock.wall};
            m_newest[key] = offset;
            ++offset;
        }
        return true;
    }

    /// Dies at some file operation of a pass, and comes back.
    bool compactAndCrash()
    {
        if (!m_rig.flush())
            return false;
        const bool flushed = m_rig.log->recoveryPoint() == m_rig.log->logEndOffset();
        const auto firstDirty = m_rig.firstDirty;
        m_rig.files.crashAt(1 + below(60));
        (void)m_rig.compact(below(3) ? CompactionRig::kMapBytes : 400);
        if (m_rig.files.crashed()) {
            ++m_crashes;
            m_rig.firstDirty = firstDirty;
        }
        m_rig.files.crashAt(0);
        m_rig.log.reset();
        if (m_powerLoss && flushed)
            m_rig.disk.loseUnsynced();
        return m_rig.open();
    }

    bool agrees()
    {
        const auto end = m_written.empty() ? Offset(0) : m_written.rbegin()->first + 1;
        if (m_rig.log->logEndOffset() != end) {
            qWarning("the log ends at %lld instead of %lld",
                static_cast<long long>(m_rig.log->logEndOffset().value()),
                static_cast<long long>(end.value()));
            return false;
        }
        const auto records = m_rig.read();
        std::map<std::string, Offset> newest;
        for (const auto& [offset, record] : records) {
            const auto written = m_written.find(offset);
            if (written == m_written.end() || written->second != record) {
                qWarning("offset %lld has another record", static_cast<long long>(offset.value()));
                return false;
            }
            newest[record.key] = offset;
        }
        for (const auto& [key, offset] : m_newest) {
            const auto found = newest.find(key);
            const bool isTombstone = !m_written.at(offset).value;
            const bool right = found == newest.end() ? isTombstone : found->second == offset;
            if (!right) {
                qWarning("the newest record of %s is at %lld", key.c_str(),
                    static_cast<long long>(offset.value()));
                return false;
            }
        }
        const auto from = Offset(below(static_cast<std::uint32_t>(end.value() + 1)));
        auto rest = records;
        rest.erase(rest.begin(), rest.lower_bound(from));
        return m_rig.read(from, 1 + below(2000)) == rest;
    }

    std::mt19937 m_random;
    bool m_powerLoss;
    CompactionRig m_rig;
    std::map<Offset, CompactionRig::Seen> m_written;
    std::map<std::string, Offset> m_newest;
    int m_crashes = 0;
};

}  // namespace

class CompactionModelTest : public QObject {
    Q_OBJECT

private slots:
    void randomWalks_data()
    {
        QTest::addColumn<bool>("powerLoss");
        QTest::newRow("the process dies") << false;
        QTest::newRow("the machine dies") << true;
    }
    void randomWalks()
    {
        QFETCH(bool, powerLoss);
        int crashes = 0;
        for (unsigned seed = 1; seed <= 60; ++seed) {
            Walk walk(seed, powerLoss);
            QVERIFY2(walk.run(120), std::to_string(seed).c_str());
            crashes += walk.crashes();
        }
        QVERIFY(crashes > 200);
    }

    /// Each single file operation of one pass over several groups.
    void everyOperationMayBeTheLast_data() { randomWalks_data(); }
    void everyOperationMayBeTheLast()
    {
        QFETCH(bool, powerLoss);
        for (std::size_t nth = 1;; ++nth) {
            CompactionRig rig;
            rig.config.segmentBytes = 500;
            QVERIFY(rig.open());
            for (int i = 0; i < 40; ++i)
                QVERIFY(rig.append({{std::to_string(i % 7),
                    i % 9 == 8 ? std::optional<std::string>() : "v" + std::to_string(i)}}));
            QVERIFY(rig.flush());
            const auto end = rig.log->logEndOffset();
            const auto before = rig.read();
            rig.files.crashAt(nth);
            const bool whole = rig.compact();
            const bool crashed = rig.files.crashed();
            rig.files.crashAt(0);
            rig.firstDirty = Offset(0);
            rig.log.reset();
            if (powerLoss)
                rig.disk.loseUnsynced();
            for (int again = 0; again < 2; ++again) {
                QVERIFY(rig.open());
                QCOMPARE(rig.log->logEndOffset(), end);
                const auto after = rig.read();
                for (const auto& [offset, record] : after)
                    QVERIFY(before.at(offset) == record);
                for (std::int64_t offset = 33; offset < 40; ++offset)
                    QVERIFY2(after.contains(Offset(offset)), std::to_string(nth).c_str());
                QVERIFY(rig.compact());
            }
            QVERIFY(rig.read().size() < 20);
            if (!crashed) {
                QVERIFY(whole);
                QVERIFY(nth > 20);
                break;
            }
        }
    }
};

QTEST_GUILESS_MAIN(CompactionModelTest)
#include "compaction_model_test.moc"
