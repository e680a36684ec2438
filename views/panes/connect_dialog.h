// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <atomic>
#include <memory>

#include "engine/api/connection.h"
#include "views/feed/job_runner.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace stormbench::views {

class FileField;
class StageList;

/// How to reach a remote cluster. "Test" tries the stages of connecting and shows each as it passes
/// or fails. Profiles are remembered without passwords. Runs on: the UI thread; the test on a
/// runner of its own.
class ConnectDialog : public QDialog {
    Q_OBJECT

public:
    explicit ConnectDialog(QWidget* parent);
    ~ConnectDialog() override;

    [[nodiscard]] api::ConnectionSettings settings() const;
    void setSettings(const api::ConnectionSettings& settings);

    void accept() override;

private:
    QWidget* buildForm();
    QWidget* buildProfiles();
    void loadProfile(int index);
    void removeProfile();
    void fillProfiles();
    void updateFields();
    void growSoon();
    void test();
    void endTest();

    QComboBox* m_profiles = nullptr;
    QPushButton* m_forget = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_bootstrap = nullptr;
    QComboBox* m_protocol = nullptr;
    QWidget* m_sasl = nullptr;
    QComboBox* m_mechanism = nullptr;
    QLineEdit* m_user = nullptr;
    QLineEdit* m_password = nullptr;
    QWidget* m_tls = nullptr;
    FileField* m_ca = nullptr;
    FileField* m_certificate = nullptr;
    FileField* m_key = nullptr;
    QLineEdit* m_keyPassword = nullptr;
    QCheckBox* m_verify = nullptr;
    StageList* m_stages = nullptr;
    QPushButton* m_test = nullptr;
    QPushButton* m_connect = nullptr;

    std::shared_ptr<std::atomic<bool>> m_cancelled;  ///< of the test that runs
    feed::JobRunner m_jobs;
};

}  // namespace stormbench::views
