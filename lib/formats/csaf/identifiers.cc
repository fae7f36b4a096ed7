#include "lib/formats/csaf/identifiers.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "absl/status/statusor.h"
#include "lib/formats/cyclonedx/links.h"
#include "lib/formats/unblanked.h"
#include "vexlens/identity.h"

namespace vexlens::formats {

Identified Identifiers::Read(json::Value full_product_name, const Place& place, const BranchVersions& said) {
  found_.clear();
  const json::Value helper = findings_.Object(full_product_name, place, "product_identification_helper");
  if (!helper.exists()) return {};
  const Place here(place, "product_identification_helper");
  for (const auto [name, value] : helper.members()) ReadMember(name, helper, here, said);
  const SubjectId best = Best();
  std::sort(found_.begin(), found_.end());
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  return {found_, best};
}

void Identifiers::ReadMember(std::string_view name, json::Value helper, const Place& place,
                             const BranchVersions& said) {
  const Place here(place, name);
  if (name == "purl") {
    AddText(findings_.Text(helper, place, name), here, IdentifierKind::kPurl, said);
  } else if (name == "cpe") {
    AddText(findings_.Text(helper, place, name), here, IdentifierKind::kCpe, said);
  } else if (name == "purls") {
    if (findings_.draft().report.format_version == "2.0") findings_.Warn(here, "", "belongs to CSAF 2.1");
    std::size_t index = 0;
    for (const json::Value purl : findings_.Array(helper, place, name).elements()) {
      const Place element(here, index++);
      AddText(findings_.Element(purl, element), element, IdentifierKind::kPurl, said);
    }
  } else if (name == "hashes") {
    AddHashes(helper, place);
  } else if (name == "x_generic_uris") {
    AddUris(helper, place);
  } else if (name == "model_numbers" || name == "serial_numbers" || name == "skus") {
    findings_.Ignore(here, "", name, " are not read: products are known by purl, CPE, hash and BOM-Link");
  }
}

SubjectId Identifiers::Opaque(std::string_view product_id) {
  if (!budget_.TakeBytes(prefix_.size() + product_id.size())) return 0;
  scratch_.assign(prefix_).append(product_id);
  return findings_.draft().evidence.InternSubject(scratch_, "");
}

void Identifiers::AddText(std::string_view text, const Place& place, IdentifierKind kind, const BranchVersions& said) {
  if (text.empty()) return;
  Evidence& evidence = findings_.draft().evidence;
  const absl::StatusOr<SubjectId> subject = evidence.InternIdentifier(Unblanked(text, place, findings_));
  if (!subject.ok()) {
    findings_.Warn(place, "", subject.status().message());
  } else if (evidence.KindOf(*subject) != kind) {
    findings_.Warn(place, "", Quoted(text), kind == IdentifierKind::kPurl ? " is no purl" : " is no CPE");
  } else if (const SubjectId reconciled = versions_.Reconcile(*subject, said, place); reconciled != 0) {
    found_.push_back(reconciled);
  }
}

// The hashes of a single file are identifiers; those of several files name their collection, for which no key exists.
void Identifiers::AddHashes(json::Value helper, const Place& place) {
  const json::Value files = findings_.Array(helper, place, "hashes");
  const Place list(place, "hashes");
  if (files.count() > 1) findings_.Ignore(list, "", "hashes of several files are the name of none of them");
  if (files.count() != 1) return;
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

// A generic URI may be a BOM-Link (CSAF 2.0, 3.1.3.3.8).
void Identifiers::AddUris(json::Value helper, const Place& place) {
  const Place list(place, "x_generic_uris");
  std::size_t index = 0;
  for (const json::Value entry : findings_.Array(helper, place, "x_generic_uris").elements()) {
    const Place here(list, index++);
    if (!findings_.IsObject(entry, here)) continue;
    const std::string_view uri = findings_.RequiredText(entry, here, "uri");
    if (const std::optional<BomLink> link = ParseBomLink(uri)) {
      const std::string key = ElementKey(link->bom_key, UnescapedRef(link->ref));
      found_.push_back(findings_.draft().evidence.InternSubject(key, ""));
    } else if (!uri.empty()) {
      findings_.Ignore(here, "", Quoted(uri), " is no BOM-Link, and no other URIs are read");
    }
  }
}

SubjectId Identifiers::Best() const {
  const Evidence& evidence = findings_.draft().evidence;
  for (const IdentifierKind kind :
       {IdentifierKind::kPurl, IdentifierKind::kCpe, IdentifierKind::kDigest, IdentifierKind::kOpaque}) {
    const auto best = std::ranges::find(found_, kind, [&](SubjectId subject) { return evidence.KindOf(subject); });
    if (best != found_.end()) return *best;
  }
  return 0;
}

}  // namespace vexlens::formats
