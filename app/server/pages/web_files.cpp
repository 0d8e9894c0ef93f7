#include "app/server/pages/web_files.h"

#include <memory>
#include <utility>

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include "app/server/crypto/digest.h"

namespace app::server {
namespace {

struct WebFile {
    std::string type;
    std::string content;
    std::string tag;
    Headers headers;
};

std::string typeOf(const QString& name) {
    if (name.endsWith(".html")) return "text/html; charset=utf-8";
    if (name.endsWith(".js")) return "text/javascript; charset=utf-8";
    if (name.endsWith(".css")) return "text/css; charset=utf-8";
    if (name.endsWith(".svg")) return "image/svg+xml";
    return "application/octet-stream";
}

std::string policyOfPage(const ServerOptions& options) {
    std::string ancestors = "'self'";
    for (const std::string& origin : options.allowedOrigins)
        ancestors += " " + origin;
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src "
           "'self'; "
           "base-uri 'none'; form-action 'none'; frame-ancestors " +
           ancestors + "; require-trusted-types-for 'script'; trusted-types 'none'";
}

Headers headersOf(const std::string& path, const ServerOptions& options) {
    Headers headers{{"Cache-Control", "no-cache"}};
    if (path == "/embed.js") headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    if (path != "/") return headers;
    headers.emplace_back("Content-Security-Policy", policyOfPage(options));
    headers.emplace_back("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    if (options.allowedOrigins.empty()) headers.emplace_back("X-Frame-Options", "DENY");
    return headers;
}

Task<void> serve(Exchange& exchange, std::shared_ptr<const WebFile> file) {
    Reply reply{200, file->type, {}, file->headers, {}};
    reply.headers.emplace_back("ETag", file->tag);
    if (exchange.head.field("If-None-Match") == file->tag) {
        reply.status = 304;
    } else {
        reply.body = file->content;
    }
    co_await exchange.send(std::move(reply));
}

}  // namespace

std::string builtIn(const std::string& name) {
    QFile file(":/" + QString::fromStdString(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

void addWebRoutes(Routes& routes, const ServerOptions& options) {
    const QDir root(":/web");
    for (QDirIterator it(":/web", QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        const QString found = it.next();
        const QString name = root.relativeFilePath(found);
        const std::string path = name == "index.html" ? "/" : "/" + name.toStdString();
        auto file = std::make_shared<WebFile>();
        file->type = typeOf(name);
        file->content = builtIn("web/" + name.toStdString());
        file->tag = "\"" + hexOf(sha256(file->content)).substr(0, 32) + "\"";
        file->headers = headersOf(path, options);
        routes.add({"GET",
                    path,
                    Access::Open,
                    {},
                    0,
                    [file = std::shared_ptr<const WebFile>(file)](Exchange& exchange) {
                        return serve(exchange, file);
                    }});
    }
}

}  // namespace app::server
