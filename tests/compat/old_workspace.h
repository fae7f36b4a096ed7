// OldWorkspace: a workspace as an older version left it, out of a script that makes its tables and rows.
#ifndef VEXLENS_TESTS_COMPAT_OLD_WORKSPACE_H_
#define VEXLENS_TESTS_COMPAT_OLD_WORKSPACE_H_

#include <cstdint>
#include <string>
#include <vector>

namespace vexlens::testing {

// Makes the workspace of version 1 in a folder, closed.
void LayWorkspace1(const std::string& folder);

// Runs statements on the closed file of a folder and returns the first column of the rows of the last one.
std::vector<std::string> Sql(const std::string& folder, const std::string& sql);

// Returns PRAGMA user_version of a folder's file.
std::int64_t VersionOf(const std::string& folder);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_COMPAT_OLD_WORKSPACE_H_
