#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "engine/image.h"

namespace app {

class ClamdScan;

/// Why a picture is refused. The texts are fixed: nothing of the picture or of a library is in them.
enum class ScanError {
    Empty,
    TooManyBytes,
    UnknownType,  ///< not PNG, JPEG or WebP by its content
    Cut,          ///< its end is missing
    Damaged,
    TooManyPixels,  ///< by its header
    TooThin,        ///< more than 200:1
    Animated,       ///< more than one frame
    Infected,       ///< clamd knows it
    ScannerDown     ///< clamd cannot be reached, and the setting says to refuse
};

/// One English sentence for the API's error, ending in a full stop.
const char* sentenceOf(ScanError error);

struct ScanLimits {
    std::int64_t maxBytes = std::int64_t{24} * 1024 * 1024;
    std::int64_t maxPixels = 40'000'000;
};

/// What the header says, before anything is decoded.
struct PictureHeader {
    const char* format = "";  ///< png, jpeg, webp
    int width = 0;
    int height = 0;

    std::int64_t pixels() const { return std::int64_t{width} * height; }
};

struct ScannedPicture {
    std::shared_ptr<const engine::Image> pixels;  ///< upright RGB, [height, width, 3]
    std::string hash;                             ///< SHA-256 of pixels and size, lower-case hex
    std::string clean;  ///< a PNG made of the pixels alone; empty unless it was needed or asked for
};

/// Takes a picture that nobody vouches for. The type is told by content, the size by the header before
/// decoding; one decoder sees the bytes, and only pixels come out of it: metadata, colour profiles and
/// whatever was hidden behind the picture stay behind. clamd, where it is set, sees a PNG made of these
/// pixels. Const: from any thread. Decoding takes as long as the picture is large: not on the thread of the
/// port.
class PictureScan final {
 public:
    /// `clamd` may be null and must outlive this.
    explicit PictureScan(ScanLimits limits = {}, const ClamdScan* clamd = nullptr);

    /// Reads the header only: for limits that are decided before decoding.
    std::variant<PictureHeader, ScanError> header(std::string_view bytes) const;

    std::variant<ScannedPicture, ScanError> scan(std::string_view bytes, bool withClean = false) const;

 private:
    const ScanLimits m_limits;
    const ClamdScan* const m_clamd;
};

}  // namespace app
