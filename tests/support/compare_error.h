// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest>

#include "engine/protocol/error_code.h"

/// QCOMPARE for wire errors that shows their names.
#define COMPARE_ERROR(actual, expected)                                                            \
    QCOMPARE(QByteArray(::stormbench::protocol::nameOf(actual).data()),                            \
        QByteArray(::stormbench::protocol::nameOf(expected).data()))
#define TRY_COMPARE_ERROR(actual, expected)                                                        \
    QTRY_COMPARE(QByteArray(::stormbench::protocol::nameOf(actual).data()),                        \
        QByteArray(::stormbench::protocol::nameOf(expected).data()))
