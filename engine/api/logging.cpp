// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/logging.h"

#include "engine/base/log.h"

namespace stormbench::api {

void setLogDetail(LogDetail detail)
{
    switch (detail) {
    case LogDetail::Warnings: return log::setLevel(log::Level::Warn);
    case LogDetail::Info: return log::setLevel(log::Level::Info);
    case LogDetail::Debug: return log::setLevel(log::Level::Debug);
    }
}

}  // namespace stormbench::api
