// RecordOutput: records on standard output, in the form that was asked for.
#ifndef VEXLENS_CLI_RECORD_OUTPUT_H_
#define VEXLENS_CLI_RECORD_OUTPUT_H_

#include <string>
#include <string_view>

#include "cli/options.h"
#include "cli/record_row.h"
#include "cli/terminal.h"

namespace vexlens::cli {

// RecordOutput takes records as canonical JSON and keeps few of them at a time.
class RecordOutput {
 public:
  explicit RecordOutput(Output output) : output_(output), terminal_(Terminal::OfStandardOutput()) {}

  // Add and Finish say why they cannot write, and return false.
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
