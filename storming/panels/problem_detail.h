// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace stormbench::storming {

/// One problem in full: what is wrong, why it matters, a small board that has it and one that has
/// not, and the button that mends it.
class ProblemDetail : public QWidget {
    Q_OBJECT
public:
    explicit ProblemDetail(QWidget* parent = nullptr);

    /// `fixName` is empty where only people can mend it.
    void show(const Finding& finding, const QString& fixName);
    /// Nothing is chosen.
    void clear();

signals:
    void fixRequested();

private:
    QLabel* m_message;
    QLabel* m_why;
    QLabel* m_advice;
    QLabel* m_failing;
    QLabel* m_passing;
    QWidget* m_examples;
    QPushButton* m_fix;
};

}  // namespace stormbench::storming
