// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QIcon>

#include <functional>

class QLineEdit;
class QListWidget;

namespace stormbench::app {

/// Ctrl+K: type a few letters, press Enter. Lists actions, notes, topics and groups by how well
/// their letters match.
class CommandPalette : public QDialog {
    Q_OBJECT

public:
    struct Entry {
        QString text;
        QString detail;  ///< on the right: the shortcut, or what it is
        QIcon icon;
        std::function<void()> run;
    };
    CommandPalette(QList<Entry> entries, QWidget* parent);

    /// How well the letters of `typed` stand in `text` in that order: 0 is not at all; word starts
    /// and runs count more.
    [[nodiscard]] static int score(const QString& typed, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(const QString& typed);
    void runCurrent();

    QList<Entry> m_entries;
    QLineEdit* m_box;
    QListWidget* m_list;
};

}  // namespace stormbench::app
