// Trusted file: where code that is to be loaded may lie.
#ifndef VEXLENS_LIB_DRIVER_TRUSTED_FILE_H_
#define VEXLENS_LIB_DRIVER_TRUSTED_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace vexlens::driver {

// Returns the absolute path of the shared object or program that this code is part of, with links followed.
absl::StatusOr<std::string> OwnFile();

// Returns `path` with links followed, if nobody could have put the file there who may not. Everybody may write neither
// the file nor its folder, nor a folder above without being kept from renaming what is in it (the sticky bit); file
// and folder are root's, the user's, or of the owner of `own_file`. Errors: NOT_FOUND, PERMISSION_DENIED, and
// FAILED_PRECONDITION for what is no file.
absl::StatusOr<std::string> TrustedFile(const std::string& path, const std::string& own_file);

}  // namespace vexlens::driver

#endif  // VEXLENS_LIB_DRIVER_TRUSTED_FILE_H_
