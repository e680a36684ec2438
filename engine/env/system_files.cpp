// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/env/system_files.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/env/system_file.h"

namespace stormbench::env {
namespace {

int flagsOf(Files::Mode mode)
{
    switch (mode) {
    case Files::Mode::ReadOnly: return O_RDONLY;
    case Files::Mode::ReadWrite: return O_RDWR;
    case Files::Mode::CreateNew: return O_RDWR | O_CREAT | O_EXCL;
    case Files::Mode::CreateOrOpen: return O_RDWR | O_CREAT;
    }
    return O_RDONLY;
}

FileDescriptor openDescriptor(const std::string& path, int flags)
{
    constexpr mode_t kPermissions = 0644;
    return FileDescriptor(
        uninterrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC, kPermissions); }));
}

class SystemLock final : public Files::Lock {
public:
    explicit SystemLock(FileDescriptor descriptor)
        : m_descriptor(std::move(descriptor))
    {
    }

private:
    FileDescriptor m_descriptor;  ///< the lock ends with this open file description
};

}  // namespace

Result<std::unique_ptr<File>> SystemFiles::open(const std::string& path, Mode mode)
{
    auto descriptor = openDescriptor(path, flagsOf(mode));
    if (!descriptor.valid())
        return fail(systemError("open", path, errno));
    return std::make_unique<SystemFile>(std::move(descriptor), path);
}

bool SystemFiles::exists(const std::string& path) const
{
    struct stat status { };
    return ::stat(path.c_str(), &status) == 0;
}

Result<> SystemFiles::createDirectories(const std::string& path)
{
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error)
        return fail(systemError("create directory", path, error.value()));
    return {};
}

Result<std::vector<DirectoryEntry>> SystemFiles::list(const std::string& directory) const
{
    std::vector<DirectoryEntry> entries;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code vanished;  // an entry removed meanwhile counts as a file: opening it tells
        entries.push_back({entry->path().filename().string(), entry->is_directory(vanished)});
    }
    if (error)
        return fail(systemError("list", directory, error.value()));
    std::ranges::sort(entries, {}, &DirectoryEntry::name);
    return entries;
}

Result<> SystemFiles::rename(const std::string& from, const std::string& to)
{
    if (std::rename(from.c_str(), to.c_str()) != 0)
        return fail(systemError("rename", from + " to " + to, errno));
    return {};
}

Result<> SystemFiles::remove(const std::string& path)
{
    if (std::remove(path.c_str()) != 0)
        return fail(systemError("remove", path, errno));
    return {};
}

Result<> SystemFiles::removeAll(const std::string& directory)
{
    std::error_code error;
    std::filesystem::remove_all(directory, error);
    if (error)
        return fail(systemError("remove", directory, error.value()));
    return {};
}

Result<> SystemFiles::syncDirectory(const std::string& directory)
{
    const auto descriptor = openDescriptor(directory, O_RDONLY | O_DIRECTORY);
    if (!descriptor.valid() || uninterrupted([&] { return ::fsync(descriptor.get()); }) != 0)
        return fail(systemError("sync", directory, errno));
    return {};
}

Result<Files::Space> SystemFiles::space(const std::string& directory) const
{
    std::error_code error;
    const auto found = std::filesystem::space(directory, error);
    if (error)
        return fail(systemError("measure", directory, error.value()));
    return Space{found.capacity, found.available};
}

Result<std::unique_ptr<Files::Lock>> SystemFiles::lock(const std::string& path)
{
    auto descriptor = openDescriptor(path, O_RDWR | O_CREAT);
    if (!descriptor.valid())
        return fail(systemError("open", path, errno));
    struct flock whole { };
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (uninterrupted([&] { return ::fcntl(descriptor.get(), F_OFD_SETLK, &whole); }) == 0)
        return std::make_unique<SystemLock>(std::move(descriptor));
    if (errno == EAGAIN || errno == EACCES)
        return fail(ErrorCode::Conflict, path + " is locked by another owner");
    return fail(systemError("lock", path, errno));
}

std::string absolutePath(const std::string& path)
{
    std::error_code error;
    const auto found = std::filesystem::absolute(path, error);
    return error || path.empty() ? path : found.lexically_normal().string();
}

}  // namespace stormbench::env
