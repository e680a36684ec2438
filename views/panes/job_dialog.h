// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>

#include "engine/api/types.h"
#include "views/feed/job_runner.h"

class QFormLayout;
class QLabel;
class QPushButton;

namespace stormbench::views {

/// Asks, does it on the job runner, and closes when it is done; a failure is told in place and can
/// be tried again.
class JobDialog : public QDialog {
    Q_OBJECT

public:
    using Job = std::function<Result<>()>;  ///< runs on the runner's thread

    /// `makeJob` takes what the fields say when the button is pressed.
    JobDialog(const QString& title, const QString& action, feed::JobRunner& jobs,
        std::function<Job()> makeJob, QWidget* parent);

    [[nodiscard]] QFormLayout* form() const { return m_form; }
    [[nodiscard]] QPushButton* button() const { return m_do; }
    void setExplanation(const QString& text);
    void setDangerous();
    void setAction(const QString& text);  ///< what the button says
    [[nodiscard]] QString failure() const;

private:
    void start();
    void finish(const Result<>& result);

    feed::JobRunner& m_jobs;
    std::function<Job()> m_makeJob;
    QLabel* m_explanation;
    QFormLayout* m_form;
    QLabel* m_failure;
    QPushButton* m_do;
    QString m_action;
};

}  // namespace stormbench::views
