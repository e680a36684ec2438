// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/edit/board_controller.h"
#include "storming/workshop/property_form.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

class QComboBox;
class QLabel;
class QVBoxLayout;
class QWidget;

namespace stormbench::storming {

class BoardSelection;
struct Suggestion;

/// What brings a form up to date when the board has changed elsewhere (not while it has the focus):
/// at once, and what looks at the whole board a little later.
struct FormReaders {
    std::vector<std::function<void()>> quick;
    std::vector<std::function<void()>> slow;
};

/// Builds the inspector's forms. Each editor writes through the controller, and leaves a reader.
/// Lives only while a form is built.
class InspectorForms {
    Q_DECLARE_TR_FUNCTIONS(InspectorForms)
public:
    InspectorForms(BoardController& controller, BoardSelection& selection, FormReaders& readers,
        const std::function<QString()>& author)
        : m_controller(controller)
        , m_selection(selection)
        , m_readers(readers)
        , m_author(author)
    {
    }

    /// One note, or what several have in common.
    QWidget* notes(const std::set<NoteId>& ids);
    QWidget* frame(FrameId id);
    void frameNames(QVBoxLayout& column, FrameId id);
    void frameOrder(QVBoxLayout& column, FrameId id);
    QWidget* connector(ConnectorId id);
    QWidget* framesAndArrows();
    QWidget* board();

private:
    using Getter = std::function<QString()>;
    using Setter = std::function<void(const QString&, MergeKey)>;
    using Ids = std::set<NoteId>;

    // inspector_editors.cpp
    QWidget* page(QVBoxLayout*& column, const QString& title, const QString& subtitle);
    void section(QVBoxLayout& column, const QString& title);
    void labelled(
        QVBoxLayout& column, const QString& text, QWidget* editor, const QString& help = {});
    QLabel* remark(QVBoxLayout& column, std::function<QString()> read, bool slow = false);
    QWidget* line(Getter get, Setter set, const QString& placeholder = {});
    QWidget* paragraph(Getter get, Setter set, const QString& placeholder, int lines);
    QWidget* flag(const QString& text, std::function<Qt::CheckState()> get,
        std::function<void(bool)> set, const QString& help);
    QComboBox* choices(
        const QStringList& texts, std::function<int()> get, std::function<void(int)> set);
    // inspector_notes_form.cpp
    void head(QVBoxLayout& column, const Ids& ids);
    void words(QVBoxLayout& column, const Ids& ids);
    void ownership(QVBoxLayout& column, const Ids& ids);
    void relations(QVBoxLayout& column, NoteId id);
    QWidget* kindBox(const Ids& ids);
    QWidget* textProperty(
        const Ids& ids, NoteProperty property, const QString& placeholder = {}, int lines = 1);
    QWidget* hiddenNote();
    // inspector_property_form.cpp
    void properties(QVBoxLayout& column, const Ids& ids);
    void property(QVBoxLayout& column, const Ids& ids, const PropertyForm& form);
    QWidget* propertyFlag(const Ids& ids, const PropertyForm& form);
    QWidget* propertyChoice(const Ids& ids, const PropertyForm& form);
    QWidget* keyField(const Ids& ids, const PropertyForm& form);
    void afterProperty(QVBoxLayout& column, NoteId id, NoteProperty property);
    void suggestion(QVBoxLayout& column, NoteId id, NoteProperty property,
        std::function<std::optional<Suggestion>()> suggest);
    // inspector_board_form.cpp
    void naming(QVBoxLayout& column);
    void levelAndMethod(QVBoxLayout& column);

    BoardController& m_controller;
    BoardSelection& m_selection;
    FormReaders& m_readers;
    const std::function<QString()>& m_author;
};

}  // namespace stormbench::storming
