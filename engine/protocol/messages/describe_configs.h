// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using DescribeConfigsApi = ApiVersionsOf<ApiKey::DescribeConfigs, 1, 4, 4>;
struct DescribeConfigsResponse;

/// Settings of topics (resourceType 2) and brokers (4). configurationKeys: null asks for all.
struct DescribeConfigsRequest {
    using Api = DescribeConfigsApi;
    using Response = DescribeConfigsResponse;
    using Self = DescribeConfigsRequest;
    static constexpr const char* kName = "DescribeConfigsRequest";

    struct DescribeConfigsResource {
        using Self = DescribeConfigsResource;

        std::int8_t resourceType = 0;
        std::string resourceName;
        std::optional<std::vector<std::string>> configurationKeys;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("resourceType", &Self::resourceType);
            v("resourceName", &Self::resourceName);
            v("configurationKeys", &Self::configurationKeys, always().nullable());
        }
        friend bool operator==(const DescribeConfigsResource&, const DescribeConfigsResource&)
            = default;
    };

    std::vector<DescribeConfigsResource> resources;
    bool includeSynonyms = false;
    bool includeDocumentation = false;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("resources", &Self::resources);
        v("includeSynonyms", &Self::includeSynonyms);
        v("includeDocumentation", &Self::includeDocumentation, since(3));
    }
    friend bool operator==(const DescribeConfigsRequest&, const DescribeConfigsRequest&) = default;
};

struct DescribeConfigsResponse {
    using Api = DescribeConfigsApi;
    using Self = DescribeConfigsResponse;
    static constexpr const char* kName = "DescribeConfigsResponse";

    struct DescribeConfigsSynonym {
        using Self = DescribeConfigsSynonym;

        std::string name;
        std::optional<std::string> value;
        std::int8_t source = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("value", &Self::value, always().nullable());
            v("source", &Self::source);
        }
        friend bool operator==(const DescribeConfigsSynonym&, const DescribeConfigsSynonym&)
            = default;
    };

    struct DescribeConfigsResourceResult {
        using Self = DescribeConfigsResourceResult;

        std::string name;
        std::optional<std::string> value;
        bool readOnly = false;
        std::int8_t configSource = -1;
        bool isSensitive = false;
        std::vector<DescribeConfigsSynonym> synonyms;
        std::int8_t configType = 0;
        std::optional<std::string> documentation;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("name", &Self::name);
            v("value", &Self::value, always().nullable());
            v("readOnly", &Self::readOnly);
            v("configSource", &Self::configSource);
            v("isSensitive", &Self::isSensitive);
            v("synonyms", &Self::synonyms);
            v("configType", &Self::configType, since(3).ignorable());
            v("documentation", &Self::documentation, since(3).nullable().ignorable());
        }
        friend bool operator==(
            const DescribeConfigsResourceResult&, const DescribeConfigsResourceResult&)
            = default;
    };

    struct DescribeConfigsResult {
        using Self = DescribeConfigsResult;

        WireError errorCode = WireError::None;
        std::optional<std::string> errorMessage;
        std::int8_t resourceType = 0;
        std::string resourceName;
        std::vector<DescribeConfigsResourceResult> configs;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("errorCode", &Self::errorCode);
            v("errorMessage", &Self::errorMessage, always().nullable());
            v("resourceType", &Self::resourceType);
            v("resourceName", &Self::resourceName);
            v("configs", &Self::configs);
        }
        friend bool operator==(const DescribeConfigsResult&, const DescribeConfigsResult&)
            = default;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<DescribeConfigsResult> results;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("results", &Self::results);
    }
    friend bool operator==(const DescribeConfigsResponse&, const DescribeConfigsResponse&)
        = default;
};

}  // namespace stormbench::protocol
