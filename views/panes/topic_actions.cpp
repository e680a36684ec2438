// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/topic_actions.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

#include "resources/ui/format.h"
#include "views/models/cluster_tables.h"

namespace stormbench::views {
namespace {

constexpr int kMostPartitions = 10'000;
constexpr int kMostReplicas = 16;
constexpr int kLongestName = 249;  // Kafka's limit; the name is a directory's name

Result<> firstFailure(const Result<std::vector<api::ItemResult>>& results)
{
    if (!results)
        return fail(results.error());
    for (const auto& item : *results) {
        if (!item.result)
            return item.result;
    }
    return {};
}

JobDialog::Job onCluster(
    api::ConnectionSettings connection, std::function<Result<>(api::Admin&)> act)
{
    return [connection = std::move(connection), act = std::move(act)]() -> Result<> {
        SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
        return act(*admin);
    };
}

}  // namespace

TopicActions::TopicActions(const PaneContext& context, QWidget* owner)
    : QObject(owner)
    , m_context(context)
    , m_owner(owner)
{
}

QString TopicActions::nameComplaint(const QString& name)
{
    if (name.isEmpty())
        return tr("A topic needs a name.");
    if (name == QLatin1String(".") || name == QLatin1String(".."))
        return tr("\".\" and \"..\" are no names.");
    if (name.size() > kLongestName)
        return tr("At most %1 characters.").arg(kLongestName);
    const bool legal = std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-');
    });
    return legal ? QString() : tr("Only letters, digits, \".\", \"_\" and \"-\".");
}

JobDialog* TopicActions::makeCreateDialog()
{
    auto* name = new QLineEdit;
    name->setObjectName(QStringLiteral("name"));
    name->setMaxLength(kLongestName);
    auto* complaint = new QLabel;
    complaint->setProperty("look", QStringLiteral("small"));
    auto* partitions = new QSpinBox;
    partitions->setRange(1, kMostPartitions);
    partitions->setValue(3);
    auto* replicas = new QSpinBox;
    replicas->setRange(0, kMostReplicas);
    replicas->setSpecialValueText(tr("the cluster's default"));
    auto* cleanup = new QComboBox;
    cleanup->addItem(tr("Delete old records"), QStringLiteral("delete"));
    cleanup->addItem(tr("Keep the newest of each key"), QStringLiteral("compact"));
    cleanup->addItem(tr("Both"), QStringLiteral("compact,delete"));

    auto* dialog = new JobDialog(
        tr("Create a topic"), tr("Create topic"), m_context.jobs,
        [=, connection = m_context.connection] {
            api::NewTopic topic;
            topic.name = name->text().toStdString();
            topic.partitions = partitions->value();
            topic.replicationFactor = replicas->value() == 0 ? -1 : replicas->value();
            if (const auto policy = cleanup->currentData().toString();
                policy != QLatin1String("delete"))
                topic.configs["cleanup.policy"] = policy.toStdString();
            return onCluster(connection(),
                [topic](api::Admin& admin) { return firstFailure(admin.createTopics({topic})); });
        },
        m_owner);
    dialog->form()->addRow(tr("Name"), name);
    dialog->form()->addRow(QString(), complaint);
    dialog->form()->addRow(tr("Partitions"), partitions);
    dialog->form()->addRow(tr("Replication factor"), replicas);
    dialog->form()->addRow(tr("Clean-up"), cleanup);
    const auto judge = [=] {
        const QString wrong = nameComplaint(name->text());
        complaint->setText(
            name->text().isEmpty() ? tr("Letters, digits, \".\", \"_\" and \"-\".") : wrong);
        dialog->button()->setEnabled(wrong.isEmpty());
    };
    connect(name, &QLineEdit::textChanged, dialog, judge);
    judge();
    connect(dialog, &QDialog::accepted, this, [this, name] { emit created(name->text()); });
    return dialog;
}

JobDialog* TopicActions::makePartitionsDialog(const TopicRow& topic)
{
    auto* total = new QSpinBox;
    total->setRange(topic.partitions + 1, kMostPartitions);
    auto* dialog = new JobDialog(
        tr("Add partitions to %1").arg(topic.name), {}, m_context.jobs,
        [=, connection = m_context.connection] {
            return onCluster(connection(),
                [name = topic.name.toStdString(), count = total->value()](
                    api::Admin& admin) { return admin.createPartitions(name, count); });
        },
        m_owner);
    dialog->setExplanation(
        tr("%1 has %2. Partitions cannot be taken away again, and records of one key may go to "
           "another partition than before.")
            .arg(topic.name, ui::formatPlural(topic.partitions, tr("partition"))));
    dialog->form()->addRow(tr("Partitions altogether"), total);
    const auto name = [=] {
        dialog->setAction(
            tr("Add %1").arg(ui::formatPlural(total->value() - topic.partitions, tr("partition"))));
    };
    connect(total, &QSpinBox::valueChanged, dialog, name);
    name();
    return dialog;
}

JobDialog* TopicActions::makeRemoveDialog(const TopicRow& topic)
{
    auto* dialog = new JobDialog(
        tr("Delete %1").arg(topic.name), tr("Delete %1").arg(topic.name), m_context.jobs,
        [connection = m_context.connection, name = topic.name.toStdString()] {
            return onCluster(connection(),
                [name](api::Admin& admin) { return firstFailure(admin.deleteTopics({name})); });
        },
        m_owner);
    QString text
        = tr("Delete the topic %1 with %2 and all its records (%3)? This cannot be undone.")
              .arg(topic.name, ui::formatPlural(topic.partitions, tr("partition")),
                  countText(topic.records));
    if (!topic.groups.isEmpty())
        text += u' ' + tr("These groups read it: %1.").arg(topic.groups);
    dialog->setExplanation(text);
    dialog->setDangerous();
    return dialog;
}

void TopicActions::create()
{
    auto* dialog = makeCreateDialog();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void TopicActions::addPartitions(const TopicRow& topic)
{
    auto* dialog = makePartitionsDialog(topic);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void TopicActions::remove(const TopicRow& topic)
{
    auto* dialog = makeRemoveDialog(topic);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

}  // namespace stormbench::views
