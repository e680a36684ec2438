// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "app/shell/main_window.h"
#include "app/shell/notice_banner.h"
#include "storming/store/database.h"
#include "storming/store/text_form.h"

using namespace stormbench;
using namespace stormbench::app;

/// Files that cannot be read wholly: what can be is on the canvas, the notice says what is wrong,
/// and the file itself is never written to.
class OpeningTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("stormbench-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_directory.path());
    }

    void itIsACopyAndSaysWhy_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("words");
        const auto storm = [this](const char* name, const char* sql) {
            const QString path = m_directory.filePath(QString::fromLatin1(name));
            if (!storming::BoardFile::create(path, twoNotes()))
                qFatal("%s", name);
            auto database = storming::Database::open(path, storming::Database::Mode::ReadWrite);
            if (!database || !database->run(sql))
                qFatal("%s", name);
            return path;
        };
        const auto text = [this](const char* name, const QString& content) {
            QFile file(m_directory.filePath(QString::fromLatin1(name)));
            if (!file.open(QIODevice::WriteOnly) || file.write(content.toUtf8()) < 0)
                qFatal("%s", name);
            return file.fileName();
        };
        const QString written = storming::writeText(twoNotes());
        const QString later = QString(written).replace(0, 7, QStringLiteral("storm 9"));
        QTest::newRow("damaged") << storm("damaged.storm", "UPDATE head SET seq = 5")
                                 << QStringList({"damaged", "left as it is", "another name"});
        QTest::newRow("later") << storm("later.storm", "PRAGMA user_version = 9")
                               << QStringList({"later version", "left as it is", "another name"});
        QTest::newRow("text with a strange line")
            << text("strange.storm.txt", written + QStringLiteral("gizmo 7 \"Y\" at 0,0\n"))
            << QStringList({"Line ", "could not be read", "left as it is"});
        QTest::newRow("later text") << text("later.storm.txt",
            later) << QStringList({"later version", "left as it is", "another name"});
    }
    void itIsACopyAndSaysWhy()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, words);
        const QByteArray before = bytesOf(path);
        MainWindow window(options());
        window.show();
        QVERIFY(window.openPath(path));
        auto& document = window.document();
        QCOMPARE(document.board().notes().size(), std::size_t(2));
        auto* notice = window.findChild<NoticeBanner*>(QStringLiteral("notice"));
        QVERIFY(notice->isVisible());
        for (const QString& word : words)
            QVERIFY2(notice->text().contains(word), qPrintable(notice->text()));

        // Editing goes to a draft, and the file's own name is refused.
        QVERIFY(!document.controller().isReadOnly() && document.path().isEmpty());
        QVERIFY(document.controller()
                    .addNote(storming::NoteKind::Event, {0, 500}, QStringLiteral("Mine"))
                    .isValid());
        QVERIFY(document.isUnsaved());
        const auto refused = document.saveAs(path);
        QVERIFY(!refused && refused.error().message.contains(QLatin1String("another name")));
        QCOMPARE(bytesOf(path), before);
        const QString other = m_directory.filePath(QStringLiteral("other.storm"));
        QVERIFY(document.saveAs(other));
        QVERIFY(!document.saveAs(path));
        QCOMPARE(bytesOf(path), before);
        QCOMPARE(storming::readBoard(other)->notes().size(), std::size_t(3));
    }

    void whatHasNothingToReadLeavesTheBoardThatIsOpen()
    {
        MainWindow window(options());
        window.show();
        window.action(QStringLiteral("file.new"))->trigger();
        window.document().controller().addNote(storming::NoteKind::Event, {0, 0}, "Here");
        QFile file(m_directory.filePath(QStringLiteral("nothing.storm")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("Dear diary,\n") > 0);
        file.close();
        QVERIFY(!window.openPath(file.fileName()));
        auto* notice = window.findChild<NoticeBanner*>(QStringLiteral("notice"));
        QVERIFY2(notice->text().contains(QLatin1String("nothing.storm could not be opened")),
            qPrintable(notice->text()));
        QCOMPARE(window.document().board().notes().size(), std::size_t(1));
        QCOMPARE(bytesOf(file.fileName()), QByteArray("Dear diary,\n"));
    }

private:
    MainWindow::Options options()
    {
        MainWindow::Options options;
        options.dataDirectory
            = m_directory.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        options.startCluster = false;
        return options;
    }
    static storming::Board twoNotes()
    {
        storming::Board board;
        for (const quint64 id : {1, 2})
            (void)apply(board,
                storming::AddNote{storming::makeNote(storming::NoteId(id),
                    storming::NoteKind::Event, {300.0 * double(id), 0}, QStringLiteral("Note"))});
        return board;
    }
    static QByteArray bytesOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir m_directory;
};

QTEST_MAIN(OpeningTest)
#include "opening_test.moc"
