// Changes of the issuer directory, as a table.
#ifndef VEXLENS_CLI_DIRECTORY_CHANGES_H_
#define VEXLENS_CLI_DIRECTORY_CHANGES_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"
#include "vexlens/directory_change.h"

namespace vexlens::cli {

// ChangeCells returns a row under ChangeHeader, with weights by `policy`.
std::vector<std::string> ChangeHeader();
std::vector<Table::Cell> ChangeCells(const DirectoryChange& change, const Policy& policy);

// Returns a tenant's name for a table; trust without a tenant applies to all.
std::string TenantText(std::string_view tenant);

// Returns when something was revoked, "no" if it was not.
std::string SinceText(const std::optional<Instant>& revoked_at);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_DIRECTORY_CHANGES_H_
