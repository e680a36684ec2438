// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/import_plan.h"

#include <QtCore/QByteArray>

namespace stormbench::storming {

struct ImportOptions {
    KindChoices kinds;
    std::optional<CsvLayout> csv;  ///< instead of the guess; titles do not matter
};

/// A source of boards. Importers are total: any bytes give a plan, with all that could not be read
/// among its problems. They are pure and keep the file's order: equal files give equal plans.
struct Importer {
    const char* name;      ///< for --format: "csv"
    const char* title;     ///< "Miro items (JSON)"
    const char* patterns;  ///< of file names: "*.csv *.tsv"
    bool hasKinds;         ///< kinds come from words or colours, which people may map
    ImportPlan (*run)(const QByteArray& bytes, const ImportOptions& options);
};

/// Every importer, declared once; the dialog and `stormctl import` derive from it.
[[nodiscard]] std::span<const Importer> importers();
[[nodiscard]] const Importer* importerNamed(const QString& name);
/// By the content and, where that fits several, the file's name; null if nothing fits.
[[nodiscard]] const Importer* importerFor(const QString& fileName, const QByteArray& bytes);

/// The largest file that is read, in bytes; what larger ones get told.
inline constexpr qint64 kLargestImport = qint64{64} << 20;
[[nodiscard]] QString tooLargeToImport(const QString& fileName);
/// Why importerFor() found nothing, and what to do.
[[nodiscard]] QString unknownToImport(const QString& fileName);

[[nodiscard]] ImportPlan importCsv(const QByteArray& bytes, const ImportOptions& options);
[[nodiscard]] ImportPlan importMiro(const QByteArray& bytes, const ImportOptions& options);
[[nodiscard]] ImportPlan importEventModeling(const QByteArray& bytes, const ImportOptions& options);
[[nodiscard]] ImportPlan importContextMapper(const QByteArray& bytes, const ImportOptions& options);

}  // namespace stormbench::storming
