// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/setting_editors.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include "app/settings/setting_store.h"
#include "resources/ui/tokens.h"

namespace stormbench::app {
namespace {

using Kind = ui::SettingSpec::Kind;

/// Shows the stored value now and whenever somebody else changes it.
template <typename Show>
void follow(SettingStore& store, const QString& id, QWidget* editor, Show show)
{
    show(store.value(id));
    QObject::connect(
        &store, &SettingStore::changed, editor, [&store, id, editor, show](const QString& changed) {
            if (changed != id)
                return;
            const QSignalBlocker blocker(editor);
            show(store.value(id));
        });
}

QWidget* makeSwitch(const ui::SettingSpec& spec, SettingStore& store)
{
    auto* box = new QCheckBox(QCheckBox::tr("On"));
    follow(store, spec.id, box, [box](const QVariant& value) { box->setChecked(value.toBool()); });
    QObject::connect(
        box, &QCheckBox::toggled, &store, [&store, id = spec.id](bool on) { store.set(id, on); });
    return box;
}

QWidget* makeChoice(const ui::SettingSpec& spec, SettingStore& store)
{
    auto* box = new QComboBox;
    for (int i = 0; i < spec.choices.size(); ++i)
        box->addItem(spec.choiceTexts.value(i), spec.choices.at(i));
    follow(store, spec.id, box,
        [box](const QVariant& value) { box->setCurrentIndex(box->findData(value)); });
    QObject::connect(box, &QComboBox::currentIndexChanged, &store,
        [&store, box, id = spec.id] { store.set(id, box->currentData()); });
    return box;
}

template <typename Box, typename Number>
QWidget* makeNumber(const ui::SettingSpec& spec, SettingStore& store)
{
    auto* box = new Box;
    box->setRange(spec.minimum.value<Number>(), spec.maximum.value<Number>());
    box->setSuffix(spec.unit);
    box->setKeyboardTracking(false);  // half a number is not a value
    follow(store, spec.id, box,
        [box](const QVariant& value) { box->setValue(value.value<Number>()); });
    QObject::connect(box, &Box::valueChanged, &store,
        [&store, id = spec.id](Number value) { store.set(id, value); });
    return box;
}

QLineEdit* makeText(const ui::SettingSpec& spec, SettingStore& store)
{
    auto* box = new QLineEdit;
    follow(store, spec.id, box, [box](const QVariant& value) { box->setText(value.toString()); });
    QObject::connect(box, &QLineEdit::editingFinished, &store,
        [&store, box, id = spec.id] { store.set(id, box->text().trimmed()); });
    return box;
}

QWidget* makePath(const ui::SettingSpec& spec, SettingStore& store)
{
    auto* both = new QWidget;
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(ui::size::kGapSmall);
    auto* path = makeText(spec, store);
    path->setPlaceholderText(QLineEdit::tr("default"));
    path->setAccessibleName(spec.text);
    auto* choose = new QPushButton(QPushButton::tr("Choose…"));
    choose->setAutoDefault(false);
    QObject::connect(choose, &QPushButton::clicked, both, [both, &store, spec] {
        const QString chosen
            = QFileDialog::getExistingDirectory(both, spec.text, store.value(spec.id).toString());
        if (!chosen.isEmpty())
            store.set(spec.id, chosen);
    });
    row->addWidget(path, 1);
    row->addWidget(choose);
    both->setFocusProxy(path);
    return both;
}

QWidget* make(const ui::SettingSpec& spec, SettingStore& store)
{
    switch (spec.kind) {
    case Kind::Switch: return makeSwitch(spec, store);
    case Kind::Integer: return makeNumber<QSpinBox, int>(spec, store);
    case Kind::Decimal: return makeNumber<QDoubleSpinBox, double>(spec, store);
    case Kind::Choice: return makeChoice(spec, store);
    case Kind::Text: return makeText(spec, store);
    case Kind::Path: return makePath(spec, store);
    }
    return new QWidget;
}

}  // namespace

QWidget* makeSettingEditor(const ui::SettingSpec& spec, SettingStore& store, QWidget* parent)
{
    auto* editor = make(spec, store);
    editor->setParent(parent);
    editor->setObjectName(spec.id);
    editor->setAccessibleName(spec.text);
    editor->setAccessibleDescription(spec.description);
    return editor;
}

}  // namespace stormbench::app
