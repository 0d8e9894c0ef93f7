#pragma once

namespace app {

class Interrupt;
struct AskOptions;

/// Asks about each picture of `--batch` and writes the table, row by row. What went on is told on stderr.
/// Returns the exit code: 1 also when a picture could not be answered.
int runBatch(const AskOptions& options, const Interrupt& interrupt);

}  // namespace app
