#include "drivers/postgres/connection.h"

#include <poll.h>
#include <postgresql/libpq-fe.h>

#include <cerrno>
#include <chrono>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "drivers/postgres/faults.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::postgres {
namespace {

constexpr char kConnectSeconds[] = "5";
constexpr char kSession[] =
    "SET statement_timeout = '60s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '120s';"
    // No name is looked up in a schema that somebody else could fill.
    "SET search_path = '';"
    // The best plan for each: what is asked for differs, and planning is cheap beside a batch.
    "SET plan_cache_mode = force_custom_plan; SET client_min_messages = warning";
// More than the server's own limit for a statement.
constexpr std::chrono::seconds kPatience{75};
constexpr int kBinary = 1;

std::string NameOf(const PGconn* connection) {
  const auto text = [](const char* value) { return std::string_view(value == nullptr ? "" : value); };
  return absl::StrCat("postgresql://", text(PQhost(connection)), "/", text(PQdb(connection)));
}

// libpq has no SQLSTATE for a connection that failed; the server's words are in its message.
absl::StatusCode CodeOfRefusal(const PGconn* connection, std::string_view message) {
  if (PQconnectionNeedsPassword(connection) != 0 || PQconnectionUsedPassword(connection) != 0 ||
      message.find("authentication failed") != std::string_view::npos ||
      (message.find("role \"") != std::string_view::npos && message.find("does not exist") != std::string_view::npos)) {
    return absl::StatusCode::kPermissionDenied;
  }
  // libpq's word about the location itself.
  if (message.starts_with("invalid ")) return absl::StatusCode::kInvalidArgument;
  if (message.find("database \"") != std::string_view::npos) return absl::StatusCode::kNotFound;
  return absl::StatusCode::kUnavailable;
}

void Silence(void*, const PGresult*) {}

}  // namespace

Connection::Connection(pg_conn* connection) : connection_(connection), name_(NameOf(connection)) {}

Connection::~Connection() { PQfinish(connection_); }

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const StoreAddress& address) {
  char* wrong = nullptr;
  PQconninfoOption* const options = PQconninfoParse(address.location.c_str(), &wrong);
  if (options == nullptr) {
    // libpq's own message would repeat the location, with the password in it.
    PQfreemem(wrong);
    return absl::InvalidArgumentError("the location is no URL of PostgreSQL, such as postgresql://user@host/database");
  }
  PQconninfoFree(options);
  std::vector<const char*> names = {"connect_timeout", "client_encoding", "application_name", "dbname"};
  std::vector<const char*> values = {kConnectSeconds, "UTF8", "vexlens", address.location.c_str()};
  if (!address.password.empty()) {
    names.push_back("password");
    values.push_back(address.password.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  std::unique_ptr<Connection> connection(
      new Connection(PQconnectdbParams(names.data(), values.data(), /*expand_dbname=*/1)));
  PGconn* const raw = connection->connection_;
  if (PQstatus(raw) != CONNECTION_OK) {
    const std::string message = OneLine(PQerrorMessage(raw));
    return absl::Status(CodeOfRefusal(raw, message), absl::StrCat(connection->name_, ": ", message));
  }
  PQsetNoticeReceiver(raw, Silence, nullptr);
  PQsetnonblocking(raw, 1);
  VEXLENS_RETURN_IF_ERROR(connection->RunScript(kSession));
  return connection;
}

bool Connection::broken() const { return hung_ || PQstatus(connection_) != CONNECTION_OK; }

bool Connection::in_transaction() const { return PQtransactionStatus(connection_) != PQTRANS_IDLE; }

absl::Status Connection::NotSent() {
  return absl::UnavailableError(absl::StrCat(name_, ": ", OneLine(PQerrorMessage(connection_))));
}

absl::Status Connection::Prepare(const std::string& sql, const Parameters& parameters, std::string& name) {
  const auto known = prepared_.find(sql);
  if (known != prepared_.end()) {
    name = known->second;
    return absl::OkStatus();
  }
  name = absl::StrCat("s", prepared_.size());
  if (PQsendPrepare(connection_, name.c_str(), sql.c_str(), static_cast<int>(parameters.types().size()),
                    parameters.types().data()) == 0) {
    return NotSent();
  }
  const absl::StatusOr<Result> answer = Answer();
  if (answer.ok()) prepared_.emplace(sql, name);
  return answer.status();
}

absl::StatusOr<Result> Connection::Run(const std::string& sql, const Parameters& parameters) {
  std::string name;
  VEXLENS_RETURN_IF_ERROR(Prepare(sql, parameters, name));
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const std::string& value : parameters.values()) {
    values.push_back(value.data());
    lengths.push_back(static_cast<int>(value.size()));
  }
  const std::vector<int> formats(values.size(), kBinary);
  if (PQsendQueryPrepared(connection_, name.c_str(), static_cast<int>(values.size()), values.data(), lengths.data(),
                          formats.data(), kBinary) == 0) {
    return NotSent();
  }
  return Answer();
}

absl::Status Connection::RunScript(const std::string& sql) {
  if (PQsendQuery(connection_, sql.c_str()) == 0) return NotSent();
  return Answer().status();
}

absl::StatusOr<Result> Connection::Answer() {
  absl::StatusOr<Result> last = absl::UnavailableError(absl::StrCat(name_, ": no answer"));
  absl::Status fault;
  while (true) {
    if (absl::Status status = WaitForInput(); !status.ok()) return status;
    PGresult* const result = PQgetResult(connection_);
    if (result == nullptr) break;
    const ExecStatusType status = PQresultStatus(result);
    last = Result(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) continue;
    const char* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* const primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    fault.Update(
        absl::Status(state == nullptr ? absl::StatusCode::kUnavailable : CodeOf(state),
                     absl::StrCat(name_, ": ", OneLine(primary == nullptr ? PQresultErrorMessage(result) : primary))));
  }
  if (!fault.ok()) return fault;
  return last;
}

absl::Status Connection::WaitForInput() {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (PQisBusy(connection_) != 0 && PQstatus(connection_) == CONNECTION_OK) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    pollfd socket = {PQsocket(connection_), POLLIN, 0};
    const bool unsent = PQflush(connection_) == 1;
    if (unsent) socket.events |= POLLOUT;
    const int ready = left <= 0 ? 0 : poll(&socket, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      hung_ = true;
      return absl::UnavailableError(absl::StrCat(name_, ": no answer in ", kPatience.count(), " seconds"));
    }
    // A connection that is lost is told by the result.
    PQconsumeInput(connection_);
  }
  return absl::OkStatus();
}

}  // namespace vexlens::postgres
