// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/tools/canvas_bar.h"
#include "storming/tools/find.h"

namespace stormbench::storming {

/// Search with jump: what holds the words stays bright on the board, the rest fades; Enter and
/// Shift+Enter go from one to the next. Closed by Esc, with the last one selected.
class FindBar final : public CanvasBar {
    Q_OBJECT
public:
    explicit FindBar(BoardView& view);

    /// From the keyboard: also when it is open already.
    void find();
    /// The next or the one before, also while the bar is closed.
    void step(int by);
    [[nodiscard]] const std::vector<FoundElement>& found() const { return m_found; }
    [[nodiscard]] int current() const { return m_current; }

protected:
    bool lineKey(QKeyEvent& event) override;

private:
    void search();
    void show(int index);

    std::vector<FoundElement> m_found;
    int m_current = -1;
};

}  // namespace stormbench::storming
