// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "app/settings/look_settings.h"
#include "app/settings/setting_table.h"
#include "app/settings/settings_dialog.h"
#include "app/shell/main_window.h"
#include "app/shell/notice_banner.h"
#include "resources/ui/format.h"
#include "resources/ui/theme.h"

using namespace stormbench;
using namespace stormbench::app;

namespace {

const QString kScheme = QString::fromLatin1(setting::kScheme);
const QString kBrokers = QString::fromLatin1(setting::kBrokers);

/// Every entry's editor is changed as a user would, by its keys.
void changeByKeyboard(QWidget* editor)
{
    if (qobject_cast<QCheckBox*>(editor)) {
        QTest::keyClick(editor, Qt::Key_Space);
    } else if (qobject_cast<QComboBox*>(editor) || qobject_cast<QSpinBox*>(editor)) {
        QTest::keyClick(editor, qobject_cast<QComboBox*>(editor) ? Qt::Key_Down : Qt::Key_Up);
    } else {
        // A path's line stands beside a button; a text is the line itself.
        QWidget* line = editor->focusProxy() ? editor->focusProxy() : editor;
        QTest::keyClicks(line, QStringLiteral("/tmp/elsewhere"));
        QTest::keyClick(line, Qt::Key_Return);
    }
}

}  // namespace

/// Settings are kept, refused when they make no sense, and each does what it says.
class SettingsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void theTableIsWhole();
    void theStoreRefusesWhatTheTableDoesNotAllow();
    void everyEntryHasAnEditorThatKeepsWhatIsChosen_data();
    void everyEntryHasAnEditorThatKeepsWhatIsChosen();
    void defaultsComeBack();
    void theDialogOpensByItsKey();
    void lookIsInForceAtOnce();
    void theBoardOpenedLastOpensAgain();
    void theClusterStartsAsItIsSet();
    void withoutALocalClusterNoneStarts();

private:
    static constexpr int kPatience = 60'000;
    MainWindow::Options options(bool cluster) const
    {
        MainWindow::Options options;
        options.dataDirectory
            = m_directory.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        options.startCluster = cluster;
        return options;
    }
    QTemporaryDir m_directory;
};

void SettingsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("stormbench-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_directory.path());
}

void SettingsTest::init()
{
    QSettings().clear();
    applyLook(SettingStore());
}

void SettingsTest::theTableIsWhole()
{
    QSet<QString> ids;
    for (const auto& spec : settingTable()) {
        QVERIFY2(!ids.contains(spec.id), qPrintable(spec.id));
        ids.insert(spec.id);
        QVERIFY2(!spec.group.isEmpty() && !spec.text.isEmpty() && !spec.description.isEmpty(),
            qPrintable(spec.id));
        QCOMPARE(spec.choices.size(), spec.choiceTexts.size());
        SettingStore store;
        QCOMPARE(store.value(spec.id), spec.defaultValue);
        QVERIFY(store.set(spec.id, spec.defaultValue));
    }
}

void SettingsTest::theStoreRefusesWhatTheTableDoesNotAllow()
{
    SettingStore store;
    QSignalSpy changed(&store, &SettingStore::changed);
    QVERIFY(!store.set(kBrokers, 0));
    QVERIFY(!store.set(kBrokers, 1000));
    QVERIFY(!store.set(kBrokers, QStringLiteral("many")));
    QVERIFY(!store.set(kScheme, QStringLiteral("plaid")));
    QCOMPARE(changed.size(), 0);
    QSettings().setValue(QStringLiteral("settings/cluster/brokers"), -4);
    QSettings().setValue(QStringLiteral("settings/look/scheme"), QStringLiteral("plaid"));
    QCOMPARE(store.value(kBrokers).toInt(), 3);
    QCOMPARE(store.value(kScheme).toString(), QStringLiteral("light"));
}

void SettingsTest::everyEntryHasAnEditorThatKeepsWhatIsChosen_data()
{
    QTest::addColumn<QString>("id");
    for (const auto& spec : settingTable())
        QTest::newRow(qPrintable(spec.id)) << spec.id;
}

void SettingsTest::everyEntryHasAnEditorThatKeepsWhatIsChosen()
{
    QFETCH(QString, id);
    SettingStore store;
    SettingsDialog dialog(store);
    dialog.show();
    QWidget* editor = dialog.editorOf(id);
    QVERIFY(editor && !editor->accessibleName().isEmpty());
    QVERIFY((editor->focusProxy() ? editor->focusProxy() : editor)->focusPolicy() & Qt::TabFocus);
    const auto before = store.value(id);
    changeByKeyboard(editor);
    QVERIFY(dialog.isVisible());
    const auto after = store.value(id);
    QVERIFY2(after != before, qPrintable(after.toString()));
    // Another start reads the same.
    QCOMPARE(SettingStore().value(id), after);
}

void SettingsTest::defaultsComeBack()
{
    SettingStore store;
    SettingsDialog dialog(store);
    for (const auto& spec : settingTable())
        changeByKeyboard(dialog.editorOf(spec.id));
    store.resetAll();
    for (const auto& spec : settingTable())
        QCOMPARE(store.value(spec.id), spec.defaultValue);
    QCOMPARE(qobject_cast<QSpinBox*>(dialog.editorOf(kBrokers))->value(), 3);
}

void SettingsTest::theDialogOpensByItsKey()
{
    MainWindow window(options(false));
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_Comma, Qt::ControlModifier);
    auto* dialog = window.findChild<SettingsDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!window.findChild<SettingsDialog*>());
}

void SettingsTest::lookIsInForceAtOnce()
{
    MainWindow window(options(false));
    window.show();
    auto& settings = window.settings();
    QVERIFY(settings.set(kScheme, QStringLiteral("dark")));
    QVERIFY(ui::theme().isDark());
    QVERIFY(window.action(QStringLiteral("view.dark"))->isChecked());
    window.action(QStringLiteral("view.highContrast"))->trigger();
    QCOMPARE(settings.value(kScheme).toString(), QStringLiteral("contrast"));
    QVERIFY(settings.set(QString::fromLatin1(setting::kMotion), false));
    QVERIFY(!ui::theme().motion());
    QVERIFY(!window.action(QStringLiteral("view.motion"))->isChecked());
    QVERIFY(settings.set(QString::fromLatin1(setting::kTimes), QStringLiteral("utc")));
    QCOMPARE(ui::formatTime(45'296'789), QStringLiteral("12:34:56.789Z"));
    settings.resetAll();
    QVERIFY(!ui::theme().isDark() && !ui::theme().isHighContrast() && ui::theme().motion());
    QVERIFY(!ui::formatTime(45'296'789).endsWith(u'Z'));
}

void SettingsTest::theBoardOpenedLastOpensAgain()
{
    const QString path = m_directory.filePath(QStringLiteral("last.storm"));
    {
        MainWindow window(options(false));
        window.action(QStringLiteral("file.new"))->trigger();
        QVERIFY(window.document().saveAs(path).has_value());
        QVERIFY(window.openPath(path));
        QVERIFY(window.boardAtStart().isEmpty());
        QVERIFY(window.settings().set(
            QString::fromLatin1(setting::kStartPage), QStringLiteral("last")));
    }
    QCOMPARE(MainWindow(options(false)).boardAtStart(), path);
    QVERIFY(QFile::remove(path));
    QVERIFY(MainWindow(options(false)).boardAtStart().isEmpty());
}

void SettingsTest::theClusterStartsAsItIsSet()
{
    const QString directory = m_directory.filePath(QStringLiteral("elsewhere"));
    QVERIFY(SettingStore().set(kBrokers, 1));
    QVERIFY(SettingStore().set(QString::fromLatin1(setting::kClusterDirectory), directory));
    MainWindow window(options(true));
    window.show();
    const auto brokers = [&] {
        const auto& snapshot = window.cluster().feed().snapshot();
        return snapshot ? snapshot->brokers.size() : 0;
    };
    QTRY_COMPARE_WITH_TIMEOUT(brokers(), std::size_t(1), kPatience);
    QVERIFY(QDir(directory).exists());

    // A changed setting is offered, not forced on a cluster that somebody works with.
    QVERIFY(window.settings().set(kBrokers, 2));
    auto* offer = window.findChild<NoticeBanner*>(QStringLiteral("offer"));
    QVERIFY(offer->isVisible());
    QCOMPARE(brokers(), std::size_t(1));
    QVERIFY(window.settings().set(kBrokers, 1));
    QVERIFY(!offer->isVisible());
    QVERIFY(window.settings().set(kBrokers, 2));
    QTRY_VERIFY(offer->findChild<QPushButton*>()->isVisible());
    QTest::mouseClick(offer->findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(brokers(), std::size_t(2), kPatience);
}

void SettingsTest::withoutALocalClusterNoneStarts()
{
    QVERIFY(SettingStore().set(QString::fromLatin1(setting::kStartCluster), false));
    MainWindow window(options(true));
    QVERIFY(window.cluster().state() == ClusterState::None);
}

QTEST_MAIN(SettingsTest)
#include "settings_test.moc"
