// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/env/files.h"

namespace stormbench::env {
namespace {

std::string parentOf(const std::string& path)
{
    const auto slash = path.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

Result<> writeAndSync(Files& files, const std::string& path, ByteView content)
{
    SB_TRY_ASSIGN(const auto file, files.open(path, Files::Mode::CreateOrOpen));
    SB_TRY(file->truncate(0));
    SB_TRY(file->writeAt(0, content));
    return file->sync();
}

}  // namespace

Result<Files::Space> Files::space(const std::string& directory) const
{
    return fail(ErrorCode::Unsupported, directory + " is on a disk of unknown size");
}

Result<Bytes> Files::readFile(const std::string& path)
{
    SB_TRY_ASSIGN(const auto file, open(path, Mode::ReadOnly));
    SB_TRY_ASSIGN(const auto size, file->size());
    Bytes content(size);
    SB_TRY_ASSIGN(const auto read, file->readAt(0, content));
    content.resize(read);
    return content;
}

Result<> Files::writeFileAtomically(const std::string& path, ByteView content)
{
    const auto temporary = path + ".tmp";
    if (auto written = writeAndSync(*this, temporary, content); !written) {
        (void)remove(temporary);
        return written;
    }
    SB_TRY(rename(temporary, path));
    return syncDirectory(parentOf(path));
}

}  // namespace stormbench::env
