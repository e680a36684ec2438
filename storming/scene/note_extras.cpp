// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/note_extras.h"

#include "resources/ui/format.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>

#include <algorithm>

namespace stormbench::storming {
namespace {

QString words(const char* text, int count = -1)
{
    return QCoreApplication::translate("stormbench::storming::NoteExtras", text, nullptr, count);
}

const std::vector<Comment>* commentsOf(const Note& note)
{
    const auto found = note.properties.find(NoteProperty::Comments);
    return found == note.properties.end() ? nullptr
                                          : std::get_if<std::vector<Comment>>(&found->second);
}

const std::vector<SagaStep>* stepsOf(const Note& note)
{
    const auto found = note.properties.find(NoteProperty::Steps);
    return found == note.properties.end() ? nullptr
                                          : std::get_if<std::vector<SagaStep>>(&found->second);
}

int openComments(const std::vector<Comment>& comments)
{
    return static_cast<int>(
        std::ranges::count_if(comments, [](const Comment& comment) { return !comment.resolved; }));
}

}  // namespace

const QPixmap& NoteExtras::picture(QSize pixels) const
{
    // Twice too large at most, so that zooming seldom reads the file again.
    const bool enough = m_pictureFor.width() >= pixels.width();
    if (m_pictureFor.isValid() && (enough || m_picture.isNull()))
        return m_picture;
    m_pictureFor = pixels * 2;
    m_picture = QPixmap();
    QBuffer buffer;
    buffer.setData(image);
    if (!buffer.open(QIODevice::ReadOnly))
        return m_picture;
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QSize own = reader.size();
    if (own.isValid() && own.width() > m_pictureFor.width())
        reader.setScaledSize(own.scaled(m_pictureFor, Qt::KeepAspectRatioByExpanding));
    m_picture = QPixmap::fromImage(reader.read());
    return m_picture;
}

std::unique_ptr<NoteExtras> extrasOf(const Note& note)
{
    if (note.properties.empty() && note.kind != NoteKind::Timer)
        return nullptr;
    auto extras = std::make_unique<NoteExtras>();
    extras->votes
        = static_cast<int>(std::clamp<qint64>(note.integer(NoteProperty::Votes), 0, 9999));
    if (const auto* comments = commentsOf(note)) {
        const int open = openComments(*comments);
        extras->allResolved = open == 0 && !comments->empty();
        extras->comments = extras->allResolved ? static_cast<int>(comments->size()) : open;
    }
    extras->locked = note.flag(NoteProperty::Locked);
    extras->published = note.flag(NoteProperty::Public);
    extras->external = note.flag(NoteProperty::External);
    extras->blocking = note.flag(NoteProperty::Blocking);
    extras->timer = timerWords(note);
    if (const auto* steps = note.kind == NoteKind::Saga ? stepsOf(note) : nullptr) {
        for (const SagaStep& step : *steps)
            extras->steps.push_back({step.command, !step.compensation.isEmpty()});
    }
    if (const auto found = note.properties.find(NoteProperty::Image);
        found != note.properties.end()) {
        if (const auto* bytes = std::get_if<QByteArray>(&found->second))
            extras->image = *bytes;
    }
    return *extras == NoteExtras() ? nullptr : std::move(extras);
}

QString timerWords(const Note& note)
{
    if (note.kind != NoteKind::Timer)
        return {};
    const QString length = ui::formatDuration(
        std::chrono::milliseconds(std::max<qint64>(0, note.integer(NoteProperty::IntervalMs))));
    const QString mode = note.string(NoteProperty::TimerMode);
    if (mode == QLatin1String("within"))
        return words("within %1").arg(length);
    if (mode == QLatin1String("every"))
        return words("every %1").arg(length);
    return words("after %1").arg(length);
}

QString signWords(const Note& note)
{
    QStringList said;
    const auto say = [&](bool holds, const char* word) {
        if (holds)
            said.append(words(word));
    };
    say(note.flag(NoteProperty::Pivotal), "pivotal");
    say(note.flag(NoteProperty::External), "from outside the board");
    say(note.flag(NoteProperty::Public), "public");
    say(note.flag(NoteProperty::Blocking), "blocks generation");
    say(note.flag(NoteProperty::Locked), "locked");
    say(note.kind == NoteKind::Value && note.string(NoteProperty::Sign) == QLatin1String("-"),
        "a cost");
    if (const QString timer = timerWords(note); !timer.isEmpty())
        said.append(timer);
    if (const qint64 votes = note.integer(NoteProperty::Votes); votes > 0)
        said.append(ui::formatPlural(votes, words("vote")));
    if (const auto* comments = commentsOf(note); comments && openComments(*comments) > 0)
        said.append(ui::formatPlural(openComments(*comments), words("open comment")));
    if (const auto* steps = stepsOf(note); steps && note.kind == NoteKind::Saga) {
        QStringList names;
        for (const SagaStep& step : *steps)
            names.append(step.command);
        said.append(words("steps %1").arg(names.join(QStringLiteral(" → "))));
    }
    return said.join(QStringLiteral(", "));
}

}  // namespace stormbench::storming
