// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/uuid.h"

namespace stormbench {
namespace {

constexpr std::string_view kAlphabet
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kTextSize = 22;

}  // namespace

std::string Uuid::toString() const
{
    // 128 bits in groups of six from the top; the last character carries the two bits that are
    // left, padded with zeros.
    std::string text;
    text.reserve(kTextSize);
    unsigned __int128 bits = (static_cast<unsigned __int128>(high) << 64) | low;
    for (int shift = 122; shift >= 2; shift -= 6)
        text.push_back(kAlphabet[static_cast<std::size_t>(bits >> shift) & 0x3F]);
    text.push_back(kAlphabet[static_cast<std::size_t>(bits << 4) & 0x3F]);
    return text;
}

Result<Uuid> Uuid::parse(std::string_view text)
{
    if (text.size() != kTextSize)
        return fail(ErrorCode::InvalidArgument,
            "an id has 22 characters of base64, this has " + std::to_string(text.size()));
    unsigned __int128 bits = 0;
    for (std::size_t i = 0; i < kTextSize; ++i) {
        const auto value = kAlphabet.find(text[i]);
        if (value == std::string_view::npos)
            return fail(ErrorCode::InvalidArgument,
                "'" + std::string(1, text[i]) + "' is not a base64 character");
        if (i + 1 < kTextSize)
            bits = (bits << 6) | value;
        else
            bits = (bits << 2) | (value >> 4);
    }
    return Uuid{static_cast<std::uint64_t>(bits >> 64), static_cast<std::uint64_t>(bits)};
}

Uuid Uuid::fromRandomBits(std::uint64_t high, std::uint64_t low)
{
    high = (high & ~0xF000ull) | 0x4000ull;
    low = (low & ~(0xC0ull << 56)) | (0x80ull << 56);
    return {high, low};
}

}  // namespace stormbench
