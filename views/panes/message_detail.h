// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "views/feed/message_tail.h"

class QLabel;
class QPlainTextEdit;
class QTabWidget;
class QTableWidget;
class QToolButton;

namespace stormbench::views {

/// One record in full: where it stands, its value (JSON laid out from the text itself), its
/// headers, its bytes.
class MessageDetail : public QWidget {
    Q_OBJECT

public:
    explicit MessageDetail(QWidget* parent = nullptr);

    void show(const feed::RecordPtr& record);  ///< null: nothing is selected
    [[nodiscard]] QString valueText() const;
    [[nodiscard]] QString bytesText() const;
    [[nodiscard]] int headerCount() const;

private:
    void showValue();
    void showHeaders();
    void showBytes();

    feed::RecordPtr m_record;
    QLabel* m_heading;
    QToolButton* m_copy;
    QTabWidget* m_tabs;
    QPlainTextEdit* m_value;
    QTableWidget* m_headers;
    QPlainTextEdit* m_bytes;
};

}  // namespace stormbench::views
