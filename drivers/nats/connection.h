// Connection: a connection to a NATS server that has JetStream.
#ifndef VEXLENS_DRIVERS_NATS_CONNECTION_H_
#define VEXLENS_DRIVERS_NATS_CONNECTION_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/nats/handles.h"
#include "vexlens/driver.h"

namespace vexlens::nats {

// Connection is never mended: once it is lost, all that is asked of it is UNAVAILABLE, and its owner opens another.
// Every wait ends after a few seconds. Not for concurrent use.
//
// Errors, in which no password is: UNAVAILABLE, PERMISSION_DENIED, INVALID_ARGUMENT for a location that is none,
// FAILED_PRECONDITION for a server without JetStream.
class Connection {
 public:
  // Opens a location: nats://HOST[:PORT] or several, with commas between. A user, a user and a password, or a token may
  // stand before the first host, as `user:password@`; the password of the address is the user's or, without one, the
  // token.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const StoreAddress& address);

  // Returns once the server has seen all that was sent to it.
  absl::Status Flush();

  jsCtx* jet_stream() const { return jet_stream_.get(); }
  // Returns which server, for messages.
  const std::string& name() const { return name_; }

  // Returns the status for a call that failed.
  absl::Status Fault(natsStatus status, int reason, std::string_view what) const;

 private:
  Connection(std::string name, OwnedConnection connection, OwnedJetStream jet_stream)
      : name_(std::move(name)), connection_(std::move(connection)), jet_stream_(std::move(jet_stream)) {}

  const std::string name_;
  const OwnedConnection connection_;
  const OwnedJetStream jet_stream_;  // goes before the connection
};

}  // namespace vexlens::nats

#endif  // VEXLENS_DRIVERS_NATS_CONNECTION_H_
