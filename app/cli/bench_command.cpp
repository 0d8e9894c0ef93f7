#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <thread>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"

namespace app {
namespace {

struct BenchOptions {
    ModelOptions model;
    PictureOptions pictures;
    std::string text;
    int newTokens = 64;
    int runs = 3;
    int batch = 1;
    bool json = false;
};

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Megabytes of a line of /proc/self/status; 0 where there is none.
double memory(const std::string& name) {
    std::ifstream lines("/proc/self/status");
    for (std::string line; std::getline(lines, line);)
        if (line.rfind(name + ":", 0) == 0) return std::stod(line.substr(name.size() + 1)) * 1024 / 1e6;
    return 0;
}

/// One user's question; another caller finds nothing of what was computed before.
engine::Request requestOf(const BenchOptions& options, std::vector<engine::Part> pictures,
                          const std::string& text, const std::string& caller) {
    engine::Request request;
    pictures.emplace_back(engine::TextPart{text});
    request.messages.push_back({engine::Role::User, std::move(pictures)});
    request.caller = caller;
    request.sampling.temperature = 0;
    request.sampling.repetitionPenalty = 1;
    request.sampling.endRepetition = false;
    request.sampling.maxTokens = options.newTokens;
    return request;
}

double tokensPerSecond(const engine::Stats& stats) {
    return (stats.newTokens - 1) / std::max(1e-9, stats.totalSeconds - stats.firstTokenSeconds);
}

/// Several askers on one picture that was seen already: tokens of all of them a second, while they write.
engine::Result<double> together(const engine::Engine& engine, const engine::Request& request, int askers,
                                const Interrupt& interrupt) {
    std::mutex mutex;
    std::optional<engine::Error> error;
    double firstToken = 0;
    double end = 0;
    int tokens = 0;
    const auto start = Clock::now();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < askers; ++i) {
            threads.emplace_back([&] {
                const auto done = engine.generate(request, {}, interrupt.token());
                const std::lock_guard lock(mutex);
                if (!done) {
                    error = done.error();
                    return;
                }
                firstToken = std::max(firstToken, done.value().stats.firstTokenSeconds);
                end = std::max(end, secondsSince(start));
                tokens += done.value().stats.newTokens - 1;
            });
        }
    }
    if (error) return *error;
    return tokens / std::max(1e-9, end - firstToken);
}

int bench(const BenchOptions& options, const Interrupt& interrupt) {
    std::vector<engine::Part> pictures;
    if (const auto problem = options.pictures.open(pictures)) return fail(*problem);
    const auto loading = Clock::now();
    const auto loaded = options.model.load(interrupt);
    if (!loaded) return interrupt.wasAsked() ? Interrupted : fail(loaded.error());
    const auto& engine = *loaded.value();
    nlohmann::ordered_json out = {{"engine", "glancedesk"},
                                  {"dtype", engine.info().weights},
                                  {"device", engine.info().device},
                                  {"threads", options.model.threads},
                                  {"load_s", secondsSince(loading)}};

    std::optional<engine::Stats> best;
    double second = 0;
    for (int run = 0; run < options.runs; ++run) {
        const auto caller = "run " + std::to_string(run);
        const auto done =
            engine.generate(requestOf(options, pictures, options.text, caller), {}, interrupt.token());
        if (!done) return fail(done.error());
        if (interrupt.wasAsked()) return Interrupted;
        const auto again =
            engine.generate(requestOf(options, pictures, options.text + "?", caller), {}, interrupt.token());
        if (!again) return fail(again.error());
        if (best && best->firstTokenSeconds <= done.value().stats.firstTokenSeconds) continue;
        best = done.value().stats;
        second = again.value().stats.firstTokenSeconds;
    }
    out["vision_s"] = best->visionSeconds;
    out["ttft_s"] = best->firstTokenSeconds;
    out["second_ttft_s"] = second;
    out["decode_tok_s"] = tokensPerSecond(*best);
    out["prompt_tokens"] = best->promptTokens;
    out["image_tokens"] = best->imageTokens;
    out["new_tokens"] = best->newTokens;
    if (options.batch > 1) {
        const auto request = requestOf(options, pictures, options.text, "run 0");
        const auto rate = together(engine, request, options.batch, interrupt);
        if (!rate) return fail(rate.error());
        out["batch"] = options.batch;
        out["batch_tok_s"] = rate.value();
    }
    out["resident_mb"] = memory("VmRSS");
    out["peak_mb"] = memory("VmHWM");
    if (options.json) {
        std::printf("%s\n", out.dump().c_str());
        return Done;
    }
    for (const auto& [key, value] : out.items())
        std::printf("%-14s %s\n", key.c_str(), value.dump().c_str());
    return Done;
}

}  // namespace

Runner addBenchCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand(
        "bench", "Measure this machine: time to the first word, words a second, memory");
    auto options = std::make_shared<BenchOptions>();
    options->model.addTo(*command);
    options->pictures.addTo(*command);
    command->add_option("--text", options->text, "The question")->required();
    command->add_option("--new", options->newTokens, "Tokens of the answer")->check(CLI::Range(2, 100'000));
    command->add_option("--runs", options->runs, "The best of so many is told")->check(CLI::Range(1, 1000));
    command->add_option("--batch", options->batch, "So many askers at once besides")
        ->check(CLI::Range(1, 32));
    command->add_flag("--json", options->json, "One line of JSON");
    return [options](const Interrupt& interrupt) { return bench(*options, interrupt); };
}

}  // namespace app
