#include "app/logging.h"

#include <memory>
#include <vector>

#include <QDir>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace app {
namespace {

constexpr std::size_t fileBytes = std::size_t{1024} * 1024;
constexpr std::size_t files = 3;

void use(const std::vector<spdlog::sink_ptr>& sinks) {
    auto logger = std::make_shared<spdlog::logger>("glancedesk", sinks.begin(), sinks.end());
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

spdlog::sink_ptr makeStderrSink(spdlog::level::level_enum from = spdlog::level::warn) {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    sink->set_level(from);
    return sink;
}

}  // namespace

void startLogging(const QString& dataFolder) {
    const QString folder = QDir(dataFolder).filePath("logs");
    std::vector<spdlog::sink_ptr> sinks = {makeStderrSink()};
    try {
        QDir().mkpath(folder);
        const std::string file = QFile::encodeName(QDir(folder).filePath("glancedesk.log")).toStdString();
        sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file, fileBytes, files - 1));
        use(sinks);
    } catch (const spdlog::spdlog_ex& error) {
        use(sinks);
        spdlog::warn("No log file: {}", error.what());
    }
}

void logErrorsAlone() {
    use({makeStderrSink(spdlog::level::err)});
}

void stopLogging() {
    spdlog::default_logger()->flush();
    use({makeStderrSink()});
}

}  // namespace app
