// NotingObserver: what an observer is told, as lines of text.
#ifndef VEXLENS_TESTS_SUPPORT_NOTING_OBSERVER_H_
#define VEXLENS_TESTS_SUPPORT_NOTING_OBSERVER_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "vexlens/observer.h"

namespace vexlens::testing {

// NotingObserver notes each call as a line, and fails the test if it is on another thread. Spans are numbered 1, 2, …
class NotingObserver final : public Observer {
 public:
  void OnDocumentIngested(const DocumentIngested& event, const Trace& trace) override {
    Note(trace, absl::StrCat("document ", event.tenant, " ", event.format, " ", event.outcome,
                             event.added ? " added" : " known", ", statements ", event.statements));
    digests_.emplace_back(event.digest);
    elapsed_.push_back(event.elapsed);
  }
  void OnSignatureFailed(const SignatureFailed& event, const Trace& trace) override {
    Note(trace, absl::StrCat("signature ", event.tenant, " ", event.stage));
    EXPECT_NE(event.reason, "");
    digests_.emplace_back(event.digest);
  }
  void OnRecomputeFinished(const RecomputeFinished& event, const Trace& trace) override {
    Note(trace, absl::StrCat("recompute ", event.tenant, " ", event.trigger, ", records ", event.records,
                             ", revisions ", event.revisions));
    elapsed_.push_back(event.elapsed);
  }
  void OnTrustChanged(const TrustChanged& event, const Trace& trace) override {
    Note(trace, absl::StrCat("trust ", event.tenant, "/", event.subject, " ", event.issuer, " ", event.tier_before, " ",
                             event.weight_before, event.revoked_before ? " revoked" : "", " -> ", event.tier_after, " ",
                             event.weight_after, event.revoked_after ? " revoked" : "", " by ", event.actor, ": ",
                             event.reason));
  }
  void OnConflictsCounted(const ConflictsCounted& event, const Trace& trace) override {
    Note(trace, absl::StrCat("conflicts ", event.tenant, ", queued ", event.queued, ", waived ", event.waived));
  }
  void OnConflictsFound(const ConflictsFound& event, const Trace& trace) override {
    Note(trace, absl::StrCat("found ", event.tenant, " ", event.reason, " ", event.count));
  }
  void OnEventIngested(const EventIngested& event, const Trace& trace) override {
    Note(trace, absl::StrCat("event ", event.tenant, "/", event.event_id, " ", event.event_type, " ", event.source, " ",
                             event.outcome, " ", event.index, event.reason.empty() ? "" : ": ", event.reason));
    elapsed_.push_back(event.elapsed);
  }
  std::uint64_t OnSpanBegun(const SpanBegun& event) override {
    Note(event.trace, absl::StrCat("begin ", ++spans_, " ", event.name, " in ", event.parent));
    return spans_;
  }
  void OnSpanEnded(std::uint64_t span, bool ok) override {
    lines_.push_back(absl::StrCat("end ", span, ok ? "" : " failed"));
  }

  // Return what was noted since the last call.
  std::vector<std::string> TakeLines() { return std::exchange(lines_, {}); }
  std::vector<std::string> TakeDigests() { return std::exchange(digests_, {}); }
  std::vector<std::chrono::nanoseconds> TakeElapsed() { return std::exchange(elapsed_, {}); }

 private:
  void Note(const Trace& trace, std::string line) {
    EXPECT_EQ(std::this_thread::get_id(), thread_);
    if (!trace.correlation_id.empty()) absl::StrAppend(&line, " [", trace.correlation_id, " ", trace.traceparent, "]");
    lines_.push_back(std::move(line));
  }

  const std::thread::id thread_ = std::this_thread::get_id();
  std::uint64_t spans_ = 0;
  std::vector<std::string> lines_;
  std::vector<std::string> digests_;
  std::vector<std::chrono::nanoseconds> elapsed_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_NOTING_OBSERVER_H_
