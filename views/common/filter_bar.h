// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace stormbench::views {

/// The row above a table: filter box, "12 of 40", switches, and room for a few buttons at the
/// right.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(const QString& placeholder, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    void setCount(int shown, int all);
    [[nodiscard]] QString countText() const;
    /// A switch after the box, remembered under `settingsKey`.
    QCheckBox* addSwitch(const QString& text, const QString& settingsKey, bool on);
    void addTool(QWidget* tool);       ///< at the right end
    void addLeading(QWidget* widget);  ///< before the box

signals:
    void textChanged(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QHBoxLayout* m_row;
    QLineEdit* m_box;
    QLabel* m_count;
    int m_leading = 0;
    int m_switches = 0;
};

}  // namespace stormbench::views
