// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <sys/socket.h>

#include "engine/env/posix.h"
#include "engine/net/send_queue.h"

using namespace stormbench;
using namespace stormbench::net;

class SendQueueTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void emptyQueueIsDrained();
    void countsAndKeepsOrderThroughPartialWrites();
    void brokenPipeIsAnError();
    void clearForgets();

private:
    std::string readWhatIsThere();

    env::FileDescriptor m_writing, m_reading;
};

void SendQueueTest::init()
{
    std::array<int, 2> pair{};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair.data()), 0);
    m_writing = env::FileDescriptor(pair[0]);
    m_reading = env::FileDescriptor(pair[1]);
}

std::string SendQueueTest::readWhatIsThere()
{
    std::string all(8 * 1024 * 1024, '\0');
    std::size_t size = 0;
    while (true) {
        const auto count = ::recv(m_reading.get(), all.data() + size, all.size() - size, 0);
        if (count <= 0)
            break;
        size += static_cast<std::size_t>(count);
    }
    all.resize(size);
    return all;
}

void SendQueueTest::emptyQueueIsDrained()
{
    SendQueue queue;
    queue.push({Bytes(), SharedBytes(), env::FileRange{}});
    QVERIFY(queue.empty());
    QVERIFY(*queue.flush(m_writing.get()) == SendQueue::Outcome::Drained);
}

void SendQueueTest::countsAndKeepsOrderThroughPartialWrites()
{
    SendQueue queue;
    std::string expected, got;
    for (int i = 0; i < 3000; ++i) {
        const std::string part(
            static_cast<std::size_t>(i) % 977 + 1, static_cast<char>('a' + i % 26));
        expected += part;
        queue.push({toBytes(part)});
    }
    QCOMPARE(queue.bytes(), expected.size());
    int blocked = 0;
    while (*queue.flush(m_writing.get()) == SendQueue::Outcome::WouldBlock) {
        ++blocked;
        got += readWhatIsThere();
        QCOMPARE(queue.bytes(), expected.size() - got.size());
    }
    got += readWhatIsThere();
    QVERIFY(blocked > 0);
    QVERIFY(got == expected);
    QCOMPARE(queue.bytes(), std::size_t{0});
}

void SendQueueTest::brokenPipeIsAnError()
{
    SendQueue queue;
    queue.push({toBytes("x")});
    m_reading = env::FileDescriptor();
    const auto outcome = queue.flush(m_writing.get());
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Unavailable);
}

void SendQueueTest::clearForgets()
{
    SendQueue queue;
    queue.push({toBytes("forgotten")});
    queue.clear();
    queue.push({toBytes("kept")});
    QVERIFY(*queue.flush(m_writing.get()) == SendQueue::Outcome::Drained);
    QCOMPARE(readWhatIsThere(), std::string("kept"));
}

QTEST_GUILESS_MAIN(SendQueueTest)
#include "send_queue_test.moc"
