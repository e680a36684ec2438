// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stormbench::env {

class Clock;
class Executor;
class Files;
class Random;
class Transport;

/// Everything that a broker sees of the world. Owned by the host (engine/cluster, engine/sim),
/// which outlives the broker.
struct Environment {
    Executor& executor;
    Clock& clock;
    Files& files;
    Transport& transport;
    Random& random;
};

}  // namespace stormbench::env
