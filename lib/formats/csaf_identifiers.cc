#include "lib/formats/csaf_identifiers.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace vexlens::formats {

VersionRange Identifiers::ReadRange(std::string_view name, const Place& place) {
  if (!name.starts_with("vers:")) return {.unreadable = name};
  const absl::StatusOr<std::string> range = CanonicalRange(name);
  if (range.ok()) return {.vers = findings_.draft().Intern(*range)};
  findings_.Warn(place, "", range.status().message());
  return {.unreadable = name};
}

Identified Identifiers::Read(json::Value full_product_name, const Place& place, const VersionRange& range) {
  found_.clear();
  const json::Value helper = findings_.Object(full_product_name, place, "product_identification_helper");
  if (!helper.exists()) return {};
  const Place here(place, "product_identification_helper");
  for (const auto [name, value] : helper.members()) {
    if (name == "purl") {
      AddText(findings_.Text(helper, here, name), Place(here, name), IdentifierKind::kPurl);
    } else if (name == "cpe") {
      AddText(findings_.Text(helper, here, name), Place(here, name), IdentifierKind::kCpe);
    } else if (name == "purls") {
      const Place list(here, name);
      std::size_t index = 0;
      for (const json::Value purl : findings_.Array(helper, here, name).elements()) {
        const Place element(list, index++);
        AddText(findings_.Element(purl, element), element, IdentifierKind::kPurl);
      }
    } else if (name == "hashes") {
      AddHashes(helper, here);
    }
  }
  Narrow(range, here);
  const SubjectId best = Best();
  std::sort(found_.begin(), found_.end());
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  return {found_, best};
}

SubjectId Identifiers::Best() const {
  const Evidence& evidence = findings_.draft().evidence;
  for (const IdentifierKind kind : {IdentifierKind::kPurl, IdentifierKind::kCpe, IdentifierKind::kDigest}) {
    const auto best = std::ranges::find(found_, kind, [&](SubjectId subject) { return evidence.KindOf(subject); });
    if (best != found_.end()) return *best;
  }
  return 0;
}

SubjectId Identifiers::Opaque(std::string_view product_id, const VersionRange& range) {
  if (!budget_.TakeBytes(prefix_.size() + product_id.size())) return 0;
  scratch_.assign(prefix_).append(product_id);
  Evidence& evidence = findings_.draft().evidence;
  const SubjectId subject = evidence.InternSubject(scratch_, "");
  return range.vers == 0 ? subject : evidence.Narrow(subject, evidence.Text(range.vers));
}

void Identifiers::AddText(std::string_view text, const Place& place, IdentifierKind kind) {
  if (text.empty()) return;
  Evidence& evidence = findings_.draft().evidence;
  const absl::StatusOr<SubjectId> subject = evidence.InternIdentifier(text);
  if (!subject.ok()) {
    findings_.Warn(place, "", subject.status().message());
  } else if (evidence.KindOf(*subject) != kind) {
    findings_.Warn(place, "", Quoted(text), kind == IdentifierKind::kPurl ? " is no purl" : " is no CPE");
  } else {
    found_.push_back(*subject);
  }
}

// The hashes of one file name it; those of several files name their collection, which has no key.
void Identifiers::AddHashes(json::Value helper, const Place& place) {
  const json::Value files = findings_.Array(helper, place, "hashes");
  if (files.count() != 1) return;
  const Place list(place, "hashes");
  const Place file(list, std::size_t{0});
  const json::Value entry = *files.elements().begin();
  if (!findings_.IsObject(entry, file)) return;
  const Place hashes(file, "file_hashes");
  std::size_t index = 0;
  for (const json::Value hash : findings_.Array(entry, file, "file_hashes").elements()) {
    const Place here(hashes, index++);
    if (!findings_.IsObject(hash, here)) continue;
    const std::string_view algorithm = findings_.RequiredText(hash, here, "algorithm");
    const std::string_view value = findings_.RequiredText(hash, here, "value");
    if (algorithm.empty() || value.empty()) continue;
    const absl::StatusOr<std::string> canonical = CanonicalHash(algorithm, value);
    if (canonical.ok()) {
      found_.push_back(findings_.draft().evidence.InternSubject(*canonical, ""));
    } else {
      findings_.Warn(here, "", canonical.status().message());
    }
  }
}

void Identifiers::Narrow(const VersionRange& range, const Place& place) {
  Evidence& evidence = findings_.draft().evidence;
  if (range.vers != 0) {
    const std::string_view vers = evidence.Text(range.vers);
    for (SubjectId& subject : found_) {
      if (evidence.KindOf(subject) != IdentifierKind::kDigest) subject = evidence.Narrow(subject, vers);
    }
  } else if (!range.unreadable.empty()) {
    const std::size_t dropped = std::erase_if(found_, [&](SubjectId subject) {
      const Subject parsed = evidence.ParsedSubject(subject);
      return parsed.kind != IdentifierKind::kDigest && !parsed.versioned();
    });
    if (dropped == 0) return;
    findings_.Warn(place, "", "the version range ", Quoted(range.unreadable),
                   " is no vers, and identifiers without version would speak of every version: not used");
  }
}

}  // namespace vexlens::formats
