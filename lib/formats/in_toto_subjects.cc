#include "lib/formats/in_toto_subjects.h"

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "lib/formats/place.h"
#include "vexlens/identity.h"

namespace vexlens::formats {
namespace {

class Subjects {
 public:
  explicit Subjects(Findings& findings) : findings_(findings), evidence_(findings.draft().evidence) {}

  void Read(json::Value subject, const Place& place) {
    if (!findings_.IsObject(subject, place)) return;
    for (const char* const member : {"uri", "name"}) {
      const std::string_view text = findings_.Text(subject, place, member);
      if (!absl::StartsWithIgnoreCase(text, "pkg:")) continue;
      const absl::StatusOr<SubjectId> purl = evidence_.InternIdentifier(text);
      if (purl.ok()) return Add(*purl);
      findings_.Warn(Place(place, member), "", purl.status().message());
    }
    bool any = false;
    const Place digests(place, "digest");
    for (const auto& [algorithm, value] : subject["digest"].members()) {
      const absl::StatusOr<std::string> hash = CanonicalHash(algorithm, value.text());
      if (!hash.ok()) {
        findings_.Warn(Place(digests, algorithm), "", hash.status().message());
        continue;
      }
      any = true;
      Add(evidence_.InternSubject(*hash, ""));
    }
    if (!any) findings_.Refuse(place, "", "a subject with neither a purl nor a digest");
  }

  std::vector<SubjectId> Take() { return std::move(subjects_); }

 private:
  void Add(SubjectId subject) {
    if (seen_.insert(subject).second) subjects_.push_back(subject);
  }

  Findings& findings_;
  Evidence& evidence_;
  absl::flat_hash_set<SubjectId> seen_;
  std::vector<SubjectId> subjects_;
};

}  // namespace

std::vector<SubjectId> ReadInTotoSubjects(json::Value subjects, Findings& findings) {
  const Place place("/subject");
  if (!findings.IsArray(subjects, place)) return {};
  Subjects reader(findings);
  std::size_t index = 0;
  for (const json::Value subject : subjects.elements()) reader.Read(subject, Place(place, index++));
  return reader.Take();
}

}  // namespace vexlens::formats
