// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>

#include <vector>

namespace stormbench::storming {

class PlanBuilder;

/// A JSON value of a file and the path to it, for problems: "data[3]".
struct JsonPlace {
    QJsonValue value;
    QString path;

    [[nodiscard]] QJsonObject object() const { return value.toObject(); }
    [[nodiscard]] JsonPlace at(const QString& key) const;
    /// The elements of a list; of anything else none.
    [[nodiscard]] std::vector<JsonPlace> items() const;
    [[nodiscard]] std::vector<JsonPlace> items(const QString& key) const;
    /// A text or a number as text.
    [[nodiscard]] QString string(const QString& key) const;
    [[nodiscard]] bool has(const QString& key) const { return object().contains(key); }
};

/// The JSON values of a file, in which several may follow each other (saved pages of one list).
/// What is no JSON becomes a problem with its line; the pages around it are read.
[[nodiscard]] std::vector<JsonPlace> readJsonPages(const QByteArray& bytes, PlanBuilder& plan);

}  // namespace stormbench::storming
