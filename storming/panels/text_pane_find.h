// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextCursor>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace stormbench::storming {

/// Finds words in the text pane: every place is marked by the pane, Enter and Shift+Enter go from
/// one to the next, Esc goes back into the text. Searches anew when the text changes.
class TextPaneFind : public QWidget {
    Q_OBJECT
public:
    TextPaneFind(QPlainTextEdit& editor, QWidget* parent);

    /// From the keyboard: with the words selected in the text, if they stand in one line.
    void open();
    void step(int by);
    /// Empty while it is closed.
    [[nodiscard]] const QList<QTextCursor>& found() const { return m_found; }

signals:
    void foundChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void close();
    void search();
    void show(int index);

    QPlainTextEdit& m_editor;
    QLineEdit* m_line;
    QLabel* m_count;
    QList<QTextCursor> m_found;
};

}  // namespace stormbench::storming
