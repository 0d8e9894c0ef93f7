#pragma once

#include <exception>
#include <string>
#include <utility>

namespace engine::jinja {

/// Something that this interpreter does not know; found while parsing.
class Unsupported final : public std::exception {
 public:
    Unsupported(std::string what, int line) : m_what(std::move(what) + ", line " + std::to_string(line)) {}
    const char* what() const noexcept override { return m_what.c_str(); }

 private:
    std::string m_what;
};

/// What Python would raise while rendering, and the limits.
class Failure final : public std::exception {
 public:
    explicit Failure(std::string what) : m_what(std::move(what)) {}
    const char* what() const noexcept override { return m_what.c_str(); }

 private:
    std::string m_what;
};

[[noreturn]] inline void fail(std::string what) {
    throw Failure(std::move(what));
}

}  // namespace engine::jinja
