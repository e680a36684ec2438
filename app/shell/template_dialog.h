// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "storming/model/board.h"

class QGridLayout;

namespace stormbench::app {

/// What to begin with: an empty board of a level and method, or a copy of a board that ships with
/// the program, shown as pictures.
class TemplateDialog : public QDialog {
    Q_OBJECT

public:
    explicit TemplateDialog(QWidget* parent = nullptr);

    struct Template {
        QString title;
        QString subtitle;
        QString sentence;  ///< what it shows
        storming::Board board;
    };
    /// In the order in which they are offered.
    [[nodiscard]] static std::vector<Template> templates();

signals:
    void chosen(const stormbench::storming::Board& board);

private:
    void addRow(QGridLayout& grid, const Template& entry, int index);
};

}  // namespace stormbench::app
