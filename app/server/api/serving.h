#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/server/api/answer.h"
#include "app/server/audit/audit_record.h"
#include "app/server/cache/answer_desk.h"
#include "app/server/http/reply.h"
#include "app/server/model/answer_run.h"

namespace app::server {

/// One request that is being answered: what has come of it, and how it is written. Of the server's thread.
struct Serving {
    Answer answer;
    std::unique_ptr<Renderer> renderer;
    bool oneToolCall = false;
    std::shared_ptr<AnswerRun> run;
    /// Of each choice; told by the threads that compute.
    std::shared_ptr<std::array<std::atomic<CacheUse>, 16>> use =
        std::make_shared<std::array<std::atomic<CacheUse>, 16>>();
    std::optional<engine::Error> error{};
    int ended = 0;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();

    bool isOver() const { return ended == static_cast<int>(answer.choices.size()); }

    /// A call of a tool beyond the only one that was allowed.
    bool isLeftOut(const RunItem& item) const;

    /// Keeps what has come; the first failure ends the others too.
    void take(const RunItem& item, AuditRecord& record);

    /// The stream's text for what has come.
    std::string write(std::vector<RunItem>& items, AuditRecord& record);

    Headers headers() const;
    void note(AuditRecord& record) const;
};

}  // namespace app::server
