// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace stormbench::storming {

class Workshop;

/// The row above the canvas while something is going on: the timer's large digits, a round of
/// votes, a private writing phase; nothing otherwise. Big enough to be read from the back of a
/// room.
class WorkshopBar : public QFrame {
    Q_OBJECT
public:
    explicit WorkshopBar(Workshop& workshop, QWidget* parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QString timerText() const;
    [[nodiscard]] QString votingText() const;
    [[nodiscard]] QString writingText() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildTimer();
    QWidget* buildVoting();
    QWidget* buildWriting();
    QToolButton* button(const char* icon, const QString& tip, void (Workshop::*act)());
    QPushButton* push(const QString& text, const QString& tip, void (Workshop::*act)());
    void showTimer();
    void showVoting();
    void showWriting();
    void showAny();
    void arrange();

    Workshop& m_workshop;
    QBoxLayout* m_strips;
    QWidget* m_timer = nullptr;
    QLabel* m_digits = nullptr;
    QLabel* m_timeUp = nullptr;
    QProgressBar* m_share = nullptr;
    QToolButton* m_toggle = nullptr;
    QWidget* m_voting = nullptr;
    QLabel* m_votes = nullptr;
    QWidget* m_writing = nullptr;
    QLabel* m_written = nullptr;
    QPushButton* m_end = nullptr;
};

}  // namespace stormbench::storming
