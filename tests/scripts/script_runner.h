// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QTest>

#include <functional>
#include <map>
#include <string>
#include <vector>

/// Golden interaction scripts, to be read aloud: a line is a command, the indented lines under it
/// are what came out, '#' begins a comment. The test runs every command and compares;
/// STORMBENCH_UPDATE_GOLDEN=1 writes the outputs anew, to be reviewed.
namespace stormbench::scripts {

/// One command: its words, and those of the form name=value apart.
struct Command {
    std::vector<std::string> words;
    std::map<std::string, std::string> options;

    [[nodiscard]] std::string word(std::size_t index) const
    {
        return index < words.size() ? words[index] : std::string{};
    }
    [[nodiscard]] std::string option(
        const std::string& name, const std::string& otherwise = {}) const
    {
        const auto found = options.find(name);
        return found == options.end() ? otherwise : found->second;
    }
    [[nodiscard]] bool has(const std::string& word) const
    {
        return std::find(words.begin(), words.end(), word) != words.end();
    }

    [[nodiscard]] static Command parse(const QString& line)
    {
        Command command;
        for (const auto& part : line.split(' ', Qt::SkipEmptyParts)) {
            const auto equals = part.indexOf('=');
            if (equals > 0)
                command.options[part.left(equals).toStdString()]
                    = part.mid(equals + 1).toStdString();
            else
                command.words.push_back(part.toStdString());
        }
        return command;
    }
};

using Interpreter = std::function<std::vector<std::string>(const Command&)>;

inline QStringList listScripts(const QString& folder)
{
    return QDir(STORMBENCH_SOURCE_DIR "/tests/scripts/" + folder)
        .entryList({"*.txt"}, QDir::Files, QDir::Name);
}

inline void runScript(const QString& path, const Interpreter& interpret)
{
    QFile file(STORMBENCH_SOURCE_DIR "/tests/scripts/" + path);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    const auto expected = QString::fromUtf8(file.readAll());
    file.close();
    QString actual;
    for (const auto& line : expected.split('\n')) {
        if (line.startsWith("  "))
            continue;
        actual += line + '\n';
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        for (const auto& output : interpret(Command::parse(line)))
            actual += "  " + QString::fromStdString(output) + '\n';
    }
    actual.chop(1);
    if (qEnvironmentVariableIsSet("STORMBENCH_UPDATE_GOLDEN") && actual != expected) {
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(actual.toUtf8());
        return;
    }
    QCOMPARE(actual.split('\n'), expected.split('\n'));
}

}  // namespace stormbench::scripts
