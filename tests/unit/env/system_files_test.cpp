// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <fcntl.h>

#include "engine/env/system_files.h"

using namespace stormbench;
using namespace stormbench::env;

class SystemFilesTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void writesReadsTruncates();
    void readStopsAtTheEnd();
    void modes_data();
    void modes();
    void listIsSortedAndTellsDirectories();
    void renameReplaces();
    void removeAllIgnoresWhatIsNotThere();
    void secondLockInThisProcessIsRefused();
    void atomicWriteLeavesNoTemporaryFile();
    void failedAtomicWriteKeepsTheOldContent();
    void absolutePathBeginsAtTheRoot();
    void fullDiskIsOutOfSpace();
    void descriptorsAreCloseOnExec();
    void openFileSurvivesItsRemoval();

private:
    std::string path(const char* name) const { return m_directory->filePath(name).toStdString(); }

    SystemFiles m_files;
    std::unique_ptr<QTemporaryDir> m_directory;
};

void SystemFilesTest::writesReadsTruncates()
{
    auto file = *m_files.open(path("log"), Files::Mode::CreateNew);
    QVERIFY(file->writeAt(0, asBytes("hello ")));
    QVERIFY(file->writeAt(6, asBytes("world")));
    QVERIFY(file->sync());
    QCOMPARE(*file->size(), std::uint64_t{11});
    QVERIFY(file->truncate(5));
    file.reset();
    QCOMPARE(toText(*m_files.readFile(path("log"))), std::string("hello"));
    QVERIFY(m_files.syncDirectory(m_directory->path().toStdString()));
}

void SystemFilesTest::readStopsAtTheEnd()
{
    auto file = *m_files.open(path("log"), Files::Mode::CreateNew);
    QVERIFY(file->writeAt(0, asBytes("0123456789")));
    Bytes out(8);
    QCOMPARE(*file->readAt(6, out), std::size_t{4});
    QCOMPARE(toText(ByteView(out).first(4)), std::string("6789"));
    QCOMPARE(*file->readAt(10, out), std::size_t{0});
    QCOMPARE(*file->readAt(1000, out), std::size_t{0});
}

void SystemFilesTest::modes_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("present");
    QTest::addColumn<int>("error");  // -1: none
    const auto row = [](const char* name, Files::Mode mode, bool present, int error) {
        QTest::newRow(name) << static_cast<int>(mode) << present << error;
    };
    row("read, missing", Files::Mode::ReadOnly, false, static_cast<int>(ErrorCode::NotFound));
    row("read", Files::Mode::ReadOnly, true, -1);
    row("read-write, missing", Files::Mode::ReadWrite, false,
        static_cast<int>(ErrorCode::NotFound));
    row("read-write", Files::Mode::ReadWrite, true, -1);
    row("new", Files::Mode::CreateNew, false, -1);
    row("new, present", Files::Mode::CreateNew, true, static_cast<int>(ErrorCode::AlreadyExists));
    row("create", Files::Mode::CreateOrOpen, false, -1);
    row("open", Files::Mode::CreateOrOpen, true, -1);
}

void SystemFilesTest::modes()
{
    QFETCH(int, mode);
    QFETCH(bool, present);
    QFETCH(int, error);
    if (present)
        QVERIFY(m_files.writeFileAtomically(path("x"), asBytes("kept")));
    const auto file = m_files.open(path("x"), static_cast<Files::Mode>(mode));
    QCOMPARE(file ? -1 : static_cast<int>(file.error().code), error);
    if (file && present)
        QCOMPARE(*(*file)->size(), std::uint64_t{4});
    if (!file)
        QVERIFY(file.error().message.find(path("x")) != std::string::npos);
}

void SystemFilesTest::listIsSortedAndTellsDirectories()
{
    QVERIFY(m_files.createDirectories(path("b/deep/er")));
    QVERIFY(m_files.createDirectories(path("b/deep/er")));
    for (const auto* name : {"c", "a", "d"})
        QVERIFY(m_files.writeFileAtomically(path(name), {}));
    const auto entries = *m_files.list(m_directory->path().toStdString());
    QStringList seen;
    for (const auto& entry : entries)
        seen << QString::fromStdString(entry.name) + (entry.isDirectory ? "/" : "");
    QCOMPARE(seen, QStringList({"a", "b/", "c", "d"}));
    QVERIFY(m_files.list(path("none")).error().code == ErrorCode::NotFound);
}

void SystemFilesTest::renameReplaces()
{
    QVERIFY(m_files.writeFileAtomically(path("from"), asBytes("new")));
    QVERIFY(m_files.writeFileAtomically(path("to"), asBytes("old")));
    QVERIFY(m_files.rename(path("from"), path("to")));
    QCOMPARE(toText(*m_files.readFile(path("to"))), std::string("new"));
    QVERIFY(!m_files.exists(path("from")));
    QVERIFY(m_files.rename(path("from"), path("to")).error().code == ErrorCode::NotFound);
}

void SystemFilesTest::removeAllIgnoresWhatIsNotThere()
{
    QVERIFY(m_files.createDirectories(path("tree/leaf")));
    QVERIFY(m_files.writeFileAtomically(path("tree/leaf/file"), asBytes("x")));
    QVERIFY(m_files.removeAll(path("tree")));
    QVERIFY(!m_files.exists(path("tree")));
    QVERIFY(m_files.removeAll(path("tree")));
    QVERIFY(m_files.remove(path("tree")).error().code == ErrorCode::NotFound);
}

void SystemFilesTest::secondLockInThisProcessIsRefused()
{
    auto first = m_files.lock(path(".lock"));
    QVERIFY(first);
    SystemFiles others;
    const auto second = others.lock(path(".lock"));
    QVERIFY(!second);
    QVERIFY(second.error().code == ErrorCode::Conflict);
    first->reset();
    QVERIFY(others.lock(path(".lock")));
}

void SystemFilesTest::atomicWriteLeavesNoTemporaryFile()
{
    QVERIFY(m_files.writeFileAtomically(path("state"), asBytes("a long first content")));
    QVERIFY(m_files.writeFileAtomically(path("state"), asBytes("short")));
    QCOMPARE(toText(*m_files.readFile(path("state"))), std::string("short"));
    QCOMPARE(m_files.list(m_directory->path().toStdString())->size(), std::size_t{1});
}

void SystemFilesTest::failedAtomicWriteKeepsTheOldContent()
{
    QVERIFY(m_files.writeFileAtomically(path("state"), asBytes("old")));
    QVERIFY(m_files.createDirectories(path("state.tmp")));
    QVERIFY(!m_files.writeFileAtomically(path("state"), asBytes("new")));
    QCOMPARE(toText(*m_files.readFile(path("state"))), std::string("old"));
}

void SystemFilesTest::fullDiskIsOutOfSpace()
{
    auto full = m_files.open("/dev/full", Files::Mode::ReadWrite);
    if (!full)
        QSKIP("this machine has no /dev/full");
    QVERIFY((*full)->writeAt(0, asBytes("x")).error().code == ErrorCode::OutOfSpace);
}

void SystemFilesTest::descriptorsAreCloseOnExec()
{
    const auto file = *m_files.open(path("x"), Files::Mode::CreateNew);
    QVERIFY((::fcntl(file->descriptor(), F_GETFD) & FD_CLOEXEC) != 0);
}

void SystemFilesTest::openFileSurvivesItsRemoval()
{
    const auto file = *m_files.open(path("x"), Files::Mode::CreateNew);
    QVERIFY(file->writeAt(0, asBytes("still here")));
    QVERIFY(m_files.remove(path("x")));
    Bytes out(10);
    QCOMPARE(*file->readAt(0, out), std::size_t{10});
    QCOMPARE(toText(out), std::string("still here"));
}

void SystemFilesTest::absolutePathBeginsAtTheRoot()
{
    const auto here = QDir::currentPath().toStdString();
    QCOMPARE(env::absolutePath("data/1"), here + "/data/1");
    QCOMPARE(env::absolutePath("./data/../logs"), here + "/logs");
    QCOMPARE(env::absolutePath("/var/data"), std::string("/var/data"));
    QCOMPARE(env::absolutePath(""), std::string());
}

QTEST_GUILESS_MAIN(SystemFilesTest)
#include "system_files_test.moc"
