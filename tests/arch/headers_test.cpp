// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QThread>

#include "tests/support/source_tree.h"

/// Every header compiles when it is the first thing that is included. Its own source shows that
/// by including it first (`./dev test --tidy` reads sources without a precompiled header, which
/// might hide what is missing); headers that have no source are compiled here by themselves, with
/// the flags of their folder.
class HeadersTest : public QObject {
    Q_OBJECT
private slots:
    void sourcesIncludeTheirHeaderFirst();
    void withoutSourceSelfContained();
};

namespace {

/// Compiler and flags of one source file a folder, from the build's own compile_commands.json.
QHash<QString, QStringList> flagsByFolder()
{
    QHash<QString, QStringList> flags;
    QFile file(QStringLiteral(STORMBENCH_BINARY_DIR "/compile_commands.json"));
    if (!file.open(QIODevice::ReadOnly))
        return flags;
    const QDir root(QStringLiteral(STORMBENCH_SOURCE_DIR));
    for (const auto& value : QJsonDocument::fromJson(file.readAll()).array()) {
        const auto entry = value.toObject();
        const auto folder
            = source_tree::layerOf(root.relativeFilePath(entry[QStringLiteral("file")].toString()));
        if (flags.contains(folder) || folder.startsWith(QLatin1String("..")))
            continue;
        QStringList kept;
        const auto words = QProcess::splitCommand(entry[QStringLiteral("command")].toString());
        for (qsizetype i = 0; i < words.size(); ++i) {
            const auto& word = words.at(i);
            if (word == QLatin1String("-isystem"))
                kept << word << words.value(++i);
            else if (word.startsWith(QLatin1String("-I")) || word.startsWith(QLatin1String("-D"))
                || word.startsWith(QLatin1String("-std")) || word.startsWith(QLatin1String("-f")))
                kept << word;
        }
        kept.removeIf([](const QString& word) {
            return word.startsWith(QLatin1String("-fsanitize"))
                || word == QLatin1String("-fpch-preprocess");
        });
        flags[folder] = kept;
    }
    return flags;
}

QString sourceOf(const QString& header)
{
    return header.chopped(1) + QStringLiteral("cpp");
}

}  // namespace

void HeadersTest::sourcesIncludeTheirHeaderFirst()
{
    QStringList failures;
    int pairs = 0;
    const auto files = source_tree::read(source_tree::productFolders());
    QSet<QString> headers;
    for (const auto& file : files)
        if (file.isHeader())
            headers += sourceOf(file.path);
    for (const auto& file : files) {
        if (!headers.contains(file.path))
            continue;
        ++pairs;
        const auto own = QStringLiteral("#include \"%1h\"").arg(file.path.chopped(3));
        const auto first = std::find_if(file.lines.begin(), file.lines.end(),
            [](const QString& line) { return line.startsWith(QLatin1String("#include")); });
        if (first == file.lines.end() || *first != own)
            failures += file.path + QStringLiteral(": does not begin with ") + own;
    }
    QVERIFY(pairs > 20);
    QVERIFY2(failures.isEmpty(), qPrintable(failures.join(QLatin1Char('\n'))));
}

void HeadersTest::withoutSourceSelfContained()
{
    const auto flags = flagsByFolder();
    QVERIFY2(!flags.isEmpty(), "no compile_commands.json beside the build");

    // All headers of a folder go into one run of the compiler each: it starts anew for each file,
    // but this process does not.
    QHash<QString, QStringList> headers;
    int count = 0;
    for (const auto& file : source_tree::read(source_tree::productFolders())) {
        if (file.isHeader() && flags.contains(file.folder)
            && !QFile::exists(QStringLiteral(STORMBENCH_SOURCE_DIR "/") + sourceOf(file.path))) {
            headers[file.folder] += QStringLiteral(STORMBENCH_SOURCE_DIR "/") + file.path;
            ++count;
        }
    }
    QVERIFY(count > 20);

    QStringList folders = headers.keys();
    folders.sort();
    QStringList failures;
    QList<QProcess*> running;
    const auto finishOne = [&] {
        auto* process = running.takeFirst();
        QVERIFY(process->waitForFinished(600'000));
        if (process->exitCode() != 0)
            failures += QString::fromUtf8(process->readAllStandardError().left(4000));
        delete process;
    };
    for (const auto& folder : folders) {
        if (running.size() >= QThread::idealThreadCount())
            finishOne();
        auto* process = new QProcess;
        process->setProcessChannelMode(QProcess::SeparateChannels);
        process->start(QStringLiteral("c++"),
            QStringList{QStringLiteral("-fsyntax-only"), QStringLiteral("-w"), QStringLiteral("-x"),
                QStringLiteral("c++")}
                + flags[folder] + headers[folder]);
        running += process;
    }
    while (!running.isEmpty())
        finishOne();
    QVERIFY2(failures.isEmpty(), qPrintable(failures.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(HeadersTest)
#include "headers_test.moc"
