// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/envelope.h"

#include <QtCore/QDateTime>
#include <QtCore/QUuid>

#include <charconv>

namespace stormbench::storming {

std::vector<api::Header> Envelope::headers(api::WallTime now) const
{
    const auto time = QDateTime::fromMSecsSinceEpoch(now.count(), Qt::UTC)
                          .toString(Qt::ISODateWithMs)
                          .toStdString();
    std::vector<api::Header> result;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty())
            result.push_back({name, toBytes(value)});
    };
    add("ce_specversion", "1.0");
    add("ce_id", id);
    add("ce_source", source);
    add("ce_type", type);
    add("ce_subject", subject);
    add("ce_time", time);
    add("content-type", "application/json");
    add("traceparent", "00-" + traceId + "-" + spanId + "-01");
    add("ce_correlationid", correlationId);
    add("ce_causationid", causationId);
    add("ce_hops", std::to_string(hops));
    add("ce_replyto", replyTo);
    add("ce_sagaid", sagaId);
    return result;
}

std::optional<Envelope> Envelope::from(const api::ReceivedRecord& record)
{
    Envelope envelope;
    for (const auto& header : record.headers) {
        if (!header.value)
            continue;
        const auto text = asText(*header.value);
        if (header.name == "ce_id")
            envelope.id = text;
        else if (header.name == "ce_source")
            envelope.source = text;
        else if (header.name == "ce_type")
            envelope.type = text;
        else if (header.name == "ce_subject")
            envelope.subject = text;
        else if (header.name == "ce_correlationid")
            envelope.correlationId = text;
        else if (header.name == "ce_causationid")
            envelope.causationId = text;
        else if (header.name == "ce_replyto")
            envelope.replyTo = text;
        else if (header.name == "ce_sagaid")
            envelope.sagaId = text;
        else if (header.name == "ce_hops")
            std::from_chars(text.data(), text.data() + text.size(), envelope.hops);
        else if (header.name == "traceparent" && text.size() >= 55) {
            envelope.traceId = text.substr(3, 32);
            envelope.spanId = text.substr(36, 16);
        }
    }
    if (envelope.type.empty())
        return std::nullopt;
    return envelope;
}

std::string IdSource::hex(int digits)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text(static_cast<std::size_t>(digits), '0');
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i % 16 == 0)
            bits = m_random();
        text[i] = kDigits[bits & 0xF];
        bits >>= 4;
    }
    return text;
}

std::string IdSource::uuid()
{
    std::string text = hex(32);
    text[12] = '4';
    text[16] = "89ab"[m_random() & 3];
    return text.substr(0, 8) + "-" + text.substr(8, 4) + "-" + text.substr(12, 4) + "-"
        + text.substr(16, 4) + "-" + text.substr(20);
}

std::string derivedId(const std::string& name, const std::string& causeId)
{
    static const QUuid space(QStringLiteral("6f1c2a04-6f0e-4b2a-9d55-0b1f6a3c7e21"));
    return QUuid::createUuidV5(space, QByteArray::fromStdString(name + "\n" + causeId))
        .toString(QUuid::WithoutBraces)
        .toStdString();
}

Envelope beginStory(IdSource& ids, const std::string& source, const std::string& type)
{
    Envelope envelope;
    envelope.id = ids.uuid();
    envelope.source = source;
    envelope.type = type;
    envelope.traceId = ids.hex(32);
    envelope.spanId = ids.hex(16);
    envelope.correlationId = envelope.id;
    return envelope;
}

Envelope answer(
    IdSource& ids, const Envelope& cause, const std::string& source, const std::string& type)
{
    Envelope envelope;
    envelope.id = cause.id.empty() ? ids.uuid() : derivedId(source + "/" + type, cause.id);
    envelope.source = source;
    envelope.type = type;
    envelope.traceId = cause.traceId.empty() ? ids.hex(32) : cause.traceId;
    envelope.spanId = ids.hex(16);
    envelope.correlationId = cause.correlationId.empty() ? cause.id : cause.correlationId;
    envelope.causationId = cause.id;
    envelope.hops = cause.hops + 1;
    return envelope;
}

}  // namespace stormbench::storming
