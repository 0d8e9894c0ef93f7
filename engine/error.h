#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace engine {

/// What went wrong, in a form that the app words in the user's language (app/error_text).
/// The comment says what Error's fields hold for the code.
enum class ErrorCode {
    FolderMissing,         ///< where: folder
    FolderEmpty,           ///< where: folder
    FileMissing,           ///< where: file
    FileUnreadable,        ///< where: file, detail: the system's reason
    FileCut,               ///< where: file, numbers: bytes wanted, bytes there
    BadJson,               ///< where: file, detail: where in it
    BadHeader,             ///< where: safetensors file, detail: what is absurd in its header
    TensorOutOfFile,       ///< where: file, detail: tensor
    TensorOverlap,         ///< where: file, detail: the two tensors
    TensorMissing,         ///< where: file or folder, detail: tensor
    TensorUnexpected,      ///< where: file, detail: tensor
    TensorShape,           ///< where: file, detail: "tensor: [a, b] instead of [c, d]"
    TensorType,            ///< where: file, detail: "tensor: TYPE"
    ConfigUnsupported,     ///< where: file, detail: key and value
    TokenizerUnsupported,  ///< where: tokenizer.json, detail: the part
    TemplateMissing,       ///< where: folder
    TemplateUnsupported,   ///< where: chat_template.jinja, detail: name and line
    TemplateFailed,        ///< where: chat_template.jinja, detail: reason
    BadRequest,            ///< detail: the part that is wrong
    ImageTooThin,          ///< numbers: width, height (more than 200:1)
    ImageMismatch,         ///< numbers: pictures given, places for them in the prompt
    PromptTooLong,         ///< numbers: prompt tokens, the longest that fits
    BadNumbers,            ///< NaN or infinity in the logits
    OutOfMemory,           ///< detail: what was being allocated; numbers: bytes wanted, bytes free
    Busy,                  ///< numbers: requests that wait, the most that may
    WriteFailed,           ///< where: file, detail: the system's reason
    UpstreamUnreachable,   ///< where: another server's address, detail: the system's reason
    UpstreamUntrusted,     ///< where: address, detail: what is wrong with its certificate
    UpstreamKeyRefused,    ///< where: address
    UpstreamModelMissing,  ///< where: address, detail: model
    UpstreamRefused,       ///< where: address, detail: its own words; numbers: HTTP status
    UpstreamBusy,          ///< where: address; numbers: seconds to wait, 0: it doesn't say
    UpstreamFailed,        ///< where: address, detail: its own words; numbers: HTTP status
    UpstreamSilent,        ///< where: address; numbers: seconds without a byte
    UpstreamCut,           ///< where: address; the answer had begun
    UpstreamNonsense,      ///< where: address, detail: what isn't as OpenAI's interface has it
    Cancelled,             ///< asked for by the caller's stop token
    Internal,              ///< detail: the library's own words
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string where;
    std::string detail;
    std::vector<std::int64_t> numbers;
};

/// Thrown inside the engine only; Engine's public functions turn it into Result's error.
class EngineError final : public std::exception {
 public:
    explicit EngineError(Error error) : m_error(std::move(error)) {
        m_text = m_error.where + ": " + m_error.detail;
    }
    EngineError(ErrorCode code, std::string where, std::string detail = {},
                std::vector<std::int64_t> numbers = {})
        : EngineError(Error{code, std::move(where), std::move(detail), std::move(numbers)}) {}

    const Error& error() const { return m_error; }
    const char* what() const noexcept override { return m_text.c_str(); }

 private:
    Error m_error;
    std::string m_text;
};

/// A value or an Error.
template <class T>
class Result {
 public:
    Result(T value) : m_state(std::move(value)) {}      // NOLINT: converts on purpose
    Result(Error error) : m_state(std::move(error)) {}  // NOLINT: converts on purpose

    explicit operator bool() const { return m_state.index() == 0; }
    T& value() { return std::get<0>(m_state); }
    const T& value() const { return std::get<0>(m_state); }
    const Error& error() const { return std::get<1>(m_state); }

 private:
    std::variant<T, Error> m_state;
};

}  // namespace engine
