// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/env/memory_files.h"
#include "engine/storage/file_cache.h"

using namespace stormbench;
using namespace stormbench::storage;
using env::MemoryFiles;

class FileCacheTest : public QObject {
    Q_OBJECT

private slots:
    void theLeastRecentlyUsedIsClosed()
    {
        MemoryFiles files;
        QVERIFY(files.createDirectories("/d").has_value());
        for (const char* name : {"/d/a", "/d/b", "/d/c"})
            QVERIFY(files.open(name, env::Files::Mode::CreateNew).has_value());
        FileCache cache(files, 2);
        CachedFile a(cache, "/d/a");
        CachedFile b(cache, "/d/b");
        CachedFile c(cache, "/d/c");
        QVERIFY(a.get() && b.get() && a.get() && c.get());
        QVERIFY(a.isOpen() && !b.isOpen() && c.isOpen());
        QCOMPARE(cache.openCount(), std::size_t(2));
        QVERIFY(b.get().has_value());
        QVERIFY(!a.isOpen());
    }

    void aHeldFileStaysUsable()
    {
        MemoryFiles files;
        QVERIFY(files.createDirectories("/d").has_value());
        FileCache cache(files, 1);
        CachedFile a(cache, "/d/a");
        QVERIFY(!a.get().has_value());  // it does not create
        QVERIFY(files.open("/d/a", env::Files::Mode::CreateNew).has_value());
        const auto held = a.get();
        QVERIFY(held.has_value());
        a.close();
        QVERIFY(!a.isOpen());
        QCOMPARE(cache.openCount(), std::size_t(0));
        QVERIFY((*held)->writeAt(0, asBytes("x")).has_value());
    }
};

QTEST_GUILESS_MAIN(FileCacheTest)
#include "file_cache_test.moc"
