// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QImage>
#include <QMimeData>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUndoStack>

#include "app/shell/drawing_dialog.h"
#include "app/shell/main_window.h"
#include "app/shell/notice_banner.h"
#include "storming/panels/import_dialog.h"
#include "storming/scene/board_view.h"

using namespace stormbench;
using namespace stormbench::app;

/// Files that come in by a drop and go out by a dialog, through the window's own code.
class ExchangeWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("stormbench-test"));
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_directory.path());
    }

    void aDroppedTableIsOneStepAndSelected()
    {
        MainWindow window(options());
        open(window);
        auto& document = window.document();
        const auto before = document.board();
        const int steps = document.controller().undoStack()->index();
        whenOpen<storming::ImportDialog>([](auto& dialog) { dialog.accept(); });
        drop(*window.boardView().viewport(),
            write("notes.csv", "Type,Name\nevent,Order lost\ncommand,Find order\n"));
        QCOMPARE(document.board().notes().size(), before.notes().size() + 2);
        QCOMPARE(document.controller().undoStack()->index(), steps + 1);
        const auto& selected = window.boardView().selection().current().notes;
        QCOMPARE(selected.size(), std::size_t(2));
        for (const auto id : selected)
            QVERIFY(!before.note(id));
        QVERIFY2(notice(window).contains(QLatin1String("Imported 2 notes from notes.csv")),
            qPrintable(notice(window)));
        document.controller().undoStack()->undo();
        QVERIFY(document.board().notes() == before.notes());
    }

    void aRefusedTableChangesNothing()
    {
        MainWindow window(options());
        open(window);
        const auto before = window.document().board();
        whenOpen<storming::ImportDialog>([](auto& dialog) { dialog.reject(); });
        drop(window, write("refused.csv", "Type,Name\nevent,Order lost\n"));
        QVERIFY(window.document().board() == before);
    }

    void aDroppedBoardOpens()
    {
        const QString path = m_directory.filePath(QStringLiteral("dropped.storm"));
        storming::Board board;
        (void)apply(board,
            storming::AddNote{storming::makeNote(
                storming::NoteId(1), storming::NoteKind::Event, {0, 0}, "Alone")});
        QVERIFY(storming::BoardFile::create(path, board));
        MainWindow window(options());
        open(window);
        // On the canvas as well as beside it.
        drop(*window.boardView().viewport(), path);
        QCOMPARE(window.document().path(), path);
        QCOMPARE(window.document().board().notes().size(), std::size_t(1));
        QVERIFY(window.openPath(sample()));
        drop(window, path);
        QCOMPARE(window.document().path(), path);
    }

    void aDroppedImageBecomesAPicture()
    {
        const QString path = m_directory.filePath(QStringLiteral("sketch.png"));
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(image.save(path));
        MainWindow window(options());
        open(window);
        const auto before = window.document().board().notes();
        drop(*window.boardView().viewport(), path);
        const auto& notes = window.document().board().notes();
        QCOMPARE(notes.size(), before.size() + 1);
        const auto& added = notes.rbegin()->second;
        QCOMPARE(added.kind, storming::NoteKind::Picture);
        QVERIFY(added.isSet(storming::NoteProperty::Image));
    }

    void aFrameIsWrittenAsPdf()
    {
        MainWindow window(options());
        open(window);
        const auto& frame = window.document().board().frames().begin()->second;
        const QString path = m_directory.filePath(QStringLiteral("frame.pdf"));
        std::size_t drawn = 0;
        whenOpen<DrawingDialog>([&](DrawingDialog& dialog) {
            auto* parts = dialog.parts();
            for (int i = 0; i < parts->count(); ++i)
                if (parts->itemText(i).endsWith(frame.name))
                    parts->setCurrentIndex(i);
            dialog.formats()->setCurrentIndex(
                dialog.formats()->findData(int(storming::DrawingFormat::Pdf)));
            drawn = dialog.part().notes().size();
            // The next dialog asks for the file.
            whenOpen<QFileDialog>([path](QFileDialog& files) {
                files.selectFile(path);
                QMetaObject::invokeMethod(&files, "accept");
            });
            dialog.accept();
        });
        window.action(QStringLiteral("file.exportPicture"))->trigger();
        QVERIFY(drawn > 0 && drawn < window.document().board().notes().size());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.read(4), QByteArray("%PDF"));
        QVERIFY2(notice(window).contains(path), qPrintable(notice(window)));
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
    static void open(MainWindow& window)
    {
        window.resize(1280, 800);
        window.show();
        QVERIFY(window.openPath(sample()));
    }
    static QString notice(MainWindow& window)
    {
        return window.findChild<NoticeBanner*>(QStringLiteral("notice"))->text();
    }
    QString write(const char* name, const QByteArray& bytes)
    {
        QFile file(m_directory.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s", name);
        return file.fileName();
    }
    static void drop(QWidget& on, const QString& path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        const QPoint at = on.rect().center();
        // Who accepts the one is asked for the other, as in life.
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&on, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent dropped(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&on, &dropped);
    }
    /// Answers a dialog that is going to be open.
    template <typename Dialog> void whenOpen(std::function<void(Dialog&)> answer)
    {
        auto* look = new QTimer(this);
        connect(look, &QTimer::timeout, this, [look, answer = std::move(answer)] {
            auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            look->stop();
            look->deleteLater();
            answer(*dialog);
        });
        look->start(0);
    }
    static QString sample()
    {
        return QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/order-fulfilment.storm.txt");
    }
    QTemporaryDir m_directory;
};

QTEST_MAIN(ExchangeWindowTest)
#include "exchange_window_test.moc"
