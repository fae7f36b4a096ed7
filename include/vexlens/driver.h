// Driver: what has a client of its own, such as a database over a network, in a shared object that is loaded when it is
// asked for.
//
// libvexlens itself needs nothing but the C and C++ run time. A driver is released with it and fits that release alone.
// It runs with all rights of the process: hence the care about where it lies.
#ifndef VEXLENS_DRIVER_H_
#define VEXLENS_DRIVER_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/pack_run_artifacts.h"
#include "vexlens/pack_run_provenance.h"
#include "vexlens/timeline_source.h"
#include "vexlens/timeline_store.h"
#include "vexlens/workspace.h"

namespace vexlens {

namespace driver {
struct Table;
}

// StoreAddress says where a driver keeps something. The password is in no message, wherever it stands.
struct StoreAddress {
  std::string location;       // a URL that the driver understands
  std::string password = {};  // "" if the location has it, or none is needed
};

// Returns the name of the driver for a location: "postgres" for postgresql:// and postgres://, "mongo" for mongodb://,
// "nats" for nats://, "" for everything else, such as a folder.
std::string_view DriverOf(std::string_view location);

// Driver is a loaded driver. It is never unloaded, so what it makes may outlive it. Immutable.
class Driver {
 public:
  // Loads a driver by its name, such as "postgres", which is the file `libvexlens-postgres.so` in the folder of the
  // library (of a program in a folder `bin`: the folder `lib` beside that); or by the absolute path of a file. The
  // current folder and the linker's paths are not searched for it; for what it needs itself they are. Loaded twice, it
  // is the same driver. Errors, which name the file:
  //   INVALID_ARGUMENT     neither a name ([a-z0-9_]+) nor an absolute path
  //   NOT_FOUND            there is no such file
  //   PERMISSION_DENIED    somebody else could have put it there: the file or a folder above can be written by
  //                        everybody or by a group other than root's (further up a sticky bit is enough), or is neither
  //                        root's, nor the user's, nor that of the library's owner
  //   FAILED_PRECONDITION  no shared object that can be loaded here, none of ours, or of another release
  static absl::StatusOr<Driver> Load(std::string_view name_or_path);

  // Opens the workspace at a location that the driver understands, such as a URL. Errors: UNIMPLEMENTED for a driver
  // that keeps no workspaces, those of Workspace::Open, and those of the driver.
  absl::StatusOr<std::unique_ptr<Workspace>> OpenWorkspace(std::string_view location, Workspace::Options options) const;

  // Opens the store of a timeline, whose tables are there. Errors: UNIMPLEMENTED for a driver that keeps no timelines,
  // FAILED_PRECONDITION for tables of another version, and those of the driver.
  absl::StatusOr<std::unique_ptr<TimelineEventStore>> OpenTimelineStore(const StoreAddress& address) const;

  // Makes the tables of a timeline, or brings them up to date. Returns the steps that were taken, none if there was
  // nothing to do. Errors: as of OpenTimelineStore.
  absl::StatusOr<std::vector<std::string>> MigrateTimeline(const StoreAddress& address) const;

  // Opens a queue that events come over, such as a consumer of NATS JetStream. Errors: UNIMPLEMENTED for a driver that
  // has no queues, and those of the driver.
  absl::StatusOr<std::unique_ptr<TimelineEventSource>> OpenTimelineSource(const StoreAddress& address,
                                                                          const TimelineSourceOptions& options) const;

  // Opens what is kept about pack runs. Errors: UNIMPLEMENTED for a driver that keeps none, and those of the driver.
  absl::StatusOr<std::unique_ptr<PackRunArtifactReader>> OpenPackRunArtifacts(const StoreAddress& address) const;
  absl::StatusOr<std::unique_ptr<PackRunProvenanceWriter>> OpenPackRunProvenance(
      const StoreAddress& address, const PackRunLimits& limits = {}) const;

  // Returns the file that was loaded, with links followed.
  const std::string& path() const { return path_; }

 private:
  Driver(std::string path, std::shared_ptr<const driver::Table> table)
      : path_(std::move(path)), table_(std::move(table)) {}

  std::string path_;
  std::shared_ptr<const driver::Table> table_;
};

}  // namespace vexlens

#endif  // VEXLENS_DRIVER_H_
