// SPDX-License-Identifier: GPL-3.0-or-later
// The one style sheet, written from the tokens. Widgets set the dynamic property "look" for a
// variant: QPushButton look="primary", "flat" or "danger"; QLabel look="heading", "muted", "error",
// "display", "hint"; QFrame look="card" or "line".
#include "resources/ui/theme.h"

#include <QHash>
#include <QRegularExpression>

namespace stormbench::ui {
namespace {

const char* const kSheet = R"(
QWidget { color: @text; }
QMainWindow, QDialog { background: @window; }
QToolTip { background: @raised; color: @text; border: 1px solid @borderStrong; padding: 4px 8px; }

QMenuBar { background: @window; border-bottom: 1px solid @border; padding: 0 4px; }
QMenuBar::item { padding: 5px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenuBar::item:pressed { background: @pressed; }
QMenu { background: @raised; border: 1px solid @borderStrong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; color: @text; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 4px; }
QMenu::icon { padding-left: 6px; }

QToolBar { background: @window; border: none; border-bottom: 1px solid @border; spacing: 4px; padding: 5px 8px; }
QToolBar::separator { background: @border; width: 1px; margin: 4px 5px; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 3px 6px; min-height: 20px; background: transparent; }
QToolButton:hover { background: @hover; }
QToolButton:pressed { background: @pressed; }
QToolButton:checked { background: @accentSoft; color: @accent; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @disabled; }
QToolButton[popupMode="1"] { padding-right: 16px; }
QToolButton[popupMode="2"] { padding-right: 14px; }
QToolButton::menu-indicator { image: url(:/stormbench/icons/art/chevron-down-@scheme.svg); width: 10px; height: 10px;
    subcontrol-position: right center; subcontrol-origin: padding; right: 4px; }
QToolButton::menu-button { border: none; width: 14px; }

QPushButton { background: @panel; border: 1px solid @borderStrong; border-radius: 6px; padding: 0 12px; min-height: 26px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @pressed; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @disabled; border-color: @border; }
QPushButton:default, QPushButton[look="primary"] { background: @accent; border-color: @accent; color: @onAccent; }
QPushButton:default:focus, QPushButton[look="primary"]:focus { border-color: @text; }
QPushButton:default:hover, QPushButton[look="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton:default:disabled, QPushButton[look="primary"]:disabled { background: @border; border-color: @border; color: @muted; }
QPushButton[look="danger"] { color: @error; border-color: @error; }
QPushButton[look="flat"] { background: transparent; border-color: transparent; }
QPushButton[look="flat"]:hover { background: @hover; }
QPushButton[look="flat"]:focus { border-color: @accent; }

QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateTimeEdit {
    background: @panel; border: 1px solid @borderStrong; border-radius: 6px; padding: 0 8px; min-height: 26px;
    selection-background-color: @accent; selection-color: @onAccent; }
QTextEdit, QPlainTextEdit { padding: 4px 6px; }
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover, QComboBox:hover { border-color: @muted; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus,
QDateTimeEdit:focus { border-color: @accent; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled,
QComboBox:disabled { color: @disabled; background: @window; border-color: @border; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/stormbench/icons/art/chevron-down-@scheme.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @borderStrong; padding: 4px; outline: none;
    selection-background-color: @accentSoft; selection-color: @text; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button { border: none; width: 18px;
    background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/stormbench/icons/art/chevron-up-@scheme.svg); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(:/stormbench/icons/art/chevron-down-@scheme.svg); width: 10px; height: 10px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 22px; }
QCheckBox::indicator, QTreeView::indicator, QTableView::indicator, QListView::indicator { width: 14px; height: 14px;
    border: 1px solid @borderStrong; border-radius: 4px; background: @panel; }
QCheckBox::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {
    background: @accent; border-color: @accent; image: url(:/stormbench/icons/art/tick-@scheme.svg); }
QCheckBox::indicator:disabled { border-color: @border; background: @window; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QCheckBox::indicator:focus { border-color: @accent; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @borderStrong; border-radius: 8px; background: @panel; }
QRadioButton::indicator:checked { border: 4px solid @accent; width: 8px; height: 8px; background: @onAccent; }

QAbstractItemView { background: @panel; alternate-background-color: @panel; border: none; outline: none;
    selection-background-color: @accentSoft; selection-color: @text; gridline-color: @border; }
QTreeView::item, QListView::item, QTableView::item { min-height: 26px; padding: 0 6px; border: none; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: @accentSoft; color: @text; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url(:/stormbench/icons/art/chevron-right-@scheme.svg); }
QTreeView::branch:has-children:open { image: url(:/stormbench/icons/art/chevron-down-@scheme.svg); }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @muted; border: none; border-bottom: 1px solid @border; padding: 0 8px;
    min-height: 26px; font-weight: 500; }
QHeaderView::section:hover { color: @text; }
QTableCornerButton::section { background: @panel; border: none; }

QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { padding: 0 12px; min-height: 30px; color: @muted; border: none; border-bottom: 2px solid transparent; background: transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accent; }
QTabWidget::pane { border: none; border-top: 1px solid @border; }
QDockWidget { color: @text; titlebar-close-icon: none; titlebar-normal-icon: none; }
QDockWidget::title { background: @panel; padding: 7px 12px; border-bottom: 1px solid @border; text-align: left; }
QMainWindow::separator { background: @border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QSplitter::handle { background: @border; }
QSplitter::handle:hover { background: @accent; }
QStatusBar { background: @window; border-top: 1px solid @border; color: @muted; }
QStatusBar::item { border: none; }
QGroupBox { border: 1px solid @border; border-radius: 6px; margin-top: 20px; padding: 8px; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; color: @muted; padding: 0 2px; }
QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: @borderStrong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QSlider { background: transparent; min-height: 20px; }
QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: @accent; }
QSlider::handle:horizontal:hover { background: @accentHover; }
QSlider::handle:horizontal:focus { border: 2px solid @text; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: @borderStrong; }

QLabel[look="heading"] { font-size: 15px; font-weight: 600; }
QLabel[look="display"] { font-size: 24px; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="muted"] { color: @muted; }
QLabel[look="small"] { color: @muted; font-size: 11px; }
QLabel[look="error"] { color: @error; }
QLabel[look="hint"] { background: @raised; border: 1px solid @borderStrong; border-radius: 6px; padding: 6px 12px; }
QLabel[look="warn"] { color: @warn; }
QLabel[look="ok"] { color: @ok; }
QFrame[look="card"] { background: @panel; border: 1px solid @border; border-radius: 6px; }
QDialog#commandPalette { background: @panel; border: 1px solid @border; }
QFrame[look="line"] { background: @border; border: none; max-height: 1px; min-height: 1px; }
QWidget[look="panel"] { background: @panel; }
)";

// Lines are twice as thick, and what has the keyboard has a thicker one yet; the margin makes room
// for it, so that nothing moves. Selections keep their text's colours and get lines of their own.
const char* const kContrastSheet = R"(
QPushButton, QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateTimeEdit {
    border-width: 2px; margin: 1px; }
QPushButton:focus, QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus, QDateTimeEdit:focus { border: 3px solid @accent; margin: 0; }
QPushButton:default:focus, QPushButton[look="primary"]:focus { border: 3px double @onAccent; }
QPushButton:disabled { border-color: @disabled; }
QPushButton:default:disabled, QPushButton[look="primary"]:disabled {
    background: @panel; border-color: @disabled; color: @disabled; }
QPushButton[look="flat"] { border: 2px solid transparent; }
QToolButton { border-width: 2px; padding: 2px 5px; }
QToolButton:hover { border-color: @borderStrong; }
QToolButton:checked { border-color: @accent; }
QToolButton:focus { border-color: @text; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QTableView::indicator, QListView::indicator {
    border-width: 2px; width: 12px; height: 12px; }
QCheckBox:focus, QRadioButton:focus { text-decoration: underline; }
QAbstractItemView { border: 2px solid @panel; }
QAbstractItemView:focus { border-color: @accent; }
QMenu::item:selected { border: 2px solid @accent; padding: 3px 22px 3px 6px; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {
    border-top: 2px solid @accent; border-bottom: 2px solid @accent; }
QTabBar::tab:selected { border-bottom: 4px solid @accent; }
QScrollBar::handle { background: @muted; }
)";

}  // namespace

QString styleSheetFor(Scheme scheme)
{
    const auto name = [scheme](Token token) { return tokenColor(scheme, token).name(); };
    const QHash<QString, QString> words = {
        {QStringLiteral("window"), name(Token::Window)},
        {QStringLiteral("panel"), name(Token::Panel)},
        {QStringLiteral("raised"), name(Token::PanelRaised)},
        {QStringLiteral("border"), name(Token::Border)},
        {QStringLiteral("borderStrong"), name(Token::BorderStrong)},
        {QStringLiteral("text"), name(Token::Text)},
        {QStringLiteral("muted"), name(Token::Muted)},
        {QStringLiteral("disabled"), name(Token::Disabled)},
        {QStringLiteral("accent"), name(Token::Accent)},
        {QStringLiteral("accentSoft"), name(Token::AccentSoft)},
        {QStringLiteral("accentHover"),
            mix(tokenColor(scheme, Token::Accent), tokenColor(scheme, Token::Text), 0.15).name()},
        {QStringLiteral("onAccent"), name(Token::OnAccent)},
        {QStringLiteral("hover"), name(Token::Hover)},
        {QStringLiteral("pressed"), name(Token::Pressed)},
        {QStringLiteral("ok"), name(Token::Ok)},
        {QStringLiteral("warn"), name(Token::Warn)},
        {QStringLiteral("error"), name(Token::Error)},
        {QStringLiteral("scheme"),
            scheme == Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light")},
    };
    QString sheet = QString::fromLatin1(kSheet);
    if (scheme == Scheme::HighContrast)
        sheet += QString::fromLatin1(kContrastSheet);
    static const QRegularExpression word(QStringLiteral("@([A-Za-z]+)"));
    QString result;
    qsizetype from = 0;
    for (auto it = word.globalMatch(sheet); it.hasNext();) {
        const auto match = it.next();
        result += QStringView(sheet).mid(from, match.capturedStart() - from);
        result += words.value(match.captured(1));
        from = match.capturedEnd();
    }
    result += QStringView(sheet).mid(from);
    return result;
}

}  // namespace stormbench::ui
