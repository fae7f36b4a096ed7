// Clients: connections to one database, each lent to one thread at a time.
#ifndef VEXLENS_DRIVERS_MONGO_CLIENTS_H_
#define VEXLENS_DRIVERS_MONGO_CLIENTS_H_

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/mongo/address.h"
#include "drivers/mongo/mongoc.h"

namespace vexlens::mongo {

// Clients keeps those that nobody uses. libmongoc's own pool is not used, since it has threads of its own and waits for
// a server that is not there until its limit. Safe.
class Clients {
 public:
  // Lent is a client, given back at the end.
  class Lent {
   public:
    Lent(Clients& clients, Client client) : clients_(clients), client_(std::move(client)) {}
    Lent(Lent&&) = default;
    ~Lent() {
      if (client_ != nullptr) clients_.GiveBack(std::move(client_), connected_);
    }

    mongoc_client_t* get() const { return client_.get(); }
    Collection collection(const char* name) const {
      return Collection(mongoc_client_get_collection(get(), clients_.database_.c_str(), name));
    }
    Database database() const { return Database(mongoc_client_get_database(get(), clients_.database_.c_str())); }

    // Returns Fault(what, error). After UNAVAILABLE nobody uses this client or an idle one again: libmongoc would not
    // look for a server for some seconds, and the idle ones have lost theirs, too.
    absl::Status Failed(std::string_view what, const bson_error_t& error);

   private:
    Clients& clients_;
    Client client_;
    bool connected_ = true;
  };

  // Connects, so that a wrong address or password is told at once. Errors: as of Fault.
  static absl::StatusOr<std::unique_ptr<Clients>> Connect(Address address);

  absl::StatusOr<Lent> Lend();

 private:
  explicit Clients(Address address) : uri_(std::move(address.uri)), database_(std::move(address.database)) {}

  absl::Status Ping();
  void GiveBack(Client client, bool connected);

  const Uri uri_;
  const std::string database_;
  std::mutex mutex_;
  std::vector<Client> idle_;  // guarded by mutex_
};

}  // namespace vexlens::mongo

#endif  // VEXLENS_DRIVERS_MONGO_CLIENTS_H_
