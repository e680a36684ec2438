// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QRegularExpression>

#include "tests/support/source_tree.h"

/// Sizes as a ratchet: above the first number a file or function is listed, above the second the
/// build is red. tests/arch/sizes.txt names today's exceptions with their size; they may shrink,
/// never grow, and no new one may join.
class SizesTest : public QObject {
    Q_OBJECT
private slots:
    void filesAndFunctions();
};

namespace {

constexpr int kSourceWarn = 400, kSourceStop = 800;
constexpr int kHeaderWarn = 150, kHeaderStop = 300;
constexpr int kFunctionWarn = 45, kFunctionStop = 70;

QMap<QString, int> readExceptions()
{
    QMap<QString, int> exceptions;
    QFile file(QStringLiteral(STORMBENCH_SOURCE_DIR "/tests/arch/sizes.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return exceptions;
    for (const auto& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        const auto parts = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        if (parts.size() == 2 && !line.startsWith(QLatin1Char('#')))
            exceptions[parts.at(0)] = parts.at(1).toInt();
    }
    return exceptions;
}

struct Function {
    QString name;
    int lines = 0;
};

/// Function bodies as this tree lays them out: a line "{" in the first column opens one, a line "}"
/// closes it.
QList<Function> functionsOf(const QStringList& lines)
{
    static const QRegularExpression named(QStringLiteral("([A-Za-z_~][\\w:~]*)\\s*\\("));
    QList<Function> functions;
    QString heading;
    qsizetype openedAt = -1;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto& line = lines.at(i);
        if (line == QLatin1String("{") && i > 0) {
            openedAt = i;
            // The heading starts at the last unindented line above that has a name and a
            // parenthesis.
            for (qsizetype j = i - 1; j >= 0 && i - j < 8; --j) {
                const auto match = named.match(lines.at(j));
                if (!lines.at(j).startsWith(QLatin1Char(' ')) && match.hasMatch()) {
                    heading = match.captured(1);
                    break;
                }
            }
        } else if ((line == QLatin1String("}") || line == QLatin1String("};")) && openedAt >= 0) {
            functions += {heading, static_cast<int>(i - openedAt - 1)};
            openedAt = -1;
        }
    }
    return functions;
}

}  // namespace

void SizesTest::filesAndFunctions()
{
    const auto exceptions = readExceptions();
    QStringList tooLarge, large;
    const auto judge = [&](const QString& what, int size, int warn, int stop) {
        if (size > stop && size > exceptions.value(what, 0))
            tooLarge += QStringLiteral("%1: %2 lines, at most %3")
                            .arg(what)
                            .arg(size)
                            .arg(qMax(stop, exceptions.value(what, 0)));
        else if (size > warn)
            large += QStringLiteral("%1 %2").arg(what).arg(size);
    };
    int functions = 0;
    for (const auto& file : source_tree::read(source_tree::productFolders())) {
        const int size = static_cast<int>(file.lines.size());
        judge(file.path, size, file.isHeader() ? kHeaderWarn : kSourceWarn,
            file.isHeader() ? kHeaderStop : kSourceStop);
        for (const auto& function : functionsOf(file.lines)) {
            ++functions;
            judge(file.path + QLatin1Char(':') + function.name, function.lines, kFunctionWarn,
                kFunctionStop);
        }
    }
    qInfo("%d functions; %d files or functions above the first limit", functions,
        static_cast<int>(large.size()));
    QVERIFY2(functions > 100, "the test found hardly any function: it reads the layout wrongly");
    QVERIFY2(tooLarge.isEmpty(), qPrintable(tooLarge.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(SizesTest)
#include "sizes_test.moc"
