// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/faults/cluster_clock.h"

#include <algorithm>
#include <cmath>

namespace stormbench::faults {
namespace {

env::SteadyTime scaled(env::SteadyTime time, double rate)
{
    if (rate == 1)
        return time;
    return env::SteadyTime(std::llround(static_cast<double>(time.count()) * rate));
}

}  // namespace

env::SteadyTime ClusterClock::steadyOn(const Course& course) const
{
    return course.steady + scaled(m_machine.steadyNow() - course.machineSteady, course.rate);
}

env::WallTime ClusterClock::wallOn(const Course& course) const
{
    if (course.rate == 1)
        return m_machine.wallNow() + course.ahead;
    const auto passed = scaled(m_machine.steadyNow() - course.machineSteady, course.rate);
    return course.wall + std::chrono::duration_cast<env::Millis>(passed);
}

env::WallTime ClusterClock::wallNow() const
{
    const auto* course = m_course.load(std::memory_order_acquire);
    return course ? wallOn(*course) : m_machine.wallNow();
}

env::SteadyTime ClusterClock::steadyNow() const
{
    const auto* course = m_course.load(std::memory_order_acquire);
    return course ? steadyOn(*course) : m_machine.steadyNow();
}

double ClusterClock::rate() const
{
    const auto* course = m_course.load(std::memory_order_acquire);
    return course ? course->rate : 1;
}

void ClusterClock::bend(double rate, env::Millis ahead, Leap how)
{
    const std::lock_guard lock(m_mutex);
    const auto* before = m_course.load(std::memory_order_relaxed);
    if (!before && rate == 1 && ahead.count() == 0)
        return;
    const auto leap = ahead - (before ? before->ahead : env::Millis(0));
    auto course = std::make_unique<Course>();
    course->machineSteady = m_machine.steadyNow();
    course->steady = (before ? steadyOn(*before) : course->machineSteady)
        + (how == Leap::AsIfAsleep ? std::max(env::SteadyTime(leap), env::SteadyTime(0))
                                   : env::SteadyTime(0));
    course->wall = (before ? wallOn(*before) : m_machine.wallNow()) + leap;
    course->rate = rate;
    course->ahead = ahead;
    m_course.store(course.get(), std::memory_order_release);
    m_courses.push_back(std::move(course));
}

}  // namespace stormbench::faults
