// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <map>

#include "engine/base/bytes.h"

namespace stormbench::protocol {

/// One message as another implementation encoded it.
struct WireVector {
    Bytes header;
    Bytes body;
};

/// The vectors of one API: a line each, "<message> <version> <case> <header> <body>", the last two
/// in hexadecimal, "-" if empty.
class VectorFile {
public:
    /// Empty if there is no such file.
    explicit VectorFile(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return;
        for (const auto& line : file.readAll().split('\n')) {
            const auto parts = line.split(' ');
            if (!line.startsWith('#') && parts.size() == 5)
                m_vectors[key(parts[0], parts[1].toShort(), parts[2])]
                    = {bytes(parts[3]), bytes(parts[4])};
        }
    }

    [[nodiscard]] const WireVector* find(
        const QByteArray& message, std::int16_t version, const QByteArray& kind) const
    {
        const auto at = m_vectors.find(key(message, version, kind));
        return at == m_vectors.end() ? nullptr : &at->second;
    }
    [[nodiscard]] std::size_t size() const { return m_vectors.size(); }

private:
    static QByteArray key(const QByteArray& message, std::int16_t version, const QByteArray& kind)
    {
        return message + ' ' + QByteArray::number(version) + ' ' + kind;
    }
    static Bytes bytes(const QByteArray& hex)
    {
        const auto decoded = hex == "-" ? QByteArray() : QByteArray::fromHex(hex);
        return {decoded.begin(), decoded.end()};
    }

    std::map<QByteArray, WireVector> m_vectors;
};

}  // namespace stormbench::protocol
