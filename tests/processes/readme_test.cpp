// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <csignal>

#include <sys/prctl.h>

#include <QTemporaryDir>

#include "broker_process.h"
#include "network_lab.h"

using namespace stormbench::processes;

namespace {

QString g_whyNoLab;

/// The blocks of commands of one section of README.md.
QStringList commandBlocks(const QString& heading)
{
    QFile file(STORMBENCH_SOURCE_DIR "/README.md");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto section = QString::fromUtf8(file.readAll()).section("\n" + heading + "\n", 1, 1);
    static const QRegularExpression kBlock("^```sh\\n(.*?)^```$",
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    QStringList blocks;
    const auto untilNext = section.section(QRegularExpression("\\n##+ "), 0, 0);
    for (auto match = kBlock.globalMatch(untilNext); match.hasNext();)
        blocks << match.next().captured(1);
    return blocks;
}

}  // namespace

/// What README.md says about three processes, word for word, in a network of its own (the ports are
/// those of the sample files).
class ReadmeTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    QProcess m_shell;
    QString m_output;

    [[nodiscard]] bool prints(const QString& text, int times = 1);

private slots:
    void threeProcessesByHand();
    void cleanup();
};

bool ReadmeTest::prints(const QString& text, int times)
{
    m_output += QString::fromUtf8(m_shell.readAll());
    return m_output.count(text) >= times;
}

void ReadmeTest::threeProcessesByHand()
{
    if (!g_whyNoLab.isEmpty())
        QSKIP(qPrintable(g_whyNoLab));
    const auto blocks = commandBlocks("### A cluster of three processes");
    QCOMPARE(blocks.size(), 2);
    QDir directory(m_directory.path());
    QVERIFY(directory.mkpath("build/release"));
    QVERIFY(QFile::link(STORMBENCH_BINARY_DIR "/bin", directory.filePath("build/release/bin")));
    QVERIFY(QFile::link(STORMBENCH_SOURCE_DIR "/resources", directory.filePath("resources")));

    m_shell.setWorkingDirectory(m_directory.path());
    m_shell.setProcessChannelMode(QProcess::MergedChannels);
    m_shell.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    // Whatever the commands start ends with the shell, as with the terminal.
    m_shell.start("unshare", {"--pid", "--fork", "--kill-child", "bash"});
    QVERIFY(m_shell.waitForStarted());
    m_shell.write("ip link set lo up\n" + blocks[0].toUtf8());
    QTRY_VERIFY2_WITH_TIMEOUT(prints("ready id=", 3), qPrintable(m_output), kPatienceMs);
    for (int id = 1; id <= 3; ++id)
        QVERIFY2(
            m_output.contains(QString("ready id=%1 listen=127.0.0.1:%2").arg(id).arg(19091 + id)),
            qPrintable(m_output));
    m_output.clear();
    m_shell.write(blocks[1].toUtf8() + "echo ended with $?\nexit\n");
    QTRY_VERIFY2_WITH_TIMEOUT(prints("ended with"), qPrintable(m_output), kPatienceMs);
    QVERIFY2(m_output.contains("ended with 0"), qPrintable(m_output));
    QVERIFY2(m_output.contains("\n1000\n"), qPrintable(m_output));
}

void ReadmeTest::cleanup()
{
    m_shell.kill();
    m_shell.waitForFinished(kPatienceMs);
}

int main(int argc, char** argv)
{
    g_whyNoLab = NetworkLab::enter();
    QCoreApplication application(argc, argv);
    ReadmeTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "readme_test.moc"
