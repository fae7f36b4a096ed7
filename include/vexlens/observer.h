// Observer: what the library tells of its work while it works, for metrics, logs and traces.
#ifndef VEXLENS_OBSERVER_H_
#define VEXLENS_OBSERVER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "vexlens/support/millionths.h"

namespace vexlens {

// Trace is the request that a call is part of. It is passed on, and never interpreted.
struct Trace {
  std::string correlation_id;
  std::string traceparent;  // W3C Trace Context, section 3.2
};

// MonotonicClock is a clock that never goes back. Null: the system's.
using MonotonicClock = std::function<std::chrono::nanoseconds()>;

// DocumentIngested is a document that came in, taken or not. In a workspace `elapsed` ends when the records that it
// touched are durable, in an engine when the documents of the call are kept.
struct DocumentIngested {
  std::string_view tenant;
  std::string_view digest;   // "sha256:…" of its bytes; "" if they could not be loaded
  std::string_view format;   // FormatName; "" if it is none
  std::string_view outcome;  // OutcomeName
  std::size_t statements = 0;
  bool added = false;                  // the tenant did not have it, and has it now
  std::chrono::nanoseconds elapsed{};  // since the call began
};

// SignatureFailed is a document whose signature is not valid, or which was refused because it is not verified. Evidence
// in normal form (Engine::AddEvidence) has no signatures to fail.
struct SignatureFailed {
  std::string_view tenant;
  std::string_view digest;  // "sha256:…" of the document's bytes
  std::string_view stage;   // SignatureStageName
  std::string_view reason;
};

// RecomputeFinished is the records of a tenant that one change touched, if any, once they are durable.
struct RecomputeFinished {
  std::string_view tenant;
  std::string_view trigger;  // TriggerName
  std::size_t records = 0;
  std::size_t revisions = 0;
  std::chrono::nanoseconds elapsed{};  // without the commit
};

// TrustChanged is one changed entry of the directory, or a changed policy, in force now. Of a policy, issuer and tiers
// are "" and weights 0. An issuer that is not listed has the tier "unknown"; a revoked one keeps tier and weight.
struct TrustChanged {
  std::string_view tenant;   // "" for a global entry or policy
  std::string_view subject;  // "issuers" or "policy"
  std::string_view issuer;
  std::string_view tier_before;
  std::string_view tier_after;
  Millionths weight_before = 0;  // by the tenant's policy, or the global one
  Millionths weight_after = 0;
  bool revoked_before = false;
  bool revoked_after = false;
  std::string_view actor;
  std::string_view reason;
};

// ConflictsCounted is the length of a tenant's queue of conflicts, after each change that touched it. What waits longer
// than a waiver lasts comes back without a change: ask Workspace::Conflicts now and then.
struct ConflictsCounted {
  std::string_view tenant;
  std::size_t queued = 0;  // not waived
  std::size_t waived = 0;
};

// ConflictsFound is conflicts of one reason that came into the queue. That costs time in proportion to the queue, at
// each change that touches it.
struct ConflictsFound {
  std::string_view tenant;
  std::string_view reason;
  std::size_t count = 0;
};

// EventIngested is an event that came to a timeline, taken or not, once those of the call are durable.
struct EventIngested {
  std::string_view tenant;  // "" in these four of what could not be read
  std::string_view event_id;
  std::string_view event_type;
  std::string_view source;
  std::string_view outcome;            // EventOutcomeName
  std::string_view reason;             // "" if it is stored or a duplicate
  std::uint64_t index = 0;             // its place in the tenant's log, if it is stored or a duplicate
  std::chrono::nanoseconds elapsed{};  // since the call began
};

// SpanBegun is a piece of work that begins: "ingest" with "read", "write", "recompute" and "commit" in it, "withdraw",
// "set_as_of", "set_directory", "set_policy", "waive", "rebuild" and "bring_up_to_date" (on opening) likewise, and
// "build" of an engine.
struct SpanBegun {
  std::string_view name;
  std::uint64_t parent = 0;  // what OnSpanBegun returned for the span around it; 0: none
  const Trace& trace;
};

// Observer is told of work on the thread of the call that does it. A call that fails tells of its spans alone; all else
// is told when it is done, in a workspace when it is durable. Objects and texts live for the call only. An observer
// that several engines, workspaces or timelines have, or that is called on several threads, must be safe for concurrent
// use. Members must not throw, and must not call what calls them.
class Observer {
 public:
  virtual ~Observer() = default;

  virtual void OnDocumentIngested(const DocumentIngested&, const Trace&) {}
  virtual void OnSignatureFailed(const SignatureFailed&, const Trace&) {}
  virtual void OnRecomputeFinished(const RecomputeFinished&, const Trace&) {}
  virtual void OnTrustChanged(const TrustChanged&, const Trace&) {}
  virtual void OnConflictsCounted(const ConflictsCounted&, const Trace&) {}
  virtual void OnConflictsFound(const ConflictsFound&, const Trace&) {}
  virtual void OnEventIngested(const EventIngested&, const Trace&) {}

  // Returns what the library calls the span from now on, such as a number that counts up.
  virtual std::uint64_t OnSpanBegun(const SpanBegun&) { return 0; }
  virtual void OnSpanEnded(std::uint64_t span, bool ok) {
    (void)span;
    (void)ok;
  }
};

}  // namespace vexlens

#endif  // VEXLENS_OBSERVER_H_
