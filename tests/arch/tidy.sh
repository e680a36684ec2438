#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# clang-tidy over the product's sources, every warning an error. Its own build directory has no precompiled headers, which
# GCC makes and clang cannot read.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
cmake -S . -B build/tidy -G Ninja -DCMAKE_BUILD_TYPE=Debug -DSTORMBENCH_PCH=OFF -DSTORMBENCH_BENCH=OFF \
  -DCMAKE_C_COMPILER=clang-16 -DCMAKE_CXX_COMPILER=clang++-16 >/dev/null
# Protobuf's headers must exist before the sources can be read.
mapfile -t generated < <(ninja -C build/tidy -t targets all | grep -oE '^generated/[^ ]*\.pb\.h' | sort -u)
ninja -C build/tidy "${generated[@]}" >/dev/null
mapfile -t files < <(git ls-files 'app/*.cpp' 'engine/*.cpp' 'resources/*.cpp' 'storming/*.cpp' 'views/*.cpp')
printf '%s\0' "${files[@]}" | xargs -0 -n 4 -P "$(nproc)" clang-tidy-16 -p build/tidy --quiet
echo "clang-tidy: ${#files[@]} files, no finding"
