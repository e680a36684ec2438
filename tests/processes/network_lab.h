// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QProcess>
#include <QStringList>

namespace stormbench::processes {

/// Machines that are network namespaces, joined to a bridge by veth pairs:
///
///     this test (10.77.0.1) ── bridge ─┬─ link1 ── eth0 (10.77.0.11), namespace 1
///                                      ├─ link2 ── eth0 (10.77.0.12), namespace 2
///                                      └─ …
///
/// The test itself moves into a namespace of its own first, so nothing of the machine's network is
/// touched. All namespaces are nameless and live as long as a process in them: however the test
/// ends, nothing stays behind.
class NetworkLab {
public:
    /// Moves this process into new namespaces; to be called in main(), before any thread is
    /// started. Empty when it worked, or why not.
    [[nodiscard]] static QString enter();

    /// Empty when the machines are there, or what went wrong.
    [[nodiscard]] QString build(int machines);
    ~NetworkLab();

    [[nodiscard]] static QString addressOf(int machine)
    {
        return QString("10.77.0.%1").arg(10 + machine);
    }
    /// What stands before a program so that it runs on the machine.
    [[nodiscard]] QStringList launcher(int machine) const;

    void cut(int machine);
    void restore(int machine);

private:
    [[nodiscard]] QString addMachine(int machine);
    [[nodiscard]] static QString run(const QStringList& command);

    std::vector<std::unique_ptr<QProcess>> m_machines;  ///< keep their namespaces alive
};

}  // namespace stormbench::processes
