// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/crc32c.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>
#endif

namespace stormbench {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // Castagnoli, bit-reversed

constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1) ? kPolynomial : 0);
        table[i] = value;
    }
    return table;
}();

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32cHardware(ByteView bytes, std::uint32_t seed)
{
    std::uint64_t crc = ~seed;
    const auto* at = bytes.data();
    auto left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word;
        std::memcpy(&word, at, sizeof word);
        crc = _mm_crc32_u64(crc, word);
    }
    for (; left > 0; --left, ++at)
        crc = _mm_crc32_u8(static_cast<std::uint32_t>(crc), *at);
    return ~static_cast<std::uint32_t>(crc);
}
#endif

}  // namespace

std::uint32_t crc32cPortable(ByteView bytes, std::uint32_t seed)
{
    std::uint32_t crc = ~seed;
    for (const auto byte : bytes)
        crc = (crc >> 8) ^ kTable[(crc ^ byte) & 0xFF];
    return ~crc;
}

std::uint32_t crc32c(ByteView bytes, std::uint32_t seed)
{
#if defined(__x86_64__)
    static const bool hardware = __builtin_cpu_supports("sse4.2");
    if (hardware)
        return crc32cHardware(bytes, seed);
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
    std::uint32_t crc = ~seed;
    const auto* at = bytes.data();
    auto left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word;
        std::memcpy(&word, at, sizeof word);
        crc = __crc32cd(crc, word);
    }
    for (; left > 0; --left, ++at)
        crc = __crc32cb(crc, *at);
    return ~crc;
#endif
    return crc32cPortable(bytes, seed);
}

}  // namespace stormbench
