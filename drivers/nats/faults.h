// Faults: what the errors of NATS are to us.
#ifndef VEXLENS_DRIVERS_NATS_FAULTS_H_
#define VEXLENS_DRIVERS_NATS_FAULTS_H_

#include <nats/nats.h>

#include <string_view>

#include "absl/status/status.h"

namespace vexlens::nats {

// Returns the status for a call of libnats that failed. `reason` is JetStream's code, 0 if it gave none; `what` begins
// the message.
absl::Status Fault(natsStatus status, int reason, std::string_view what);

}  // namespace vexlens::nats

#endif  // VEXLENS_DRIVERS_NATS_FAULTS_H_
