// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/models/table_model.h"

#include "resources/ui/theme.h"

namespace stormbench::views {

QVariant themeColor(ui::Token token)
{
    return ui::theme().color(token);
}

}  // namespace stormbench::views
