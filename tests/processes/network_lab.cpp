// SPDX-License-Identifier: GPL-3.0-or-later
#include "network_lab.h"

#include <csignal>
#include <cstring>

#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>

namespace stormbench::processes {
namespace {

constexpr int kPatienceMs = 20'000;
constexpr auto kHostAddress = "10.77.0.1/24";

bool write(const char* path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

QString whyNot(const char* what)
{
    return QString("%1: %2").arg(what).arg(std::strerror(errno));
}

QString namespaceOf(qint64 process)
{
    return QFile::symLinkTarget(QString("/proc/%1/ns/net").arg(process));
}

QString linkOf(int machine)
{
    return QString("link%1").arg(machine);
}

}  // namespace

QString NetworkLab::enter()
{
    for (const auto* tool : {"ip", "nsenter", "unshare"})
        if (QStandardPaths::findExecutable(tool, {"/usr/sbin", "/sbin", "/usr/bin", "/bin"})
                .isEmpty())
            return QString("the program %1 is not installed").arg(tool);
    const auto user = ::getuid();
    const auto group = ::getgid();
    if (user == 0)
        return ::unshare(CLONE_NEWNET) == 0 ? QString() : whyNot("no network namespace");
    // Without root: as the root of a user namespace, where the machine allows that.
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return whyNot("neither root nor a user namespace");
    const auto map = [](auto id) { return QByteArray("0 ") + QByteArray::number(id) + " 1"; };
    if (!write("/proc/self/setgroups", "deny") || !write("/proc/self/uid_map", map(user))
        || !write("/proc/self/gid_map", map(group)))
        return whyNot("the user namespace cannot be set up");
    return {};
}

NetworkLab::~NetworkLab()
{
    for (const auto& machine : m_machines) {
        machine->kill();
        machine->waitForFinished(kPatienceMs);
    }
}

QString NetworkLab::run(const QStringList& command)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(command.first(), command.mid(1));
    if (process.waitForFinished(kPatienceMs) && process.exitCode() == 0)
        return {};
    return command.join(' ') + ": " + QString::fromUtf8(process.readAll()) + process.errorString();
}

QString NetworkLab::build(int machines)
{
    for (const auto* step :
        {"ip link set lo up", "ip link add bridge type bridge", "ip link set bridge up"})
        if (const auto failed = run(QString(step).split(' ')); !failed.isEmpty())
            return failed;
    if (const auto failed = run({"ip", "address", "add", kHostAddress, "dev", "bridge"});
        !failed.isEmpty())
        return failed;
    for (int machine = 1; machine <= machines; ++machine)
        if (const auto failed = addMachine(machine); !failed.isEmpty())
            return failed;
    return {};
}

QString NetworkLab::addMachine(int machine)
{
    auto& keeper = *m_machines.emplace_back(std::make_unique<QProcess>());
    keeper.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    keeper.start("unshare", {"--net", "sleep", "infinity"});
    if (!keeper.waitForStarted(kPatienceMs))
        return "unshare: " + keeper.errorString();
    const auto id = keeper.processId();
    const auto own = namespaceOf(::getpid());
    // unshare(1) is there before its namespace is.
    const QDeadlineTimer deadline(kPatienceMs);
    while (namespaceOf(id) == own || namespaceOf(id).isEmpty()) {
        if (deadline.hasExpired() || keeper.waitForFinished(1))
            return "unshare --net made no namespace";
    }
    const auto link = linkOf(machine);
    const QList<QStringList> steps{
        {"ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns",
            QString::number(id)},
        {"ip", "link", "set", link, "master", "bridge", "up"},
        launcher(machine) + QStringList{"ip", "link", "set", "lo", "up"},
        launcher(machine)
            + QStringList{"ip", "address", "add", addressOf(machine) + "/24", "dev", "eth0"},
        launcher(machine) + QStringList{"ip", "link", "set", "eth0", "up"},
    };
    for (const auto& step : steps)
        if (const auto failed = run(step); !failed.isEmpty())
            return failed;
    return {};
}

QStringList NetworkLab::launcher(int machine) const
{
    const auto id = m_machines[std::size_t(machine - 1)]->processId();
    return {"nsenter", QString("--net=/proc/%1/ns/net").arg(id)};
}

void NetworkLab::cut(int machine)
{
    if (const auto failed = run({"ip", "link", "set", linkOf(machine), "down"}); !failed.isEmpty())
        qFatal("%s", qPrintable(failed));
}

void NetworkLab::restore(int machine)
{
    if (const auto failed = run({"ip", "link", "set", linkOf(machine), "up"}); !failed.isEmpty())
        qFatal("%s", qPrintable(failed));
}

}  // namespace stormbench::processes
