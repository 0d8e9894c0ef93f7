#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace app {

enum class ClamdDown { Refuse, PassBy };

struct ClamdSettings {
    std::string address;                      ///< unix:PATH or tcp:HOST:PORT
    std::chrono::milliseconds timeout{5000};  ///< for connecting, sending and the answer together
    ClamdDown whenDown = ClamdDown::Refuse;
};

/// One sentence in the user's language: the address is malformed.
class ClamdAddressError final : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

enum class ClamdVerdict { Clean, Infected, Down };

/// Asks a clamd whether it knows what is in these bytes (its INSTREAM command), over a connection of its own
/// each time. Const: from any thread; blocks up to the timeout.
class ClamdScan final {
 public:
    /// Throws ClamdAddressError. Does not connect yet.
    explicit ClamdScan(ClamdSettings settings);

    /// Down: not reachable, too slow, or an answer that is neither OK nor FOUND.
    ClamdVerdict scan(std::string_view bytes) const;

    ClamdDown whenDown() const { return m_settings.whenDown; }

 private:
    ClamdSettings m_settings;
};

}  // namespace app
