// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "storming/edit/board_controller.h"
#include "storming/store/board_file.h"

namespace stormbench::app {

/// The open board: its controller, and the file that every edit is appended to at once. A board
/// without a file (new, or read from the text form) keeps its edits in a draft file until it is
/// saved under a name; a draft with work in it outlives the program and the opening of another
/// board (drafts.h), whether this program ends orderly or not. Runs on: the UI thread.
class BoardDocument : public QObject {
    Q_OBJECT

public:
    /// `draftDirectory` holds the files of boards that have no name yet.
    explicit BoardDocument(const QString& draftDirectory, QObject* parent = nullptr);
    ~BoardDocument() override;

    [[nodiscard]] storming::BoardController& controller() { return m_controller; }
    [[nodiscard]] const storming::Board& board() const { return m_controller.board(); }

    void newBoard();
    /// A copy of a template, without a file.
    void newBoard(storming::Board board);
    [[nodiscard]] storming::BoardResult<> open(const QString& path);
    /// Takes up a draft that an earlier run left behind; it stays a draft until it is saved.
    [[nodiscard]] storming::BoardResult<> openDraft(const QString& path);
    /// Refuses the file that the board is a copy of, because what could not be read would be lost.
    [[nodiscard]] storming::BoardResult<> saveAs(const QString& path);

    [[nodiscard]] bool isOpen() const { return m_open; }
    /// Of the .storm that it lives in; empty for a draft.
    [[nodiscard]] QString path() const { return m_path; }
    /// Of the file that every edit goes to, named or a draft; empty before the first edit.
    [[nodiscard]] QString historyPath() const { return m_file ? m_file->path() : QString(); }
    /// "order-fulfilment": the file's name, or the board's title.
    [[nodiscard]] QString displayName() const;
    /// Why the board is read-only, recovered or imported, as a sentence; empty when there is
    /// nothing to say.
    [[nodiscard]] QString notice() const { return m_notice; }

    /// There is work in it that has no file with a name.
    [[nodiscard]] bool isUnsaved() const;
    [[nodiscard]] QString draftDirectory() const { return m_draftDirectory; }

signals:
    void opened();       ///< another board is there
    void fileChanged();  ///< path, name or notice
    void autosaveFailed(const QString& why);

private:
    void adopt(storming::Board board, std::unique_ptr<storming::BoardFile> file,
        const QString& path, const QString& notice, bool readOnly);
    void startDraft();
    /// Lets go of the draft: one with work in it is kept for later, another is deleted.
    void leaveDraft();
    void journal(const storming::Operations& operations);

    QString m_draftDirectory;
    QString m_draft;           ///< path of the draft file in use
    bool m_recovered = false;  ///< the draft holds work of an earlier run
    storming::BoardController m_controller;
    std::unique_ptr<storming::BoardFile> m_file;
    QString m_path;
    QString m_notice;
    QString m_copyOf;  ///< a file that could not be read wholly: never written to
    bool m_open = false;
};

}  // namespace stormbench::app
