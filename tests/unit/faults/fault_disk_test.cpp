// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <thread>

#include "engine/env/memory_files.h"
#include "engine/env/system_files.h"
#include "engine/faults/fault_disk.h"

using namespace stormbench;
using namespace stormbench::faults;
using namespace std::chrono_literals;

class FaultDiskTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    env::SystemFiles m_system;
    DiskStatePtr m_disk;
    std::unique_ptr<FaultFiles> m_files;
    std::unique_ptr<env::File> m_file;

private slots:
    void init()
    {
        m_disk = std::make_shared<DiskState>();
        m_files = std::make_unique<FaultFiles>(m_system, m_disk);
        auto opened = m_files->open(
            m_directory.filePath("log").toStdString(), env::Files::Mode::CreateOrOpen);
        QVERIFY(opened);
        m_file = std::move(*opened);
        QVERIFY(m_file->truncate(0));
    }

    void soundDiskIsTheInnerOne()
    {
        QVERIFY(m_file->writeAt(0, asBytes("0123456789")));
        QVERIFY(m_file->sync());
        QCOMPARE(m_file->size().value(), std::uint64_t{10});
        QVERIFY(m_file->descriptor() >= 0);  // for sendfile(2)
        QVERIFY(m_files->space(m_directory.path().toStdString())->usable > 0);
    }
    void fullDisk()
    {
        QVERIFY(m_file->writeAt(0, asBytes("0123456789")));
        m_disk->set({true, 0ms, 0});
        const auto written = m_file->writeAt(10, asBytes("0123456789"));
        QVERIFY(!written);
        QVERIFY(written.error().code == ErrorCode::OutOfSpace);
        QCOMPARE(m_file->size().value(), std::uint64_t{15});  // half of it, as a real one may
        Bytes read(10);
        QCOMPARE(m_file->readAt(0, read).value(), std::size_t{10});
        QCOMPARE(m_files->space(m_directory.path().toStdString())->usable, std::uint64_t{0});
        QVERIFY(!m_files->writeFileAtomically(
            m_directory.filePath("checkpoint").toStdString(), asBytes("x")));
        m_disk->set({});
        QVERIFY(m_file->writeAt(10, asBytes("0123456789")));
    }
    void slowDisk_data()
    {
        QTest::addColumn<int>("perWrite");
        QTest::addColumn<quint64>("rate");
        QTest::addColumn<int>("least");
        QTest::newRow("latency") << 30 << quint64(0) << 60;    // a write and a sync
        QTest::newRow("speed") << 0 << quint64(20'000) << 50;  // 1,000 bytes
        QTest::newRow("both") << 30 << quint64(20'000) << 110;
    }
    void slowDisk()
    {
        QFETCH(int, perWrite);
        QFETCH(quint64, rate);
        QFETCH(int, least);
        m_disk->set({false, std::chrono::milliseconds(perWrite), rate});
        QElapsedTimer elapsed;
        elapsed.start();
        QVERIFY(m_file->writeAt(0, Bytes(1000)));
        QVERIFY(m_file->sync());
        QVERIFY2(elapsed.elapsed() >= least, qPrintable(QString::number(elapsed.elapsed())));
        QCOMPARE(m_file->size().value(), std::uint64_t{1000});
    }
    void healingEndsTheWait()
    {
        m_disk->set({false, 10min, 0});
        std::thread writer([this] { static_cast<void>(m_file->writeAt(0, asBytes("x"))); });
        m_disk->set({});
        writer.join();
        QCOMPARE(m_file->size().value(), std::uint64_t{1});
    }
};

QTEST_GUILESS_MAIN(FaultDiskTest)
#include "fault_disk_test.moc"
