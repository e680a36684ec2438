// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/faults/fault_disk.h"

namespace stormbench::faults {
namespace {

class FaultFile final : public env::File {
public:
    FaultFile(std::unique_ptr<env::File> inner, DiskStatePtr disk)
        : m_inner(std::move(inner))
        , m_disk(std::move(disk))
    {
    }

    [[nodiscard]] Result<std::size_t> readAt(
        std::uint64_t position, std::span<std::uint8_t> out) const override
    {
        return m_inner->readAt(position, out);
    }
    [[nodiscard]] Result<> writeAt(std::uint64_t position, ByteView bytes) override
    {
        if (m_disk->sound())
            return m_inner->writeAt(position, bytes);
        m_disk->wait(bytes.size());
        if (!m_disk->full())
            return m_inner->writeAt(position, bytes);
        SB_TRY(m_inner->writeAt(position, bytes.first(bytes.size() / 2)));
        return fail(
            ErrorCode::OutOfSpace, "no space left on the disk (a fault that was asked for)");
    }
    [[nodiscard]] Result<> truncate(std::uint64_t size) override { return m_inner->truncate(size); }
    [[nodiscard]] Result<> sync() override
    {
        if (!m_disk->sound())
            m_disk->wait(0);
        return m_inner->sync();
    }
    [[nodiscard]] Result<std::uint64_t> size() const override { return m_inner->size(); }
    [[nodiscard]] int descriptor() const override { return m_inner->descriptor(); }

private:
    std::unique_ptr<env::File> m_inner;
    DiskStatePtr m_disk;
};

}  // namespace

void DiskState::set(const DiskCondition& condition)
{
    {
        const std::lock_guard lock(m_mutex);
        if (condition == m_condition)
            return;
        m_condition = condition;
        ++m_number;
        m_sound.store(condition.sound(), std::memory_order_release);
    }
    m_changed.notify_all();
}

bool DiskState::full() const
{
    const std::lock_guard lock(m_mutex);
    return m_condition.full;
}

void DiskState::wait(std::size_t bytes)
{
    std::unique_lock lock(m_mutex);
    auto time = std::chrono::duration_cast<std::chrono::microseconds>(m_condition.perWrite);
    if (m_condition.bytesPerSecond > 0)
        time += std::chrono::microseconds(bytes * 1'000'000 / m_condition.bytesPerSecond);
    if (time.count() > 0)
        m_changed.wait_for(lock, time, [this, number = m_number] { return number != m_number; });
}

Result<std::unique_ptr<env::File>> FaultFiles::open(const std::string& path, Mode mode)
{
    SB_TRY_ASSIGN(auto file, m_inner.open(path, mode));
    return std::unique_ptr<env::File>(std::make_unique<FaultFile>(std::move(file), m_disk));
}

Result<env::Files::Space> FaultFiles::space(const std::string& directory) const
{
    SB_TRY_ASSIGN(auto space, m_inner.space(directory));
    if (m_disk->full())
        space.usable = 0;
    return space;
}

}  // namespace stormbench::faults
