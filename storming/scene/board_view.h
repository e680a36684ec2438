// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/scene/board_scene.h"
#include "storming/scene/dot_grid.h"
#include "storming/scene/gesture_feedback.h"
#include "storming/scene/overview_picture.h"

#include <QGraphicsView>

class QHelpEvent;
class QVariantAnimation;

namespace stormbench::storming {

class Minimap;

/// The canvas: shows a BoardScene on a table of dots; pans, zooms and fits. It knows no gesture
/// that changes the board: those are storming/tools, which listen to this view's events. Runs on:
/// the UI thread.
class BoardView : public QGraphicsView {
    Q_OBJECT
public:
    explicit BoardView(BoardController& controller, QWidget* parent = nullptr);
    ~BoardView() override;

    [[nodiscard]] BoardController& controller() const { return m_controller; }
    [[nodiscard]] BoardSelection& selection() const { return *m_selection; }
    [[nodiscard]] BoardScene& boardScene() const { return *m_scene; }

    // What the shell feeds.
    void setFindings(const std::vector<Finding>& findings) { m_scene->setFindings(findings); }
    void setLive(const LiveState& state) { m_scene->setLive(state); }

    // Zoom: 1.0 = 100 %.
    static constexpr qreal kSmallestZoom = 0.05;
    static constexpr qreal kLargestZoom = 4.0;
    [[nodiscard]] qreal zoom() const { return transform().m11(); }
    /// Around a point of the viewport, or its middle.
    void setZoom(qreal zoom, std::optional<QPoint> around = std::nullopt);
    void zoomIn();
    void zoomOut();
    /// The whole board; it stays fitted when the view is resized, until somebody zooms or pans.
    void fitAll();
    void fitSelection();
    void fitRect(const QRectF& area);
    /// Scrolls and zooms as little as needed to show a note well.
    void jumpTo(NoteId note);
    /// By pixels of the viewport.
    void pan(QPointF delta);
    void setMinimapVisible(bool visible);
    [[nodiscard]] bool isMinimapVisible() const;

    void setFeedback(GestureFeedback feedback);
    [[nodiscard]] const GestureFeedback& feedback() const { return m_feedback; }
    [[nodiscard]] QPointF toScene(QPointF viewportPoint) const;

signals:
    /// The selected notes, for whoever shares the selection by ids.
    void selectionChanged(const std::set<stormbench::storming::NoteId>& notes);
    void zoomChanged(qreal zoom);
    /// Anything that moves the part in sight.
    void viewMoved();
    /// The view is being destroyed and still whole.
    void closing();

protected:
    void paintEvent(QPaintEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent* event) override;

private:
    void glideTo(QPointF center, qreal zoom);
    void placeMinimap();
    void paintFromAfar();
    void paintMarks(QPainter& painter) const;
    bool showTip(const QHelpEvent& event);
    /// Whether the view, with `center` in its middle, shows what fitAll() aims at.
    [[nodiscard]] bool isFitted(QPointF center) const;
    void refit();

    /// What fitAll() has last aimed at.
    struct Fit {
        QPointF center;
        qreal zoom = 1.0;
    };

    BoardController& m_controller;
    BoardSelection* m_selection;
    BoardScene* m_scene;
    Minimap* m_minimap;
    QVariantAnimation* m_glide;
    std::optional<Fit> m_fit;
    GestureFeedback m_feedback;
    DotGrid m_dots;
    OverviewPicture m_overview;
};

}  // namespace stormbench::storming
