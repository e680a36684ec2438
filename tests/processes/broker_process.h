// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

namespace stormbench::processes {

inline constexpr int kPatienceMs = 60'000;

/// Where a node listens; its controller listens on the port after.
struct NodeAddress {
    QString host;
    std::uint16_t port = 0;
};

/// `stormctl broker` as a process of its own, over several lives. It dies with the test, however
/// that ends. Its messages are appended to CONFIG.log. Used from the test's thread.
class BrokerProcess {
public:
    /// `launcher` stands before the program, to start it elsewhere: nsenter and its arguments.
    explicit BrokerProcess(QString configFile, QStringList launcher = {});
    ~BrokerProcess();  ///< kills

    void begin(const QStringList& further = {});
    /// Waits for the line that says ready; false if the process ends without it.
    [[nodiscard]] bool awaitReady();

    void kill();    ///< -9, and waits for its end
    void freeze();  ///< SIGSTOP
    void thaw();    ///< SIGCONT
    /// SIGTERM, unless another is asked for; the exit code, or -1 if it had to be killed.
    [[nodiscard]] int stop(int signal = 15);

    [[nodiscard]] QString readyLine() const { return m_readyLine; }
    [[nodiscard]] QString messages() const;
    [[nodiscard]] bool running() const;

private:
    void signal(int number) const;

    QString m_configFile;
    QStringList m_launcher;
    QString m_readyLine;
    std::unique_ptr<QProcess> m_process;
};

/// The server.properties of node `id` of the nodes 1, 2, … at these addresses; all of them vote.
[[nodiscard]] QString serverProperties(
    int id, const QList<NodeAddress>& nodes, const QString& directory);

/// Free ports of 127.0.0.1 below those of outgoing connections, so that they are free for the next
/// life too.
[[nodiscard]] QList<NodeAddress> freeAddresses(int count);

[[nodiscard]] bool writeFile(const QString& path, const QString& text);

}  // namespace stormbench::processes
