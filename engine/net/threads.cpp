// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/threads.h"

#include <csignal>

#include <pthread.h>

namespace stormbench::net {

void prepareThread(const std::string& name)
{
    constexpr std::size_t kLongestName = 15;  // of the kernel, without the terminating zero
    pthread_setname_np(pthread_self(), name.substr(0, kLongestName).c_str());
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace stormbench::net
