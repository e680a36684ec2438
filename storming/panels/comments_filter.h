// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace stormbench::storming {

/// Of all comments those that are open, or resolved, and hold some words; newest first until
/// somebody sorts them otherwise. Runs on: the UI thread.
class CommentsFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class Show { Open, Resolved, All };

    explicit CommentsFilter(QObject* parent = nullptr);

    void setShown(Show show);
    [[nodiscard]] Show shownState() const { return m_show; }
    void setWords(const QString& words);
    [[nodiscard]] const QString& words() const { return m_words; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    Show m_show = Show::Open;
    QString m_words;
};

}  // namespace stormbench::storming
