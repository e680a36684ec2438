// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <QColor>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace stormbench::storming {

class BoardController;

/// A kind as a little note: click takes it up, a drag puts it on the board.
class PaletteNote : public QWidget {
    Q_OBJECT
public:
    PaletteNote(NoteKind kind, const BoardSettings& settings, QWidget* parent = nullptr);

    [[nodiscard]] NoteKind kind() const { return m_kind; }
    void setChosen(bool chosen);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void chosen(stormbench::storming::NoteKind kind);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    NoteKind m_kind;
    QString m_name;  ///< the board's
    QColor m_own;
    QPoint m_pressed;
    bool m_chosen = false;
    bool m_hovered = false;
};

/// The kinds that the board's level and method offer, by the board's own names and colours. Takes
/// part in the canvas through kindChosen and setCurrentKind alone.
class PalettePanel : public QWidget {
    Q_OBJECT
public:
    explicit PalettePanel(BoardController& controller, QWidget* parent = nullptr);

    /// The kind whose tool is in hand, or none.
    void setCurrentKind(std::optional<NoteKind> kind);
    [[nodiscard]] std::vector<NoteKind> offered() const;

signals:
    void kindChosen(stormbench::storming::NoteKind kind);

private:
    void rebuild();

    BoardController& m_controller;
    QVBoxLayout* m_column;
    std::vector<PaletteNote*> m_notes;
    std::optional<BoardSettings> m_shown;
    std::optional<NoteKind> m_current;
};

}  // namespace stormbench::storming
