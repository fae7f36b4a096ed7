// Pool: connections to one server, for several threads.
#ifndef VEXLENS_DRIVERS_POSTGRES_POOL_H_
#define VEXLENS_DRIVERS_POSTGRES_POOL_H_

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/postgres/connection.h"
#include "drivers/postgres/parameters.h"

namespace vexlens::postgres {

class Pool;

// Session is a connection in a transaction. It goes back to its pool at its end, rolled back unless it was committed.
class Session {
 public:
  Session(Pool& pool, std::unique_ptr<Connection> connection) : pool_(&pool), connection_(std::move(connection)) {}
  Session(Session&& other) noexcept = default;
  Session& operator=(Session&&) = delete;
  ~Session();

  Connection& connection() { return *connection_; }

  // Commits durably. After an error nothing was changed, unless the message says that it is not known.
  absl::Status Commit();

 private:
  Pool* pool_;
  std::unique_ptr<Connection> connection_;
};

// Pool is safe for concurrent use. It must outlive its sessions.
class Pool {
 public:
  // `first` is a connection to that address.
  Pool(StoreAddress address, std::unique_ptr<Connection> first) : address_(std::move(address)) {
    Return(std::move(first));
  }

  // Begins a transaction by `begin`, a statement, with a connection that is there, or a new one. When the server does
  // not take it, it is tried up to five times within ten seconds, after longer and longer pauses.
  absl::StatusOr<Session> Begin(const std::string& begin);

 private:
  friend class Session;
  std::unique_ptr<Connection> Idle();
  void Return(std::unique_ptr<Connection> connection);

  const StoreAddress address_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_POOL_H_
