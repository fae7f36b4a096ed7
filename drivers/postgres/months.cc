#include "drivers/postgres/months.h"

#include "drivers/postgres/parameters.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::postgres {

absl::Status Months::Add(Connection& connection, Instant received_at) {
  const std::string month = FormatInstant(received_at).substr(0, sizeof "2026-11" - 1);
  {
    const std::lock_guard lock(mutex_);
    if (known_.count(month) != 0) return absl::OkStatus();
  }
  VEXLENS_ASSIGN_OR_RETURN(const Result made, connection.Run("SELECT timeline.add_month($1)", Parameters(received_at)));
  if (made.Text(0, 0) != std::string_view("\0", 1)) return absl::OkStatus();
  const std::lock_guard lock(mutex_);
  known_.insert(month);
  return absl::OkStatus();
}

}  // namespace vexlens::postgres
