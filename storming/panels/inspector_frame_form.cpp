// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector's forms for frames and arrows.
#include "storming/panels/inspector_forms.h"

#include "resources/ui/format.h"
#include "resources/ui/tokens.h"
#include "storming/geometry/edges.h"
#include "storming/panels/kind_look.h"
#include "storming/scene/selection.h"
#include "storming/workshop/slides.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kMostSlides = 999;

const char* meaningOf(FrameKind kind)
{
    switch (kind) {
    case FrameKind::Context: return "One language and one owner; its name goes into topic names.";
    case FrameKind::Swimlane: return "A band of an actor or a department; for reading only.";
    case FrameKind::Slice: return "One step of an Event Modeling timeline; for reading only.";
    case FrameKind::Parking: return "Where hotspots wait until there is time for them.";
    }
    return "";
}

int indexOf(FrameKind kind)
{
    const auto kinds = frameKinds();
    return static_cast<int>(std::ranges::find(kinds, kind, &FrameKindEntry::kind) - kinds.begin());
}

/// One frame of the board, which may be gone by the time that a form reads or writes it.
struct FrameAccess {
    BoardController& controller;
    FrameId id;

    template <typename Edit> void change(Edit&& edit, MergeKey merge = {}) const
    {
        const Frame* found = controller.board().frame(id);
        if (!found)
            return;
        Frame changed = *found;
        edit(changed);
        controller.changeFrame(changed, merge);
    }
    template <typename Get, typename Value> Value read(Get&& get, Value fallback) const
    {
        const Frame* found = controller.board().frame(id);
        return found ? get(*found) : fallback;
    }
};

}  // namespace

QWidget* InspectorForms::frame(FrameId id)
{
    QVBoxLayout* column = nullptr;
    QWidget* form = page(column, tr("Frame"), {});
    // As with notes: what is locked shows its values and lets itself be unlocked, nothing else.
    auto* body = new QWidget;
    auto* inner = new QVBoxLayout(body);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(ui::size::kGap);
    frameNames(*inner, id);
    frameOrder(*inner, id);
    column->addWidget(body);
    const FrameAccess access{m_controller, id};
    const auto enable = [access, body] {
        body->setEnabled(!access.read([](const Frame& f) { return f.locked; }, false));
    };
    column->addWidget(flag(
        tr("Locked"),
        [access] {
            return access.read(
                [](const Frame& f) { return f.locked ? Qt::Checked : Qt::Unchecked; },
                Qt::Unchecked);
        },
        [access](bool on) { access.change([&](Frame& f) { f.locked = on; }); },
        tr("Neither moves nor changes")));
    enable();
    m_readers.quick.emplace_back(enable);
    remark(
        *column,
        [access] {
            const Board& board = access.controller.board();
            return board.frame(access.id) ? ui::formatPlural(
                       static_cast<qint64>(board.membersOf(access.id).size()), tr("note"))
                                          : QString();
        },
        true);
    column->addStretch();
    return form;
}

void InspectorForms::frameNames(QVBoxLayout& column, FrameId id)
{
    const FrameAccess access{m_controller, id};
    const auto text = [&](const QString& label, QString Frame::*field, const QString& grey) {
        labelled(column, label,
            line(
                [access, field] {
                    return access.read([&](const Frame& f) { return f.*field; }, QString());
                },
                [access, field](const QString& value, MergeKey merge) {
                    access.change([&](Frame& f) { f.*field = value; }, merge);
                },
                grey));
    };
    text(tr("Name"), &Frame::name, tr("Ordering"));
    QStringList kinds;
    for (const FrameKindEntry& entry : frameKinds())
        kinds += QString::fromUtf8(entry.name);
    labelled(column, tr("Kind of frame"),
        choices(
            kinds,
            [access] { return access.read([](const Frame& f) { return indexOf(f.kind); }, -1); },
            [access](int index) {
                access.change(
                    [&](Frame& f) { f.kind = frameKinds()[static_cast<size_t>(index)].kind; });
            }));
    remark(column, [access] {
        return access.read([](const Frame& f) { return tr(meaningOf(f.kind)); }, QString());
    });
    text(tr("Owner"), &Frame::owner, tr("Team or person"));
    text(tr("Domain in topic names"), &Frame::domain, tr("the board's"));
    text(tr("Context in topic names"), &Frame::context, tr("from the name"));
}

void InspectorForms::frameOrder(QVBoxLayout& column, FrameId id)
{
    const FrameAccess access{m_controller, id};
    auto* order = new QSpinBox;
    order->setRange(0, kMostSlides);
    order->setSpecialValueText(tr("by position"));
    const auto readOrder = [order, access] {
        const QSignalBlocker quiet(order);
        if (!order->hasFocus())
            order->setValue(access.read([](const Frame& f) { return f.order; }, 0));
    };
    readOrder();
    m_readers.quick.emplace_back(readOrder);
    const MergeKey merge{m_controller.beginGesture()};
    QObject::connect(order, &QSpinBox::valueChanged, order,
        [access, merge](int value) { access.change([&](Frame& f) { f.order = value; }, merge); });
    labelled(column, tr("Order in the presentation"), order,
        tr("Frames with a number come first; the others follow by position"));
    remark(column, [access] {
        const std::vector<FrameId> all = slides(access.controller.board());
        const auto at = std::ranges::find(all, access.id);
        return at == all.end() ? tr("Not shown in the presentation")
                               : tr("Shown as %1 of %2").arg(at - all.begin() + 1).arg(all.size());
    });
}

QWidget* InspectorForms::connector(ConnectorId id)
{
    BoardController& controller = m_controller;
    const Board& board = controller.board();
    const Connector& connector = *board.connector(id);
    const Note* from = board.note(connector.from);
    const Note* to = board.note(connector.to);
    const GrammarEntry grammar = grammarOf(from->kind, to->kind, board.settings().method);
    QVBoxLayout* column = nullptr;
    QWidget* form = page(column, connector.pinned ? tr("Pinned edge") : tr("Arrow"),
        QStringLiteral("%1 → %2").arg(
            fullName(board.settings(), *from), fullName(board.settings(), *to)));
    auto* verdict = new QLabel(
        QString::fromUtf8(grammar.verdict == Verdict::Ok ? grammar.verb : grammar.why));
    verdict->setWordWrap(true);
    setLook(verdict,
        grammar.verdict == Verdict::Error      ? "error"
            : grammar.verdict == Verdict::Warn ? "warn"
                                               : "ok");
    if (!verdict->text().isEmpty())
        column->addWidget(verdict);
    labelled(*column, tr("Label"),
        line(
            [&controller, id] {
                const Connector* c = controller.board().connector(id);
                return c ? c->label : QString();
            },
            [&controller, id](const QString& text, MergeKey merge) {
                const Connector* found = controller.board().connector(id);
                if (!found)
                    return;
                Connector changed = *found;
                changed.label = text;
                controller.edit(tr("Change label"), {ChangeConnector{changed}}, merge);
            }));
    column->addStretch();
    return form;
}

QWidget* InspectorForms::framesAndArrows()
{
    const Selection& chosen = m_selection.current();
    QStringList parts;
    const auto count = [&parts](size_t number, const QString& noun) {
        if (number > 0)
            parts.append(ui::formatPlural(static_cast<qint64>(number), noun));
    };
    count(chosen.frames.size(), tr("frame"));
    count(chosen.connectors.size(), tr("arrow"));
    QVBoxLayout* column = nullptr;
    QWidget* form = page(
        column, parts.join(QStringLiteral(", ")), tr("Choose one of them to see its details."));
    column->addStretch();
    return form;
}

}  // namespace stormbench::storming
