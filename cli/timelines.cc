#include "cli/timelines.h"

#include <string_view>
#include <utility>

#include "cli/signing_key.h"
#include "cli/store_address.h"
#include "vexlens/driver.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {

absl::StatusOr<std::unique_ptr<Timeline>> OpenTimeline(const Options& options, Access access) {
  VEXLENS_ASSIGN_OR_RETURN(const SigningKey signing, SigningKey::Of(options));
  TimelineOptions timeline;
  timeline.directory = options.store;
  timeline.create = access == Access::kCreate;
  timeline.origin = options.origin;
  TimelineParts parts;
  parts.key = signing.key();
  if (IsUrl(options.store)) {
    VEXLENS_ASSIGN_OR_RETURN(const StoreAddress address, StoreAddressOf(options, options.store));
    VEXLENS_ASSIGN_OR_RETURN(const Driver driver, DriverFor(options.store));
    VEXLENS_ASSIGN_OR_RETURN(parts.store, driver.OpenTimelineStore(address));
  }
  return MakeTimeline(std::move(timeline), std::move(parts));
}

}  // namespace vexlens::cli
