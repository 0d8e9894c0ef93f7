#include "tests/engine/device/host_block.h"

#include <stdexcept>

host::Index threadIdx;
host::Index blockIdx;
host::Index blockDim;
host::Index gridDim;

namespace host {
namespace {

constexpr std::size_t stackBytes = 64 * 1024;

}  // namespace

Block& Block::current() {
    static Block block;
    return block;
}

void Block::run(unsigned threads, const std::function<void()>& body) {
    if (threads % 32 != 0) throw std::logic_error("a block of incomplete warps");
    while (m_fibres.size() < threads) {
        m_fibres.emplace_back();
        m_fibres.back().stack = std::make_unique<std::byte[]>(stackBytes);
    }
    m_given.assign(threads, {});
    m_words.assign(threads, {});
    m_body = &body;
    m_alive = threads;
    m_waiting = 0;
    for (auto& fibre : m_fibres) {
        fibre.begun = fibre.ended = false;
        fibre.exchanges = 0;
    }
    while (m_alive > 0) {
        // A member counts, since a local one need not survive the jumps back.
        for (m_running = 0; m_running < threads; ++m_running) {
            auto& fibre = m_fibres[m_running];
            if (fibre.ended) continue;
            threadIdx.x = static_cast<unsigned>(m_running);
            if (_setjmp(m_scheduler) != 0) continue;
            if (fibre.begun) _longjmp(fibre.where, 1);
            fibre.begun = true;
            getcontext(&fibre.start);
            fibre.start.uc_stack.ss_sp = fibre.stack.get();
            fibre.start.uc_stack.ss_size = stackBytes;
            fibre.start.uc_link = nullptr;
            makecontext(&fibre.start, &Block::enter, 0);
            setcontext(&fibre.start);
        }
    }
}

void Block::enter() {
    auto& block = current();
    (*block.m_body)();
    block.m_fibres[block.m_running].ended = true;
    --block.m_alive;
    if (block.m_alive > 0 && block.m_waiting == block.m_alive) {  // the others wait for nobody else
        block.m_waiting = 0;
        ++block.m_round;
    }
    _longjmp(block.m_scheduler, 1);
}

/// Every other fibre that can goes on until it pauses too.
void Block::pause() {
    if (_setjmp(m_fibres[m_running].where) == 0) _longjmp(m_scheduler, 1);
}

void Block::wait() {
    const auto round = m_round;
    if (++m_waiting == m_alive) {
        m_waiting = 0;
        ++m_round;
    }
    do
        pause();
    while (m_round == round);
}

float Block::exchange(float value, int bits) {
    auto& fibre = m_fibres[m_running];
    const auto turn = fibre.exchanges++ % 2;
    m_given[m_running][turn] = value;
    pause();
    return m_given[m_running ^ static_cast<std::size_t>(bits)][turn];
}

void Block::give(const Words& words) {
    auto& fibre = m_fibres[m_running];
    m_words[m_running][fibre.exchanges++ % 2] = words;
    pause();
}

const Words& Block::givenBy(unsigned lane) const {
    const auto turn = (m_fibres[m_running].exchanges - 1) % 2;
    return m_words[m_running / 32 * 32 + lane][turn];
}

}  // namespace host
