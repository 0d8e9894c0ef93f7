#include "engine/text/utf8_assembler.h"

#include "engine/text/utf8.h"

namespace engine {

std::string Utf8Assembler::add(std::string_view bytes) {
    m_held += bytes;
    std::string whole;
    std::size_t at = 0;
    while (at < m_held.size()) {
        const utf8::Step step = utf8::stepAt(m_held, at);
        if (step.kind == utf8::Kind::Incomplete) break;
        if (step.kind == utf8::Kind::Character) {
            whole.append(m_held, at, step.length);
        } else {
            whole += utf8::kReplacement;
        }
        at += step.length;
    }
    m_held.erase(0, at);
    return whole;
}

std::string Utf8Assembler::flush() {
    const bool any = !m_held.empty();
    m_held.clear();
    return any ? std::string(utf8::kReplacement) : std::string();
}

}  // namespace engine
