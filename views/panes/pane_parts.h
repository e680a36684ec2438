// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

class QLabel;
class QToolButton;
class QWidget;

namespace stormbench::views {

// Small parts that several panes are built of.

/// Widgets below each other without gaps on the panel's ground; the last one takes the height that
/// is left.
[[nodiscard]] QWidget* stackPanel(const QList<QWidget*>& parts);
/// The line above a detail table: as high as a filter bar.
[[nodiscard]] QLabel* makeHeading();
void setHeading(QLabel* heading, const QString& title, const QString& remark);
/// Icon and text, as wide as they need.
[[nodiscard]] QToolButton* makeToolButton(
    const QString& icon, const QString& text, std::function<void()> act);

}  // namespace stormbench::views
