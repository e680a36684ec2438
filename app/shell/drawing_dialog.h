// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "storming/scene/drawing_export.h"

class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QLabel;

namespace stormbench::app {

/// Asks what a drawing shows, in which format and how large, and tells how many pixels that is.
class DrawingDialog : public QDialog {
    Q_OBJECT

public:
    DrawingDialog(const storming::Board& board, const storming::Selection& selection,
        QWidget* parent = nullptr);

    [[nodiscard]] storming::Board part() const;
    [[nodiscard]] storming::DrawingFormat format() const;
    [[nodiscard]] double scale() const;

    [[nodiscard]] QComboBox* parts() const { return m_parts; }
    [[nodiscard]] QComboBox* formats() const { return m_formats; }

private:
    void fillParts(const storming::Selection& selection);
    void update();

    const storming::Board& m_board;
    QList<storming::Selection> m_selections;  ///< of the parts, in their order
    QComboBox* m_parts;
    QComboBox* m_formats;
    QDoubleSpinBox* m_scale;
    QLabel* m_size;
    QDialogButtonBox* m_buttons;
};

}  // namespace stormbench::app
