// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariant>

namespace stormbench::app {

/// The values of the declared settings, kept in the user's settings file. What the file holds but
/// the table does not allow (written by another version, or by hand) counts as the default. Runs
/// on: the UI thread.
class SettingStore : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] QVariant value(const QString& id) const;
    [[nodiscard]] QString text(const char* id) const
    {
        return value(QString::fromLatin1(id)).toString();
    }
    [[nodiscard]] bool isOn(const char* id) const
    {
        return value(QString::fromLatin1(id)).toBool();
    }
    [[nodiscard]] int number(const char* id) const
    {
        return value(QString::fromLatin1(id)).toInt();
    }

    /// False and nothing done for a value that the table does not allow.
    bool set(const QString& id, const QVariant& value);
    void resetAll();

signals:
    void changed(const QString& id);
};

}  // namespace stormbench::app
