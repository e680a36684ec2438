// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/env/system_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stormbench::env {

SystemFile::SystemFile(FileDescriptor descriptor, std::string path)
    : m_descriptor(std::move(descriptor))
    , m_path(std::move(path))
{
}

Result<std::size_t> SystemFile::readAt(std::uint64_t position, std::span<std::uint8_t> out) const
{
    std::size_t done = 0;
    while (done < out.size()) {
        const auto count = uninterrupted([&] {
            return ::pread(m_descriptor.get(), out.data() + done, out.size() - done,
                static_cast<off_t>(position + done));
        });
        if (count < 0)
            return fail(systemError("read", m_path, errno));
        if (count == 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

Result<> SystemFile::writeAt(std::uint64_t position, ByteView bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count = uninterrupted([&] {
            return ::pwrite(m_descriptor.get(), bytes.data() + done, bytes.size() - done,
                static_cast<off_t>(position + done));
        });
        if (count < 0)
            return fail(systemError("write", m_path, errno));
        if (count == 0)
            return fail(systemError("write", m_path, ENOSPC));
        done += static_cast<std::size_t>(count);
    }
    return {};
}

Result<> SystemFile::truncate(std::uint64_t size)
{
    if (uninterrupted([&] { return ::ftruncate(m_descriptor.get(), static_cast<off_t>(size)); })
        != 0)
        return fail(systemError("truncate", m_path, errno));
    return {};
}

// fdatasync(2) also writes the metadata that is needed to read the data back, the file's size among
// it.
Result<> SystemFile::sync()
{
    if (uninterrupted([&] { return ::fdatasync(m_descriptor.get()); }) != 0)
        return fail(systemError("sync", m_path, errno));
    return {};
}

Result<std::uint64_t> SystemFile::size() const
{
    struct stat status { };
    if (::fstat(m_descriptor.get(), &status) != 0)
        return fail(systemError("examine", m_path, errno));
    return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace stormbench::env
