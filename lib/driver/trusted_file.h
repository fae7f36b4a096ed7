// Trusted file: where code that is to be loaded may lie.
#ifndef VEXLENS_LIB_DRIVER_TRUSTED_FILE_H_
#define VEXLENS_LIB_DRIVER_TRUSTED_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace vexlens::driver {

// Returns the absolute path of the shared object or program that this code is part of, with links followed.
absl::StatusOr<std::string> OwnFile();

// Returns `path` with links followed, if nobody could have put the file there who may not. The file and all folders
// above are root's, the user's or the library's owner's, and neither everybody nor a group other than root's can write
// them; a folder further up they may, if its sticky bit keeps them from renaming what is in it. `own_file` is that of
// OwnFile, "" if it is not known. Errors: NOT_FOUND, PERMISSION_DENIED, and FAILED_PRECONDITION for what is no file.
absl::StatusOr<std::string> TrustedFile(const std::string& path, const std::string& own_file);

}  // namespace vexlens::driver

#endif  // VEXLENS_LIB_DRIVER_TRUSTED_FILE_H_
