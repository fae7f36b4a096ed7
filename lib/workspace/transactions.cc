#include "lib/workspace/transactions.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "lib/workspace/derive.h"
#include "lib/workspace/history.h"
#include "lib/workspace/recompute.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using base::Observing;
using base::Span;
using workspace::Edit;
using workspace::Memory;
using workspace::Observations;
using workspace::Settings;
using workspace::Snapshot;
using workspace::StoreState;
using workspace::Terms;
using workspace::Turn;
using workspace::View;

Workspace::Transactions::Transactions(std::unique_ptr<workspace::Store> store, Options options)
    : store_(std::move(store)), options_(std::move(options)) {}

absl::Status Workspace::Transactions::Prepare() {
  absl::MutexLock lock(&writing_);
  VEXLENS_ASSIGN_OR_RETURN(const bool current, IsCurrent());
  if (!current) {
    const absl::Status status = BringUpToDate();
    if (!status.ok()) return absl::IsPermissionDenied(status) ? WhyNotRead(status) : status;
  }
  // As after a commit: a failed notification is retried.
  (void)Tell();
  return absl::OkStatus();
}

absl::StatusOr<bool> Workspace::Transactions::IsCurrent() {
  const absl::StatusOr<std::unique_ptr<View>> view = store_->Read();
  if (!view.ok()) {
    if (!absl::IsFailedPrecondition(view.status())) return view.status();
    // Nothing yet, of an older program, or brought up to date by another process since: a turn will tell.
    VEXLENS_RETURN_IF_ERROR(store_->Look().status());
    return false;
  }
  VEXLENS_ASSIGN_OR_RETURN(const Settings settings, (*view)->ReadSettings());
  if (settings.rules > kRules) return At(workspace::DifferentRules(settings.rules));
  return settings.rules == kRules;
}

// One turn: if the process dies before the commit, the store is as it was, and the next process starts again.
absl::Status Workspace::Transactions::BringUpToDate() {
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Edit> edit, store_->Write());
  VEXLENS_ASSIGN_OR_RETURN(Settings settings, edit->ReadSettings());
  // Another process may have done it; or the store needed new tables only, and they are made when the edit is kept.
  if (settings.rules == kRules) return edit->Commit();
  if (settings.rules > kRules) return At(workspace::DifferentRules(settings.rules));
  absl::Cleanup forget = [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS { memory_ = Memory(); };
  if (!settings.as_of.dated()) return Make(*edit);
  Span call(ObservingFor(), "bring_up_to_date");
  Observations observations(call.inside());
  Turn turn = TurnOver(*edit, settings, observations);
  VEXLENS_RETURN_IF_ERROR(workspace::DeriveAnew(turn));
  VEXLENS_RETURN_IF_ERROR(Commit(turn));
  edit.reset();
  call.End(true);
  observations.Deliver();
  return absl::OkStatus();
}

// A new workspace has no change yet: recorded_at is 0.
absl::Status Workspace::Transactions::Make(Edit& edit) {
  VEXLENS_RETURN_IF_ERROR(edit.Put({EndOfDay(Now()), Instant{0}, 0, kRules}));
  return edit.Commit();
}

// Returns why a store that cannot be written cannot be read either, if it is of an older program or older rules.
absl::Status Workspace::Transactions::WhyNotRead(const absl::Status& otherwise) {
  VEXLENS_ASSIGN_OR_RETURN(const StoreState state, store_->Look());
  if (state == StoreState::kEmpty) return otherwise;
  const absl::Status read = Read().status();
  return read.ok() ? otherwise : read;
}

Turn Workspace::Transactions::TurnOver(Edit& edit, const Settings& settings, Observations& observations) {
  // No two changes have the same instant, whatever the clock does.
  return Turn(edit, memory_, settings, Instant{std::max(Now().micros, settings.recorded_at.micros + 1)}, observations);
}

absl::Status Workspace::Transactions::Commit(Turn& turn) {
  Span commit(turn.observing(), "commit");
  Settings settings = turn.settings();
  settings.recorded_at = turn.recorded_at();
  settings.rules = kRules;
  VEXLENS_RETURN_IF_ERROR(turn.edit().Put(settings));
  VEXLENS_RETURN_IF_ERROR(turn.edit().Commit());
  commit.End(true);
  return absl::OkStatus();
}

absl::StatusOr<Workspace::Transactions::Lease> Workspace::Transactions::Read() {
  Memories memory;
  {
    absl::MutexLock lock(&reading_);
    if (!memories_.empty()) memory.splice(memory.end(), memories_, std::prev(memories_.end()));
  }
  if (memory.empty()) memory.emplace_back();
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<View> view, store_->Read());
  absl::StatusOr<Snapshot> snapshot = Snapshot::Begin(*view, memory.front());
  if (!snapshot.ok()) return At(snapshot.status());
  return Lease(*this, std::move(memory), std::move(view), *std::move(snapshot));
}

Workspace::Transactions::Lease::~Lease() {
  if (memory_.empty()) return;
  absl::MutexLock lock(&transactions_->reading_);
  transactions_->memories_.splice(transactions_->memories_.end(), memory_);
}

absl::Status Workspace::Transactions::Write(std::string_view name, const Step& change) {
  Span call(ObservingFor(), name);
  const absl::Status status = Write(change, call.inside());
  call.End(status.ok());
  return status;
}

absl::Status Workspace::Transactions::Transact(const Step& change, bool keep, const Observing& observing) {
  absl::MutexLock lock(&writing_);
  // Drop what the memory has of changes that were not made.
  absl::Cleanup forget = [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS { memory_ = Memory(); };
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Edit> edit, store_->Write());
  VEXLENS_ASSIGN_OR_RETURN(const Settings settings, edit->ReadSettings());
  if (settings.rules != kRules) return At(workspace::DifferentRules(settings.rules));
  Observations observations(observing);
  Turn turn = TurnOver(*edit, settings, observations);
  if (absl::Status status = change(turn); !status.ok() || !keep) return status;
  VEXLENS_RETURN_IF_ERROR(Commit(turn));
  memory_.Changed(turn.recorded_at());
  std::move(forget).Cancel();
  edit.reset();
  observations.Deliver();
  // Committed; a failed notification is retried.
  (void)Tell();
  return absl::OkStatus();
}

absl::Status Workspace::Transactions::Tell() {
  constexpr std::size_t kBatch = 1000;
  if (options_.listener == nullptr) return absl::OkStatus();
  while (true) {
    std::vector<Revision> revisions;
    {
      VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
      // What the listener was told may not have been recorded, if the disk was full.
      told_ = std::max(told_, lease->settings().heard);
      VEXLENS_ASSIGN_OR_RETURN(revisions, workspace::RevisionsAfter(lease->view(), told_, kBatch));
    }
    if (revisions.empty()) return absl::OkStatus();
    for (const Revision& revision : revisions) options_.listener->OnRevision(revision);
    told_ = revisions.back().sequence;
    VEXLENS_RETURN_IF_ERROR(PutNote([heard = told_](Edit& edit) -> absl::Status {
      VEXLENS_ASSIGN_OR_RETURN(Settings settings, edit.ReadSettings());
      settings.heard = heard;
      return edit.Put(settings);
    }));
  }
}

absl::Status Workspace::Transactions::WriteNote(const Note& note) {
  absl::MutexLock lock(&writing_);
  return PutNote(note);
}

absl::Status Workspace::Transactions::PutNote(const Note& note) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Edit> edit, store_->Write());
  VEXLENS_RETURN_IF_ERROR(note(*edit));
  return edit->Commit();
}

absl::StatusOr<std::shared_ptr<const Terms>> Workspace::Transactions::TermsNow(Snapshot& snapshot) {
  VEXLENS_ASSIGN_OR_RETURN(const workspace::TermsEdition edition, workspace::TermsEditionOf(snapshot));
  {
    absl::MutexLock lock(&reading_);
    if (terms_ != nullptr && terms_->edition == edition) return terms_;
  }
  VEXLENS_ASSIGN_OR_RETURN(std::shared_ptr<const Terms> terms, workspace::TermsOf(snapshot));
  absl::MutexLock lock(&reading_);
  terms_ = terms;
  return terms;
}

absl::StatusOr<std::shared_ptr<const Terms>> Workspace::Transactions::LastTerms() {
  {
    absl::MutexLock lock(&reading_);
    if (terms_ != nullptr) return terms_;
  }
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  return TermsNow(*lease);
}

// Of a clock that is out of order, only what can be written as a date is believed.
Instant Workspace::Transactions::Now() const {
  constexpr std::int64_t kFirst = -62'135'596'800'000'000;  // 0001-01-01
  constexpr std::int64_t kLast = 253'370'764'800'000'000;   // 9999-01-01
  return options_.clock ? Instant{std::clamp(options_.clock().micros, kFirst, kLast)} : SystemNow();
}

// Adds the name of the store to a failed precondition.
absl::Status Workspace::Transactions::At(const absl::Status& status) const {
  return absl::IsFailedPrecondition(status)
             ? absl::FailedPreconditionError(absl::StrCat(store_->name(), ": ", status.message()))
             : status;
}

}  // namespace vexlens
