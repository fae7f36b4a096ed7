// DeltaOutput: records that differ between two sides, on standard output.
#ifndef VEXLENS_CLI_DELTA_OUTPUT_H_
#define VEXLENS_CLI_DELTA_OUTPUT_H_

#include <array>
#include <cstddef>
#include <string>

#include "cli/options.h"
#include "cli/terminal.h"
#include "vexlens/workspace.h"

namespace vexlens::cli {

// DeltaOutput writes deltas as they come, and keeps few of them in memory.
class DeltaOutput {
 public:
  explicit DeltaOutput(Output output) : output_(output), terminal_(Terminal::OfStandardOutput()) {}

  // Return false after saying why they cannot write. Finish also reports how many of each kind there were.
  bool Add(const Delta& delta);
  bool Finish();

 private:
  bool Flush();

  Output output_;
  Terminal terminal_;
  std::string text_;
  Table table_{{"CHANGE", "VULNERABILITY", "PRODUCT", "COMPONENT", "BEFORE", "", "AFTER"}};
  std::array<std::size_t, 5> counts_{};  // by Delta::Kind
  bool any_ = false;
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_DELTA_OUTPUT_H_
