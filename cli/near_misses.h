// Near misses: a table of what almost speaks about a key.
#ifndef VEXLENS_CLI_NEAR_MISSES_H_
#define VEXLENS_CLI_NEAR_MISSES_H_

#include <span>
#include <string>

#include "cli/terminal.h"
#include "vexlens/consensus.h"
#include "vexlens/workspace.h"

namespace vexlens::cli {

// NearMissTable has a row for each near miss. Its first column is the component that the miss is near, if any has one.
class NearMissTable {
 public:
  explicit NearMissTable(const Slice& slice);
  void Add(std::span<const NearStatement> misses, std::string component = "");
  bool empty() const { return table_.empty(); }
  std::string Text(const Terminal& terminal, std::string_view indent = "") const {
    return table_.Text(terminal, indent);
  }

 private:
  const Slice& slice_;
  Table table_;
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_NEAR_MISSES_H_
