#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/store_address.h"
#include "cli/streams.h"
#include "vexlens/driver.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

absl::StatusOr<std::vector<std::string>> Migrate(const Options& options) {
  if (!IsUrl(options.store)) {
    return absl::InvalidArgumentError(
        "--store: the timeline of a folder is brought up to date whenever it is opened: there is nothing to migrate");
  }
  VEXLENS_ASSIGN_OR_RETURN(const StoreAddress address, StoreAddressOf(options, options.store));
  VEXLENS_ASSIGN_OR_RETURN(const Driver driver, DriverFor(options.store));
  return driver.MigrateTimeline(address);
}

}  // namespace

int RunTimelineMigrate(const Options& options) {
  const absl::StatusOr<std::vector<std::string>> steps = Migrate(options);
  if (!steps.ok()) return Fail(steps.status());
  std::vector<std::string> json;
  std::string text;
  for (const std::string& step : *steps) {
    json.push_back(JsonString(step));
    absl::StrAppend(&text, step, "\n");
  }
  if (options.form() != Output::kTable) return Write(JoinJson(json, options.form())) ? kOk : kFailed;
  return Write(text.empty() ? "all tables are up to date\n" : text) ? kOk : kFailed;
}

}  // namespace vexlens::cli
