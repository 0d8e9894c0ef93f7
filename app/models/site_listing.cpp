#include "app/models/site_listing.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>

#include "app/models/download_text.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelDownload)
};

constexpr qsizetype mostBytes = 8 << 20;

bool isPassing(int status) {
    return status == 408 || status == 429 || status >= 500;
}

}  // namespace

SiteListing::SiteListing(QNetworkAccessManager& network, SiteAccess access, QString repository,
                         Patience patience, QObject* parent)
    : QObject(parent),
      m_network(network),
      m_access(std::move(access)),
      m_repository(std::move(repository)),
      m_patience(patience) {
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this] { ask(m_url); });
}

void SiteListing::start() {
    ask(listingAddress(m_access, m_repository));
}

void SiteListing::ask(const QUrl& url) {
    m_url = url;
    m_answer.clear();
    m_status = 0;
    m_fetch.reset(new Fetch(m_network, FetchRequest{url, m_access.token, 0, {}}, m_patience.stall));
    connect(m_fetch.get(), &Fetch::began, this, &SiteListing::onBegan);
    connect(m_fetch.get(), &Fetch::readable, this, &SiteListing::read);
    connect(m_fetch.get(), &Fetch::ended, this, &SiteListing::onEnded);
    m_fetch->start();
}

void SiteListing::onBegan(const FetchAnswer& answer) {
    m_status = answer.status;
}

void SiteListing::read() {
    // More than any listing has is read and forgotten; it is no listing then.
    while (m_fetch && m_fetch->available() > 0) {
        const QByteArray bytes = m_fetch->read(1 << 16);
        if (m_answer.size() <= mostBytes) m_answer += bytes;
    }
}

void SiteListing::onEnded(FetchEnd end, const QString& detail) {
    read();
    m_fetch.reset();
    if (end == FetchEnd::Cut || end == FetchEnd::Stalled)
        return tryAgain(download_text::line(end, m_url, detail));
    if (end != FetchEnd::Whole) return emit failed(download_text::line(end, m_url, detail));
    if (isPassing(m_status))
        return tryAgain(download_text::refusal(m_status, m_url, !m_access.token.isEmpty()));
    if (m_status != 200)
        return emit failed(download_text::refusal(m_status, m_url, !m_access.token.isEmpty()));
    judge();
}

void SiteListing::judge() {
    if (m_asksTree) {
        const auto files = readTree(m_answer);
        m_model.files = files.value_or(QList<ModelFile>());
    } else {
        const auto model = readListing(m_access.site, m_repository, m_answer);
        m_model = model.value_or(RemoteModel());
    }
    const auto& files = m_model.files;
    const bool hasSizes =
        std::all_of(files.begin(), files.end(), [](const ModelFile& file) { return file.size >= 0; });
    if (!files.isEmpty() && hasSizes) return emit listed(m_model);
    if (!files.isEmpty() && !m_asksTree && m_access.site == ModelSite::HuggingFace) {
        m_asksTree = true;
        return ask(treeAddress(m_access, m_repository, m_model.revision));
    }
    emit failed(
        Text::tr("%1 does not list the model's files as it should: check the address of the mirror and "
                 "which site's paths it has.")
            .arg(m_url.host()));
}

void SiteListing::tryAgain(const QString& sentence) {
    if (++m_tries >= m_patience.firstTries) return emit failed(sentence);
    m_again.start(m_patience.pause * m_tries);
}

}  // namespace app
