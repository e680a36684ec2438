// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/admin_session.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/output.h"

namespace stormbench::cli {

int withAdmin(const ConnectionOptions& connection, const std::function<int(api::Admin&)>& body)
{
    const auto settings = connection.settings();
    if (!settings)
        return exitCodeFor(settings.error());
    auto admin = api::Admin::create(*settings);
    if (!admin)
        return exitCodeFor(admin.error());
    return body(**admin);
}

int reportItems(const Result<std::vector<api::ItemResult>>& items, std::string_view done, bool json)
{
    if (!items)
        return exitCodeFor(items.error());
    int code = kDone;
    auto list = nlohmann::ordered_json::array();
    for (const auto& [name, result] : *items) {
        if (!result) {
            code = kFailed;
            complain(result.error().message);
        } else if (!json) {
            print(fmt::format("{} {}", done, name));
        }
        list.push_back({{"name", name}, {"done", result.has_value()}});
        if (!result)
            list.back()["error"] = result.error().message;
    }
    if (json)
        print(list.dump(2));
    return code;
}

std::string_view configSourceName(api::ConfigSource source)
{
    switch (source) {
    case api::ConfigSource::Default: return "default";
    case api::ConfigSource::StaticBroker: return "static broker";
    case api::ConfigSource::DynamicBroker: return "dynamic broker";
    case api::ConfigSource::DynamicTopic: return "topic";
    case api::ConfigSource::Unknown: break;
    }
    return "unknown";
}

}  // namespace stormbench::cli
