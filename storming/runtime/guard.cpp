// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/guard.h"

#include <QtCore/QRegularExpression>

namespace stormbench::storming {
namespace {

bool compare(const QJsonValue& left, const QString& op, const QJsonValue& right)
{
    if (left.isUndefined())
        return false;
    if (op == QLatin1String("=="))
        return left == right
            || (left.isString() && left.toString() == right.toVariant().toString());
    if (op == QLatin1String("!="))
        return !compare(left, QStringLiteral("=="), right);
    // Decimals travel as text, so that money stays exact: compare them as numbers where both sides
    // are.
    bool leftIsNumber = false, rightIsNumber = false;
    const double a = left.toVariant().toString().toDouble(&leftIsNumber);
    const double b = right.toVariant().toString().toDouble(&rightIsNumber);
    const int order = leftIsNumber && rightIsNumber
        ? (a < b        ? -1
                : a > b ? 1
                        : 0)
        : left.toVariant().toString().compare(right.toVariant().toString());
    if (op == QLatin1String("<"))
        return order < 0;
    if (op == QLatin1String("<="))
        return order <= 0;
    if (op == QLatin1String(">"))
        return order > 0;
    return order >= 0;
}

}  // namespace

Guard::Guard(const QString& text)
{
    static const QRegularExpression orWord(
        QStringLiteral("\\s+or\\s+"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression andWord(
        QStringLiteral("\\s+and\\s+"), QRegularExpression::CaseInsensitiveOption);
    const QString simple = text.simplified();
    if (simple.isEmpty())
        return;
    for (const QString& alternative : simple.split(orWord)) {
        QList<Comparison> parts;
        for (const QString& part : alternative.split(andWord)) {
            Comparison comparison;
            if (!readComparison(part, comparison)) {
                m_error
                    = QStringLiteral("\"%1\" is not a comparison such as: total > 100").arg(part);
                m_alternatives.clear();
                return;
            }
            parts += comparison;
        }
        m_alternatives += parts;
    }
}

bool Guard::readComparison(const QString& text, Comparison& into)
{
    static const QRegularExpression form(
        QStringLiteral("^\\s*([A-Za-z_]\\w*)\\s*(==|!=|<=|>=|<|>|=)\\s*(.+?)\\s*$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return false;
    into.field = match.captured(1);
    into.op = match.captured(2) == QLatin1String("=") ? QStringLiteral("==") : match.captured(2);
    const QString value = match.captured(3);
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    const bool quoted = value.size() >= 2 && (value.front() == u'"' || value.front() == u'\'')
        && value.back() == value.front();
    if (isNumber)
        into.value = number;
    else if (value == QLatin1String("true") || value == QLatin1String("false"))
        into.value = value == QLatin1String("true");
    else if (quoted)
        into.value = value.mid(1, value.size() - 2);
    else
        return false;
    return true;
}

bool Guard::holds(const QJsonObject& payload) const
{
    if (m_alternatives.isEmpty())
        return true;
    for (const auto& parts : m_alternatives) {
        bool all = true;
        for (const auto& part : parts)
            all = all && compare(payload.value(part.field), part.op, part.value);
        if (all)
            return true;
    }
    return false;
}

}  // namespace stormbench::storming
