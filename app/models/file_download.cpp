#include "app/models/file_download.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <QFile>
#include <QFileInfo>
#include <QNetworkAccessManager>

#include "app/models/download_text.h"

namespace app {
namespace {

constexpr std::int64_t chunkBytes = 1 << 20;
constexpr std::int64_t mostPending = 8 << 20;  // then the server waits for the disk

bool isFile(int status) {
    return status == 200 || status == 206;
}

bool isPassing(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

}  // namespace

FileDownload::FileDownload(QNetworkAccessManager& network, FileOrder order, Patience patience,
                           QObject* parent)
    : QObject(parent),
      m_network(network),
      m_order(std::move(order)),
      m_patience(patience),
      m_part(std::make_shared<PartFile>(m_order.part, m_order.file.size)),
      m_size(QFileInfo(m_order.part).size()) {
    if (m_order.file.size >= 0) m_size = std::min(m_size, m_order.file.size);
    // Without a hash nothing would tell in the end that the part is another file's beginning.
    m_asksForAll = m_order.file.sha256.isEmpty() && m_order.file.gitBlob.isEmpty();
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &FileDownload::attempt);
}

FileDownload::~FileDownload() {
    m_stop.request_stop();
}

void FileDownload::start() {
    m_queue.add([this, part = m_part, stop = m_stop.get_token()]() -> BackgroundQueue::Then {
        const bool isOpen = part->open(stop);
        return [this, isOpen, size = part->size(), problem = part->problem()] {
            if (m_isStopping) return settle();
            if (!isOpen) return fail(Trouble::Disk, download_text::disk(m_order.part, problem));
            m_size = size;
            emit progressed();
            if (m_size == m_order.file.size) return complete();
            attempt();
        };
    });
}

void FileDownload::stop() {
    if (m_isOver || std::exchange(m_isStopping, true)) return;
    m_stop.request_stop();
    m_again.stop();
    if (m_fetch) pump();  // what came is kept
    m_fetch.reset();
    m_hasEnded = true;
    m_detail.clear();
    // After what is on its way to the disk.
    m_queue.add([this]() -> BackgroundQueue::Then { return [this] { settle(); }; });
}

void FileDownload::attempt() {
    m_hasEnded = m_takesBody = false;
    m_wait = std::chrono::milliseconds(0);
    m_sizeBefore = m_size;
    const std::int64_t from = std::exchange(m_asksForAll, false) ? 0 : m_size;
    m_fetch.reset(
        new Fetch(m_network, FetchRequest{m_order.url, m_order.token, from, m_etag}, m_patience.stall));
    connect(m_fetch.get(), &Fetch::began, this, &FileDownload::onBegan);
    connect(m_fetch.get(), &Fetch::readable, this, &FileDownload::pump);
    connect(m_fetch.get(), &Fetch::ended, this, &FileDownload::onEnded);
    m_fetch->start();
}

void FileDownload::onBegan(const FetchAnswer& answer) {
    m_hasAnswered = true;
    if (isFile(answer.status))
        judgeBody(answer);
    else
        judgeRefusal(answer);
}

void FileDownload::judgeRefusal(const FetchAnswer& answer) {
    if (answer.status == 416) {
        m_asksForAll = true;  // what is here is more than there is, or a part isn't given
        return leaveAnswer();
    }
    if (isPassing(answer.status)) {
        m_wait = answer.retryAfter;
        m_detail = download_text::refusal(answer.status, m_order);
        return leaveAnswer();
    }
    fail(Trouble::Refused, download_text::refusal(answer.status, m_order));
}

void FileDownload::judgeBody(const FetchAnswer& answer) {
    const std::int64_t wanted = m_order.file.size;
    if (wanted >= 0 && answer.total >= 0 && answer.total != wanted)
        return fail(Trouble::Changed, download_text::changed(m_order.file.name));
    const bool isOther = !m_etag.isEmpty() && !answer.etag.isEmpty() && answer.etag != m_etag;
    if (answer.status == 206 && (answer.from != m_size || isOther)) {
        // Another part than was asked for, or of another file: all of it is compared with what is here.
        m_etag.clear();
        m_asksForAll = true;
        return leaveAnswer();
    }
    m_etag = answer.etag;
    m_position = answer.status == 206 ? answer.from : 0;
    m_takesBody = true;
}

void FileDownload::leaveAnswer() {
    m_fetch.reset();
    m_end = FetchEnd::Whole;
    m_hasEnded = true;
    if (m_pending == 0) settle();
}

void FileDownload::pump() {
    while (m_fetch && !m_isOver && (m_pending < mostPending || m_isStopping)) {
        const QByteArray bytes = m_fetch->read(chunkBytes);
        if (bytes.isEmpty()) return;
        const std::int64_t at = m_position;
        m_position += bytes.size();
        if (m_order.file.size >= 0 && m_position > m_order.file.size)
            return fail(Trouble::Changed, download_text::changed(m_order.file.name));
        m_pending += bytes.size();
        m_queue.add([this, part = m_part, at, bytes]() -> BackgroundQueue::Then {
            Written written;
            try {
                // What is here already must be the same; from the first difference on the server is right.
                const std::int64_t known = std::min<std::int64_t>(bytes.size(), part->size() - at);
                const std::int64_t same = known > 0 ? part->same(at, bytes.left(known)) : 0;
                written.isFine = (same == known || part->cutTo(at + same)) &&
                                 (same == bytes.size() || known < 0 || part->append(bytes.mid(same)));
                written.isFine = written.isFine && known >= 0;
                written.problem = part->problem();
            } catch (const std::exception& error) {
                written.problem = QString::fromUtf8(error.what());
            }
            written.size = part->size();
            return [this, count = bytes.size(), written] { onWritten(count, written); };
        });
    }
}

void FileDownload::onWritten(std::int64_t bytes, const Written& written) {
    m_pending -= bytes;
    m_size = written.size;
    if (m_isOver) return;
    if (!written.isFine) return fail(Trouble::Disk, download_text::disk(m_order.part, written.problem));
    emit progressed();
    pump();
    if (m_hasEnded && m_pending == 0) settle();
}

void FileDownload::onEnded(FetchEnd end, const QString& detail) {
    if (m_isOver || m_isStopping) return;
    m_end = end;
    m_detail = download_text::line(end, m_order.url, detail);
    m_hasEnded = true;
    pump();
    if (m_pending == 0) settle();
}

void FileDownload::settle() {
    if (m_isOver) return;
    if (m_isStopping) {
        m_isOver = true;
        emit stopped();
        return;
    }
    // More may wait in the answer than was read so far.
    if (m_fetch && m_fetch->available() > 0) return pump();
    const bool isOfUnknownSize = m_order.file.size < 0;
    if (m_size == m_order.file.size || (isOfUnknownSize && m_takesBody && m_end == FetchEnd::Whole))
        return complete();
    const bool isFinal =
        m_end == FetchEnd::Untrusted || m_end == FetchEnd::Unsafe || m_end == FetchEnd::WrongAddress;
    if (isFinal) return fail(Trouble::Refused, m_detail);
    tryAgain();
}

void FileDownload::tryAgain() {
    m_fetch.reset();
    m_fruitless = m_size > m_sizeBefore ? 0 : m_fruitless + 1;
    if (m_fruitless >= (m_hasAnswered ? m_patience.tries : m_patience.firstTries))
        return fail(Trouble::Line, m_detail);
    m_detail.clear();
    auto wait = m_patience.pause * (1LL << std::clamp(m_fruitless - 1, 0, 16));
    wait = std::max<std::chrono::milliseconds>(
        std::min<std::chrono::milliseconds>(wait, m_patience.longestPause), m_wait);
    // After new bytes, or for another way of asking, at once.
    if (m_fruitless == 0 || (m_asksForAll && m_fruitless == 1)) wait = std::chrono::milliseconds(0);
    m_again.start(wait);
}

void FileDownload::complete() {
    m_fetch.reset();
    // Where the size isn't known, the answer's end is the file's.
    const std::int64_t end = m_order.file.size < 0 ? m_position : m_size;
    m_queue.add([this, part = m_part, end]() -> BackgroundQueue::Then {
        Written written;
        ContentDigests digests;
        try {
            written.isFine = part->cutTo(end) && part->finish(digests);
            written.problem = part->problem();
        } catch (const std::exception& error) {
            written.problem = QString::fromUtf8(error.what());
        }
        written.size = part->size();
        return [this, written, digests] { onComplete(written, digests); };
    });
}

void FileDownload::onComplete(const Written& written, const ContentDigests& digests) {
    if (m_isOver) return;
    if (m_isStopping) return settle();
    if (!written.isFine) return fail(Trouble::Disk, download_text::disk(m_order.part, written.problem));
    if (!isRight(digests)) {
        QFile::remove(m_order.part);
        if (++m_wrong > 1)
            return fail(Trouble::Changed, download_text::wrongBytes(m_order.file.name, m_order.url));
        m_size = 0;
        m_etag.clear();
        m_part = std::make_shared<PartFile>(m_order.part, m_order.file.size);
        return start();
    }
    QFile::remove(m_order.whole);
    if (!QFile::rename(m_order.part, m_order.whole))
        return fail(Trouble::Disk, download_text::disk(m_order.whole, QString()));
    m_isOver = true;
    ModelFile file = m_order.file;
    file.size = written.size;
    file.sha256 = digests.sha256;
    file.gitBlob = digests.gitBlob;
    emit finished(file);
}

bool FileDownload::isRight(const ContentDigests& digests) const {
    if (!m_order.file.sha256.isEmpty()) return digests.sha256 == m_order.file.sha256;
    return m_order.file.gitBlob.isEmpty() || digests.gitBlob.isEmpty() ||
           digests.gitBlob == m_order.file.gitBlob;
}

void FileDownload::fail(Trouble trouble, const QString& sentence) {
    if (std::exchange(m_isOver, true)) return;
    m_again.stop();
    m_fetch.reset();
    emit failed(trouble, sentence);
}

}  // namespace app
