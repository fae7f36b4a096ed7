#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/trust/json_members.h"
#include "vexlens/trust.h"

namespace vexlens {

using trust::JsonMembers;

namespace {

std::string Array(const std::vector<std::string>& elements) {
  return absl::StrCat("[", absl::StrJoin(elements, ","), "]");
}

std::string Texts(const std::vector<std::string>& texts) {
  std::vector<std::string> elements;
  for (const std::string& text : texts) json::AppendString(text, elements.emplace_back());
  return Array(elements);
}

std::string Patterns(const std::vector<AuthorityPattern>& patterns) {
  std::vector<std::string> elements;
  for (const AuthorityPattern& pattern : patterns) json::AppendString(pattern.text(), elements.emplace_back());
  return Array(elements);
}

std::string KeyJson(const IssuerKey& key) {
  JsonMembers members;
  members.Text("keyId", key.key_id);
  members.Text("algorithm", key.algorithm);
  members.Text("publicKey", key.public_key);
  members.Text("notBefore", FormatInstant(key.not_before));
  members.Text("notAfter", FormatInstant(key.not_after));
  if (key.revoked_at.has_value()) members.Text("revokedAt", FormatInstant(*key.revoked_at));
  return members.Json();
}

}  // namespace

std::vector<std::string_view> Issuer::Spellings() const {
  std::vector<std::string_view> spellings = {id};
  spellings.insert(spellings.end(), names.begin(), names.end());
  spellings.insert(spellings.end(), aliases.begin(), aliases.end());
  return spellings;
}

bool Issuer::HasAuthorityOver(std::span<const Subject> spellings) const {
  if (!authority.has_value()) return true;
  return std::any_of(authority->begin(), authority->end(), [&](const AuthorityPattern& pattern) {
    return std::any_of(spellings.begin(), spellings.end(), [&](const Subject& each) { return pattern.Covers(each); });
  });
}

std::string Issuer::CanonicalJson() const {
  JsonMembers members;
  members.Text("id", id);
  members.Add("names", Texts(names));
  members.Add("aliases", Texts(aliases));
  members.Text("tier", TierName(tier));
  if (weight.has_value()) members.Fraction("weight", *weight);
  if (authority.has_value()) members.Add("authority", Patterns(*authority));
  members.Flag("operator", is_operator);
  std::vector<std::string> key_objects;
  for (const IssuerKey& key : keys) key_objects.push_back(KeyJson(key));
  members.Add("keys", Array(key_objects));
  members.Revocation("revoked", revoked_at);
  return members.Json();
}

}  // namespace vexlens
