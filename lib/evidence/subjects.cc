// Subjects: products and components with their ranges, each distinct one once.
#include <optional>
#include <string>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cpe/cpe.h"
#include "lib/identity/key_text.h"
#include "vexlens/evidence.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using identity::CpeAttributes;
using identity::kCpeProduct;
using identity::kCpeVendor;
using identity::SplitCpe;
using identity::SplitKey;

namespace {

std::size_t HashOf(TextId identifier, TextId range) { return absl::HashOf(identifier, range); }

// Returns the version of a range that names exactly one, "vers:generic/1.2" or "…/=1.2"; else "".
std::string_view SingleVersion(std::string_view range) {
  const std::size_t slash = range.find('/');
  std::string_view version = slash == std::string_view::npos ? "" : range.substr(slash + 1);
  if (version.starts_with('=')) version.remove_prefix(1);
  return version.find_first_of("<>!=|*,") == std::string_view::npos ? version : "";
}

// Reports whether a subject is a CPE open in vendor or product, which speaks about its own text alone.
bool IsOpenCpe(const Subject& subject) {
  if (subject.kind != IdentifierKind::kCpe || subject.base.find('*') == std::string_view::npos) return false;
  const std::optional<CpeAttributes> attributes = SplitCpe(subject.identifier);
  return attributes.has_value() && ((*attributes)[kCpeVendor] == "*" || (*attributes)[kCpeProduct] == "*");
}

}  // namespace

std::string_view BaseText(const Subject& subject) {
  if (subject.kind == IdentifierKind::kOpaque && !subject.digest.empty()) return subject.digest;
  if (subject.kind != IdentifierKind::kCpe) return subject.base;
  if (IsOpenCpe(subject)) return subject.identifier;
  return subject.base.find_first_of("*?") != std::string_view::npos ? kWildCpe : subject.base;
}

std::string BucketText(const Subject& subject) {
  const std::string_view base = BaseText(subject);
  if (!subject.digest.empty()) return std::string(subject.digest);
  const bool cpe = subject.kind == IdentifierKind::kCpe;
  const bool open = cpe && (base == kWildCpe || base == subject.identifier ||
                            subject.version.find_first_of("*?") != std::string_view::npos);
  if (open || subject.version.empty() || !subject.range.empty()) return std::string(base);
  return absl::StrCat(base, cpe ? ":" : "@", subject.version);
}

absl::StatusOr<SubjectId> Evidence::InternIdentifier(std::string_view text) {
  const TextId raw = texts_.Intern(text);
  if (raw < subject_of_text_.size() && subject_of_text_[raw] != 0) return subject_of_text_[raw];
  VEXLENS_ASSIGN_OR_RETURN(std::string canonical, CanonicalIdentifier(text));
  const SubjectId subject = InternSubject(canonical, "");
  if (raw >= subject_of_text_.size()) subject_of_text_.resize(std::max<std::size_t>(raw + 1, texts_.size() * 2), 0);
  subject_of_text_[raw] = subject;
  return subject;
}

SubjectId Evidence::InternSubject(std::string_view identifier, std::string_view range) {
  SubjectEntry entry;
  entry.identifier = texts_.Intern(identifier);
  entry.range = texts_.Intern(range);
  const SubjectId known = SubjectWith(entry.identifier, entry.range);
  if (known != IdTable::kNone) return known;

  const std::string spelling = NormalSpelling(identifier);
  entry.spelling = spelling == identifier ? entry.identifier : texts_.Intern(spelling);
  const Subject parsed = ParseSubject(Text(entry.identifier), Text(entry.range), Text(entry.spelling));
  entry.kind = parsed.kind;
  entry.has_digest = !parsed.digest.empty();
  entry.has_weak_digest = IsWeakDigest(parsed.digest);
  entry.base_size = static_cast<std::uint32_t>(parsed.base.size());
  entry.version_size = static_cast<std::uint32_t>(parsed.version.size());
  entry.qualifiers_at = static_cast<std::uint32_t>(parsed.spelling.size() - parsed.qualifiers.size());
  entry.key = range.empty() ? entry.identifier : texts_.Intern(absl::StrCat(identifier, " ", range));
  const std::string_view same = entry.has_digest ? parsed.digest : parsed.spelling;
  entry.same = same == identifier && range.empty()
                   ? entry.key
                   : texts_.Intern(range.empty() ? std::string(same) : absl::StrCat(same, " ", NormalRange(range)));
  entry.base = texts_.Intern(BaseText(parsed));
  entry.bucket = texts_.Intern(BucketText(parsed));
  return AddSubject(entry);
}

SubjectId Evidence::AddSubject(const SubjectEntry& entry) {
  const SubjectId known = SubjectWith(entry.identifier, entry.range);
  if (known != IdTable::kNone) return known;
  const SubjectId id = static_cast<SubjectId>(subjects_.size());
  subjects_.push_back(entry);
  subject_ids_.Add(id, [&](SubjectId of) { return HashOf(subjects_[of].identifier, subjects_[of].range); });
  return id;
}

// Returns the subject of those texts; IdTable::kNone if there is none.
SubjectId Evidence::SubjectWith(TextId identifier, TextId range) const {
  return subject_ids_.Find(HashOf(identifier, range), [&](SubjectId id) {
    return subjects_[id].identifier == identifier && subjects_[id].range == range;
  });
}

namespace {

std::string_view DigestIn(IdentifierKind kind, std::string_view spelling, std::string_view version) {
  switch (kind) {
    case IdentifierKind::kPurl:
      return version;
    case IdentifierKind::kOpaque:
      return spelling.substr(spelling.rfind('@') + 1);
    default:
      return spelling;
  }
}

}  // namespace

Subject Evidence::ParsedSubject(SubjectId id) const {
  const SubjectEntry& entry = subjects_[id];
  const std::string_view spelling = Text(entry.spelling);
  std::string_view version;
  if (entry.version_size != 0) version = spelling.substr(entry.base_size + 1, entry.version_size);
  std::string_view digest;
  if (entry.has_digest) digest = DigestIn(entry.kind, spelling, version);
  return {entry.kind,
          Text(entry.identifier),
          spelling,
          Text(entry.range),
          spelling.substr(0, entry.base_size),
          version,
          spelling.substr(entry.qualifiers_at),
          digest};
}

SubjectId Evidence::Narrow(SubjectId subject, std::string_view range) {
  const Subject parsed = ParseSubject(Text(subjects_[subject].identifier), "");
  const std::string_view version = SingleVersion(range);
  const bool single = !version.empty() && parsed.kind == IdentifierKind::kPurl;
  std::string identifier(parsed.identifier);
  if (parsed.kind == IdentifierKind::kPurl) {
    std::string_view tail = parsed.identifier.substr(parsed.base.size());  // "@version?qualifiers#subpath"
    tail.remove_prefix(std::min(tail.find_first_of("?#"), tail.size()));
    identifier = absl::StrCat(parsed.base, single ? "@" : "", single ? version : "", tail);
  } else if (parsed.kind == IdentifierKind::kCpe && !parsed.version.empty()) {
    identifier =
        absl::StrCat(parsed.base, ":*", parsed.identifier.substr(parsed.base.size() + 1 + parsed.version.size()));
  }
  if (!single) return InternSubject(identifier, range);
  const absl::StatusOr<std::string> canonical = CanonicalPurl(identifier);
  return canonical.ok() ? InternSubject(*canonical, "") : InternSubject(identifier, range);
}

std::optional<SubjectId> Evidence::FindSubject(std::string_view key) const {
  const auto find = [&](std::string_view identifier, std::string_view range) -> std::optional<SubjectId> {
    const std::optional<TextId> identifier_id = texts_.Find(identifier);
    const std::optional<TextId> range_id = texts_.Find(range);
    if (!identifier_id.has_value() || !range_id.has_value()) return std::nullopt;
    const SubjectId id = SubjectWith(*identifier_id, *range_id);
    return id == IdTable::kNone ? std::nullopt : std::optional(id);
  };
  if (const std::optional<SubjectId> whole = find(key, ""); whole.has_value()) return whole;
  const auto [identifier, range] = SplitKey(key);
  return range.empty() ? std::nullopt : find(identifier, range);
}

}  // namespace vexlens
