// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/importer.h"

#include "storming/exchange/delimited_text.h"

#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

#include <array>

namespace stormbench::storming {
namespace {

constexpr qsizetype kSniffed = 256 << 10;

constexpr std::array kImporters{
    Importer{"csv", "Table (CSV, TSV)", "*.csv *.tsv *.tab *.txt", true, importCsv},
    Importer{"miro", "Miro items (JSON)", "*.json", true, importMiro},
    Importer{"event-modeling", "Event Modeling (JSON)", "*.json", false, importEventModeling},
    Importer{"context-mapper", "Context Mapper (CML)", "*.cml", false, importContextMapper},
};

bool has(const QString& text, const char* pattern)
{
    return QRegularExpression(QString::fromLatin1(pattern)).match(text).hasMatch();
}

}  // namespace

std::span<const Importer> importers()
{
    return kImporters;
}

const Importer* importerNamed(const QString& name)
{
    for (const Importer& importer : kImporters)
        if (name == QLatin1StringView(importer.name))
            return &importer;
    return nullptr;
}

const Importer* importerFor(const QString& fileName, const QByteArray& bytes)
{
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    const QString head = decodeText(bytes.left(kSniffed)).text.trimmed();
    if (has(head, "^storm \\d+\\s"))
        return nullptr;  // a board of our own
    const auto named = [](const char* name) { return importerNamed(QString::fromLatin1(name)); };
    if (head.startsWith(u'{') || head.startsWith(u'[')) {
        if (has(head, "\"slices\"\\s*:"))
            return named("event-modeling");
        if (has(head,
                "\"(sticky_note|shape|frame|connector|card)\"|\"(startItem|fillColor)\"\\s*:"))
            return named("miro");
        return suffix == QLatin1StringView("json") ? named("miro") : nullptr;
    }
    if (suffix == QLatin1StringView("cml")
        || has(head, "(^|\\s)(BoundedContext|ContextMap)\\s+\\w*\\s*\\{"))
        return named("context-mapper");
    const bool isTable = suffix == QLatin1StringView("csv") || suffix == QLatin1StringView("tsv")
        || suffix == QLatin1StringView("tab") || suffix == QLatin1StringView("txt");
    return isTable && !bytes.contains('\0') ? named("csv") : nullptr;
}

QString tooLargeToImport(const QString& fileName)
{
    return QStringLiteral("%1 is larger than %2 MB, which no board needs. Split it, or export less "
                          "from the other tool.")
        .arg(fileName)
        .arg(kLargestImport >> 20);
}

QString unknownToImport(const QString& fileName)
{
    QStringList titles;
    for (const Importer& importer : kImporters)
        titles.append(QString::fromUtf8(importer.title));
    return QStringLiteral("%1 is none of the files that can be imported: %2. If it is one of them, "
                          "say which format it has.")
        .arg(fileName, titles.join(QStringLiteral(", ")));
}

}  // namespace stormbench::storming
