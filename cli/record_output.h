// RecordOutput: records on standard output, in the form that was asked for.
#ifndef VEXLENS_CLI_RECORD_OUTPUT_H_
#define VEXLENS_CLI_RECORD_OUTPUT_H_

#include <string>
#include <string_view>

#include "cli/options.h"
#include "cli/record_row.h"
#include "cli/terminal.h"

namespace vexlens::cli {

// RecordOutput writes records, given as canonical JSON, as they come, and keeps few of them in memory.
class RecordOutput {
 public:
  explicit RecordOutput(Output output) : output_(output), terminal_(Terminal::OfStandardOutput()) {}

  // Return false after saying why they cannot write.
  bool Add(std::string_view record);
  bool Finish();

 private:
  bool Flush();

  Output output_;
  Terminal terminal_;
  std::string text_;
  bool any_ = false;
  Table table_{RecordHeader()};
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_RECORD_OUTPUT_H_
