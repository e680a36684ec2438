// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace stormbench::views {

/// A path with a button to choose it.
class FileField : public QWidget {
    Q_OBJECT

public:
    /// `filter` as in QFileDialog.
    FileField(const QString& placeholder, const QString& filter, QWidget* parent = nullptr);

    [[nodiscard]] QString path() const;
    void setPath(const QString& path);

private:
    QLineEdit* m_path;
};

}  // namespace stormbench::views
