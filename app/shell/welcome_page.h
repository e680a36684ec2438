// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace stormbench::app {

/// The first thing a stranger sees: a new board, the samples as pictures, the boards opened last, a
/// cluster to connect to.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

    void setRecent(const QStringList& paths);

    /// The boards that ship inside the program.
    [[nodiscard]] static QStringList samplePaths();

signals:
    void newBoard();
    void openBoard();
    void openPath(const QString& path);
    void connectToCluster();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeSamples();

    QVBoxLayout* m_recent;
    QWidget* m_recentBox;
};

}  // namespace stormbench::app
