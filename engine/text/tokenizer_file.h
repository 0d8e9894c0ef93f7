#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace engine {

/// tokenizer.json taken apart. Its two big tables (20 MB in GLM's) are read as a stream into flat memory, and
/// the rest as JSON. The strings live in `letters`.
struct TokenizerFile {
    struct Piece {
        std::uint32_t begin = 0;
        std::uint32_t size = 0;
    };

    std::string letters;
    std::vector<std::pair<Piece, std::int64_t>> vocab;
    std::vector<std::pair<Piece, Piece>> merges;  // by falling priority
    nlohmann::json rest;                          // the document, with model.vocab and model.merges empty

    std::string_view text(Piece piece) const {
        return std::string_view(letters).substr(piece.begin, piece.size);
    }

    /// Throws EngineError BadJson or TokenizerUnsupported; `name` is the file's.
    static TokenizerFile parse(std::string_view json, const std::string& name);
};

}  // namespace engine
