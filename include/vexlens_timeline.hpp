// The C++17 face of vexlens_timeline.h, which is its manual; the rules of vexlens.hpp hold here too.
//
//   vexlens::Timeline timeline("folder");
//   for (const vexlens::EventOutcome& outcome : timeline.Ingest({event})) …
//   std::string_view entries = timeline.Query("acme", {}, "", 100).entries.view();
#ifndef VEXLENS_TIMELINE_HPP_
#define VEXLENS_TIMELINE_HPP_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vexlens.hpp"
#include "vexlens_timeline.h"

namespace vexlens {
inline namespace v1 {

inline std::string_view EventOutcomeName(int32_t outcome) noexcept {
  return internal::View(vexlens_event_outcome_name(outcome));
}

struct TimelineOptions {
  bool must_exist = false;
  std::string_view origin = {};
  std::string_view key = {};
  std::string_view driver = {};
  std::string_view password = {};
  uint64_t max_event_bytes = 0;
  uint64_t max_payload_bytes = 0;
};

// EventOutcome is a vexlens_event_outcome with texts of its own.
struct EventOutcome {
  int32_t outcome;  // VEXLENS_EVENT_…
  uint64_t index;
  int32_t code;
  std::string reason;
  std::string tenant;
  std::string event_id;
};

struct TimelineFilter {
  std::string_view from = {};
  std::string_view until = {};
  std::string_view at_least = {};
  std::string_view event_type = {};
  std::string_view source = {};
  std::string_view subject = {};
  std::string_view actor = {};
  std::string_view correlation_id = {};
  std::string_view trace_id = {};
};

// TimelinePage is what vexlens_timeline_query gives.
struct TimelinePage {
  Bytes entries;
  Bytes next;
};

// TimelineVerdict is what vexlens_timeline_verify gives.
struct TimelineVerdict {
  vexlens_timeline_verdict counts;
  Bytes json;

  bool ok() const noexcept { return counts.ok != 0; }
};

namespace internal {

inline vexlens_timeline_filter FilterOf(const TimelineFilter& filter) noexcept {
  auto given = Sized<vexlens_timeline_filter>();
  given.from = Str(filter.from);
  given.until = Str(filter.until);
  given.at_least = Str(filter.at_least);
  given.event_type = Str(filter.event_type);
  given.source = Str(filter.source);
  given.subject = Str(filter.subject);
  given.actor = Str(filter.actor);
  given.correlation_id = Str(filter.correlation_id);
  given.trace_id = Str(filter.trace_id);
  return given;
}

}  // namespace internal

// Timeline is a vexlens_timeline. Safe.
class Timeline {
 public:
  using Handle = vexlens_timeline;

  explicit Timeline(std::string_view location, const TimelineOptions& options = {}) {
    auto given = internal::Sized<vexlens_timeline_options>();
    given.must_exist = options.must_exist ? 1 : 0;
    given.origin = internal::Str(options.origin);
    given.key = internal::Str(options.key);
    given.driver = internal::Str(options.driver);
    given.password = internal::Str(options.password);
    given.max_event_bytes = options.max_event_bytes;
    given.max_payload_bytes = options.max_payload_bytes;
    Handle* made = nullptr;
    internal::Check(vexlens_timeline_open(internal::Str(location), &given, &made));
    handle_.reset(made);
  }

  // Ingest returns what became of each event, in their order.
  std::vector<EventOutcome> Ingest(const std::vector<std::string_view>& events) {
    const std::vector<vexlens_str> strs = internal::Strs(events);
    vexlens_ingested* made = nullptr;
    internal::Check(vexlens_timeline_ingest(handle_.get(), strs.data(), strs.size(), &made));
    const internal::Owner<vexlens_ingested, vexlens_ingested_free> ingested(made);
    std::vector<EventOutcome> outcomes;
    outcomes.reserve(events.size());
    for (size_t i = 0; i < events.size(); ++i) {
      auto got = internal::Sized<vexlens_event_outcome>();
      vexlens_ingested_outcome(ingested.get(), i, &got);
      outcomes.push_back({got.outcome, got.index, got.code, std::string(internal::View(got.reason)),
                          std::string(internal::View(got.tenant)), std::string(internal::View(got.event_id))});
    }
    return outcomes;
  }

  TimelinePage Query(std::string_view tenant, const TimelineFilter& filter, std::string_view cursor, uint64_t limit) {
    const vexlens_timeline_filter chosen = internal::FilterOf(filter);
    vexlens_bytes* entries = nullptr;
    vexlens_bytes* next = nullptr;
    internal::Check(vexlens_timeline_query(handle_.get(), internal::Str(tenant), &chosen, internal::Str(cursor), limit,
                                           &entries, &next));
    return {Bytes(entries), Bytes(next)};
  }

  Stream Table(std::string_view tenant, const TimelineFilter& filter = {}) {
    const vexlens_timeline_filter chosen = internal::FilterOf(filter);
    return Stream::Of(vexlens_timeline_table, handle_.get(), internal::Str(tenant), &chosen);
  }

  Bytes Get(std::string_view tenant, std::string_view event_id) {
    return internal::Make<Bytes>(vexlens_timeline_get, handle_.get(), internal::Str(tenant), internal::Str(event_id));
  }

  Bytes Tenants() { return internal::Make<Bytes>(vexlens_timeline_tenants, handle_.get()); }

  Bytes Checkpoint(std::string_view tenant) {
    return internal::Make<Bytes>(vexlens_timeline_checkpoint, handle_.get(), internal::Str(tenant));
  }

  Bytes Prove(std::string_view tenant, std::string_view event_id) {
    return internal::Make<Bytes>(vexlens_timeline_prove, handle_.get(), internal::Str(tenant), internal::Str(event_id));
  }

  Bytes ProveConsistency(std::string_view tenant, uint64_t before) {
    return internal::Make<Bytes>(vexlens_timeline_prove_consistency, handle_.get(), internal::Str(tenant), before);
  }

  TimelineVerdict Verify(std::string_view tenant, std::string_view since = {}) {
    auto counts = internal::Sized<vexlens_timeline_verdict>();
    vexlens_bytes* json = nullptr;
    internal::Check(
        vexlens_timeline_verify(handle_.get(), internal::Str(tenant), internal::Str(since), &counts, &json));
    return {counts, Bytes(json)};
  }

 private:
  internal::Owner<Handle, vexlens_timeline_free> handle_;
};

}  // namespace v1
}  // namespace vexlens

#endif  // VEXLENS_TIMELINE_HPP_
