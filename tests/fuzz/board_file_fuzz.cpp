// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

#include "storming/store/board_file.h"

using namespace stormbench::storming;

namespace {

void check(bool holds)
{
    if (!holds)
        __builtin_trap();
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// In memory where the system has such a folder: no disk is quick enough.
QString folder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
}

/// What opens for writing takes an edit and has it when it is opened again.
void tryEdit(BoardFile::Opened opened, const QString& path)
{
    const Operations edit{
        AddNote{makeNote(NoteId(opened.board.nextId()), NoteKind::Event, {}, "Fuzzed")}};
    if (!apply(opened.board, edit) || !opened.file->append(edit))
        return;
    opened.file->close();
    const auto again = readBoard(path);
    check(again && *again == opened.board);
}

}  // namespace

/// Any bytes as a board's file: opening says what is wrong, and leaves alone what it cannot write
/// to.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const QTemporaryDir directory(folder() + QStringLiteral("/board-fuzz-XXXXXX"));
    const QString path = directory.filePath(QStringLiteral("board.storm"));
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    {
        QFile file(path);
        check(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    for (const char* beside : {"-wal", "-shm", ".lock"})
        QFile::remove(path + QString::fromLatin1(beside));
    auto opened = openBoard(path);
    if (opened && opened->file) {
        tryEdit(*std::move(opened), path);
        return 0;
    }
    check(opened ? opened->note != OpenNote::None : !opened.error().message.isEmpty());
    check(bytesOf(path) == bytes);
    return 0;
}
