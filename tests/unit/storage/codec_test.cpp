// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <lz4frame.h>
#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

#include <random>

#include "engine/storage/codec.h"

using namespace stormbench;
using namespace stormbench::storage;

namespace {

Bytes sample(std::size_t size)
{
    std::mt19937 random(7);
    Bytes bytes(size);
    for (auto& byte : bytes)
        byte = std::uint8_t('a' + random() % 5);
    return bytes;
}

Bytes lz4Frame(ByteView plain, LZ4F_blockMode_t mode)
{
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.blockMode = mode;
    preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
    Bytes out(LZ4F_compressFrameBound(plain.size(), &preferences));
    out.resize(
        LZ4F_compressFrame(out.data(), out.size(), plain.data(), plain.size(), &preferences));
    return out;
}

Bytes zstdStream(ByteView plain)  // without content size, as streaming producers write
{
    auto* context = ZSTD_createCCtx();
    Bytes out(ZSTD_compressBound(plain.size()));
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    for (std::size_t at = 0; at < plain.size(); at += 1000) {
        ZSTD_inBuffer input{plain.data() + at, std::min<std::size_t>(1000, plain.size() - at), 0};
        ZSTD_compressStream2(context, &output, &input, ZSTD_e_continue);
    }
    ZSTD_inBuffer nothing{nullptr, 0, 0};
    ZSTD_compressStream2(context, &output, &nothing, ZSTD_e_end);
    ZSTD_freeCCtx(context);
    out.resize(output.pos);
    return out;
}

void addCodecs()
{
    QTest::addColumn<int>("codec");
    QTest::newRow("gzip") << int(Codec::Gzip);
    QTest::newRow("snappy") << int(Codec::Snappy);
    QTest::newRow("lz4") << int(Codec::Lz4);
    QTest::newRow("zstd") << int(Codec::Zstd);
}

}  // namespace

class CodecTest : public QObject {
    Q_OBJECT

private slots:
    void roundTrip_data() { addCodecs(); }
    void roundTrip()
    {
        QFETCH(int, codec);
        for (const std::size_t size : {1, 100, 32 * 1024, 32 * 1024 + 1, 300'000}) {
            const auto plain = sample(size);
            const auto packed = compress(Codec(codec), plain);
            QVERIFY(packed.has_value());
            const auto back = decompress(Codec(codec), *packed, size);
            QVERIFY(back.has_value());
            QVERIFY(*back == plain);
        }
    }

    void smallReadsGiveTheSameBytes_data() { addCodecs(); }
    void smallReadsGiveTheSameBytes()
    {
        QFETCH(int, codec);
        const auto plain = sample(10'000);
        const auto packed = *compress(Codec(codec), plain);
        const auto reader = createDecompressor(Codec(codec), packed);
        QVERIFY(reader.has_value());
        Bytes back;
        std::array<std::uint8_t, 13> window;
        for (;;) {
            const auto got = (*reader)->read(window);
            QVERIFY(got.has_value());
            if (*got == 0)
                break;
            back.insert(back.end(), window.begin(), window.begin() + std::ptrdiff_t(*got));
        }
        QVERIFY(back == plain);
    }

    void everyCutIsCorruptOrShorter_data() { addCodecs(); }
    void everyCutIsCorruptOrShorter()
    {
        QFETCH(int, codec);
        const auto plain = sample(3000);
        const auto packed = *compress(Codec(codec), plain);
        for (std::size_t size = 0; size < packed.size(); ++size) {
            const auto back = decompress(Codec(codec), ByteView(packed).first(size), plain.size());
            QVERIFY(!back || back->size() < plain.size());
        }
    }

    void flippedBytesNeverCrash_data() { addCodecs(); }
    void flippedBytesNeverCrash()
    {
        QFETCH(int, codec);
        auto packed = *compress(Codec(codec), sample(500));
        std::size_t refused = 0;
        for (std::size_t at = 0; at < packed.size(); ++at) {
            packed[at] ^= 0xFF;
            refused += !decompress(Codec(codec), packed, 1 << 20).has_value();
            packed[at] ^= 0xFF;
        }
        QVERIFY(refused > 0);
    }

    void otherProducersFormats()
    {
        const auto plain = sample(200'000);
        std::string raw;
        snappy::Compress(reinterpret_cast<const char*>(plain.data()), plain.size(), &raw);
        QVERIFY(decompress(Codec::Snappy, asBytes(raw), plain.size()) == plain);
        QVERIFY(
            decompress(Codec::Lz4, lz4Frame(plain, LZ4F_blockIndependent), plain.size()) == plain);
        QVERIFY(decompress(Codec::Zstd, zstdStream(plain), plain.size()) == plain);
    }

    void concatenatedPartsAreOneStream_data()
    {
        QTest::addColumn<int>("codec");
        QTest::newRow("gzip") << int(Codec::Gzip);
        QTest::newRow("lz4") << int(Codec::Lz4);
        QTest::newRow("zstd") << int(Codec::Zstd);
    }
    void concatenatedPartsAreOneStream()
    {
        QFETCH(int, codec);
        const auto part = *compress(Codec(codec), asBytes("storm"));
        auto both = part;
        both.insert(both.end(), part.begin(), part.end());
        QVERIFY(decompress(Codec(codec), both, 100) == toBytes("stormstorm"));
    }

    void dependentLz4BlocksAreRefused()
    {
        const auto back
            = decompress(Codec::Lz4, lz4Frame(sample(200'000), LZ4F_blockLinked), 1 << 20);
        QVERIFY(!back.has_value());
        QVERIFY(back.error().code == ErrorCode::Corrupt);
    }

    void theBoundHolds_data() { addCodecs(); }
    void theBoundHolds()
    {
        QFETCH(int, codec);
        const auto packed = *compress(Codec(codec), Bytes(1 << 20, 'z'));
        const auto back = decompress(Codec(codec), packed, 1000);
        QVERIFY(!back.has_value());
        QVERIFY(back.error().code == ErrorCode::OutOfSpace);
    }

    void aLyingSnappyLengthIsRefused()
    {
        const Bytes lie{0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x00, 'a'};  // claims 4 GiB
        const auto back = decompress(Codec::Snappy, lie, 1 << 20);
        QVERIFY(!back.has_value());
        QVERIFY(back.error().code == ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(CodecTest)
#include "codec_test.moc"
