// A driver whose stores are in memory, each empty when it is opened.
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/driver/table.h"
#include "lib/workspace/memory_store.h"

namespace vexlens::driver {
namespace {

absl::StatusOr<std::unique_ptr<workspace::Store>> OpenStore(std::string_view location,
                                                            const workspace::StoreOptions& options) {
  if (location != "memory:") return absl::NotFoundError(absl::StrCat("no memory at ", location));
  if (!options.create) return absl::NotFoundError("a memory is empty: there is nothing to open");
  return std::make_unique<workspace::MemoryStore>();
}

}  // namespace
}  // namespace vexlens::driver

std::uint32_t vexlens_driver_init(vexlens::driver::Table* table) {
  vexlens::driver::Table offered;
  offered.open_store = vexlens::driver::OpenStore;
  return vexlens::driver::Offer(offered, table);
}
