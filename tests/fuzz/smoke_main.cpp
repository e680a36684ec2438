// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without libFuzzer: over every file of the folders given, over its
// prefixes and over damaged copies, the same ones every time. A number before the folders says how
// many copies, for targets that are slow.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

constexpr int kDamagedCopies = 10'000;      // of all inputs together
constexpr std::size_t kCopiesAPrefix = 20;  // of one input

void runDamaged(const Input& input, int copies)
{
    std::mt19937 random(static_cast<std::mt19937::result_type>(input.size()));
    for (int copy = 0; copy < copies; ++copy) {
        auto damaged = input;
        for (auto hits = 1 + random() % 4; hits > 0; --hits)
            damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
        LLVMFuzzerTestOneInput(damaged.data(), damaged.size());
    }
}

}  // namespace

int main(int argc, char** argv)
{
    std::vector<Input> inputs;
    const int asked = argc > 1 ? std::atoi(argv[1]) : 0;
    const int copies = asked > 0 ? asked : kDamagedCopies;
    const std::size_t prefixes = static_cast<std::size_t>(copies) / kCopiesAPrefix;
    for (int i = asked > 0 ? 2 : 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            inputs.emplace_back(
                std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
        }
    }
    for (const auto& input : inputs) {
        for (std::size_t size = 0; size <= input.size(); size += 1 + input.size() / prefixes)
            LLVMFuzzerTestOneInput(input.data(), size);
        LLVMFuzzerTestOneInput(input.data(), input.size());
        if (!input.empty())
            runDamaged(input, copies / static_cast<int>(inputs.size()));
    }
    std::printf("%zu inputs\n", inputs.size());
    return inputs.empty() ? 1 : 0;
}
