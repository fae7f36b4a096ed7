#include "tests/timeline/relayed.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "vexlens/own_events.h"

namespace vexlens::testing {
namespace {

using Ids = std::multiset<std::string>;

// Returns the ids of the events of a type.
Ids IdsOf(const std::vector<TimelineEvent>& events, std::string_view type) {
  Ids ids;
  for (const TimelineEvent& event : events) {
    if (event.event_type == type) ids.insert(event.event_id);
  }
  return ids;
}

void ExpectRevisions(Workspace& workspace, const std::vector<TimelineEvent>& events, std::string_view tenant) {
  Ids expected;
  const std::vector<Revision> revisions = workspace.Revisions(0, SIZE_MAX).value();
  for (const Revision& revision : revisions) {
    if (revision.tenant != tenant) continue;
    const RecordKey& key = revision.key;
    const Digest id = ConsensusId({tenant, key.vulnerability, key.product, key.component});
    const std::string event_id = absl::StrCat(DigestText(id), "/", revision.revision);
    EXPECT_TRUE(absl::StrContains(revision.Json(), absl::StrCat("\"eventId\":\"", event_id, "\"")));
    expected.insert(event_id);
  }
  EXPECT_EQ(IdsOf(events, "vex.consensus.updated"), expected);
}

void ExpectConflicts(Workspace& workspace, const std::vector<TimelineEvent>& events, std::string_view tenant) {
  std::map<std::string, bool> open;  // by the id of the conflict
  for (const TimelineEvent& event : events) {
    const std::string id = event.event_id.substr(0, event.event_id.find('/'));
    const bool opened = event.event_type == "vex.conflict.opened";
    if (!opened && event.event_type != "vex.conflict.closed") continue;
    EXPECT_NE(open[id], opened) << event.event_type << " twice: " << id;
    open[id] = opened;
  }
  std::erase_if(open, [](const auto& each) { return !each.second; });
  std::set<std::string> found;
  for (const auto& [id, is_open] : open) found.insert(id);
  std::set<std::string> expected;
  for (const auto& queue : {workspace.Conflicts(tenant).value(), workspace.WaivedConflicts(tenant).value()}) {
    for (const QueuedConflict& conflict : queue) expected.insert(DigestText(conflict.id));
  }
  EXPECT_EQ(found, expected);
  EXPECT_EQ(IdsOf(events, "vex.conflict.waived").size(), workspace.Waivers(tenant).value().size());
}

void ExpectPolicies(Workspace& workspace, const std::vector<TimelineEvent>& events, std::string_view tenant) {
  Ids expected;
  const std::vector<TrustRevision> changes = workspace.TrustRevisions().value();
  for (const TrustRevision& change : changes) {
    if (change.subject != "policy" && change.subject != absl::StrCat("policy/", tenant)) continue;
    expected.insert(absl::StrCat("trust/", change.revision));
  }
  EXPECT_EQ(IdsOf(events, "trust.policy.changed"), expected);
}

}  // namespace

std::vector<TimelineEvent> EventsIn(Timeline& timeline, std::string_view tenant) {
  std::vector<TimelineEntry> entries;
  std::string cursor;
  do {
    TimelinePage page = timeline.queries().List(tenant, {}, cursor, 1000).value();
    entries.insert(entries.end(), page.entries.begin(), page.entries.end());
    cursor = page.next;
  } while (!cursor.empty());
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
  std::vector<TimelineEvent> events;
  for (TimelineEntry& entry : entries) events.push_back(std::move(entry.event));
  return events;
}

std::vector<std::string> TextsOf(std::vector<TimelineEvent> events) {
  std::vector<std::string> texts;
  for (TimelineEvent& event : events) {
    event.received_at = event.occurred_at;
    texts.push_back(WriteTimelineEvent(event));
  }
  return texts;
}

void ExpectTellsAll(Workspace& workspace, Timeline& timeline, std::string_view tenant) {
  const std::vector<TimelineEvent> events = EventsIn(timeline, tenant);
  ExpectRevisions(workspace, events, tenant);
  ExpectConflicts(workspace, events, tenant);
  ExpectPolicies(workspace, events, tenant);
  for (const TimelineEvent& event : events) {
    EXPECT_EQ(event.tenant, tenant);
    EXPECT_EQ(event.source, kOwnEventSource);
  }
  const TimelineVerdict verdict = timeline.queries().Verify(tenant, std::nullopt).value();
  EXPECT_TRUE(verdict.ok()) << verdict.faults.front();
  EXPECT_EQ(verdict.size, events.size());
}

}  // namespace vexlens::testing
