// SPDX-License-Identifier: GPL-3.0-or-later
// Frames, keys and memory of the canvas on boards of thousands of notes, painted offscreen at
// 1920×1080. Prints JSON: milliseconds of the processor's time, which other programs do not
// lengthen (…-wall: by the clock), and MB.
#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/scene/live_overlay.h"
#include "storming/store/board_file.h"
#include "storming/tools/canvas_actions.h"
#include "tests/bench/canvas/meter.h"

#include <QApplication>
#include <QKeyEvent>
#include <QTemporaryDir>
#include <QUndoStack>

#include <cstdio>

using namespace stormbench;
using namespace stormbench::storming;
using stormbench::bench::Meter;

namespace {

constexpr QSize kScreen{1920, 1080};
constexpr int kTokens = 200;

/// Rows of flows as people put them, every note joined to the next by an arrow; some arrows lead
/// rows away. As many connectors as notes.
Board largeBoard(int count)
{
    constexpr std::array kRow{NoteKind::Actor, NoteKind::Command, NoteKind::Aggregate,
        NoteKind::Event, NoteKind::Policy, NoteKind::Command, NoteKind::System, NoteKind::Event,
        NoteKind::ReadModel, NoteKind::Hotspot};
    const int columns = static_cast<int>(std::sqrt(count * 1.25));
    Board board;
    std::vector<NoteId> ids;
    for (int i = 0; i < count; ++i) {
        const NoteId id(board.nextId());
        (void)apply(board,
            AddNote{makeNote(id, kRow[static_cast<std::size_t>(i % columns) % kRow.size()],
                QPointF(i % columns * 270, i / columns * 190),
                QStringLiteral("Order line %1 was reserved").arg(i))});
        ids.push_back(id);
    }
    for (int i = 0; i < count; ++i) {
        const int to = (i % 9 == 8 ? i + 3 * columns : i + 1) % count;
        const ConnectorId id(board.nextId());
        (void)apply(board,
            AddConnector{{id, ids[static_cast<std::size_t>(i)], ids[static_cast<std::size_t>(to)],
                {}, false}});
    }
    return board;
}

void print(const std::string& name, double value)
{
    static bool first = true;
    std::printf("%s\n  \"%s\": %.2f", first ? "{" : ",", name.c_str(), value);
    first = false;
}

void print(const std::string& name, const Meter& meter)
{
    print(name + "-median", meter.processor(0.5));
    print(name + "-p95", meter.processor(0.95));
    print(name + "-median-wall", meter.wall(0.5));
}

/// A board in a window of its own, as the workbench shows it.
struct Window {
    explicit Window(Board board)
        : controller(std::move(board))
        , view(controller)
        , tools(*new CanvasTools(view))
    {
        new CanvasActions(tools);
        view.resize(kScreen);
        view.show();
        QCoreApplication::processEvents();
    }

    void finishRoutes()
    {
        view.boardScene().settle();
        QCoreApplication::processEvents();
    }

    /// Without the glide, which would be measured instead of what it leads to.
    void fit()
    {
        ui::theme().setMotion(false);
        view.fitAll();
        ui::theme().setMotion(true);
    }

    /// The tokens of a running board, on the first edges of those in sight.
    void keepTokens()
    {
        if (view.boardScene().live().tokensUnderWay() >= kTokens)
            return;
        const QRectF seen = view.mapToScene(view.viewport()->rect()).boundingRect();
        LiveState state;
        for (const auto& [key, item] : view.boardScene().edgeItems()) {
            if (!item->route().seam && seen.contains(item->route().pill))
                state.edges.push_back({key.first, key.second, 120.0, false, 4});
            if (static_cast<int>(state.edges.size()) * 4 >= kTokens)
                break;
        }
        view.setLive(state);
    }

    /// Paints once: what events have asked for is painted with it.
    template <typename Change> void frame(Change change)
    {
        QCoreApplication::processEvents();
        change();
        view.repaint();
    }
    void frame()
    {
        frame([] {});
    }

    BoardController controller;
    BoardView view;
    CanvasTools& tools;
};

Meter panning(Window& window, int frames)
{
    Meter meter;
    for (int i = 0; i < frames; ++i) {
        window.keepTokens();
        const qreal way = i / 60 % 2 ? -1 : 1;
        meter.time([&] { window.frame([&] { window.view.pan({-11 * way, -5 * way}); }); });
    }
    return meter;
}

Meter zooming(Window& window, int frames)
{
    Meter meter;
    for (int i = 0; i < frames; ++i) {
        const qreal factor = i / 20 % 2 ? 1 / 1.06 : 1.06;
        meter.time(
            [&] { window.frame([&] { window.view.setZoom(window.view.zoom() * factor); }); });
    }
    return meter;
}

void measureFrames(int notes, int frames)
{
    Window window(largeBoard(notes));
    window.finishRoutes();
    const std::string size = "-" + std::to_string(notes);
    window.view.setZoom(1);
    window.view.pan(QRectF(window.view.viewport()->rect()).center()
        - window.view.viewportTransform().map(window.view.boardScene().contentBounds().center()));
    (void)panning(window, 20);
    print("canvas-pan" + size, panning(window, frames));
    window.view.setLive({});
    window.fit();
    (void)panning(window, 5);
    print("canvas-fit" + size, panning(window, frames));
    window.view.setLive({});
    print("canvas-zoom" + size, zooming(window, frames));
}

std::set<NoteId> allNotes(const Window& window)
{
    std::set<NoteId> all;
    for (const auto& [id, note] : window.controller.board().notes())
        all.insert(id);
    return all;
}

/// Undo and redo of a move of the whole board and a drag of it, each with what it leaves for the
/// loop of events and with its first picture.
void measureMoves(int notes, bool near)
{
    Window window(largeBoard(notes));
    window.finishRoutes();
    window.fit();
    if (near)
        window.view.setZoom(0.6);
    const std::set<NoteId> all = allNotes(window);
    window.controller.moveBy(all, {}, {40, 24});
    window.finishRoutes();
    window.frame();
    const auto timed = [&](Meter& meter, auto change) {
        meter.time([&] {
            change();
            window.frame();
        });
        window.finishRoutes();
    };
    Meter undo;
    Meter redo;
    for (int i = 0; i < 9; ++i) {
        timed(undo, [&] { window.controller.undoStack()->undo(); });
        timed(redo, [&] { window.controller.undoStack()->redo(); });
    }
    Meter drag;
    const int gesture = window.controller.beginGesture();
    for (int i = 0; i < 20; ++i)
        timed(drag, [&] { window.controller.moveBy(all, {}, {5, 3}, {gesture}); });
    const std::string size = (near ? "near-" : "") + std::to_string(notes);
    print("canvas-undo-" + size, undo);
    print("canvas-redo-" + size, redo);
    print("canvas-drag-all-" + size, drag);
}

/// A note is dragged at the end of an arrow that crosses the whole board.
void measureLongArrow(int notes)
{
    Board board = largeBoard(notes);
    const NoteId first = board.notes().begin()->first;
    const NoteId last = board.notes().rbegin()->first;
    (void)apply(board, AddConnector{{ConnectorId(board.nextId()), first, last, {}, false}});
    Window window(std::move(board));
    window.finishRoutes();
    window.fit();
    Meter meter;
    const int gesture = window.controller.beginGesture();
    for (int i = 0; i < 60; ++i)
        meter.time([&] {
            window.frame([&] {
                const QPointF by(i / 20 % 2 ? -9 : 9, i / 10 % 2 ? -7 : 7);
                window.controller.moveBy({last}, {}, by, {gesture});
                window.view.boardScene().settle();
            });
        });
    print("canvas-drag-long-" + std::to_string(notes), meter);
}

void typeInto(Window& window, NoteId note, int keys)
{
    ui::theme().setMotion(false);
    window.view.setZoom(1);
    window.view.jumpTo(note);
    ui::theme().setMotion(true);
    window.view.setFocus();
    window.tools.editNote(note);
    window.frame();
    Meter meter;
    for (int i = 0; i < keys; ++i) {
        const QString letter(i % 6 == 5 ? u' ' : QChar(u'a' + i % 26));
        meter.time([&] {
            QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, letter);
            QApplication::sendEvent(&window.view, &press);
            window.frame();
        });
    }
    window.tools.endEditing();
    print("canvas-key-" + std::to_string(window.controller.board().notes().size()), meter);
}

void measureOpening(int notes, const QString& folder)
{
    const QString path = folder + QStringLiteral("/large.storm");
    (void)BoardFile::create(path, largeBoard(notes));
    const double before = bench::residentMegabytes();
    const std::string size = "-" + std::to_string(notes);
    Meter meter;
    for (int run = 0; run < 3; ++run) {
        std::unique_ptr<Window> window;
        meter.time([&] {
            auto opened = openBoard(path);
            window = std::make_unique<Window>(opened ? std::move(opened->board) : Board());
            window->fit();
            window->frame();
        });
        if (run > 0)
            continue;
        window->finishRoutes();
        window->frame();
        print("canvas-memory" + size, bench::residentMegabytes());
        print("canvas-memory-board" + size, bench::residentMegabytes() - before);
        const auto& all = window->controller.board().notes();
        typeInto(*window, std::next(all.begin(), std::ssize(all) / 2)->first, 60);
    }
    print("canvas-open" + size, meter);
}

}  // namespace

int main(int argc, char* argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    ui::theme().apply(application);
    const bool quick = application.arguments().contains(QStringLiteral("--quick"));
    const int frames = quick ? 60 : 300;
    const QTemporaryDir folder;
    measureOpening(10'000, folder.path());
    for (const int notes : {5'000, 10'000})
        measureFrames(notes, frames);
    for (const bool near : {false, true})
        measureMoves(5'000, near);
    measureLongArrow(5'000);
    std::printf("\n}\n");
    return 0;
}
