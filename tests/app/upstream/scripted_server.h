#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace test {

/// One request as it came.
struct Asked {
    std::string line;     ///< "POST /v1/chat/completions HTTP/1.1"
    std::string headers;  ///< as they came, names in lower case
    std::string body;

    bool is(const std::string& methodAndPath) const { return line.starts_with(methodAndPath + " "); }
};

/// One connection, on a thread of the server's.
class Wire final {
 public:
    explicit Wire(int socket) : m_socket(socket) {}

    /// False when the other side is gone.
    bool write(const std::string& bytes) const;
    void reply(int status, const std::string& body, const std::string& headers = {}) const;
    /// Begins a stream that ends with the connection.
    void beginStream() const;
    void event(const std::string& json) const { write("data: " + json + "\n\n"); }
    /// A piece of an answer, as OpenAI's chunks have it.
    void text(const std::string& text) const;
    void end(const std::string& reason = "stop") const;
    /// True when the other side closed the connection within that time.
    bool waitForClose(int milliseconds = 10'000) const;

    /// Empty line when the other side has gone.
    Asked read();

 private:
    const int m_socket;
    std::string m_rest;
};

/// An HTTP server on loopback that does what a test wants, and lists one model by itself.
class ScriptedServer final {
 public:
    /// Runs on the connection's thread; the connection ends with it.
    using Script = std::function<void(const Asked&, Wire&)>;
    explicit ScriptedServer(Script script = {});
    ~ScriptedServer();

    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    std::string address() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/v1"; }
    std::string host() const { return "127.0.0.1:" + std::to_string(m_port); }

    /// The answer to GET /v1/models from now on.
    void setModels(int status, const std::string& body);

    std::vector<Asked> asked(const std::string& methodAndPath) const;

    /// Something that a script has come to; wait() is true when it came within 10 s.
    void mark();
    bool waitForMarks(int count = 1);

 private:
    void accept();
    void serve(int socket);

    const Script m_script;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_isEnding = false;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::string m_models =
        R"({"object":"list","data":[{"id":"glm","object":"model","owned_by":"vllm","max_model_len":8192}]})";
    int m_modelsStatus = 200;
    std::vector<Asked> m_asked;
    std::vector<int> m_sockets;
    int m_marks = 0;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

/// An address on which nobody listens.
std::string deadAddress();

}  // namespace test
