// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace stormbench::storming {

class BoardView;

/// A bar at the top of the canvas with a line to type into; keys that the line does not want are
/// not the canvas' either. Closed by Esc, or by losing the focus if it says so. Child of the view;
/// runs on: the UI thread.
class CanvasBar : public QFrame {
    Q_OBJECT
public:
    CanvasBar(BoardView& view, const QString& placeholder);

    void open();
    void close();
    [[nodiscard]] bool isOpen() const { return isVisible(); }
    [[nodiscard]] QLineEdit& line() const { return *m_line; }

signals:
    void textEdited(const QString& text);
    void closed();

protected:
    /// A key of the line, seen first; true if it is dealt with.
    virtual bool lineKey(QKeyEvent& event) = 0;
    void say(const QString& words);
    QToolButton* addButton(const char* icon, const QString& tip);
    void setLeadingText(const QString& words);

    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

    BoardView& m_view;

private:
    void settle();

    QHBoxLayout* m_row;
    QLabel* m_leading;
    QLineEdit* m_line;
    QLabel* m_words;
};

}  // namespace stormbench::storming
