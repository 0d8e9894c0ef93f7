#include <algorithm>
#include <cstdio>
#include <iterator>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "engine/plan.h"

namespace app {
namespace {

/// Makers' figures: memory, its speed, and dense 16-bit matrix products with 32-bit sums.
struct Device {
    const char* name;
    double gigabytes;
    double gigabytesPerSecond;
    double teraOperations;
};

constexpr Device cards[] = {{"T4", 16, 320, 65},       {"RTX 3060", 12, 360, 25.5}, {"RTX 4060", 8, 272, 30},
                            {"RTX 3090", 24, 936, 71}, {"RTX 4090", 24, 1008, 165}, {"A10G", 24, 600, 70},
                            {"L4", 24, 300, 121},      {"H100", 80, 3350, 989}};

constexpr double giga = 1e9;
constexpr double reserved = 0.6;  // gigabytes for the driver, or the rest of the desktop

struct PlanCommandOptions {
    std::string folder;
    std::string config;
    std::string weights;
    int imageTokens = 1200;
    int textTokens = 200;
    int threads = 0;
    bool small = false;
    bool int8Cache = false;
};

/// Of a processor's time before the first word: norms, gates and attention pass between the products.
constexpr double shareOfProducts = 0.85;

/// At the speed with which it reads weights of this kind.
Device thisMachine(const engine::MachineRates& rates, const engine::ModelPlan& plan,
                   const std::string& kind) {
    const double seconds = engine::secondsPerToken(plan, weightsOf(kind), rates);
    return {"this CPU", static_cast<double>(rates.memoryBytes) / giga,
            static_cast<double>(plan.bytesPerNewToken) / seconds / giga,
            shareOfProducts * rates.operationsPerSecond / 1e12};
}

void printWeights(const engine::ModelPlan& plan, const char* name, int imageTokens) {
    std::printf(
        "\n%s: weights %.2f GB (layers %.2f, head %.2f, embeddings %.2f, vision %.2f), "
        "keys and values %.1f kB a token, scratch %.2f GB with %d image tokens\n",
        name, plan.weightBytes() / giga, plan.bodyBytes / giga, plan.headBytes / giga,
        plan.embeddingBytes / giga, plan.visionBytes / giga, plan.cacheBytesPerToken / 1e3,
        plan.scratchBytes / giga, imageTokens);
    std::printf("  %-10s %8s %16s %14s %16s\n", "device", "memory", "longest context", "tokens/s at most",
                "first word after");
}

void printDevice(const engine::ModelPlan& plan, const Device& device, const PlanCommandOptions& options) {
    const bool card = device.name != std::string("this CPU");
    const bool host = options.small && card;  // embeddings stay outside
    const auto fixed = static_cast<double>(plan.weightBytes() - (host ? plan.embeddingBytes : 0) +
                                           (card ? plan.cardScratchBytes : plan.scratchBytes));
    const double left = (device.gigabytes - reserved) * giga - fixed;
    const auto tokens = std::min<double>(static_cast<double>(plan.contextTokens),
                                         left / static_cast<double>(plan.cacheBytesPerToken));
    if (tokens < options.imageTokens + options.textTokens) {
        std::printf("  %-10s %5.0f GB %16s\n", device.name, device.gigabytes, "does not fit");
        return;
    }
    const double rate = device.gigabytesPerSecond * giga / static_cast<double>(plan.bytesPerNewToken);
    const double operations =
        plan.operationsOfPicture + plan.operationsPerPromptToken * (options.imageTokens + options.textTokens);
    std::printf("  %-10s %5.0f GB %16.0f %14.1f %14.2f s\n", device.name, device.gigabytes, tokens, rate,
                operations / (device.teraOperations * 1e12) + 1 / rate);
}

int plan(const PlanCommandOptions& options) {
    ModelOptions model;
    model.folder = options.folder;
    const auto config = options.config.empty() ? model.resolvedFolder() / "config.json"
                                               : std::filesystem::path(options.config);
    const auto rates = engine::measureMachine(options.threads);
    const std::vector<std::string> kinds = options.weights.empty()
                                               ? std::vector<std::string>{"bf16", "int8", "int4"}
                                               : std::vector{options.weights};
    std::printf("Upper bounds from config.json, a card's data sheet and this processor as measured.\n");
    for (const auto& kind : kinds) {
        const auto made =
            engine::planFor(config, {weightsOf(kind), options.small, options.int8Cache, options.imageTokens});
        if (!made) return fail(made.error());
        printWeights(made.value(), kind.c_str(), options.imageTokens);
        for (const auto& card : cards)
            printDevice(made.value(), card, options);
        printDevice(made.value(), thisMachine(rates, made.value(), kind), options);
    }
    return Done;
}

}  // namespace

Runner addPlanCommand(CLI::App& parent) {
    CLI::App* command = parent.add_subcommand("plan", "What fits on which card, and how fast at most");
    auto options = std::make_shared<PlanCommandOptions>();
    auto* folder = command->add_option("--model", options->folder,
                                       "Folder of a checkpoint; the bundled demo model when left out");
    command->add_option("--config", options->config, "A config.json alone")->excludes(folder);
    command->add_option("--weights", options->weights, "All of bf16, int8 and int4 when left out")
        ->check(CLI::IsMember({"float32", "bf16", "int8", "int4"}));
    command->add_option("--image-tokens", options->imageTokens, "Of the picture; 1280x720 becomes about 1200")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--text-tokens", options->textTokens, "Of the question and what was said before")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--threads", options->threads, "0: one per core")->check(CLI::Range(0, 1024));
    command->add_flag("--small", options->small, "Vision tower in int8, embeddings in host memory");
    command->add_flag("--int8-cache", options->int8Cache, "Keys and values in int8");
    return [options](const Interrupt&) { return plan(*options); };
}

}  // namespace app
