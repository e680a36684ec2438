// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/setting_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace stormbench::app {
namespace {

using Kind = ui::SettingSpec::Kind;

constexpr int kMostBrokers = 9;
constexpr int kLastFirstPort = 65'535 - kMostBrokers;

QString tr(const char* text)
{
    return QCoreApplication::translate("Settings", text);
}

struct Words {
    const char* text;
    const char* description;
};

ui::SettingSpec spec(
    const char* id, const QString& group, Words words, Kind kind, QVariant defaultValue)
{
    ui::SettingSpec spec;
    spec.id = QString::fromLatin1(id);
    spec.group = group;
    spec.text = tr(words.text);
    spec.description = tr(words.description);
    spec.kind = kind;
    spec.defaultValue = std::move(defaultValue);
    return spec;
}

ui::SettingSpec choice(const char* id, const QString& group, Words words,
    std::initializer_list<std::pair<const char*, const char*>> choices)
{
    auto result = spec(id, group, words, Kind::Choice, QString::fromLatin1(choices.begin()->first));
    for (const auto& [value, text] : choices) {
        result.choices += QString::fromLatin1(value);
        result.choiceTexts += tr(text);
    }
    return result;
}

ui::SettingSpec integer(
    const char* id, const QString& group, Words words, int defaultValue, std::pair<int, int> range)
{
    auto result = spec(id, group, words, Kind::Integer, defaultValue);
    result.minimum = range.first;
    result.maximum = range.second;
    return result;
}

QList<ui::SettingSpec> makeTable()
{
    const QString look = tr("Look"), workshop = tr("Workshop"), start = tr("Start"),
                   cluster = tr("Local cluster");
    return {
        choice(setting::kScheme, look, {"Theme", "Colours of the whole window."},
            {{"light", "Light"}, {"dark", "Dark"}, {"contrast", "High contrast"}}),
        spec(setting::kMotion, look,
            {"Motion", "Animations, and tokens that travel along the arrows while a board plays."},
            Kind::Switch, true),
        choice(setting::kTimes, look, {"Times", "Of messages and charts. Times in UTC end in Z."},
            {{"local", "This computer's time zone"}, {"utc", "UTC"}}),
        spec(setting::kYourName, workshop,
            {"Your name", "Stands on your comments, and on notes that you write in private."},
            Kind::Text, QString()),
        choice(setting::kStartPage, start,
            {"Open at start", "When the program is started without a board."},
            {{"welcome", "The welcome page"}, {"last", "The board opened last"}}),
        spec(setting::kStartCluster, start,
            {"Start the local cluster",
                "With the window. Without, a board plays once a cluster is started or connected."},
            Kind::Switch, true),
        integer(setting::kBrokers, cluster,
            {"Brokers",
                "With fewer than before, partitions of the brokers left out are offline until the "
                "local data is reset."},
            3, {1, kMostBrokers}),
        integer(setting::kFirstPort, cluster,
            {"First port",
                "Each further broker takes the next port. 0: free ports, kept from "
                "start to start."},
            0, {0, kLastFirstPort}),
        spec(setting::kClusterDirectory, cluster,
            {"Data directory", "Of topics, groups and offsets. Empty: in the user's own data."},
            Kind::Path, QString()),
    };
}

}  // namespace

const QList<ui::SettingSpec>& settingTable()
{
    static const QList<ui::SettingSpec> table = makeTable();
    return table;
}

const ui::SettingSpec& settingSpec(const QString& id)
{
    const auto& table = settingTable();
    const auto found = std::find_if(
        table.begin(), table.end(), [&](const ui::SettingSpec& spec) { return spec.id == id; });
    Q_ASSERT_X(found != table.end(), "settingSpec", qPrintable(id));
    return *found;
}

}  // namespace stormbench::app
