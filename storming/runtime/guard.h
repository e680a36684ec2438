// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace stormbench::storming {

/// A policy's condition on the payload that triggers it: comparisons of a field with a number, a
/// quoted text, true or false, joined by "and" (which binds closer) and "or": `total > 100 and
/// country == "DE"`. Operators: == != < <= > >=. A field that the payload lacks makes its
/// comparison false.
class Guard {
public:
    /// Empty text holds always. `error` says what could not be read, empty if all could; an
    /// unreadable guard holds always.
    explicit Guard(const QString& text);

    [[nodiscard]] bool holds(const QJsonObject& payload) const;
    [[nodiscard]] const QString& error() const { return m_error; }

private:
    struct Comparison {
        QString field;
        QString op;
        QJsonValue value;
    };
    bool readComparison(const QString& text, Comparison& into);

    QList<QList<Comparison>> m_alternatives;  ///< any of them, all of its parts
    QString m_error;
};

}  // namespace stormbench::storming
