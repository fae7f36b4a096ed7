// The JSON of what a timeline answers; members in byte order.
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vexlens/support/json_text.h"
#include "vexlens/timeline.h"
#include "vexlens/timeline_store.h"

namespace vexlens {
namespace {

std::string CheckpointJson(const Checkpoint& checkpoint) {
  return JsonObject()
      .Add("origin", checkpoint.origin)
      .Add("root", DigestText(checkpoint.root))
      .AddJson("size", absl::StrCat(checkpoint.size))
      .Text();
}

std::string PathJson(const std::vector<Digest>& path) {
  std::vector<std::string> digests;
  for (const Digest& digest : path) digests.push_back(JsonString(DigestText(digest)));
  return JsonArray(digests);
}

}  // namespace

std::string TimelineEntry::Json() const {
  return JsonObject()
      .Add("digest", DigestText(digest))
      .AddJson("event", WriteTimelineEvent(event))
      .AddJson("index", absl::StrCat(index))
      .Text();
}

std::string TimelineProof::Json() const {
  return JsonObject()
      .AddJson("checkpoint", CheckpointJson(checkpoint))
      .AddJson("entry", entry.Json())
      .Add("note", note)
      .AddJson("path", PathJson(path))
      .Text();
}

std::string TimelineConsistency::Json() const {
  return JsonObject()
      .AddJson("before", absl::StrCat(before))
      .AddJson("checkpoint", CheckpointJson(checkpoint))
      .Add("note", note)
      .AddJson("path", PathJson(path))
      .Text();
}

std::string TimelineRetained::Json() const {
  return JsonObject().AddJson("dropped", absl::StrCat(dropped)).AddJson("end", absl::StrCat(end)).Text();
}

std::string TimelineVerdict::Json() const {
  const std::vector<std::string_view> texts(faults.begin(), faults.end());
  return JsonObject()
      .AddJson("checkpoints", absl::StrCat(checkpoints))
      .AddJson("events", absl::StrCat(events))
      .AddJson("faults", JsonStrings(texts))
      .AddJson("proven", absl::StrCat(proven))
      .Add("root", DigestText(root))
      .AddJson("size", absl::StrCat(size))
      .Text();
}

std::string IngestedEvent::Json() const {
  JsonObject object;
  object.Add("eventId", event_id);
  if (outcome == EventOutcome::kStored || outcome == EventOutcome::kDuplicate) {
    object.AddJson("index", absl::StrCat(index));
  }
  object.Add("outcome", EventOutcomeName(outcome));
  if (!status.ok()) object.Add("reason", status.message());
  return object.Add("tenant", tenant).Text();
}

}  // namespace vexlens
