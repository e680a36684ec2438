// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/main_window.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

#include "app/settings/look_settings.h"
#include "app/settings/setting_table.h"
#include "app/settings/settings_dialog.h"
#include "app/shell/notice_banner.h"
#include "resources/ui/theme.h"

namespace stormbench::app {

/// The menu's switches and the dialog are two faces of the same settings.
void MainWindow::connectSettings()
{
    auto* dark = action(QStringLiteral("view.dark"));
    auto* contrast = action(QStringLiteral("view.highContrast"));
    auto* motion = action(QStringLiteral("view.motion"));
    const auto show = [dark, contrast, motion] {
        dark->setChecked(ui::theme().isDark());
        contrast->setChecked(ui::theme().isHighContrast());
        motion->setChecked(ui::theme().motion());
    };
    show();
    const auto choose = [this, show](const char* scheme) {
        m_settings.set(QLatin1String(setting::kScheme), QString::fromLatin1(scheme));
        // A theme of the command line may hide that the setting was this one already.
        applyLook(m_settings);
        show();
    };
    connect(dark, &QAction::triggered, this, [choose](bool on) { choose(on ? "dark" : "light"); });
    connect(contrast, &QAction::triggered, this,
        [choose](bool on) { choose(on ? "contrast" : "light"); });
    connect(motion, &QAction::triggered, this,
        [this](bool on) { m_settings.set(QLatin1String(setting::kMotion), on); });
    connect(&m_settings, &SettingStore::changed, this, [this, show](const QString& id) {
        if (id.startsWith(QLatin1String("look."))) {
            applyLook(m_settings);
            show();
        } else if (id.startsWith(QLatin1String("cluster."))) {
            offerClusterRestart();
        }
    });
    connect(action(QStringLiteral("file.settings")), &QAction::triggered, this,
        &MainWindow::showSettings);
}

void MainWindow::showSettings()
{
    auto* dialog = new SettingsDialog(m_settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

ClusterSession::Embedded MainWindow::clusterWanted() const
{
    ClusterSession::Embedded wanted;
    wanted.brokers = m_settings.number(setting::kBrokers);
    wanted.firstPort = static_cast<quint16>(m_settings.number(setting::kFirstPort));
    const QString chosen = m_settings.text(setting::kClusterDirectory);
    wanted.directory = chosen.isEmpty() || m_options.dataDirectoryGiven
        ? QDir(m_options.dataDirectory).filePath(QStringLiteral("cluster"))
        : chosen;
    return wanted;
}

/// The cluster that runs keeps its settings until somebody restarts it: that is not for us to do
/// while somebody works with it.
void MainWindow::offerClusterRestart()
{
    if (!m_cluster.isEmbedded())
        return;
    if (m_cluster.embedded() == clusterWanted())
        return m_offer->hush();
    m_offer->say(NoticeBanner::Kind::Info,
        tr("The local cluster still runs with its old settings. A restart stops what plays."),
        {{tr("Restart the local cluster"), [this] { m_cluster.startEmbedded(clusterWanted()); }}});
}

QString MainWindow::boardAtStart() const
{
    if (m_settings.text(setting::kStartPage) != QLatin1String("last"))
        return {};
    const auto recent = QSettings().value(QStringLiteral("recent")).toStringList();
    return !recent.isEmpty() && QFileInfo::exists(recent.first()) ? recent.first() : QString();
}

}  // namespace stormbench::app
