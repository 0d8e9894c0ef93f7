#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/model_place.h"
#include "app/cli/service_notice.h"
#include "app/data_folder.h"
#include "app/logging.h"
#include "app/server/config_file.h"
#include "app/server/handed_socket.h"
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

/// Until a stop. Meanwhile systemd's watchdog hears that the port's thread answers, as long as it does.
void waitFor(const std::stop_token& stop, const server::Server& port, const ServiceNotice& notice) {
    constexpr std::chrono::hours noWatchdog(1);
    const auto pause = notice.watchdogPause();
    std::mutex mutex;
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
        if (pause && port.isAwake(*pause / 2)) notice.send("WATCHDOG=1");
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, pause ? *pause : std::chrono::milliseconds(noWatchdog),
                      [] { return false; });
    }
}

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ServeCommand)
};

void say(const QString& line) {
    std::printf("%s\n", qUtf8Printable(line));
    std::fflush(stdout);
}

/// Of what answers: servers are told apart by their model's name alone, which their answers' keys hold too.
std::string markOf(const ServeOptions& given, const server::ServerOptions& options) {
    const bool isHere = !options.upstream || options.upstream->keepsPictures;
    const std::string mark = isHere ? server::fingerprintOf(given.model.resolvedFolder()) : std::string();
    return options.upstream ? "servers " + mark : mark;
}

int serveWith(const ServeOptions& given, const server::ServerOptions& options, const Interrupt& interrupt) {
    const auto loading = std::make_shared<Loading>();
    std::string mark = markOf(given, options);
    const server::Server port(
        options, {[loading] { return loading->generator(); }, [loading] { return loading->progress.load(); },
                  [mark] { return mark; }});
    say(Text::tr("Serving on %1 (the model is loading; Ctrl-C ends)")
            .arg(QString::fromStdString(port.address())));
    const ServiceNotice notice;
    notice.send("STATUS=Loading the model; listening on " + port.address());
    auto loaded = openPlace(options.upstream, given.model, interrupt,
                            [&](double fraction) { loading->progress = fraction; });
    if (!loaded) return interrupt.wasAsked() ? Done : fail(loaded.error());
    const auto name = QString::fromStdString(loaded.value()->info().name);
    loading->set(std::move(loaded.value()));
    say(Text::tr("Ready: %1").arg(name));
    notice.send("READY=1\nSTATUS=Ready: " + name.toStdString() + " on " + port.address());
    waitFor(interrupt.token(), port, notice);
    notice.send("STOPPING=1\nSTATUS=Finishing running answers");
    say(Text::tr("Ending: running answers are finished first (Ctrl-C again ends at once)"));
    return Done;
}

/// A socket that was handed over says itself where it listens.
void takeSocket(const ServeOptions& given, server::ServerOptions& options) {
    const auto handed = server::handedSocket();
    if (!handed) return;
    if (!given.host.empty() || given.port >= 0)
        throw server::StartError(
            Text::tr("The socket that was handed over has its address already: leave out "
                     "--host and --port.")
                .toStdString());
    options.socket = handed->descriptor;
    options.host = handed->host;
    options.port = handed->port;
}

int serve(const ServeOptions& given, const Interrupt& interrupt) {
    startLogging(dataFolder());
    int result = Failed;
    try {
        server::ServerOptions options = server::readConfig(given.config, server::ownVariables(),
                                                           server::optionsIn(dataFolder().toStdString()));
        if (!given.host.empty()) options.host = given.host;
        if (given.port >= 0) options.port = static_cast<std::uint16_t>(given.port);
        takeSocket(given, options);
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
    command
        ->add_option("--config", options->config,
                     "A TOML file; packaging/server.toml explains each setting and its variable")
        ->envname("GLANCEDESK_CONFIG");
    return [options](const Interrupt& interrupt) { return serve(*options, interrupt); };
}

}  // namespace app
