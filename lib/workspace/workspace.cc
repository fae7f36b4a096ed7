// Opening a workspace over a store.
#include "vexlens/workspace.h"

#include <utility>

#include "lib/workspace/store.h"
#include "lib/workspace/transactions.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

Workspace::Workspace(std::unique_ptr<Transactions> transactions) : transactions_(std::move(transactions)) {}
Workspace::~Workspace() = default;

absl::StatusOr<std::unique_ptr<Workspace>> Workspace::Over(std::unique_ptr<workspace::Store> store, Options options) {
  auto transactions = std::make_unique<Transactions>(std::move(store), std::move(options));
  VEXLENS_RETURN_IF_ERROR(transactions->Prepare());
  return std::unique_ptr<Workspace>(new Workspace(std::move(transactions)));
}

Instant Workspace::Now() const { return transactions_->Now(); }

}  // namespace vexlens
