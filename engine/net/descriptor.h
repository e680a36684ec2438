// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/base/result.h"
#include "engine/env/posix.h"

namespace stormbench::net {

class Strand;

/// Told when a descriptor that it waits for is ready. Both are called inside a turn of the strand.
class Readiness {
public:
    virtual ~Readiness() = default;
    virtual void onReadable() { }
    virtual void onWritable() { }
};

/// A non-blocking descriptor in the strand's event loop. Waits are one-shot; the caller has at most
/// one of each kind under way. A wait keeps its target alive until it ends. Runs on: the strand.
class Descriptor {
public:
    [[nodiscard]] static Result<std::unique_ptr<Descriptor>> create(
        Strand& strand, env::FileDescriptor owned);
    ~Descriptor();  ///< closes

    [[nodiscard]] int get() const;
    void awaitReadable(std::shared_ptr<Readiness> target);
    void awaitWritable(std::shared_ptr<Readiness> target);
    void close();  ///< ends the waits without a call to their targets

private:
    struct Watch;
    explicit Descriptor(std::unique_ptr<Watch> watch);

    std::unique_ptr<Watch> m_watch;
};

}  // namespace stormbench::net
