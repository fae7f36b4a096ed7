#include "drivers/mongo/clients.h"

#include "drivers/mongo/errors.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::mongo {

absl::StatusOr<std::unique_ptr<Clients>> Clients::Connect(Address address) {
  std::unique_ptr<Clients> clients(new Clients(std::move(address)));
  VEXLENS_RETURN_IF_ERROR(clients->Ping());
  return clients;
}

absl::StatusOr<Clients::Lent> Clients::Lend() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!idle_.empty()) {
      Client client = std::move(idle_.back());
      idle_.pop_back();
      return Lent(*this, std::move(client));
    }
  }
  bson_error_t error = {};
  Client client(mongoc_client_new_from_uri_with_error(uri_.get(), &error));
  if (client == nullptr) return Fault("store", error);
  mongoc_client_set_error_api(client.get(), MONGOC_ERROR_API_VERSION_2);
  return Lent(*this, std::move(client));
}

absl::Status Clients::Ping() {
  VEXLENS_ASSIGN_OR_RETURN(Lent client, Lend());
  bson_error_t error = {};
  Document ping;
  ping.Add("ping", 1);
  const bool answered =
      mongoc_client_command_simple(client.get(), database_.c_str(), ping.get(), nullptr, nullptr, &error);
  return answered ? absl::OkStatus() : client.Failed("store", error);
}

void Clients::GiveBack(Client client, bool connected) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (connected) {
    idle_.push_back(std::move(client));
  } else {
    idle_.clear();
  }
}

absl::Status Clients::Lent::Failed(std::string_view what, const bson_error_t& error) {
  absl::Status fault = Fault(what, error);
  connected_ &= !absl::IsUnavailable(fault);
  return fault;
}

}  // namespace vexlens::mongo
