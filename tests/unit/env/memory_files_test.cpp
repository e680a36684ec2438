// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/env/memory_files.h"

using namespace stormbench;
using env::MemoryFiles;
using Mode = env::Files::Mode;

namespace {

/// Everything reaches the disk, but only the first bytes of a write.
class Torn final : public MemoryFiles::Fates {
public:
    bool reachedDisk() override { return true; }
    std::size_t bytesOnDisk(std::size_t written) override { return written / 2; }
};

std::string text(MemoryFiles& files, const std::string& path)
{
    const auto content = files.readFile(path);
    return content ? toText(*content) : content.error().message;
}

}  // namespace

/// The disk that the storage tests and the simulation rely on.
class MemoryFilesTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_files = MemoryFiles();
        QVERIFY(m_files.createDirectories("/data/a").has_value());
        m_open = *m_files.open("/data/a/x", Mode::CreateNew);
        QVERIFY(m_open->writeAt(0, asBytes("old")).has_value());
    }

    void withoutASyncNothingOutlivesTheMachine()
    {
        m_files.loseUnsynced();
        QVERIFY(m_files.paths().empty());
        QVERIFY(m_files.exists("/data/a"));
    }

    void aProcessMayDieAndKeepAll()
    {
        const auto lock = m_files.lock("/data/lock");
        QVERIFY(lock.has_value());
        QVERIFY(!m_files.lock("/data/lock").has_value());
        m_files.crashProcess();
        QVERIFY(m_files.lock("/data/lock").has_value());
        QCOMPARE(text(m_files, "/data/a/x"), std::string("old"));
    }

    void namesAndContentsAreSyncedByThemselves()
    {
        QVERIFY(m_files.syncDirectory("/data/a").has_value());
        m_files.loseUnsynced();
        QCOMPARE(text(m_files, "/data/a/x"), std::string());
    }

    void whatComesAfterASyncMayBeTorn()
    {
        sync();
        QVERIFY(m_open->writeAt(3, asBytes(" and new")).has_value());
        Torn fates;
        m_files.losePower(fates);
        QCOMPARE(text(m_files, "/data/a/x"), std::string("old and"));
        QVERIFY(m_open->writeAt(0, asBytes("gone")).has_value());  // by nobody's process any more
        QCOMPARE(text(m_files, "/data/a/x"), std::string("old and"));
    }

    void aLostRenameLeavesTheOldName()
    {
        sync();
        QVERIFY(m_files.rename("/data/a/x", "/data/a/y").has_value());
        QVERIFY(!m_files.exists("/data/a/x"));
        m_files.loseUnsynced();
        QCOMPARE(m_files.paths(), std::vector<std::string>{"/data/a/x"});
    }

    void aDirectoryMovesWithAllBelow()
    {
        QVERIFY(m_files.createDirectories("/data/a/sub").has_value());
        QVERIFY(m_files.rename("/data/a", "/data/b").has_value());
        QCOMPARE(text(m_files, "/data/b/x"), std::string("old"));
        QVERIFY(m_files.exists("/data/b/sub") && !m_files.exists("/data/a/sub"));
        QVERIFY(m_files.removeAll("/data/b").has_value());
        QVERIFY(m_files.paths().empty() && !m_files.exists("/data/b/sub"));
    }

    void aFullDiskStoresWhatFits()
    {
        m_files.setCapacity(5);
        const auto written = m_open->writeAt(2, asBytes("DEFG"));
        QVERIFY(!written && written.error().code == ErrorCode::OutOfSpace);
        QCOMPARE(text(m_files, "/data/a/x"), std::string("olDEF"));
        QVERIFY(m_open->writeAt(0, asBytes("OL")).has_value());  // does not grow
    }

    void aWriteFailsHalfDone()
    {
        m_files.failWrite(2);
        QVERIFY(m_open->writeAt(0, asBytes("1234")).has_value());
        QVERIFY(!m_open->writeAt(0, asBytes("abcd")).has_value());
        QCOMPARE(text(m_files, "/data/a/x"), std::string("ab34"));
    }

    void syncsFailOrLie()
    {
        m_files.failSyncs(true);
        QVERIFY(!m_open->sync().has_value());
        QVERIFY(!m_files.syncDirectory("/data/a").has_value());
        m_files.failSyncs(false);
        m_files.setIgnoreSyncs(true);
        sync();
        m_files.loseUnsynced();
        QVERIFY(m_files.paths().empty());
    }

private:
    void sync()
    {
        QVERIFY(m_open->sync().has_value());
        QVERIFY(m_files.syncDirectory("/data/a").has_value());
    }

    MemoryFiles m_files;
    std::unique_ptr<env::File> m_open;
};

QTEST_GUILESS_MAIN(MemoryFilesTest)
#include "memory_files_test.moc"
