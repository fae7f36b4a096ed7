// Months: for which months a store knows that there are partitions.
#ifndef VEXLENS_DRIVERS_POSTGRES_MONTHS_H_
#define VEXLENS_DRIVERS_POSTGRES_MONTHS_H_

#include <mutex>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "drivers/postgres/connection.h"
#include "vexlens/instant.h"

namespace vexlens::postgres {

// Months is safe for concurrent use.
class Months {
 public:
  // Makes the partitions for what is received at an instant, if nobody has. What is made in a transaction that is
  // rolled back is not there: hence it is remembered when it was found by a later one.
  absl::Status Add(Connection& connection, Instant received_at);

 private:
  std::mutex mutex_;
  std::set<std::string> known_;
};

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_MONTHS_H_
