#include "drivers/postgres/pool.h"

#include <chrono>
#include <thread>

#include "absl/strings/str_cat.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::postgres {
namespace {

constexpr int kTrials = 5;
constexpr std::chrono::milliseconds kFirstPause{50};
constexpr std::chrono::seconds kPatience{10};
constexpr std::size_t kMostIdle = 16;

}  // namespace

Session::~Session() {
  if (connection_ == nullptr) return;
  if (!connection_->broken() && connection_->in_transaction() && !connection_->RunScript("ROLLBACK").ok()) return;
  pool_->Return(std::move(connection_));
}

absl::Status Session::Commit() {
  absl::Status status = connection_->RunScript("COMMIT");
  if (!connection_->broken()) return status;
  return absl::UnavailableError(
      absl::StrCat(status.message(), "; it is not known whether it was kept: the same again is harmless"));
}

std::unique_ptr<Connection> Pool::Idle() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Connection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void Pool::Return(std::unique_ptr<Connection> connection) {
  if (connection->broken()) return;
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kMostIdle) idle_.push_back(std::move(connection));
}

absl::StatusOr<Session> Pool::Begin(const std::string& begin) {
  // A connection that was idle may be one to a server that is no more: that is no trial.
  while (std::unique_ptr<Connection> connection = Idle()) {
    if (connection->RunScript(begin).ok()) return Session(*this, std::move(connection));
  }
  absl::Status status;
  std::chrono::milliseconds pause = kFirstPause;
  const auto end = std::chrono::steady_clock::now() + kPatience;
  for (int trial = 1; trial <= kTrials; ++trial, pause *= 2) {
    absl::StatusOr<std::unique_ptr<Connection>> connection = Connection::Open(address_);
    status = connection.ok() ? (*connection)->RunScript(begin) : connection.status();
    if (status.ok()) return Session(*this, *std::move(connection));
    if (!absl::IsUnavailable(status) || std::chrono::steady_clock::now() > end) return status;
    if (trial < kTrials) std::this_thread::sleep_for(pause);
  }
  return status;
}

}  // namespace vexlens::postgres
