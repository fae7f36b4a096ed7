// Sidecars: the files beside a document that vouch for its bytes.
#ifndef VEXLENS_CLI_SIDECARS_H_
#define VEXLENS_CLI_SIDECARS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/files.h"

namespace vexlens::cli {

// TakeSidecars takes the sidecars out of `files`, which are in order of path, and gives them to the files that they
// are about. Those of a file that the user named are looked for beside it.
void TakeSidecars(std::vector<InputFile>& files);

// CheckSidecars compares a file's bytes with its checksums. The error names the sidecar.
absl::Status CheckSidecars(const InputFile& file, std::string_view bytes);

// DetachedSignature is the OpenPGP signature beside a file, "" if there is none.
absl::StatusOr<std::string> DetachedSignature(const InputFile& file);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_SIDECARS_H_
