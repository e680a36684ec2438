// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

#include "resources/ui/setting_spec.h"

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace stormbench::app {

class SettingStore;

/// The settings, one row a declared entry under its group's heading. A change is in force and kept
/// at once; there is nothing to apply. With many entries a box above finds them by their words.
/// Runs on: the UI thread.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(SettingStore& store, QWidget* parent = nullptr);

    /// The editor of an entry.
    [[nodiscard]] QWidget* editorOf(const QString& id) const;

private:
    struct Row {
        QString id;
        QString group;
        QString words;  ///< what the box above searches
        QWidget* widget;
        QWidget* editor;
    };

    QWidget* makeRow(const ui::SettingSpec& spec);
    void filter(const QString& typed);

    SettingStore& m_store;
    QList<Row> m_rows;
    QHash<QString, QLabel*> m_headings;
    QLabel* m_nothing;
};

}  // namespace stormbench::app
