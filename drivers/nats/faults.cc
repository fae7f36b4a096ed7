#include "drivers/nats/faults.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace vexlens::nats {
namespace {

absl::StatusCode CodeOf(natsStatus status) {
  switch (status) {
    case NATS_CONNECTION_AUTH_FAILED:
    case NATS_NOT_PERMITTED:
      return absl::StatusCode::kPermissionDenied;
    case NATS_NOT_FOUND:
      return absl::StatusCode::kNotFound;
    case NATS_ADDRESS_MISSING:
    case NATS_INVALID_SUBJECT:
    case NATS_INVALID_ARG:
      return absl::StatusCode::kInvalidArgument;
    case NATS_MAX_PAYLOAD:
    case NATS_NO_MEMORY:
      return absl::StatusCode::kResourceExhausted;
    case NATS_SECURE_CONNECTION_WANTED:
    case NATS_SECURE_CONNECTION_REQUIRED:
    case NATS_NO_SERVER_SUPPORT:
      return absl::StatusCode::kFailedPrecondition;
    default:  // closed, disconnected, too slow, nobody there, and what the network does to a protocol
      return absl::StatusCode::kUnavailable;
  }
}

// JetStream's own codes say more than the library's "Error".
absl::StatusCode CodeOf(natsStatus status, int reason) {
  switch (reason) {
    case JSConsumerNotFoundErr:
    case JSStreamNotFoundErr:
      return absl::StatusCode::kNotFound;
    case JSNotEnabledErr:
    case JSNotEnabledForAccountErr:
      return absl::StatusCode::kFailedPrecondition;
    case JSConsumerNameExistErr:
    case JSStreamInvalidConfig:
    case JSBadRequestErr:
      return absl::StatusCode::kInvalidArgument;
    default:
      return CodeOf(status);
  }
}

}  // namespace

absl::Status Fault(natsStatus status, int reason, std::string_view what) {
  // The thread's last error may be of an earlier call.
  natsStatus last = NATS_OK;
  const char* const words = nats_GetLastError(&last);
  std::string message = natsStatus_GetText(status);
  if (words != nullptr && last == status) message = words;
  // libnats begins with the place in its sources: "(jsm.c:2867): stream not found".
  if (const std::size_t place = message.find("): "); message.starts_with('(') && place != std::string::npos) {
    message.erase(0, place + 3);
  }
  return absl::Status(CodeOf(status, reason),
                      absl::StrCat(what, ": ", absl::StrReplaceAll(message, {{"\n", " "}, {"\r", " "}})));
}

}  // namespace vexlens::nats
