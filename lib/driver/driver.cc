#include "vexlens/driver.h"

#include <dlfcn.h>

#include <algorithm>
#include <filesystem>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/driver/table.h"
#include "lib/driver/trusted_file.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using driver::Table;

namespace {

namespace fs = std::filesystem;

bool IsName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) || absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
           c == '_';
  });
}

// Returns where a driver of that name or path has to be.
absl::StatusOr<std::string> PathOf(std::string_view name_or_path, const absl::StatusOr<std::string>& own_file) {
  if (name_or_path.find('\0') != std::string_view::npos) return absl::InvalidArgumentError("driver: a NUL in a path");
  if (name_or_path.starts_with('/')) return std::string(name_or_path);
  if (!IsName(name_or_path)) {
    return absl::InvalidArgumentError(
        absl::StrCat("driver \"", name_or_path, "\" is neither a name, such as \"postgres\", nor an absolute path"));
  }
  if (!own_file.ok()) return own_file.status();
  fs::path folder = fs::path(*own_file).parent_path();
  if (folder.filename() == "bin") folder = folder.parent_path() / "lib";
  return folder / absl::StrCat("libvexlens-", name_or_path, ".so");
}

// Returns what a function of the table gives, which may be null.
template <typename Function, typename... Arguments>
auto Call(const std::string& path, std::string_view what, Function* function, const Arguments&... arguments)
    -> decltype(function(arguments...)) {
  if (function == nullptr) return absl::UnimplementedError(absl::StrCat(path, " keeps no ", what));
  return function(arguments...);
}

absl::Status Misfit(const std::string& path, std::string_view why) {
  return absl::FailedPreconditionError(absl::StrCat(path, " is no driver for this library: ", why));
}

// Returns what the loaded object offers.
absl::StatusOr<std::shared_ptr<const Table>> TableOf(void* object, const std::string& path) {
  const auto init = reinterpret_cast<driver::DriverInit>(dlsym(object, driver::kDriverSymbol));
  if (init == nullptr) return Misfit(path, absl::StrCat("it has no ", driver::kDriverSymbol));
  auto table = std::make_shared<Table>();
  table->struct_size = sizeof(Table);
  const std::uint32_t version = init(table.get());
  if (version != driver::kTableVersion) {
    return Misfit(path, absl::StrCat("it is of version ", version, ", not ", driver::kTableVersion));
  }
  const std::string_view release = table->release == nullptr ? "unknown" : table->release;
  if (release != kVersion) return Misfit(path, absl::StrCat("it came with release ", release, ", not ", kVersion));
  if (table->struct_size != sizeof(Table)) return Misfit(path, "its table has another size");
  return table;
}

}  // namespace

absl::StatusOr<Driver> Driver::Load(std::string_view name_or_path) {
  const absl::StatusOr<std::string> own_file = driver::OwnFile();
  VEXLENS_ASSIGN_OR_RETURN(const std::string asked, PathOf(name_or_path, own_file));
  VEXLENS_ASSIGN_OR_RETURN(std::string path, driver::TrustedFile(asked, own_file.value_or("")));
  void* const object = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (object == nullptr) return Misfit(path, dlerror());
  absl::Cleanup unload = [object] { dlclose(object); };
  VEXLENS_ASSIGN_OR_RETURN(std::shared_ptr<const Table> table, TableOf(object, path));
  std::move(unload).Cancel();
  return Driver(std::move(path), std::move(table));
}

std::string_view DriverOf(std::string_view location) {
  if (location.starts_with("postgresql://") || location.starts_with("postgres://")) return "postgres";
  if (location.starts_with("nats://")) return "nats";
  return location.starts_with("mongodb://") ? "mongo" : "";
}

absl::StatusOr<std::unique_ptr<Workspace>> Driver::OpenWorkspace(std::string_view location,
                                                                 Workspace::Options options) const {
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<workspace::Store> store,
                           Call(path_, "workspaces", table_->open_store, location, workspace::StoreOptions(options)));
  return Workspace::Over(std::move(store), std::move(options));
}

absl::StatusOr<std::unique_ptr<TimelineEventStore>> Driver::OpenTimelineStore(const StoreAddress& address) const {
  return Call(path_, "timelines", table_->open_timeline_store, address);
}

absl::StatusOr<std::vector<std::string>> Driver::MigrateTimeline(const StoreAddress& address) const {
  return Call(path_, "timelines", table_->migrate_timeline, address);
}

absl::StatusOr<std::unique_ptr<TimelineEventSource>> Driver::OpenTimelineSource(
    const StoreAddress& address, const TimelineSourceOptions& options) const {
  return Call(path_, "queues of events", table_->open_timeline_source, address, options);
}

absl::StatusOr<std::unique_ptr<PackRunArtifactReader>> Driver::OpenPackRunArtifacts(const StoreAddress& address) const {
  return Call(path_, "pack runs", table_->open_pack_run_artifacts, address);
}

absl::StatusOr<std::unique_ptr<PackRunProvenanceWriter>> Driver::OpenPackRunProvenance(
    const StoreAddress& address, const PackRunLimits& limits) const {
  return Call(path_, "manifests of pack runs", table_->open_pack_run_provenance, address, limits);
}

}  // namespace vexlens
