// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/edit/board_controller.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

class QLabel;
class QVBoxLayout;
class QWidget;

namespace stormbench::storming {

class BoardSelection;

/// Builds the inspector's forms. Each editor writes through the controller, and leaves a reader
/// that brings it up to date when the board has changed elsewhere (not while it has the focus).
/// Lives only while a form is built.
class InspectorForms {
    Q_DECLARE_TR_FUNCTIONS(InspectorForms)
public:
    using Readers = std::vector<std::function<void()>>;

    InspectorForms(BoardController& controller, BoardSelection& selection, Readers& readers)
        : m_controller(controller)
        , m_selection(selection)
        , m_readers(readers)
    {
    }

    QWidget* note(NoteId id);
    QWidget* frame(FrameId id);
    QWidget* connector(ConnectorId id);
    QWidget* many();
    QWidget* board();

private:
    using Getter = std::function<QString()>;
    using Setter = std::function<void(const QString&, MergeKey)>;

    static void setLook(QWidget* widget, const char* look);
    QWidget* page(QVBoxLayout*& column, const QString& title, const QString& subtitle);
    void head(QVBoxLayout& column, NoteId id);
    void labelled(
        QVBoxLayout& column, const QString& text, QWidget* editor, const QString& help = {});
    QWidget* line(Getter get, Setter set, const QString& placeholder = {});
    QWidget* paragraph(Getter get, Setter set, const QString& placeholder, int lines);
    void property(QVBoxLayout& column, NoteId id, const NotePropertyEntry& entry);
    QWidget* number(NoteId id, const NotePropertyEntry& entry);
    QWidget* choice(NoteId id, const NotePropertyEntry& entry);
    void relations(QVBoxLayout& column, NoteId id);
    QWidget* kindBox(std::set<NoteId> notes);

    BoardController& m_controller;
    BoardSelection& m_selection;
    Readers& m_readers;
};

}  // namespace stormbench::storming
