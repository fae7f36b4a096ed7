// RecordRow: what a table shows of a record.
#ifndef VEXLENS_CLI_RECORD_ROW_H_
#define VEXLENS_CLI_RECORD_ROW_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"

namespace vexlens::cli {

struct RecordRow {
  std::string advisory;
  std::string product;
  std::string component;
  std::string state;
  std::string status;
  std::string reason;
  std::string confidence;
  std::string quorum;
  std::size_t conflicts = 0;

  // Returns the cells under RecordHeader.
  std::vector<Table::Cell> Cells() const;
};
std::vector<std::string> RecordHeader();

// Reads a record. Requires: the library wrote it; for any other text the result means nothing.
RecordRow ReadRecordRow(std::string_view record);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_RECORD_ROW_H_
