// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/saga_plan.h"

#include <algorithm>

namespace stormbench::storming {

std::optional<std::size_t> SagaPlan::forward(std::size_t from) const
{
    for (std::size_t step = from; step < steps.size(); ++step)
        if (!steps[step].command.empty())
            return step;
    return std::nullopt;
}

std::optional<std::size_t> SagaPlan::backward(std::size_t end) const
{
    for (std::size_t step = std::min(end, steps.size()); step-- > 0;) {
        const std::string& compensation = steps[step].compensation;
        const bool comesAgain
            = std::any_of(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(step),
                [&](const SagaPlanStep& earlier) { return earlier.compensation == compensation; });
        if (!compensation.empty() && !comesAgain)
            return step;
    }
    return std::nullopt;
}

}  // namespace stormbench::storming
