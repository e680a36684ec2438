// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker_process.h"

#include <csignal>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QDeadlineTimer>
#include <QFile>
#include <QRandomGenerator>

namespace stormbench::processes {
namespace {

bool isFree(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool bound
        = ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return bound;
}

}  // namespace

BrokerProcess::BrokerProcess(QString configFile, QStringList launcher)
    : m_configFile(std::move(configFile))
    , m_launcher(std::move(launcher))
{
}

BrokerProcess::~BrokerProcess()
{
    kill();
}

void BrokerProcess::begin(const QStringList& further)
{
    m_readyLine.clear();
    m_process = std::make_unique<QProcess>();
    m_process->setStandardErrorFile(m_configFile + ".log", QIODevice::Append);
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    auto command = m_launcher;
    command << QStringLiteral(STORMBENCH_BINARY_DIR "/bin/stormctl") << "broker"
            << "--config" << m_configFile << further;
    const auto program = command.takeFirst();
    m_process->start(program, command);
}

bool BrokerProcess::awaitReady()
{
    const QDeadlineTimer deadline(kPatienceMs);
    while (!m_process->canReadLine() && !deadline.hasExpired())
        if (!m_process->waitForReadyRead(int(deadline.remainingTime())))
            break;
    m_readyLine = QString::fromUtf8(m_process->readLine()).trimmed();
    return m_readyLine.startsWith("ready id=");
}

bool BrokerProcess::running() const
{
    return m_process && m_process->state() == QProcess::Running;
}

void BrokerProcess::signal(int number) const
{
    if (running())
        ::kill(static_cast<pid_t>(m_process->processId()), number);
}

void BrokerProcess::kill()
{
    signal(SIGKILL);
    if (m_process)
        m_process->waitForFinished(kPatienceMs);
}

void BrokerProcess::freeze()
{
    signal(SIGSTOP);
}

void BrokerProcess::thaw()
{
    signal(SIGCONT);
}

int BrokerProcess::stop(int number)
{
    signal(number);
    if (m_process->state() != QProcess::NotRunning && !m_process->waitForFinished(kPatienceMs)) {
        kill();
        return -1;
    }
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

QString BrokerProcess::messages() const
{
    QFile file(m_configFile + ".log");
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString serverProperties(int id, const QList<NodeAddress>& nodes, const QString& directory)
{
    QStringList voters;
    for (int i = 0; i < nodes.size(); ++i)
        voters << QString("%1@%2:%3").arg(i + 1).arg(nodes[i].host).arg(nodes[i].port + 1);
    const auto& own = nodes[id - 1];
    return QString("cluster.id=PcGKcRdGTIOQyxh7bDTWtg\n"
                   "node.id=%1\n"
                   "process.roles=broker,controller\n"
                   "controller.quorum.voters=%2\n"
                   "listeners=PLAINTEXT://%3:%4,CONTROLLER://%3:%5\n"
                   "log.dirs=%6\n"
                   "default.replication.factor=3\n"
                   "min.insync.replicas=2\n"
                   "offsets.topic.replication.factor=3\n"
                   "broker.session.timeout.ms=1000\n"
                   "broker.heartbeat.interval.ms=200\n"
                   "controller.quorum.fetch.timeout.ms=500\n"
                   "controller.quorum.election.timeout.ms=400\n"
                   "controller.quorum.election.backoff.max.ms=150\n"
                   "leader.imbalance.check.interval.seconds=1\n")
        .arg(id)
        .arg(voters.join(','))
        .arg(own.host)
        .arg(own.port)
        .arg(own.port + 1)
        .arg(directory);
}

QList<NodeAddress> freeAddresses(int count)
{
    QList<NodeAddress> addresses;
    while (addresses.size() < count) {
        const auto port
            = static_cast<std::uint16_t>(QRandomGenerator::global()->bounded(10'000, 16'000) * 2);
        const bool known = std::any_of(addresses.begin(), addresses.end(),
            [&](const NodeAddress& other) { return other.port == port; });
        if (!known && isFree(port) && isFree(port + 1))
            addresses.append({"127.0.0.1", port});
    }
    return addresses;
}

bool writeFile(const QString& path, const QString& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

}  // namespace stormbench::processes
