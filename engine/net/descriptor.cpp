// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/descriptor.h"

#define ASIO_STANDALONE
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include "engine/net/strand.h"

namespace stormbench::net {

// Only Asio's reactor is used: the system calls are ours (gathered writes, sendfile, one read
// buffer for all connections).
struct Descriptor::Watch {
    explicit Watch(Strand& on)
        : strand(on)
        , descriptor(on.io())
    {
    }

    template <typename Kind, typename Call>
    void await(Kind kind, std::shared_ptr<Readiness> target, Call call)
    {
        descriptor.async_wait(
            kind, [&on = strand, target = std::move(target), call](const asio::error_code& error) {
                if (!error)
                    on.turn([&] { call(*target); });
            });
    }

    Strand& strand;
    asio::posix::stream_descriptor descriptor;
};

Descriptor::Descriptor(std::unique_ptr<Watch> watch)
    : m_watch(std::move(watch))
{
}

Descriptor::~Descriptor()
{
    close();
}

Result<std::unique_ptr<Descriptor>> Descriptor::create(Strand& strand, env::FileDescriptor owned)
{
    auto watch = std::make_unique<Watch>(strand);
    asio::error_code error;
    watch->descriptor.assign(owned.get(), error);
    if (error)
        return fail(env::systemError("watch", "a socket", error.value()));
    (void)owned.release();
    return std::unique_ptr<Descriptor>(new Descriptor(std::move(watch)));
}

int Descriptor::get() const
{
    return m_watch->descriptor.native_handle();
}

void Descriptor::awaitReadable(std::shared_ptr<Readiness> target)
{
    m_watch->await(asio::posix::stream_descriptor::wait_read, std::move(target),
        [](Readiness& at) { at.onReadable(); });
}

void Descriptor::awaitWritable(std::shared_ptr<Readiness> target)
{
    m_watch->await(asio::posix::stream_descriptor::wait_write, std::move(target),
        [](Readiness& at) { at.onWritable(); });
}

void Descriptor::close()
{
    asio::error_code ignored;
    m_watch->descriptor.close(ignored);
}

}  // namespace stormbench::net
