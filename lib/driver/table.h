// Table: what a driver offers, as library and driver hand it to each other.
//
// A driver is a shared object that shows one symbol, kDriverSymbol, a DriverInit. It is written in C++ against the
// ports of this library, compiled from the same sources, and has its own copy of what it uses of them. Hence:
//   - Only values of the standard library, absl::Status and our own types pass between the two. Containers of Abseil do
//     not: each copy hashes in its own way.
//   - DriverInit, `struct_size` and `release` stay as they are for ever, so that every library can refuse every driver.
#ifndef VEXLENS_LIB_DRIVER_TABLE_H_
#define VEXLENS_LIB_DRIVER_TABLE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/workspace/store.h"
#include "vexlens/driver.h"
#include "vexlens/version.h"

namespace vexlens::driver {

// kTableVersion grows with every change of a port or of a type that passes through it. Between releases it alone tells
// a driver of another state of the sources.
inline constexpr std::uint32_t kTableVersion = 6;

// Sizes of what passes, as they are at this version: whoever changes one lets kTableVersion grow.
static_assert(sizeof(workspace::PackedRows) == 48 && sizeof(workspace::PackedRows::Row) == 48);
static_assert(sizeof(workspace::DocumentRow) == 264 && sizeof(workspace::DerivedDocument) == 272);
static_assert(sizeof(workspace::RecordEdit) == 272 && sizeof(workspace::RevisionRow) == 408);
static_assert(sizeof(TimelineRow) == 288 && sizeof(TimelineHead) == 40 && sizeof(TimelineCheckpoint) == 80);
static_assert(sizeof(TimelineFilter) == 216 && sizeof(TimelineLeaf) == 80 && sizeof(MerkleNode) == 48);
static_assert(sizeof(StoreAddress) == 64 && sizeof(ListedArtifact) == 152 && sizeof(PackRunManifest) == 240);
static_assert(sizeof(TimelineMessage) == 72 && sizeof(MessageEnd) == 48 && sizeof(SourceCounts) == 24);
static_assert(sizeof(TimelineSourceOptions) == 104);
static_assert(sizeof(workspace::TrustRow) == 224 && sizeof(ConflictChange) == 344 && sizeof(Relayed) == 72);
static_assert(sizeof(workspace::StoreOptions) == 56 && sizeof(workspace::Settings) == 32);

// Table is what a driver offers. The rest stays null.
struct Table {
  std::uint32_t struct_size = 0;  // of the driver's Table
  std::uint32_t reserved = 0;
  const char* release = nullptr;  // of the driver

  // Opens the store of a workspace. Errors: those of Store.
  absl::StatusOr<std::unique_ptr<workspace::Store>> (*open_store)(std::string_view location,
                                                                  const workspace::StoreOptions& options) = nullptr;

  // The members of Driver with these names.
  absl::StatusOr<std::unique_ptr<TimelineEventStore>> (*open_timeline_store)(const StoreAddress& address) = nullptr;
  absl::StatusOr<std::vector<std::string>> (*migrate_timeline)(const StoreAddress& address) = nullptr;
  absl::StatusOr<std::unique_ptr<TimelineEventSource>> (*open_timeline_source)(
      const StoreAddress& address, const TimelineSourceOptions& options) = nullptr;
  absl::StatusOr<std::unique_ptr<PackRunArtifactReader>> (*open_pack_run_artifacts)(const StoreAddress& address) =
      nullptr;
  absl::StatusOr<std::unique_ptr<PackRunProvenanceWriter>> (*open_pack_run_provenance)(
      const StoreAddress& address, const PackRunLimits& limits) = nullptr;
};

// DriverInit fills a table of the library, in which `struct_size` is the library's. It returns the driver's
// kTableVersion.
using DriverInit = std::uint32_t (*)(Table* table);
inline constexpr char kDriverSymbol[] = "vexlens_driver_init";

// Offer is the body of a DriverInit.
inline std::uint32_t Offer(const Table& offered, Table* table) {
  if (table->struct_size == sizeof(Table)) *table = offered;
  table->struct_size = sizeof(Table);
  table->release = kVersion;
  return kTableVersion;
}

}  // namespace vexlens::driver

// Defined by each driver.
extern "C" __attribute__((visibility("default"))) std::uint32_t vexlens_driver_init(vexlens::driver::Table* table);

#endif  // VEXLENS_LIB_DRIVER_TABLE_H_
