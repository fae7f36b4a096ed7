#include "drivers/nats/connection.h"

#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "drivers/nats/faults.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::nats {
namespace {

constexpr std::string_view kScheme = "nats://";
constexpr std::int64_t kPatience = 3000;  // milliseconds

// Location is a location taken apart.
struct Location {
  std::string urls;  // without anything secret
  std::string user;
  std::string password;
  std::string token;
};

absl::StatusOr<Location> ParseLocation(const StoreAddress& address) {
  Location location;
  std::vector<std::string> urls;
  std::string secret;
  for (const std::string_view url : absl::StrSplit(address.location, ',')) {
    const std::string_view rest = url.starts_with(kScheme) ? url.substr(kScheme.size()) : "";
    const std::size_t at = rest.rfind('@');
    const std::string_view host = at == std::string_view::npos ? rest : rest.substr(at + 1);
    if (host.empty()) return absl::InvalidArgumentError("the location is no URL of NATS, such as nats://host:4222");
    if (at != std::string_view::npos && secret.empty()) secret = rest.substr(0, at);
    urls.push_back(absl::StrCat("nats://", host));
  }
  location.urls = absl::StrJoin(urls, ",");
  const std::size_t colon = secret.find(':');
  const bool has_password = colon != std::string::npos;
  location.user = secret.substr(0, colon);
  location.password = has_password ? secret.substr(colon + 1) : address.password;
  if (location.user.empty() || location.password.empty()) {
    location.token = location.user.empty() ? std::exchange(location.password, "") : std::exchange(location.user, "");
  }
  return location;
}

natsStatus SetAll(natsOptions* options, const Location& location) {
  natsStatus status = natsOptions_SetURL(options, location.urls.c_str());
  if (status == NATS_OK) status = natsOptions_SetName(options, "vexlens");
  if (status == NATS_OK) status = natsOptions_SetTimeout(options, kPatience);
  if (status == NATS_OK) status = natsOptions_SetWriteDeadline(options, kPatience);
  if (status == NATS_OK) status = natsOptions_SetAllowReconnect(options, false);
  if (status == NATS_OK && !location.user.empty()) {
    status = natsOptions_SetUserInfo(options, location.user.c_str(), location.password.c_str());
  }
  if (status == NATS_OK && !location.token.empty()) status = natsOptions_SetToken(options, location.token.c_str());
  return status;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const StoreAddress& address) {
  VEXLENS_ASSIGN_OR_RETURN(const Location location, ParseLocation(address));
  OwnedOptions options;
  natsStatus status = natsOptions_Create(Taken(options));
  if (status == NATS_OK) status = SetAll(options.get(), location);
  OwnedConnection opened;
  if (status == NATS_OK) status = natsConnection_Connect(Taken(opened), options.get());
  if (status != NATS_OK) return nats::Fault(status, 0, location.urls);
  jsOptions waits;
  jsOptions_Init(&waits);
  waits.Wait = kPatience;
  OwnedJetStream jet_stream;
  status = natsConnection_JetStream(Taken(jet_stream), opened.get(), &waits);
  if (status != NATS_OK) return nats::Fault(status, 0, location.urls);
  std::unique_ptr<Connection> connection(new Connection(location.urls, std::move(opened), std::move(jet_stream)));
  OwnedAccountInfo account;
  jsErrCode reason{};
  status = js_GetAccountInfo(Taken(account), connection->jet_stream(), nullptr, &reason);
  if (status != NATS_OK) return connection->Fault(status, reason, "JetStream");
  return connection;
}

absl::Status Connection::Flush() {
  const natsStatus status = natsConnection_FlushTimeout(connection_.get(), kPatience);
  return status == NATS_OK ? absl::OkStatus() : Fault(status, 0, "no answer");
}

absl::Status Connection::Fault(natsStatus status, int reason, std::string_view what) const {
  return nats::Fault(status, reason, absl::StrCat(name_, ": ", what));
}

}  // namespace vexlens::nats
