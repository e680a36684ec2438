// SPDX-License-Identifier: GPL-3.0-or-later
// interop_drawings OUT BOARD…: draws each board as OUT/NAME.svg and OUT/NAME.pdf, for readers that
// others wrote, and writes the texts of its notes to OUT/NAME.texts.json.
#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include "storming/scene/drawing_export.h"
#include "storming/store/board_file.h"

using namespace stormbench::storming;

namespace {

bool writeTexts(const Board& board, const QString& path)
{
    QJsonArray texts;
    for (const auto& [id, note] : board.notes())
        texts.append(note.text);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(texts).toJson()) > 0;
}

/// Empty when all went well.
QString draw(const QString& path, const QDir& out)
{
    const auto board = readBoard(path);
    if (!board)
        return board.error().message;
    const QString name = QFileInfo(path).fileName().section(u'.', 0, 0);
    for (const auto& [format, suffix] :
        {std::pair(DrawingFormat::Svg, ".svg"), std::pair(DrawingFormat::Pdf, ".pdf")})
        if (const auto written
            = writeDrawing(drawnPart(*board), out.filePath(name + QLatin1String(suffix)), format);
            !written)
            return written.error().message;
    return writeTexts(*board, out.filePath(name + QStringLiteral(".texts.json")))
        ? QString()
        : QStringLiteral("the texts cannot be written");
}

}  // namespace

int main(int argc, char** argv)
{
    const QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    QTextStream complaints(stderr);
    if (arguments.size() < 3) {
        complaints << "usage: interop_drawings OUT BOARD…\n";
        return 2;
    }
    const QDir out(arguments.at(1));
    for (const QString& board : arguments.mid(2)) {
        const QString problem = draw(board, out);
        if (!problem.isEmpty()) {
            complaints << board << ": " << problem << '\n';
            return 1;
        }
    }
    return 0;
}
