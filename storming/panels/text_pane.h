// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"
#include "storming/panels/rest_timer.h"
#include "storming/store/text_form.h"
#include "storming/store/text_places.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <optional>

class QLabel;
class QToolButton;

namespace stormbench::storming {

class BoardController;
class BoardSelection;
class TextPaneEditor;
class TextPaneFind;

/// The board's text form beside the canvas, both ways: what changes on the board shows in the text,
/// and what is typed becomes the board in one undoable step as soon as it reads and the typing
/// rests. Text with a mistake waits, marked, and the board stays as it is. The text is compared
/// with the board it was made of, so edits of both sides meanwhile come together. Private notes are
/// folded here as on the canvas, and what is locked waits for its key. Selected notes are lit in
/// the text, and the note under the text cursor is selected. Ctrl+F finds in the text, Esc goes to
/// the canvas. Follows the board when its changes rest, and only in sight; runs on: the UI thread.
class TextPane : public QWidget {
    Q_OBJECT
public:
    TextPane(BoardController& controller, BoardSelection& selection, QWidget* parent = nullptr);

    [[nodiscard]] TextPaneEditor* editor() const { return m_editor; }
    /// Why the text is not the board, if it is not.
    [[nodiscard]] const std::optional<TextMistake>& mistake() const { return m_mistake; }
    /// Does what is due at once instead of after the pause.
    void flush();

signals:
    void jumpRequested(stormbench::storming::NoteId note);
    void canvasRequested();  ///< the keyboard is done here

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void follow();
    void refresh();
    void replaceText(const QString& text);
    void applyText();
    [[nodiscard]] std::optional<TextMistake> change(const Board& wanted, const QString& text);
    bool editorKey(QKeyEvent& event);
    void giveNumbers(const std::vector<GivenId>& given);
    void discard();
    void setMistake(std::optional<TextMistake> mistake);
    void mark();
    void showSelection();
    void takeSelection();
    [[nodiscard]] quint64 elementAtCursor() const;
    [[nodiscard]] bool isSelected(quint64 id) const;
    void findPlaces();

    BoardController& m_controller;
    BoardSelection& m_selection;
    TextPaneEditor* m_editor = nullptr;
    TextPaneFind* m_find = nullptr;
    QLabel* m_status;
    QToolButton* m_discard;
    QTimer m_applyLater;
    RestTimer m_refreshLater;
    bool m_stale = false;  ///< things have happened out of sight
    Board m_shown;         ///< what the text said when it last was the board
    std::optional<TextMistake> m_mistake;
    bool m_dirty = false;     ///< typed, and not yet on the board
    bool m_updating = false;  ///< the text changes because the board has, or the other way round
    QString m_text;           ///< the editor's, when it was seen last
    quint64 m_atCursor = 0;
    struct PlaceInText {
        int line = 0;
        TextPlace place;
    };
    std::map<quint64, std::vector<PlaceInText>> m_places;
    int m_placesOf = -1;  ///< the document's revision that they are of
};

}  // namespace stormbench::storming
