// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <functional>
#include <optional>

#include "engine/api/faults.h"

namespace stormbench::views {

/// What the panel asks for: these end, then that begins.
struct FaultChange {
    /// Asked when it is done: what is in force then may be news to the panel. Absent: nothing ends.
    std::function<bool(const api::FaultEntry&)> ends;
    std::optional<api::Fault> apply;
};

/// A box of alternatives, of which one is sound and the others are faults. Shows which of them is
/// in force; one that is not among them joins them. Runs on: the UI thread.
class FaultChoice : public QComboBox {
    Q_OBJECT

public:
    explicit FaultChoice(const QString& sound, QWidget* parent = nullptr);

    void addFault(const QString& text, const api::Fault& fault);
    void showActive(const std::optional<api::Fault>& active);
    /// What is chosen; nothing: sound.
    [[nodiscard]] const std::optional<api::Fault>& fault() const;

signals:
    void chosen();  ///< by the user

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    std::vector<std::optional<api::Fault>> m_faults;  ///< by index
    bool m_hasOther = false;                          ///< the last one is no choice of ours
};

}  // namespace stormbench::views
