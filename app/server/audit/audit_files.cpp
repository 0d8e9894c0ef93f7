#include "app/server/audit/audit_files.h"

#include <algorithm>
#include <fstream>

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t digits = 12;

/// From the last line break before `end` up to it. Lines with pictures are long, so it is looked for in
/// steps.
std::string lineBefore(std::ifstream& in, std::int64_t end) {
    constexpr std::int64_t step = 64 * 1024;
    std::string line;
    while (end > 0) {
        const std::int64_t start = std::max<std::int64_t>(0, end - step);
        std::string piece(static_cast<std::size_t>(end - start), '\0');
        in.seekg(start);
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        if (!in) return line;
        const std::size_t found = piece.rfind('\n');
        if (found != std::string::npos) return piece.substr(found + 1) + line;
        line.insert(0, piece);
        end = start;
    }
    return line;
}

}  // namespace

fs::path fullAuditFile(const fs::path& file, std::int64_t firstNumber) {
    std::string number = std::to_string(firstNumber);
    if (number.size() < digits) number.insert(0, digits - number.size(), '0');
    return file.parent_path() / (file.stem().string() + "-" + number + file.extension().string());
}

std::vector<fs::path> fullAuditFiles(const fs::path& file) {
    const std::string start = file.stem().string() + "-";
    const std::string end = file.extension().string();
    std::vector<fs::path> files;
    std::error_code error;
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.size() != start.size() + digits + end.size() || !name.starts_with(start) ||
            !name.ends_with(end)) {
            continue;
        }
        const std::string number = name.substr(start.size(), digits);
        if (number.find_first_not_of("0123456789") == std::string::npos) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

AuditTail auditTailOf(const fs::path& file) {
    AuditTail tail;
    std::ifstream in(file, std::ios::binary);
    in.seekg(0, std::ios::end);
    const std::int64_t size = in.tellg();
    if (!in || size <= 0) return tail;
    tail.torn = lineBefore(in, size);
    const std::int64_t whole = size - static_cast<std::int64_t>(tail.torn.size());
    if (whole > 0) {
        tail.last = auditLinkOf(lineBefore(in, whole - 1));
        tail.isForeign = !tail.last;
    }
    in.clear();
    in.seekg(0);
    std::string line;
    while (!tail.firstNumber && tail.last && std::getline(in, line)) {
        if (const auto first = auditLinkOf(line)) tail.firstNumber = first->number;
    }
    return tail;
}

}  // namespace app
