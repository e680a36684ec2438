// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return stormbench::storming::runImporter("context-mapper", data, size);
}
