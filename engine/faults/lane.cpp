// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/faults/lane.h"

#include <algorithm>

namespace stormbench::faults {
namespace {

constexpr std::size_t kSmallest = 512;
constexpr std::size_t kLargest = 64 * 1024;
constexpr std::uint64_t kPiecesPerSecond = 20;  // of a limited link: it flows instead of bursting

std::size_t sizeOfPiece(const env::Piece& piece)
{
    if (const auto* bytes = std::get_if<Bytes>(&piece))
        return bytes->size();
    if (const auto* shared = std::get_if<SharedBytes>(&piece))
        return *shared ? (*shared)->size() : 0;
    return std::get<env::FileRange>(piece).size;
}

env::Piece partOf(const env::Piece& piece, std::size_t from, std::size_t size)
{
    if (const auto* range = std::get_if<env::FileRange>(&piece))
        return env::FileRange{range->file, range->position + from, size};
    const auto* bytes = std::get_if<Bytes>(&piece);
    const ByteView all = bytes ? ByteView(*bytes) : ByteView(*std::get<SharedBytes>(piece));
    const auto part = all.subspan(from, size);
    return Bytes(part.begin(), part.end());
}

}  // namespace

std::optional<env::SteadyTime> Path::admit(
    env::SteadyTime since, std::size_t bytes, env::SteadyTime now)
{
    if (condition.cut)
        return std::nullopt;
    const auto limit = condition.bytesPerSecond;
    const auto due = std::max(since + condition.delay, limit > 0 ? freeAt : env::SteadyTime{0});
    if (due > now)
        return due - now;
    if (limit > 0)
        freeAt = std::max(now, freeAt) + env::SteadyTime(bytes * 1'000'000 / limit);
    return env::SteadyTime{0};
}

Lane::Lane(Path& path, env::Executor& executor, const env::Clock& machine, Deliver deliver)
    : m_path(path)
    , m_machine(machine)
    , m_deliver(std::move(deliver))
    , m_timer(executor.createTimer())
{
}

void Lane::push(env::Piece piece)
{
    const auto size = sizeOfPiece(piece);
    const auto limit = m_path.condition.bytesPerSecond;
    const auto most = limit == 0
        ? size
        : std::clamp<std::size_t>(limit / kPiecesPerSecond, kSmallest, kLargest);
    if (size <= most)
        return pushOne(std::move(piece), size);
    for (std::size_t from = 0; from < size; from += most) {
        const auto part = std::min(most, size - from);
        pushOne(partOf(piece, from, part), part);
    }
}

void Lane::pushOne(env::Piece piece, std::size_t size)
{
    if (size == 0)
        return;
    m_bytes += size;
    m_waiting.push_back({std::move(piece), size, m_machine.steadyNow()});
}

void Lane::setHeld(bool held)
{
    m_held = held;
    if (!held)
        pump();
}

void Lane::clear()
{
    m_waiting.clear();
    m_bytes = 0;
    m_timer->cancel();
}

void Lane::pump()
{
    if (m_pumping)
        return;  // the loop below goes on
    const std::weak_ptr<bool> alive = m_alive;
    m_pumping = true;
    while (!m_waiting.empty() && !m_held) {
        auto& first = m_waiting.front();
        const auto wait = m_path.admit(first.since, first.size, m_machine.steadyNow());
        if (!wait || wait->count() > 0) {
            wait ? m_timer->start(*wait, [this] { pump(); }) : m_timer->cancel();
            break;
        }
        auto piece = std::move(first.piece);
        m_bytes -= first.size;
        m_waiting.pop_front();
        m_deliver(std::move(piece));
        if (alive.expired())
            return;
    }
    m_pumping = false;
}

}  // namespace stormbench::faults
