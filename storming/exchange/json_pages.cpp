// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/json_pages.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include "storming/exchange/delimited_text.h"
#include "storming/exchange/plan_builder.h"

namespace stormbench::storming {
namespace {

// Behind the value that begins at `from`: where its brackets close, or the end of the text.
qsizetype endOfValue(const QByteArray& text, qsizetype from)
{
    int depth = 0;
    bool quoted = false;
    for (qsizetype at = from; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return at + 1;
        }
    }
    return text.size();
}

bool separates(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == '\x1e';
}

QString whereIn(const QByteArray& text, qsizetype offset)
{
    const QByteArray before = text.left(offset);
    const auto start = before.lastIndexOf('\n') + 1;
    return QStringLiteral("line %1, column %2")
        .arg(before.count('\n') + 1)
        .arg(QString::fromUtf8(before.mid(start)).size() + 1);
}

}  // namespace

JsonPlace JsonPlace::at(const QString& key) const
{
    return {object().value(key),
        path.isEmpty() || path.endsWith(u' ') ? path + key : path + u'.' + key};
}

std::vector<JsonPlace> JsonPlace::items() const
{
    std::vector<JsonPlace> places;
    int index = 0;
    for (const QJsonValue& item : value.toArray())
        places.push_back({item, QStringLiteral("%1[%2]").arg(path).arg(index++)});
    return places;
}

std::vector<JsonPlace> JsonPlace::items(const QString& key) const
{
    return at(key).items();
}

QString JsonPlace::string(const QString& key) const
{
    const QJsonValue found = object().value(key);
    return found.isDouble() || found.isString() ? found.toVariant().toString() : QString();
}

std::vector<JsonPlace> readJsonPages(const QByteArray& bytes, PlanBuilder& plan)
{
    const QByteArray text = decodeText(bytes).text.toUtf8();
    std::vector<JsonPlace> pages;
    qsizetype at = 0;
    while (at < text.size()) {
        if (separates(text[at])) {
            ++at;
            continue;
        }
        if (text[at] != '{' && text[at] != '[') {
            plan.problem(whereIn(text, at),
                QStringLiteral("This is no JSON; the rest of the file is not read. A file is one "
                               "JSON value, or several pages one after the other."));
            break;
        }
        const qsizetype end = endOfValue(text, at);
        QJsonParseError error;
        const auto document = QJsonDocument::fromJson(text.sliced(at, end - at), &error);
        if (document.isNull()) {
            plan.problem(whereIn(text, at + std::min<qsizetype>(error.offset, end - at)),
                QStringLiteral("The JSON is broken here (%1), so what it belongs to is not read. "
                               "Mend it, or export the file again.")
                    .arg(error.errorString()));
        } else {
            pages.push_back(
                {document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()),
                    QString()});
        }
        at = end;
    }
    if (pages.size() > 1)
        for (std::size_t i = 0; i < pages.size(); ++i)
            pages[i].path = QStringLiteral("page %1: ").arg(i + 1);
    return pages;
}

}  // namespace stormbench::storming
