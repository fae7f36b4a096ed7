// Changes of the issuer directory, for people.
#ifndef VEXLENS_CLI_DIRECTORY_CHANGES_H_
#define VEXLENS_CLI_DIRECTORY_CHANGES_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"
#include "vexlens/directory_change.h"

namespace vexlens::cli {

// ChangeCells are a row under ChangeHeader; weights are those that `policy` gives.
std::vector<std::string> ChangeHeader();
std::vector<Table::Cell> ChangeCells(const DirectoryChange& change, const Policy& policy);

// TenantText is a tenant's name in a table: trust without one holds for everybody.
std::string TenantText(std::string_view tenant);

// SinceText is when something was revoked, "no" if it was not.
std::string SinceText(const std::optional<Instant>& revoked_at);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_DIRECTORY_CHANGES_H_
