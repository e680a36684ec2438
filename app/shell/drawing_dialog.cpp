// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/drawing_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

namespace stormbench::app {
namespace {

constexpr double kSmallestScale = 0.25;
constexpr double kLargestScale = 8;
constexpr double kUsualScale = 2;
constexpr double kStep = 0.25;

}  // namespace

DrawingDialog::DrawingDialog(
    const storming::Board& board, const storming::Selection& selection, QWidget* parent)
    : QDialog(parent)
    , m_board(board)
    , m_parts(new QComboBox)
    , m_formats(new QComboBox)
    , m_scale(new QDoubleSpinBox)
    , m_size(new QLabel)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setObjectName(QStringLiteral("drawingDialog"));
    setWindowTitle(tr("Export drawing"));
    fillParts(selection);
    for (const auto& entry : storming::drawingFormats())
        m_formats->addItem(tr(entry.title), static_cast<int>(entry.format));
    m_scale->setRange(kSmallestScale, kLargestScale);
    m_scale->setSingleStep(kStep);
    m_scale->setValue(kUsualScale);
    m_scale->setPrefix(QStringLiteral("× "));
    m_size->setProperty("look", QStringLiteral("muted"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Export…"));
    auto* form = new QFormLayout(this);
    form->addRow(tr("What"), m_parts);
    form->addRow(tr("Format"), m_formats);
    form->addRow(tr("Scale"), m_scale);
    form->addRow(QString(), m_size);
    form->addRow(m_buttons);
    connect(m_parts, &QComboBox::currentIndexChanged, this, &DrawingDialog::update);
    connect(m_formats, &QComboBox::currentIndexChanged, this, &DrawingDialog::update);
    connect(m_scale, &QDoubleSpinBox::valueChanged, this, &DrawingDialog::update);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    update();
}

void DrawingDialog::fillParts(const storming::Selection& selection)
{
    m_parts->addItem(tr("The whole board"));
    m_selections.append(storming::Selection());
    if (!selection.notes.empty() || !selection.frames.empty()) {
        m_parts->addItem(tr("The selection"));
        m_selections.append(selection);
        m_parts->setCurrentIndex(1);
    }
    for (const auto& [id, frame] : m_board.frames()) {
        const QString kind = tr(storming::frameKindEntry(frame.kind).name);
        m_parts->addItem(
            frame.name.isEmpty() ? kind : QStringLiteral("%1: %2").arg(kind, frame.name));
        storming::Selection one;
        one.frames.insert(id);
        m_selections.append(one);
    }
}

void DrawingDialog::update()
{
    const bool isPicture = format() == storming::DrawingFormat::Png;
    m_scale->setEnabled(isPicture);
    const QSize size = storming::pictureSize(part(), scale());
    const bool fits
        = qMax(size.width(), size.height()) <= storming::kLargestPicture && !size.isEmpty();
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(fits || (!isPicture && !size.isEmpty()));
    m_size->setText(!isPicture ? tr("Sharp at every size")
            : size.isEmpty()   ? tr("There is nothing to draw")
            : fits             ? tr("%1 × %2 pixels").arg(size.width()).arg(size.height())
                               : tr("%1 × %2 pixels are too many: choose a smaller scale")
                         .arg(size.width())
                         .arg(size.height()));
}

storming::Board DrawingDialog::part() const
{
    return storming::drawnPart(m_board, m_selections.value(m_parts->currentIndex()));
}

storming::DrawingFormat DrawingDialog::format() const
{
    return static_cast<storming::DrawingFormat>(m_formats->currentData().toInt());
}

double DrawingDialog::scale() const
{
    return m_scale->value();
}

}  // namespace stormbench::app
