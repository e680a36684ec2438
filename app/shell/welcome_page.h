// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "app/session/drafts.h"

class QPushButton;
class QVBoxLayout;

namespace stormbench::app {

/// The first thing a stranger sees: a new board, the samples as pictures, the boards opened last, a
/// cluster to connect to; and, before all else, boards that were never saved under a name.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

    void setRecent(const QStringList& paths);
    void setDrafts(const QList<Draft>& drafts);
    /// The board that is open behind this page; empty: none.
    void setOpenBoard(const QString& name);

signals:
    void newBoard();
    void openBoard();
    void openPath(const QString& path);
    void connectToCluster();
    void backToBoard();
    void openDraft(const QString& path);
    void discardDraft(const stormbench::app::Draft& draft);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeSamples();
    QWidget* makeDraftRow(const Draft& draft);

    QPushButton* m_back = nullptr;
    QVBoxLayout* m_drafts;
    QWidget* m_draftBox;
    QVBoxLayout* m_recent;
    QWidget* m_recentBox;
};

}  // namespace stormbench::app
