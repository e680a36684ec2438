// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/connection_profiles.h"

#include <QSettings>

#include <algorithm>

namespace stormbench::views {
namespace {

constexpr qsizetype kMostKept = 20;
const QString kArray = QStringLiteral("connections");

void write(const QList<api::ConnectionSettings>& all)
{
    QSettings settings;
    settings.remove(kArray);
    settings.beginWriteArray(kArray, static_cast<int>(all.size()));
    for (int i = 0; i < all.size(); ++i) {
        const auto& one = all[i];
        settings.setArrayIndex(i);
        const auto text = [&](const char* key, const std::string& value) {
            settings.setValue(QLatin1String(key), QString::fromStdString(value));
        };
        text("name", one.name);
        text("bootstrap", one.bootstrap);
        settings.setValue(QStringLiteral("protocol"), static_cast<int>(one.protocol));
        text("mechanism", one.saslMechanism);
        text("user", one.saslUser);
        text("ca", one.caFile);
        text("certificate", one.certificateFile);
        text("key", one.keyFile);
        settings.setValue(QStringLiteral("verify"), one.verifyHostname);
    }
    settings.endArray();
}

}  // namespace

QList<api::ConnectionSettings> ConnectionProfiles::load()
{
    QSettings settings;
    QList<api::ConnectionSettings> all;
    const int count = settings.beginReadArray(kArray);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const auto text = [&](const char* key) {
            return settings.value(QLatin1String(key)).toString().toStdString();
        };
        api::ConnectionSettings one;
        one.name = text("name");
        one.bootstrap = text("bootstrap");
        one.protocol = static_cast<api::SecurityProtocol>(
            std::clamp(settings.value(QStringLiteral("protocol")).toInt(), 0, 3));
        one.saslMechanism = text("mechanism");
        one.saslUser = text("user");
        one.caFile = text("ca");
        one.certificateFile = text("certificate");
        one.keyFile = text("key");
        one.verifyHostname = settings.value(QStringLiteral("verify"), true).toBool();
        all.append(one);
    }
    settings.endArray();
    return all;
}

void ConnectionProfiles::remember(const api::ConnectionSettings& settings)
{
    auto all = load();
    all.removeIf([&](const auto& other) { return other.name == settings.name; });
    all.prepend(settings);
    write(all.mid(0, kMostKept));
}

void ConnectionProfiles::forget(const std::string& name)
{
    auto all = load();
    all.removeIf([&](const auto& other) { return other.name == name; });
    write(all);
}

}  // namespace stormbench::views
