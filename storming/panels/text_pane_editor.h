// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace stormbench::storming {

/// The text pane's editor: the lines are numbered in a gutter, which shows the line of the cursor
/// and that of a mistake, by a sign as well as by colour. A click on a number puts the cursor
/// there.
class TextPaneEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TextPaneEditor(QWidget* parent = nullptr);

    /// From 1 on; 0 = none.
    void setMistakeLine(int line);
    [[nodiscard]] int mistakeLine() const { return m_mistakeLine; }
    [[nodiscard]] QWidget* gutter() const { return m_gutter; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] int gutterWidth() const;
    void placeGutter();
    void paintGutter(const QRect& exposed);
    void paintLine(QPainter& painter, int line, const QRectF& row);

    QWidget* m_gutter;
    int m_mistakeLine = 0;
};

}  // namespace stormbench::storming
