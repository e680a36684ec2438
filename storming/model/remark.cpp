// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/remark.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

// Ends a line for some editor, or is none of the characters that every editor keeps.
bool isUnwritable(QChar c)
{
    const char16_t code = c.unicode();
    return (code < 0x20 && code != '\t') || (code >= 0x7f && code <= 0xa0) || code == 0x2028
        || code == 0x2029 || code == 0xfdd0 || code == 0xfdd1 || code == 0xfffc;
}

bool isComment(QStringView line)
{
    return line.startsWith(u'#') && !line.back().isSpace()
        && std::none_of(line.begin(), line.end(), isUnwritable);
}

}  // namespace

bool isReadable(const Remark& remark)
{
    if (remark.above.isEmpty() ? remark.behind.isEmpty() : !remark.above.endsWith(u'\n'))
        return false;
    QStringView rest = remark.above;
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf(u'\n');
        const QStringView line = rest.first(end);
        if (!line.isEmpty() && !isComment(line))
            return false;
        rest = rest.sliced(end + 1);
    }
    return remark.behind.isEmpty() || isComment(remark.behind);
}

QString remarkLine(QStringView text)
{
    QString line = text.trimmed().toString();
    std::ranges::replace_if(line, isUnwritable, QChar(u' '));
    return line.trimmed();
}

}  // namespace stormbench::storming
