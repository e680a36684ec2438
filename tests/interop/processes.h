// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest/QtTest>

#include <csignal>

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace stormbench::interop {

inline constexpr int kPatienceMs = 60'000;

struct Outcome {
    int exitCode = -1;
    QString out, err;
    [[nodiscard]] QStringList lines() const { return out.split('\n', Qt::SkipEmptyParts); }
};

inline QString stormctl()
{
    return QStringLiteral(STORMBENCH_BINARY_DIR "/bin/stormctl");
}

/// Runs a program to its end; -1 when it does not start or end in time.
inline Outcome run(
    const QString& program, const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted(kPatienceMs))
        return {-1, {}, process.errorString()};
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatienceMs)) {
        process.kill();
        process.waitForFinished(kPatienceMs);
        return {-1, QString::fromUtf8(process.readAllStandardOutput()),
            QStringLiteral("did not end in time")};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError())};
}

/// `stormctl cluster` as a process: started in the constructor, ended by SIGTERM.
class ClusterProcess {
public:
    explicit ClusterProcess(const QString& directory, const QStringList& further = {})
    {
        m_process.start(
            stormctl(), QStringList{"cluster", "--brokers", "3", "--data", directory} + further);
        const QDeadlineTimer deadline(kPatienceMs);
        while (!deadline.hasExpired() && !m_process.canReadLine()
            && m_process.waitForReadyRead(kPatienceMs)) { }
        const auto line = QString::fromUtf8(m_process.readLine()).trimmed();
        if (line.startsWith("ready bootstrap="))
            m_bootstrap = line.mid(int(qstrlen("ready bootstrap=")));
    }
    ~ClusterProcess()
    {
        if (m_process.state() != QProcess::NotRunning)
            static_cast<void>(stop());
    }

    [[nodiscard]] const QString& bootstrap() const { return m_bootstrap; }
    [[nodiscard]] bool ready() const { return !m_bootstrap.isEmpty(); }
    [[nodiscard]] QString errors() { return QString::fromUtf8(m_process.readAllStandardError()); }

    /// The exit code, or -1 if it had to be killed.
    [[nodiscard]] int stop(int signal = SIGTERM)
    {
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
        if (!m_process.waitForFinished(kPatienceMs)) {
            m_process.kill();
            m_process.waitForFinished(kPatienceMs);
            return -1;
        }
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

private:
    QProcess m_process;
    QString m_bootstrap;
};

}  // namespace stormbench::interop
