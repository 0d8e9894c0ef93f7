#pragma once

#include <array>
#include <csetjmp>
#include <cstddef>
#include <functional>
#include <memory>
#include <ucontext.h>
#include <vector>

/// Runs the threads of one block of a card on one thread of the processor: each is a fibre of its own that
/// goes on until it has to wait for the others.
namespace host {

struct Index {
    unsigned x = 0;
    unsigned y = 0;
    unsigned z = 0;
};

/// What a lane hands to its warp at once.
using Words = std::array<unsigned, 6>;

class Block {
 public:
    /// Runs `body` once for each of `threads`, which must be whole warps.
    void run(unsigned threads, const std::function<void()>& body);

    /// __syncthreads()
    void wait();
    /// __shfl_xor_sync(): what the lane whose number differs in these bits gives.
    float exchange(float value, int bits);
    /// For a warp's matrix product: what each lane gives, which all then read.
    void give(const Words& words);
    const Words& givenBy(unsigned lane) const;

    static Block& current();

 private:
    struct Fibre {
        std::unique_ptr<std::byte[]> stack;
        std::jmp_buf where{};
        ucontext_t start{};
        bool begun = false;
        bool ended = false;
        unsigned exchanges = 0;
    };

    static void enter();
    void pause();

    std::vector<Fibre> m_fibres;
    std::vector<std::array<float, 2>> m_given;  // of each thread, for every second exchange in turn
    std::vector<std::array<Words, 2>> m_words;  // the same
    const std::function<void()>* m_body = nullptr;
    std::jmp_buf m_scheduler{};
    std::size_t m_running = 0;
    std::size_t m_alive = 0;
    std::size_t m_waiting = 0;
    unsigned m_round = 0;
};

}  // namespace host

/// What kernels find under these names on a card.
extern host::Index threadIdx;
extern host::Index blockIdx;
extern host::Index blockDim;
extern host::Index gridDim;
