// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QStringList>

/// The project's own sources, for the tests of the architecture.
namespace source_tree {

struct SourceFile {
    QString path;    ///< relative to the project, with '/'
    QString folder;  ///< "engine/storage"; deeper folders count as theirs ("engine/broker/handlers"
                     ///< → "engine/broker")
    QStringList lines;

    [[nodiscard]] bool isHeader() const { return path.endsWith(QLatin1String(".h")); }
};

/// The first two levels of a path: the unit of the layer rules.
inline QString layerOf(const QString& path)
{
    const auto parts = path.split(QLatin1Char('/'));
    return parts.size() > 2 ? parts.at(0) + QLatin1Char('/') + parts.at(1) : parts.at(0);
}

/// Every .h and .cpp below the given top-level folders, sorted by path.
inline QList<SourceFile> read(const QStringList& tops)
{
    const QDir root(QStringLiteral(STORMBENCH_SOURCE_DIR));
    QStringList paths;
    for (const auto& top : tops) {
        QDirIterator it(root.filePath(top), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
            QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            paths += root.relativeFilePath(it.next());
    }
    paths.sort();
    QList<SourceFile> files;
    for (const auto& path : paths) {
        QFile file(root.filePath(path));
        if (file.open(QIODevice::ReadOnly))
            files += {
                path, layerOf(path), QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))};
    }
    return files;
}

inline QStringList productFolders()
{
    return {QStringLiteral("app"), QStringLiteral("engine"), QStringLiteral("resources"),
        QStringLiteral("storming"), QStringLiteral("views")};
}

}  // namespace source_tree
