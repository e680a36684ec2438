// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/types.h"

#include "engine/api/connection.h"

namespace stormbench::api {

std::optional<std::string> ReceivedRecord::headerText(std::string_view name) const
{
    for (const auto& header : headers) {
        if (header.name == name && header.value)
            return toText(*header.value);
    }
    return std::nullopt;
}

std::string_view toString(ConnectStage stage)
{
    switch (stage) {
    case ConnectStage::Settings: return "settings";
    case ConnectStage::Resolve: return "name resolution";
    case ConnectStage::Tcp: return "TCP connection";
    case ConnectStage::Tls: return "TLS handshake";
    case ConnectStage::Sasl: return "SASL authentication";
    case ConnectStage::ApiVersions: return "API versions";
    case ConnectStage::Metadata: return "cluster metadata";
    }
    return "unknown stage";
}

}  // namespace stormbench::api
