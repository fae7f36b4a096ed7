// The JSON of what a timeline answers; members in byte order.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/json/canonical.h"
#include "vexlens/timeline.h"
#include "vexlens/timeline_store.h"

namespace vexlens {
namespace {

std::string Quoted(std::string_view text) {
  std::string out;
  json::AppendString(text, out);
  return out;
}

// Returns a JSON array of texts that `write` makes of the elements.
template <typename List, typename Write>
std::string Array(const List& list, Write write) {
  std::string out = "[";
  for (const auto& each : list) absl::StrAppend(&out, out.size() == 1 ? "" : ",", Quoted(write(each)));
  return absl::StrCat(out, "]");
}

}  // namespace

std::string TimelineEntry::Json() const {
  return absl::StrCat(R"({"digest":")", DigestText(digest), R"(","event":)", WriteTimelineEvent(event), R"(,"index":)",
                      index, "}");
}

std::string TimelineProof::Json() const {
  return absl::StrCat(R"({"checkpoint":{"origin":)", Quoted(checkpoint.origin), R"(,"root":")",
                      DigestText(checkpoint.root), R"(","size":)", checkpoint.size, R"(},"entry":)", entry.Json(),
                      R"(,"note":)", Quoted(note), R"(,"path":)", Array(path, DigestText), "}");
}

std::string TimelineVerdict::Json() const {
  return absl::StrCat(R"({"checkpoints":)", checkpoints, R"(,"events":)", events, R"(,"faults":)",
                      Array(faults, [](const std::string& fault) { return fault; }), R"(,"proven":)", proven,
                      R"(,"root":")", DigestText(root), R"(","size":)", size, "}");
}

std::string IngestedEvent::Json() const {
  const bool placed = outcome == EventOutcome::kStored || outcome == EventOutcome::kDuplicate;
  return absl::StrCat(R"({"eventId":)", Quoted(event_id), placed ? absl::StrCat(R"(,"index":)", index) : "",
                      R"(,"outcome":")", EventOutcomeName(outcome), "\"",
                      status.ok() ? "" : absl::StrCat(R"(,"reason":)", Quoted(status.message())), R"(,"tenant":)",
                      Quoted(tenant), "}");
}

}  // namespace vexlens
