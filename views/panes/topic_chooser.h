// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QFrame;
class QLineEdit;
class QListWidget;

namespace stormbench::views {

/// A button that opens a list of topics to tick, with a box to find them.
class TopicChooser : public QToolButton {
    Q_OBJECT

public:
    explicit TopicChooser(QWidget* parent = nullptr);

    void setTopics(const QStringList& all);
    void setChosen(const QStringList& topics);
    [[nodiscard]] const QStringList& chosen() const { return m_chosen; }
    void openList();

signals:
    void chosenChanged(const QStringList& topics);  ///< by the user, when the list closes

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void filter(const QString& text);
    void takeOver();
    void label();

    QStringList m_all;
    QStringList m_chosen;
    QFrame* m_popup;
    QLineEdit* m_box;
    QListWidget* m_list;
};

}  // namespace stormbench::views
