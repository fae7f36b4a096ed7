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

// Moves the sidecars out of `files`, which are in order of path, into the files that they are about. For a file that
// the user named they are looked up beside it.
void TakeSidecars(std::vector<InputFile>& files);

// Compares a file's bytes with its checksums. Errors name the sidecar.
absl::Status CheckSidecars(const InputFile& file, std::string_view bytes);

// Returns the OpenPGP signature beside a file, "" if there is none.
absl::StatusOr<std::string> DetachedSignature(const InputFile& file);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_SIDECARS_H_
