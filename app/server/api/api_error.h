#pragma once

#include <exception>
#include <string>
#include <utility>

#include <nlohmann/json_fwd.hpp>

#include "engine/error.h"

namespace app::server {

/// What a client is told. All sentences are fixed; they may name the client's own field, never our inside.
struct ApiError {
    int status = 400;
    std::string code;     ///< for programs, such as invalid_api_key
    std::string message;  ///< one English sentence that says what to do
    std::string param;    ///< the field that is wrong; empty: none
    int retryAfter = 0;   ///< seconds; 0: no such header
};

/// Thrown while a request is read and checked; the connection turns it into the answer.
class ApiProblem final : public std::exception {
 public:
    explicit ApiProblem(ApiError error) : m_error(std::move(error)) {}
    ApiProblem(int status, std::string code, std::string message, std::string param = {})
        : m_error{status, std::move(code), std::move(message), std::move(param), 0} {}

    const ApiError& error() const { return m_error; }
    const char* what() const noexcept override { return m_error.message.c_str(); }

 private:
    ApiError m_error;
};

/// OpenAI's {"error": {"message", "type", "param", "code"}}.
nlohmann::ordered_json errorJson(const ApiError& error);

/// An engine's error without the engine's own words.
ApiError apiErrorOf(const engine::Error& error);

/// The field's name as it may be repeated to the client: printable ASCII and short, else "(unnamed)".
std::string shownName(const std::string& name);

}  // namespace app::server
