// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>
#include <QTimer>

#include <chrono>

namespace stormbench::views {

class CellDelegate;

/// A table as all panes have it: rows 26 high, no grid, whole rows selected, columns that are
/// remembered under a key of the settings, Ctrl+C copies the selection as tab-separated text.
/// Columns fit their content until the user moves one.
class TableView : public QTableView {
    Q_OBJECT

public:
    explicit TableView(const QString& settingsKey, QWidget* parent = nullptr);
    ~TableView() override;

    void setModel(QAbstractItemModel* model) override;
    void setStale(bool stale);
    /// Columns that stay out of sight until the user asks for them in the heading's menu.
    void hideColumns(const QList<int>& columns);
    /// Which column takes the room that is left; -1: the last.
    void setStretchColumn(int column);
    void setPlaceholder(const QString& text);  ///< stands in the middle while there is no row
    void setSample(
        const QStringList& cells);  ///< widths for columns whose content is not there yet

    [[nodiscard]] QString selectedKey() const;
    /// Selects and shows the row; false when it is not there.
    bool selectKey(const QString& key);
    [[nodiscard]] QString selectionAsText() const;

    /// Widths by content, unless the user has set them; done by itself when rows come, and wider as
    /// figures grow.
    void fitColumns();

signals:
    void keySelected(const QString& key);

protected:
    void selectionChanged(
        const QItemSelection& selected, const QItemSelection& deselected) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] int sizeHintForColumn(int column) const override;

private:
    [[nodiscard]] int headingWidth(int column) const;
    [[nodiscard]] QStringList titles() const;
    [[nodiscard]] bool hasSavedColumns() const;
    void restoreColumns();
    void saveColumns();
    void showHeaderMenu(const QPoint& at);
    void layOutColumns();
    void fitSoon(std::chrono::milliseconds delay);
    void copySelection() const;

    QString m_settingsKey;
    CellDelegate* m_delegate;
    QList<int> m_hiddenFirst;
    QStringList m_sample;
    QString m_placeholder;
    int m_stretch = -1;
    bool m_userSized = false;
    bool m_fitting = false;
    QString m_lastKey;
    QList<int> m_natural;  ///< what each column's content asks for
    QTimer m_fit;
};

}  // namespace stormbench::views
