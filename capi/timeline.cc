// A timeline, and the events that come in.
#include "vexlens/timeline.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/fill.h"
#include "capi/handles.h"
#include "capi/numbers.h"
#include "capi/text.h"
#include "vexlens/driver.h"
#include "vexlens/keys.h"
#include "vexlens/note.h"
#include "vexlens/support/status_macros.h"
#include "vexlens_timeline.h"

using vexlens::capi::Arguments;
using vexlens::capi::Borrowed;
using vexlens::capi::Guard;
using vexlens::capi::HostObserver;

namespace {

vexlens::TimelineOptions OptionsOf(std::string_view folder, const vexlens_timeline_options& given, Arguments& in) {
  vexlens::TimelineOptions options;
  options.directory = folder;
  in.AtMostOne(given.must_exist, "options.must_exist");
  options.create = given.must_exist == 0;
  const std::string_view origin = in.Text(given.origin, "options.origin");
  if (!origin.empty()) options.origin = origin;
  const absl::Status named = vexlens::CheckNoteName(options.origin);
  if (!named.ok()) in.Fail(named.code(), "options.origin", named.message());
  if (given.max_event_bytes != 0) options.limits.max_event_bytes = given.max_event_bytes;
  if (given.max_payload_bytes != 0) options.limits.max_payload_bytes = given.max_payload_bytes;
  return options;
}

std::shared_ptr<const vexlens::PrivateKey> KeyOf(vexlens_str pem, Arguments& in) {
  if (pem.size == 0) return nullptr;
  absl::StatusOr<vexlens::PrivateKey> key = vexlens::PrivateKey::FromPem(in.Text(pem, "options.key"));
  if (key.ok()) return std::make_shared<const vexlens::PrivateKey>(*std::move(key));
  in.Fail(key.status().code(), "options.key", key.status().message());
  return nullptr;
}

// Returns the parts that the caller gave, without a store. `observer` may be null, and must outlive them.
vexlens::TimelineParts PartsOf(const vexlens_timeline_options& given, HostObserver* observer, Arguments& in) {
  vexlens::TimelineParts parts;
  parts.key = KeyOf(given.key, in);
  if (given.clock != nullptr) {
    parts.clock = [clock = given.clock, user_data = given.user_data] { return vexlens::Instant{clock(user_data)}; };
  }
  if (observer != nullptr) {
    parts.observer = observer;
    parts.monotonic = observer->Monotonic();
  }
  return parts;
}

// Returns the store that a driver has at a location; null for files.
absl::StatusOr<std::unique_ptr<vexlens::TimelineEventStore>> StoreAt(std::string_view location, std::string_view driver,
                                                                     std::string_view password) {
  if (driver.empty()) driver = vexlens::DriverOf(location);
  if (driver.empty()) return nullptr;
  VEXLENS_ASSIGN_OR_RETURN(const vexlens::Driver loaded, vexlens::Driver::Load(driver));
  return loaded.OpenTimelineStore({std::string(location), std::string(password)});
}

vexlens_event_outcome OutcomeOf(const vexlens::IngestedEvent& event) {
  vexlens_event_outcome outcome{};
  outcome.outcome = vexlens::capi::NumberOf(event.outcome);
  outcome.index = event.index;
  outcome.code = static_cast<int32_t>(event.status.code());
  outcome.reason = Borrowed(event.status.message());
  outcome.tenant = Borrowed(event.tenant);
  outcome.event_id = Borrowed(event.event_id);
  return outcome;
}

}  // namespace

vexlens_error* vexlens_timeline_open(vexlens_str location, const vexlens_timeline_options* options,
                                     vexlens_timeline** timeline) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    const std::string_view place = in.Path(location, "location");
    const auto given = in.Options(options, "options");
    const std::string_view driver = in.Text(given.driver, "options.driver");
    const std::string_view password = in.Text(given.password, "options.password");
    auto kept = std::make_shared<vexlens_timeline::Kept>();
    kept->observer = HostObserver::Of(given.observer, in);
    vexlens::TimelineOptions made_of = OptionsOf(place, given, in);
    vexlens::TimelineParts parts = PartsOf(given, kept->observer.get(), in);
    in.NotNull(timeline, "timeline");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(parts.store, StoreAt(place, driver, password));
    VEXLENS_ASSIGN_OR_RETURN(kept->timeline, vexlens::MakeTimeline(std::move(made_of), std::move(parts)));
    *timeline = new vexlens_timeline{std::move(kept)};
    return absl::OkStatus();
  });
}

void vexlens_timeline_free(vexlens_timeline* timeline) { delete timeline; }

vexlens_str vexlens_event_outcome_name(int32_t outcome) {
  const std::optional<vexlens::EventOutcome> known = vexlens::capi::EventOutcomeOf(outcome);
  return Borrowed(known.has_value() ? vexlens::EventOutcomeName(*known) : "");
}

vexlens_error* vexlens_timeline_ingest(vexlens_timeline* timeline, const vexlens_str* events, size_t count,
                                       vexlens_ingested** ingested) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(timeline, "timeline");
    const std::vector<std::string_view> texts = in.Texts(events, count, "events");
    in.NotNull(ingested, "ingested");
    if (!in.ok()) return in.status();
    // Once they are committed, nothing may fail any more.
    auto became = std::make_unique<vexlens_ingested>();
    became->events = timeline->ingestion().Ingest(texts);
    *ingested = became.release();
    return absl::OkStatus();
  });
}

void vexlens_ingested_outcome(const vexlens_ingested* ingested, size_t index, vexlens_event_outcome* outcome) {
  if (ingested == nullptr || index >= ingested->events.size()) return;
  vexlens::capi::Fill(OutcomeOf(ingested->events[index]), outcome);
}

void vexlens_ingested_free(vexlens_ingested* ingested) { delete ingested; }
