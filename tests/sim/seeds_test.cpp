// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <fstream>

#include "engine/base/log.h"
#include "engine/sim/scenario.h"

using namespace stormbench;
using namespace stormbench::sim;

namespace {

/// Of all the seeds, this process runs every `of`-th one.
struct Shard {
    quint64 index = 1, of = 1;
} shard;

struct Series {
    quint64 count = 200, first = 100'000;
};

/// STORMBENCH_SEED=N: that one. STORMBENCH_SOAK=COUNT or COUNT:FIRST: so many, from there on.
Series series()
{
    if (qEnvironmentVariableIsSet("STORMBENCH_SEED"))
        return {1, qEnvironmentVariable("STORMBENCH_SEED").toULongLong()};
    Series series;
    const auto soak = qEnvironmentVariable("STORMBENCH_SOAK").split(QLatin1Char(':'));
    if (soak[0].toULongLong() > 0)
        series = {soak[0].toULongLong(), 200'000};
    if (soak.size() > 1)
        series.first = soak[1].toULongLong();
    return series;
}

std::string sumFile(quint64 index, quint64 of)
{
    return fmt::format(STORMBENCH_BINARY_DIR "/tests/seeds-{}-of-{}.txt", index, of);
}

}  // namespace

/// A series of seeds: each runs a whole cluster for a minute under faults; nothing that was
/// promised may break. What one seed may do without, all together may not: see --together.
/// One alone: STORMBENCH_SEED=N, with STORMBENCH_LOG=1 and what the brokers say.
class SeedsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void seed_data();
    void seed();
    void cleanupTestCase();

private:
    Outcome::Counts m_sum;
};

void SeedsTest::initTestCase()
{
    log::setLevel(qEnvironmentVariableIsSet("STORMBENCH_LOG") ? log::Level::Info : log::Level::Off);
    QFile::remove(QString::fromStdString(sumFile(shard.index, shard.of)));
}

void SeedsTest::seed_data()
{
    QTest::addColumn<quint64>("seed");
    const auto [count, first] = series();
    if (shard.index > count)
        QSKIP("fewer seeds than shards");
    for (quint64 i = shard.index - 1; i < count; i += shard.of)
        QTest::addRow("%llu", first + i) << first + i;
}

void SeedsTest::seed()
{
    QFETCH(quint64, seed);
    const auto outcome = runOnce(seed, scenarioOf(seed));
    const auto counts = outcome.counts();
    for (const auto& [name, count] : counts)
        m_sum[name] += count;
    ++m_sum["seeds"];
    for (const auto& violation : outcome.violations)
        qWarning().noquote() << "seed" << seed << QString::fromStdString(violation);
    const auto facts = toString(counts);
    QVERIFY2(outcome.violations.empty(), facts.c_str());
    QVERIFY2(outcome.faults.faults >= 5, facts.c_str());
    QVERIFY2(outcome.counters.acknowledged >= 5'000, facts.c_str());
    QVERIFY2(outcome.counters.read >= 1'000, facts.c_str());
}

void SeedsTest::cleanupTestCase()
{
    qInfo().noquote() << QString::fromStdString(toString(m_sum));
    std::ofstream out(sumFile(shard.index, shard.of));
    for (const auto& [name, count] : m_sum)
        out << count << ' ' << name << '\n';
    QVERIFY(out.flush().good());
}

namespace {

/// Adds up what the shards have counted: over all of them, everything must have happened.
int together(quint64 shards)
{
    Outcome::Counts sum;
    for (quint64 index = 1; index <= shards; ++index) {
        std::ifstream in(sumFile(index, shards));
        if (!in) {
            fmt::print("shard {} of {} has not run\n", index, shards);
            return 1;
        }
        std::uint64_t count = 0;
        for (std::string name; in >> count && std::getline(in >> std::ws, name);)
            sum[name] += count;
    }
    int missing = 0;
    for (const auto& [name, count] : sum) {
        fmt::print("{:>12} {}{}\n", count, name, count == 0 ? "   <- never happened" : "");
        missing += count == 0;
    }
    return missing == 0 && sum["seeds"] > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char* argv[])
{
    log::setLevel(log::Level::Off);
    QCoreApplication application(argc, argv);
    std::vector<char*> arguments;
    for (int i = 0; i < argc; ++i) {
        if (qstrcmp(argv[i], "--together") == 0 && i + 1 < argc)
            return together(QByteArray(argv[i + 1]).toULongLong());
        if (qstrcmp(argv[i], "--shard") == 0 && i + 2 < argc) {
            shard = {QByteArray(argv[i + 1]).toULongLong(), QByteArray(argv[i + 2]).toULongLong()};
            i += 2;
        } else {
            arguments.push_back(argv[i]);
        }
    }
    arguments.push_back(nullptr);
    SeedsTest test;
    return QTest::qExec(&test, static_cast<int>(arguments.size()) - 1, arguments.data());
}

#include "seeds_test.moc"
