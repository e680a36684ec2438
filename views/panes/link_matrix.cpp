// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/link_matrix.h"

#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include "resources/ui/theme.h"
#include "views/models/fault_words.h"

namespace stormbench::views {
namespace {

using namespace std::chrono_literals;

constexpr api::Millis kDelays[] = {50ms, 200ms, 1s, 5s};
constexpr std::uint64_t kSpeeds[] = {16'000, 64'000, 1'000'000};

QString endTitle(const api::LinkEnd& end)
{
    return end.isClients() ? LinkMatrix::tr("Clients") : QString::number(end.broker.value());
}

QLabel* makeTitle(const QString& text, const QString& look, Qt::Alignment alignment)
{
    auto* label = new QLabel(text);
    label->setProperty("look", look);
    label->setAlignment(alignment);
    return label;
}

const api::Link* linkOf(const api::Fault& fault)
{
    if (const auto* cut = std::get_if<api::LinkCut>(&fault))
        return &cut->link;
    if (const auto* delay = std::get_if<api::LinkDelay>(&fault))
        return &delay->link;
    const auto* limit = std::get_if<api::LinkLimit>(&fault);
    return limit ? &limit->link : nullptr;
}

/// Whatever is wrong between the two, in either direction.
api::FaultTarget targetOf(const api::LinkEnd& first, const api::LinkEnd& second)
{
    return {api::FaultTarget::What::Link, kNoBroker, {first, second, false}};
}

}  // namespace

LinkMatrix::LinkMatrix(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(ui::size::kGrid);
    m_grid->setVerticalSpacing(ui::size::kGrid);
}

void LinkMatrix::show(const std::vector<BrokerId>& brokers, const api::FaultState& state)
{
    m_state = state;
    if (brokers != m_brokers)
        build(brokers);
    for (const auto& [ends, cell] : m_cells)
        update(*cell, ends);
}

/// The upper half of the matrix: a link has no order, its menu offers both directions.
void LinkMatrix::build(const std::vector<BrokerId>& brokers)
{
    m_brokers = brokers;
    m_cells.clear();
    while (auto* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    std::vector<api::LinkEnd> columns;
    for (std::size_t i = 1; i < brokers.size(); ++i)
        columns.push_back({brokers[i]});
    columns.push_back(api::kClients);
    for (std::size_t column = 0; column < columns.size(); ++column)
        m_grid->addWidget(
            makeTitle(endTitle(columns[column]), QStringLiteral("muted"), Qt::AlignCenter), 0,
            static_cast<int>(column) + 1);
    for (std::size_t row = 0; row < brokers.size(); ++row) {
        const int line = static_cast<int>(row) + 1;
        m_grid->addWidget(makeTitle(QString::number(brokers[row].value()), QStringLiteral("strong"),
                              Qt::AlignRight | Qt::AlignVCenter),
            line, 0);
        for (std::size_t column = row; column < columns.size(); ++column)
            m_grid->addWidget(
                makeCell({{brokers[row]}, columns[column]}), line, static_cast<int>(column) + 1);
    }
    m_grid->setRowStretch(static_cast<int>(brokers.size()) + 1, 1);
}

QToolButton* LinkMatrix::makeCell(const Ends& ends)
{
    auto* cell = new QToolButton;
    cell->setPopupMode(QToolButton::InstantPopup);
    cell->setFocusPolicy(Qt::StrongFocus);
    cell->setCheckable(true);
    cell->setFixedHeight(ui::size::kControl);
    cell->setMinimumWidth(
        cell->fontMetrics().horizontalAdvance(tr("cut, 200 ms")) + ui::size::kControl);
    auto* menu = new QMenu(cell);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, ends] { fillMenu(*menu, ends); });
    cell->setMenu(menu);
    m_cells[ends] = cell;
    return cell;
}

void LinkMatrix::fillMenu(QMenu& menu, const Ends& ends)
{
    menu.clear();
    const auto offer = [&](const QString& text, const api::Fault& fault) {
        menu.addAction(text, this, [this, fault] { emit requested({{}, fault}); });
    };
    const auto& [first, second] = ends;
    const api::Link both{first, second, false};
    auto* sound = menu.addAction(tr("Sound"), this, [this, ends] { heal(ends); });
    sound->setEnabled(!faultsOn(ends).empty());
    menu.addSeparator();
    offer(tr("Cut"), api::LinkCut{both});
    for (const auto& link : {api::Link{first, second, true}, api::Link{second, first, true}})
        offer(tr("Cut from %1 to %2").arg(linkEndWords(link.from), linkEndWords(link.to)),
            api::LinkCut{link});
    menu.addSeparator();
    for (const auto delay : kDelays)
        offer(tr("Delay each way by %1").arg(spanWords(delay)), api::LinkDelay{both, delay});
    menu.addSeparator();
    for (const auto speed : kSpeeds)
        offer(tr("Slow to %1").arg(speedWords(speed)), api::LinkLimit{both, speed});
}

std::vector<const api::FaultEntry*> LinkMatrix::faultsOn(const Ends& ends) const
{
    const auto target = targetOf(ends.first, ends.second);
    std::vector<const api::FaultEntry*> found;
    for (const auto& entry : m_state.active) {
        if (linkOf(entry.fault) && api::matches(target, entry.fault))
            found.push_back(&entry);
    }
    return found;
}

void LinkMatrix::update(QToolButton& cell, const Ends& ends)
{
    QStringList words;
    for (const auto* entry : faultsOn(ends))
        words += linkFaultWords(entry->fault, ends.first);
    const bool sound = words.isEmpty();
    const QString text = sound ? tr("sound") : words.join(QStringLiteral(", "));
    cell.setText(text);
    cell.setChecked(!sound);
    const QString link
        = tr("Link between %1 and %2").arg(linkEndWords(ends.first), linkEndWords(ends.second));
    cell.setAccessibleName(tr("%1: %2").arg(link, text));
    cell.setToolTip(tr("%1: %2. Opens a menu to cut, delay, slow or heal it.").arg(link, text));
}

void LinkMatrix::heal(const Ends& ends)
{
    const auto target = targetOf(ends.first, ends.second);
    emit requested(
        {[target](const api::FaultEntry& entry) { return api::matches(target, entry.fault); }, {}});
}

}  // namespace stormbench::views
