#pragma once

#include <functional>
#include <memory>

namespace engine {

/// Work that a card was given once and repeats at one call: the same kernels over the same memory.
class Graph {
 public:
    Graph() = default;
    Graph(const Graph&) = delete;
    Graph& operator=(const Graph&) = delete;
    virtual ~Graph() = default;

    virtual void replay() = 0;
};

/// Records what a function gives the card to do.
class GraphRecorder {
 public:
    GraphRecorder() = default;
    GraphRecorder(const GraphRecorder&) = delete;
    GraphRecorder& operator=(const GraphRecorder&) = delete;
    virtual ~GraphRecorder() = default;

    /// `work` may neither wait for the card nor copy from or to host memory; what it makes stays in place as
    /// long as the graph lives. It is run once beforehand, so that nothing is made for the first time while
    /// it is recorded. Throws what the device throws.
    virtual std::unique_ptr<Graph> record(const std::function<void()>& work) = 0;
};

}  // namespace engine
