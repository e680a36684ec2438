// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include "app/settings/look_settings.h"
#include "app/settings/setting_store.h"
#include "app/shell/main_window.h"
#include "app/shell/milestones.h"
#include "resources/ui/icons.h"

using namespace stormbench;

namespace {

constexpr QSize kFirstSize{1440, 900};

struct CommandLine {
    QString board;
    QString picture;
    int playSeconds = 0;
    QString theme;
    QString perspective;
    QString dataDirectory;
    QString size;
    bool milestones = false;
    int closeSeconds = 0;
};

CommandLine parse(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A workbench for event-driven architectures."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("board"),
        QStringLiteral("A .storm or .storm.txt file; without one the welcome page opens."));
    const QCommandLineOption picture(QStringLiteral("picture"),
        QStringLiteral("Save a picture of the window and quit."), QStringLiteral("file.png"));
    const QCommandLineOption play(QStringLiteral("play"),
        QStringLiteral("Play the board; with --picture, for so many seconds before it is taken."),
        QStringLiteral("seconds"));
    const QCommandLineOption theme(QStringLiteral("theme"),
        QStringLiteral("light, dark or contrast."), QStringLiteral("name"));
    const QCommandLineOption perspective(QStringLiteral("perspective"),
        QStringLiteral("storm, run or operate."), QStringLiteral("name"));
    const QCommandLineOption data(QStringLiteral("data"),
        QStringLiteral("Directory of the local cluster and of drafts."),
        QStringLiteral("directory"));
    const QCommandLineOption size(QStringLiteral("size"),
        QStringLiteral("Size of the window, such as 1440x900."), QStringLiteral("WxH"));
    const QCommandLineOption milestones(QStringLiteral("milestones"),
        QStringLiteral("Tell on standard error when the window is visible and when it closes."));
    const QCommandLineOption close(QStringLiteral("close-after"),
        QStringLiteral("Close the window after so many seconds; with --play, of playing."),
        QStringLiteral("seconds"));
    parser.addOptions({picture, play, theme, perspective, data, size, milestones, close});
    parser.process(application);
    CommandLine line;
    line.board = parser.positionalArguments().value(0);
    line.picture = parser.value(picture);
    line.playSeconds = parser.isSet(play) ? qMax(1, parser.value(play).toInt()) : 0;
    line.theme = parser.value(theme);
    line.perspective = parser.value(perspective);
    line.dataDirectory = parser.value(data);
    line.size = parser.value(size);
    line.milestones = parser.isSet(milestones);
    line.closeSeconds = parser.isSet(close) ? qMax(1, parser.value(close).toInt()) : 0;
    return line;
}

app::Perspective perspectiveOf(const CommandLine& line)
{
    if (line.perspective == QLatin1String("operate"))
        return app::Perspective::Operate;
    return line.perspective == QLatin1String("run") || line.playSeconds > 0
        ? app::Perspective::Run
        : app::Perspective::Storm;
}

/// Runs `task` so many seconds after the start, or after the board began to play if it is to. A
/// board that cannot play, or a cluster that does not start, delays it by half a minute only.
template <class Task>
void schedule(app::MainWindow& window, bool plays, std::chrono::seconds after, Task task)
{
    if (!plays) {
        QTimer::singleShot(after, &window, task);
        return;
    }
    QObject::connect(
        &window.player(), &app::PlaySession::stateChanged, &window, [&window, task, after] {
            if (window.player().state() == app::PlayState::Playing)
                QTimer::singleShot(after, &window, task);
        });
    QTimer::singleShot(after + std::chrono::seconds(30), &window, task);
}

/// The picture shows what the window says, whatever that is; the program then ends.
void schedulePicture(app::MainWindow& window, const CommandLine& line)
{
    const bool plays = line.playSeconds > 0;
    schedule(window, plays, std::chrono::seconds(plays ? line.playSeconds : 2),
        [&window, path = line.picture] {
            const bool saved = window.grab().save(path);
            QApplication::exit(saved ? 0 : 1);
        });
}

/// As large as was asked for; else as it was left; else a good first size, but never larger than
/// the screen.
void place(app::MainWindow& window, const CommandLine& line)
{
    const auto wanted = line.size.split(u'x');
    const bool asked = wanted.size() == 2;
    window.resize(asked ? QSize(wanted[0].toInt(), wanted[1].toInt()) : kFirstSize);
    if (asked || !line.picture.isEmpty())
        return;
    if (window.restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray()))
        return;
    const QSize room = window.screen()->availableSize();
    if (room.width() <= kFirstSize.width() || room.height() <= kFirstSize.height())
        window.setWindowState(Qt::WindowMaximized);
}

}  // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("stormbench"));
    QApplication::setApplicationDisplayName(QStringLiteral("Stormbench"));
    QApplication::setApplicationVersion(QStringLiteral(STORMBENCH_VERSION));
    QApplication::setOrganizationName(QStringLiteral("stormbench"));
    QApplication::setDesktopFileName(QStringLiteral("org.stormbench.Stormbench"));
    const CommandLine line = parse(application);

    app::applyLook(app::SettingStore(), line.theme);
    QApplication::setWindowIcon(ui::icon(QStringLiteral("logo"), ui::Token::Accent));

    app::MainWindow::Options options;
    options.dataDirectory = line.dataDirectory.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        : line.dataDirectory;
    options.dataDirectoryGiven = !line.dataDirectory.isEmpty();
    QDir().mkpath(options.dataDirectory);
    app::MainWindow window(options);
    place(window, line);
    if (line.milestones)
        new app::Milestones(window);  // its parent owns it
    window.show();
    window.showPerspective(perspectiveOf(line));
    if (!window.openPath(line.board.isEmpty() ? window.boardAtStart() : line.board))
        window.openPath({});
    if (line.playSeconds > 0)
        window.playWhenReady();
    if (!line.picture.isEmpty())
        schedulePicture(window, line);
    if (line.closeSeconds > 0)
        schedule(window, line.playSeconds > 0, std::chrono::seconds(line.closeSeconds),
            [&window] { window.close(); });
    return QApplication::exec();
}
