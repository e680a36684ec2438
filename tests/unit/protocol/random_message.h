// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/uuid.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"
#include "engine/protocol/messages/all.h"
#include "engine/protocol/records.h"

namespace stormbench::protocol {

/// Fills the fields that a message has in one version with random values; the others keep their
/// defaults, so that a message that went over the wire is equal to the one that was sent. Keeps the
/// bytes of `records` alive.
class RandomMessage {
public:
    RandomMessage(std::uint64_t seed, std::int16_t version)
        : m_random(seed)
        , m_version(version)
    {
    }

    template <class Struct> void fill(Struct& out)
    {
        Fields<Struct> fields{*this, out};
        Struct::fields(fields);
    }
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_random() % bound; }

private:
    template <class Struct> struct Fields {
        RandomMessage& random;
        Struct& out;

        template <class T> void operator()(const char*, T Struct::*member, Field field = always())
        {
            if (field.isIn(random.m_version))
                random.fillValue(out.*member, field.isNullable(random.m_version));
        }
    };

    template <class T> void fillValue(T& out, bool)
    {
        if constexpr (std::is_same_v<T, bool>)
            out = below(2) == 1;
        else if constexpr (std::is_integral_v<T>)
            out = static_cast<T>(below(2) ? m_random() : below(100));
        else
            fill(out);
    }
    void fillValue(WireError& out, bool)
    {
        out = static_cast<WireError>(static_cast<int>(below(135)) - 1);
    }
    void fillValue(Uuid& out, bool) { out = {m_random(), m_random()}; }
    void fillValue(std::string& out, bool)
    {
        out.assign(below(10) ? below(6) : 130 + below(200), static_cast<char>('a' + below(26)));
    }
    void fillValue(Bytes& out, bool)
    {
        out.assign(below(20), static_cast<std::uint8_t>(below(256)));
    }
    void fillValue(Records& out, bool nullable)
    {
        Bytes bytes;
        fillValue(bytes, false);
        out = nullable && below(3) == 0 ? Records()
                                        : Records(m_records.emplace_back(std::move(bytes)));
    }
    template <class T> void fillValue(std::vector<T>& out, bool)
    {
        out.clear();
        for (auto left = below(4); left > 0; --left)
            fillValue(out.emplace_back(), false);
    }
    template <class T> void fillValue(std::optional<T>& out, bool nullable)
    {
        if (nullable && below(3) == 0)
            out.reset();
        else
            fillValue(out.emplace(), false);
    }

    std::mt19937_64 m_random;
    std::int16_t m_version;
    std::deque<Bytes> m_records;
};

/// Calls `f.template operator()<Message>(version)` for every request and response in every version.
template <class F> void forEachMessage(F f)
{
    const auto versions = [&f]<class Message>() {
        for (auto version = Message::Api::kMin; version <= Message::Api::kMax; ++version)
            f.template operator()<Message>(version);
    };
#define STORMBENCH_VISIT(name, key)                                                                \
    versions.template operator()<name##Request>();                                                 \
    versions.template operator()<name##Response>();
    STORMBENCH_APIS(STORMBENCH_VISIT)
#undef STORMBENCH_VISIT
    versions.template operator()<ConsumerProtocolSubscription>();
    versions.template operator()<ConsumerProtocolAssignment>();
}

[[nodiscard]] inline std::string label(const char* name, std::int16_t version, std::uint64_t seed)
{
    return std::string(name) + " v" + std::to_string(version) + " seed " + std::to_string(seed);
}

}  // namespace stormbench::protocol
