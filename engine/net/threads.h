// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>

#include "engine/base/log.h"

namespace stormbench::net {

/// Names the calling thread and blocks SIGPIPE in it: sendfile(2) has no MSG_NOSIGNAL, and a client
/// that goes away must never end the process that hosts the engine.
void prepareThread(const std::string& name);

/// Where a thread is entered, an exception (bad_alloc) ends the call, not the process.
template <typename Call> void guarded(const std::string& thread, const Call& call)
{
    try {
        call();
    } catch (const std::exception& error) {
        log::error("net", "{}: a task ended by an exception: {}", thread, error.what());
    }
}

}  // namespace stormbench::net
