// What the user asked of a command.
#ifndef VEXLENS_CLI_OPTIONS_H_
#define VEXLENS_CLI_OPTIONS_H_

#include <cstddef>
#include <string>
#include <vector>

namespace vexlens::cli {

// Output is the form of a command's answer.
enum class Output { kTable, kJson, kNdjson };

// Options are those of all commands; each uses its part.
struct Options {
  std::vector<std::string> inputs;    // files or folders
  std::vector<std::string> evidence;  // files in the normal form
  std::string policy;                 // files; "" for the default
  std::string old_policy;             // what `policy` is compared with
  std::string issuers;
  std::string issuer;  // an id, name or alias
  std::string as_of;   // "" for the end of the current UTC day
  std::string tenant = "default";
  std::string vulnerability;
  std::string product;
  std::string component;
  std::string sbom;             // file; "" for none
  std::size_t near_misses = 0;  // how many to show for each key or component
  Output output = Output::kTable;
  unsigned threads = 0;  // 0 for one a core
  bool verbose = false;
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_OPTIONS_H_
