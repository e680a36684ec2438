// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/file_field.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"

namespace stormbench::views {

FileField::FileField(const QString& placeholder, const QString& filter, QWidget* parent)
    : QWidget(parent)
    , m_path(new QLineEdit)
{
    m_path->setPlaceholderText(placeholder);
    auto* choose = new QToolButton;
    choose->setIcon(ui::icon(QStringLiteral("open")));
    choose->setToolTip(tr("Choose a file"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(ui::size::kGrid);
    row->addWidget(m_path, 1);
    row->addWidget(choose);
    setFocusProxy(m_path);
    connect(choose, &QToolButton::clicked, this, [this, filter] {
        const QString path
            = QFileDialog::getOpenFileName(this, tr("Choose a file"), m_path->text(), filter);
        if (!path.isEmpty())
            m_path->setText(path);
    });
}

QString FileField::path() const
{
    return m_path->text().trimmed();
}
void FileField::setPath(const QString& path)
{
    m_path->setText(path);
}

}  // namespace stormbench::views
