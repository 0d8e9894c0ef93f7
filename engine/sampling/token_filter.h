#pragma once

#include <span>

namespace engine {

/// Which tokens may come next. At least one may.
class TokenFilter {
 public:
    TokenFilter() = default;
    TokenFilter(const TokenFilter&) = delete;
    TokenFilter& operator=(const TokenFilter&) = delete;
    virtual ~TokenFilter() = default;

    virtual bool allows(int id) = 0;
    /// Sets the logits of all others to minus infinity.
    virtual void apply(std::span<float> logits) = 0;
};

}  // namespace engine
