// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/scene/live_state.h"
#include "storming/scene/token_sprite.h"

#include <QElapsedTimer>
#include <QGraphicsObject>
#include <QTimer>

#include <map>

namespace stormbench::storming {

class BoardScene;

/// All that moves on a running board, in one item above it: rates as pills on the edges, lags as
/// badges on the consumers, and a token for observed records, which takes 900 ms whatever its
/// edge's length. Its timer runs at 60 frames a second at most, and only while tokens are on their
/// way.
class LiveOverlay : public QGraphicsObject {
    Q_OBJECT
public:
    explicit LiveOverlay(BoardScene& scene);

    void setState(const LiveState& state);
    [[nodiscard]] const LiveState& state() const { return m_state; }
    [[nodiscard]] int tokensUnderWay() const { return static_cast<int>(m_tokens.size()); }
    [[nodiscard]] bool isAnimating() const { return m_frames.isActive(); }
    /// Edges have moved.
    void relayout();

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    /// What of it lies in an area of the board.
    void paintIn(QPainter& painter, const QRectF& exposed);

signals:
    /// Tokens have moved or figures have changed: everything in sight is to be painted again.
    void stirred();

private:
    struct Token {
        NoteId from;
        NoteId to;
        qint64 departure = 0;  // ms on m_clock
    };

    void launch(const LiveEdge& edge, qint64 now);
    void tick();
    void spread();
    /// An edge's way as points at equal distances: asking a path for each token costs far more.
    using Way = std::vector<QPointF>;
    const Way* wayOf(NoteId from, NoteId to);
    void paintRates(QPainter& painter, const QRectF& exposed) const;
    void paintLags(QPainter& painter, const QRectF& exposed) const;
    void paintTokens(QPainter& painter, const QRectF& exposed);
    void drawPill(QPainter& painter, QPointF center, const QString& text, const QColor& fill,
        const QColor& ink) const;

    BoardScene& m_scene;
    qreal m_pillScale = 1;  ///< of the frame that is painted
    LiveState m_state;
    std::vector<Token> m_tokens;
    std::map<std::pair<NoteId, NoteId>, Way> m_ways;
    TokenSprite m_sprite;
    QElapsedTimer m_clock;
    QTimer m_frames;
    QRectF m_bounds;
};

}  // namespace stormbench::storming
