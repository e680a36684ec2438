// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/message_detail.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "resources/ui/fonts.h"
#include "resources/ui/format.h"
#include "resources/ui/tokens.h"
#include "views/models/message_text.h"
#include "views/panes/pane_parts.h"

namespace stormbench::views {
namespace {

constexpr std::size_t kMostShown = 256 * 1024;  // a text view gets slow beyond

QPlainTextEdit* makeText(const QString& name)
{
    auto* text = new QPlainTextEdit;
    text->setReadOnly(true);
    text->setFont(ui::font(ui::Face::Mono));
    text->setFrameShape(QFrame::NoFrame);
    text->setStyleSheet(QStringLiteral("QPlainTextEdit { border: none; border-radius: 0; }"));
    text->setAccessibleName(name);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    return text;
}

ByteView shownPart(const Bytes& bytes)
{
    return ByteView(bytes).first(std::min(bytes.size(), kMostShown));
}

QString cutNote(const Bytes& bytes)
{
    if (bytes.size() <= kMostShown)
        return {};
    return u'\n'
        + QApplication::translate("MessageDetail", "… cut here: %1 altogether")
              .arg(ui::formatBytes(static_cast<qint64>(bytes.size())));
}

}  // namespace

MessageDetail::MessageDetail(QWidget* parent)
    : QWidget(parent)
    , m_heading(makeHeading())
    , m_tabs(new QTabWidget)
    , m_value(makeText(tr("Value")))
    , m_headers(new QTableWidget(0, 2))
    , m_bytes(makeText(tr("Bytes")))
{
    m_copy = makeToolButton(QStringLiteral("copy"), tr("Copy"), [this] {
        if (m_record)
            QApplication::clipboard()->setText(
                m_tabs->currentWidget() == m_bytes ? bytesText() : valueText());
    });
    m_copy->setToolTip(tr("Copy what is shown"));
    m_headers->setHorizontalHeaderLabels({tr("Header"), tr("Value")});
    m_headers->horizontalHeader()->setStretchLastSection(true);
    m_headers->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_headers->horizontalHeader()->setHighlightSections(false);
    m_headers->verticalHeader()->hide();
    m_headers->verticalHeader()->setDefaultSectionSize(ui::size::kRow);
    m_headers->setShowGrid(false);
    m_headers->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_headers->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_headers->setFrameShape(QFrame::NoFrame);
    m_headers->setAccessibleName(tr("Headers"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_value, tr("Value"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_tabs->addTab(m_bytes, tr("Bytes"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &MessageDetail::showBytes);

    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, ui::size::kGapSmall, 0);
    row->addWidget(m_heading, 1);
    row->addWidget(m_copy);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(stackPanel({bar, m_tabs}));
    show(nullptr);
}

void MessageDetail::show(const feed::RecordPtr& record)
{
    if (record && record == m_record)
        return;
    m_record = record;
    m_copy->setEnabled(record != nullptr);
    if (record) {
        const QString remark = tr("partition %1 · offset %2")
                                   .arg(record->partition.value())
                                   .arg(ui::formatCount(record->offset.value()));
        m_heading->setToolTip(ui::formatDateTime(record->timestamp.count()));
        setHeading(m_heading, QString::fromStdString(record->topic), remark);
    } else {
        setHeading(m_heading, tr("Message"), {});
    }
    showValue();
    showHeaders();
    showBytes();
}

void MessageDetail::showValue()
{
    if (!m_record) {
        m_value->setPlaceholderText(tr("Select a message to see its value, headers and bytes."));
        return m_value->clear();
    }
    m_value->setPlaceholderText(
        m_record->value ? tr("An empty value.") : tr("A tombstone: the record has no value."));
    if (!m_record->value)
        return m_value->clear();
    const Bytes& value = *m_record->value;
    if (!isText(shownPart(value)) && value.size() <= kMostShown)
        return m_value->setPlainText(tr("%1 that are no text: see Bytes.")
                                         .arg(ui::formatBytes(static_cast<qint64>(value.size()))));
    const QString text = textOf(shownPart(value));
    m_value->setPlainText(prettyJson(text).value_or(text) + cutNote(value));
}

void MessageDetail::showHeaders()
{
    const auto count = m_record ? static_cast<int>(m_record->headers.size()) : 0;
    m_headers->setRowCount(count);
    for (int i = 0; i < count; ++i) {
        const auto& header = m_record->headers[static_cast<std::size_t>(i)];
        m_headers->setItem(i, 0, new QTableWidgetItem(QString::fromStdString(header.name)));
        auto* value = new QTableWidgetItem(header.value ? textOf(*header.value) : tr("null"));
        value->setFont(ui::font(ui::Face::Mono));
        m_headers->setItem(i, 1, value);
    }
    m_headers->resizeColumnToContents(0);
    m_tabs->setTabText(1, count > 0 ? tr("Headers  %1").arg(count) : tr("Headers"));
}

/// Made only while it is seen: sixteen bytes become eighty characters.
void MessageDetail::showBytes()
{
    if (m_tabs->currentWidget() != m_bytes)
        return;
    m_bytes->setPlainText(m_record && m_record->value
            ? hexDump(shownPart(*m_record->value)) + cutNote(*m_record->value)
            : QString());
}

QString MessageDetail::valueText() const
{
    return m_value->toPlainText();
}
QString MessageDetail::bytesText() const
{
    return m_record && m_record->value ? hexDump(shownPart(*m_record->value)) : QString();
}
int MessageDetail::headerCount() const
{
    return m_headers->rowCount();
}

}  // namespace stormbench::views
