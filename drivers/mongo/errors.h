// Errors of libmongoc and of servers as ours.
#ifndef VEXLENS_DRIVERS_MONGO_ERRORS_H_
#define VEXLENS_DRIVERS_MONGO_ERRORS_H_

#include <string_view>

#include "absl/status/status.h"
#include "drivers/mongo/mongoc.h"

namespace vexlens::mongo {

inline constexpr std::uint32_t kDuplicateKey = 11000;  // a server's code

// Returns an error in one line that begins with `what`:
//   UNAVAILABLE          nobody answers, or a server that cannot write or confirm now: worth another attempt
//   PERMISSION_DENIED    the user, the password or the role
//   RESOURCE_EXHAUSTED   a full disk, or a document that is too large
//   FAILED_PRECONDITION  everything else: no server that this client can talk to, or one that refuses
absl::Status Fault(std::string_view what, const bson_error_t& error);

}  // namespace vexlens::mongo

#endif  // VEXLENS_DRIVERS_MONGO_ERRORS_H_
