#pragma once

#include <memory>
#include <string>

#include "app/server/audit/audit_record.h"

namespace app::server {

/// What is true at the moment of asking.
struct Now {
    int connections = 0;
    int answersTaken = 0;  ///< running and waiting
    bool isReady = false;
    std::size_t bodiesInMemory = 0;
};

/// Counters of the port in Prometheus's text format. No label comes from a client. Any thread.
class Metrics final {
 public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// `route`: of the table; empty when there was none.
    void count(const AuditRecord& record, const std::string& route);
    std::string text(const Now& now);

 private:
    struct Families;
    std::unique_ptr<Families> m_families;
};

}  // namespace app::server
