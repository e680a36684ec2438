// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/metadata_probe.h"

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"

namespace stormbench::client {
namespace {

constexpr api::Millis kSlice{250};
constexpr int kClusterIdMs = 500;

}  // namespace

Result<MetadataHandle> MetadataProbe::run(const Deadline& deadline)
{
    SB_TRY_ASSIGN(auto configuration, Configuration::forConnection(m_settings));
    configuration.setListener(*this, ClientKind::Producer);
    SB_TRY_ASSIGN(m_client, configuration.build(ClientKind::Producer));
    while (true) {
        const rd_kafka_metadata_t* metadata = nullptr;
        const int slice = static_cast<int>(std::min(deadline.left(), kSlice).count());
        const auto code = rd_kafka_metadata(m_client.get(), 1, nullptr, &metadata, slice);
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
            return MetadataHandle(metadata);
        rd_kafka_poll(m_client.get(), 0);  // serves onError()
        if (m_authentication)
            return fail(*m_lastError);
        if (const auto ended = deadline.check("reading the cluster's metadata"); !ended)
            return fail(m_lastError && ended.error().code == ErrorCode::TimedOut ? *m_lastError
                                                                                 : ended.error());
        if (code != RD_KAFKA_RESP_ERR__TIMED_OUT && code != RD_KAFKA_RESP_ERR__TRANSPORT)
            return fail(errorFrom(code, "reading the cluster's metadata"));
    }
}

void MetadataProbe::onError(int code, const char* reason)
{
    m_lastError = errorFrom(code, {}, reason);
    m_authentication = m_authentication || code == RD_KAFKA_RESP_ERR__AUTHENTICATION
        || code == RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED;
}

std::string MetadataProbe::describe(const rd_kafka_metadata_t& metadata) const
{
    std::string text = fmt::format("{} {}, {} {}", metadata.broker_cnt,
        metadata.broker_cnt == 1 ? "broker" : "brokers", metadata.topic_cnt,
        metadata.topic_cnt == 1 ? "topic" : "topics");
    if (char* const id = rd_kafka_clusterid(m_client.get(), kClusterIdMs)) {
        text += fmt::format(", cluster id {}", id);
        rd_kafka_mem_free(m_client.get(), id);
    }
    return text;
}

}  // namespace stormbench::client
