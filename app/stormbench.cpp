// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include "app/settings/look_settings.h"
#include "app/settings/setting_store.h"
#include "app/shell/main_window.h"
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
    parser.addOptions({picture, play, theme, perspective, data, size});
    parser.process(application);
    CommandLine line;
    line.board = parser.positionalArguments().value(0);
    line.picture = parser.value(picture);
    line.playSeconds = parser.isSet(play) ? qMax(1, parser.value(play).toInt()) : 0;
    line.theme = parser.value(theme);
    line.perspective = parser.value(perspective);
    line.dataDirectory = parser.value(data);
    line.size = parser.value(size);
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

/// Takes the picture once the board has played for long enough, then ends the program.
void schedulePicture(app::MainWindow& window, const CommandLine& line)
{
    const auto take = [&window, path = line.picture] {
        const bool saved = window.grab().save(path);
        QApplication::exit(saved ? 0 : 1);
    };
    if (line.playSeconds == 0) {
        QTimer::singleShot(std::chrono::seconds(2), &window, take);
        return;
    }
    QObject::connect(&window.player(), &app::PlaySession::stateChanged, &window,
        [&window, take, seconds = line.playSeconds] {
            if (window.player().state() == app::PlayState::Playing)
                QTimer::singleShot(std::chrono::seconds(seconds), &window, take);
        });
    // A board that cannot play, or a cluster that does not start, still gives a picture of what the
    // window says about it.
    QTimer::singleShot(std::chrono::seconds(line.playSeconds + 30), &window, take);
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
    const auto wanted = line.size.split(u'x');
    window.resize(wanted.size() == 2 ? QSize(wanted[0].toInt(), wanted[1].toInt()) : kFirstSize);
    if (line.size.isEmpty() && line.picture.isEmpty())
        window.restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
    window.show();
    window.showPerspective(perspectiveOf(line));
    if (!window.openPath(line.board.isEmpty() ? window.boardAtStart() : line.board))
        window.openPath({});
    if (line.playSeconds > 0)
        window.playWhenReady();
    if (!line.picture.isEmpty())
        schedulePicture(window, line);
    return QApplication::exec();
}
