// Connection: a connection to a PostgreSQL server. With `result`, the door to libpq.
#ifndef VEXLENS_DRIVERS_POSTGRES_CONNECTION_H_
#define VEXLENS_DRIVERS_POSTGRES_CONNECTION_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/postgres/parameters.h"
#include "drivers/postgres/result.h"
#include "vexlens/driver.h"

struct pg_conn;

namespace vexlens::postgres {

// Connection is a session with its prepared statements. Not for concurrent use.
//
// Every wait ends: for a connection after 5 seconds unless the location says another `connect_timeout`, for a lock
// after 10, for a statement after 60, by the server's clock and, should it hang, a little later by ours. Errors, in
// which no password is: UNAVAILABLE when there is no answer or not now, PERMISSION_DENIED, NOT_FOUND for no such
// database, RESOURCE_EXHAUSTED when its disk or memory is full, INVALID_ARGUMENT for texts that it cannot keep,
// DATA_LOSS when it found its files damaged, FAILED_PRECONDITION for what is no database of ours.
class Connection {
 public:
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const StoreAddress& address);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // Runs a statement, which is prepared when it comes the first time.
  absl::StatusOr<Result> Run(const std::string& sql, const Parameters& parameters);

  // Runs several statements without parameters, together or not at all.
  absl::Status RunScript(const std::string& sql);

  // Reports whether it is of no more use.
  bool broken() const;
  // Reports whether a transaction is open.
  bool in_transaction() const;
  // Returns which database at which host, for messages.
  const std::string& name() const { return name_; }

 private:
  explicit Connection(pg_conn* connection);
  absl::Status Prepare(const std::string& sql, const Parameters& parameters, std::string& name);
  // Waits for all results of what was sent. Returns the last.
  absl::StatusOr<Result> Answer();
  absl::Status WaitForInput();
  absl::Status NotSent();

  pg_conn* const connection_;
  const std::string name_;
  bool hung_ = false;
  absl::flat_hash_map<std::string, std::string> prepared_;
};

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_CONNECTION_H_
