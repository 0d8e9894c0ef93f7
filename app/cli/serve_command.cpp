#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/data_folder.h"
#include "app/logging.h"
#include "app/server/config_file.h"
#include "app/server/model/fingerprint.h"
#include "app/server/server.h"

namespace app {
namespace {

struct ServeOptions {
    ModelOptions model;
    std::string config;
    std::string host;
    int port = -1;
};

/// The model as the server sees it: nothing while it loads.
class Loading final {
 public:
    void set(std::shared_ptr<const engine::Generator> generator) {
        const std::lock_guard lock(m_mutex);
        m_generator = std::move(generator);
    }
    std::shared_ptr<const engine::Generator> generator() const {
        const std::lock_guard lock(m_mutex);
        return m_generator;
    }
    std::atomic<double> progress = 0;

 private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const engine::Generator> m_generator;
};

void waitFor(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait(lock, stop, [] { return false; });
}

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ServeCommand)
};

void say(const QString& line) {
    std::printf("%s\n", qUtf8Printable(line));
    std::fflush(stdout);
}

int serveWith(const ServeOptions& given, const server::ServerOptions& options, const Interrupt& interrupt) {
    const auto loading = std::make_shared<Loading>();
    const std::string mark = server::fingerprintOf(given.model.resolvedFolder());
    const server::Server port(
        options, {[loading] { return loading->generator(); }, [loading] { return loading->progress.load(); },
                  [mark] { return mark; }});
    say(Text::tr("Serving on %1 (the model is loading; Ctrl-C ends)")
            .arg(QString::fromStdString(port.address())));
    auto loaded = given.model.load(interrupt, [loading](double fraction) { loading->progress = fraction; });
    if (!loaded) return interrupt.wasAsked() ? Done : fail(loaded.error());
    const auto name = QString::fromStdString(loaded.value()->info().name);
    loading->set(std::move(loaded.value()));
    say(Text::tr("Ready: %1").arg(name));
    waitFor(interrupt.token());
    say(Text::tr("Ending: running answers are finished first (Ctrl-C again ends at once)"));
    return Done;
}

int serve(const ServeOptions& given, const Interrupt& interrupt) {
    startLogging(dataFolder());
    int result = Failed;
    try {
        server::ServerOptions options = server::optionsIn(dataFolder().toStdString());
        if (!given.config.empty()) options = server::readConfigFile(given.config, options);
        if (!given.host.empty()) options.host = given.host;
        if (given.port >= 0) options.port = static_cast<std::uint16_t>(given.port);
        result = serveWith(given, options, interrupt);
    } catch (const std::exception& error) {
        // Each of the server's rooms words its own problem for the operator.
        result = fail(QString::fromUtf8(error.what()));
    }
    stopLogging();
    return result;
}

}  // namespace

Runner addServeCommand(CLI::App& parent) {
    CLI::App* command =
        parent.add_subcommand("serve", "Serve OpenAI's API and a web page on this machine; Ctrl-C ends it");
    auto options = std::make_shared<ServeOptions>();
    options->model.addTo(*command);
    command->add_option("--host", options->host, "Address to listen on (127.0.0.1); another needs keys");
    command->add_option("--port", options->port, "8080; 0 takes a free one")->check(CLI::Range(0, 65535));
    command->add_option("--config", options->config,
                        "A TOML file; packaging/server.toml explains each setting");
    return [options](const Interrupt& interrupt) { return serve(*options, interrupt); };
}

}  // namespace app
