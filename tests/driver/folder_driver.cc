// A driver whose timelines are in folders, behind a password.
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/driver/table.h"
#include "vexlens/timeline.h"

namespace vexlens::driver {
namespace {

constexpr std::string_view kScheme = "folder:";

absl::StatusOr<std::unique_ptr<TimelineEventStore>> OpenStore(const StoreAddress& address) {
  if (!address.location.starts_with(kScheme)) {
    return absl::NotFoundError(absl::StrCat("no folder at ", address.location));
  }
  if (address.password != "sesame") return absl::UnauthenticatedError("the password is another one");
  return OpenTimelineStore(address.location.substr(kScheme.size()));
}

}  // namespace
}  // namespace vexlens::driver

std::uint32_t vexlens_driver_init(vexlens::driver::Table* table) {
  vexlens::driver::Table offered;
  offered.open_timeline_store = vexlens::driver::OpenStore;
  return vexlens::driver::Offer(offered, table);
}
