#include "app/upstream/upstream_loader.h"

#include <algorithm>
#include <utility>

#include <QFile>

#include "app/upstream/picture_rule.h"
#include "app/upstream/upstream_address.h"
#include "app/upstream/upstream_generator.h"
#include "app/upstream/upstream_key.h"

namespace app {
namespace {

using Loaded = engine::Result<std::shared_ptr<const engine::Generator>>;

constexpr qint64 longestKey = qint64{8} * 1024;

engine::Result<std::string> keyIn(const QString& path) {
    QFile file(path);
    const std::string name = QFile::encodeName(path).toStdString();
    if (!file.open(QIODevice::ReadOnly)) {
        return engine::Error{engine::ErrorCode::FileUnreadable, name, file.errorString().toStdString(), {}};
    }
    std::string key = file.read(longestKey + 1).trimmed().toStdString();
    if (key.empty() || key.size() > longestKey || !isUpstreamKey(key))
        return engine::Error{engine::ErrorCode::FileUnreadable, name, "it holds no key", {}};
    return key;
}

}  // namespace

engine::Result<UpstreamOptions> upstreamOptions(const UpstreamSettings& settings, const std::string& kept) {
    UpstreamOptions options;
    for (const QString& written : settings.addresses) {
        const auto address = upstreamAddress(written.toStdString());
        if (address && std::count(options.addresses.begin(), options.addresses.end(), *address) == 0)
            options.addresses.push_back(*address);
    }
    options.model = settings.model.toStdString();
    options.authorities = QFile::encodeName(settings.authorities).toStdString();
    if (!settings.keyFile.isEmpty()) {
        auto read = keyIn(settings.keyFile);
        if (!read) return read.error();
        options.key = std::move(read.value());
    } else if (const QByteArray own = qgetenv("GLANCEDESK_UPSTREAM_KEY").trimmed(); !own.isEmpty()) {
        options.key = own.toStdString();
    } else {
        options.key = kept;
    }
    if (!isUpstreamKey(options.key)) options.key.clear();
    return options;
}

Loaded modelPlace(std::shared_ptr<const engine::Generator> servers, bool keepsPictures,
                  const std::function<Loaded()>& here) {
    if (!keepsPictures) return servers;
    auto local = here();
    if (!local) return local.error();
    return std::shared_ptr<const engine::Generator>(
        std::make_shared<PictureRule>(std::move(servers), local.value()));
}

ModelLoader upstreamLoader(const UpstreamSettings& settings, const std::string& keptKey, ModelLoader here) {
    return [settings, keptKey, here = std::move(here)](const QString& folder,
                                                       const std::function<void(double)>& progress,
                                                       std::stop_token stop) -> Loaded {
        const auto options = upstreamOptions(settings, keptKey);
        if (!options) return options.error();
        auto servers = UpstreamGenerator::connect(options.value(), stop);
        if (!servers) return servers.error();
        return modelPlace(servers.value(), settings.keepsPictures,
                          [&] { return here(folder, progress, stop); });
    };
}

}  // namespace app
