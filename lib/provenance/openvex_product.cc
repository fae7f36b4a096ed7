#include "lib/provenance/openvex_product.h"

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "lib/json/canonical.h"
#include "vexlens/identity.h"
#include "vexlens/purl.h"

namespace vexlens::provenance {
namespace {

// HashNames are the names of an algorithm: in keys, in the schema of OpenVEX, and in in-toto's DigestSet.
struct HashNames {
  std::string_view canonical;
  std::string_view open_vex;
  std::string_view in_toto;
};

constexpr HashNames kHashes[] = {
    {"md5", "md5", "md5"},
    {"sha1", "sha1", "sha1"},
    {"sha224", "", "sha224"},
    {"sha256", "sha-256", "sha256"},
    {"sha384", "sha-384", "sha384"},
    {"sha512", "sha-512", "sha512"},
    {"sha3224", "sha3-224", "sha3_224"},
    {"sha3256", "sha3-256", "sha3_256"},
    {"sha3384", "sha3-384", "sha3_384"},
    {"sha3512", "sha3-512", "sha3_512"},
    {"blake2s256", "blake2s-256", "blake2s"},
    {"blake2b256", "blake2b-256", ""},
    {"blake2b512", "blake2b-512", "blake2b"},
};

std::string Quoted(std::string_view text) {
  std::string out;
  json::AppendString(text, out);
  return out;
}

// Returns a member `name` that has a canonical digest by the name of its algorithm; "" if that has no such name.
std::string HashMember(std::string_view name, std::string_view digest, std::string_view HashNames::*in) {
  const std::size_t colon = digest.find(':');
  for (const HashNames& names : kHashes) {
    if (names.canonical != digest.substr(0, colon) || (names.*in).empty()) continue;
    return absl::StrCat("\"", name, "\":{\"", names.*in, "\":\"", digest.substr(colon + 1), "\"}");
  }
  return "";
}

// Returns the members that identify something. A CPE is not an IRI, so it is no @id.
std::string NamingMembers(std::string_view identifier) {
  const std::string text = Quoted(identifier);
  switch (ParseSubject(identifier, "").kind) {
    case IdentifierKind::kPurl:
      return absl::StrCat(R"("@id":)", text, R"(,"identifiers":{"purl":)", text, "}");
    case IdentifierKind::kCpe:
      return absl::StrCat(R"("identifiers":{"cpe23":)", text, "}");
    case IdentifierKind::kDigest:
      if (const std::string hashes = HashMember("hashes", identifier, &HashNames::open_vex); !hashes.empty()) {
        return absl::StrCat(R"("@id":)", text, ",", hashes);
      }
      break;
    case IdentifierKind::kOpaque:
      break;
  }
  return absl::StrCat(R"("@id":)", text);
}

// Returns the digest that is a purl's version ("pkg:oci/web@sha256:…"), or "".
std::string DigestOfPurl(std::string_view text) {
  std::string store, decoded;
  const absl::StatusOr<Purl> purl = ParsePurl(text, store);
  if (!purl.ok()) return "";
  const std::string_view version = DecodePurl(purl->version, decoded);
  const std::size_t colon = version.find(':');
  if (colon == version.npos) return "";
  return CanonicalHash(version.substr(0, colon), version.substr(colon + 1)).value_or("");
}

}  // namespace

std::string OpenVexProduct(std::string_view product, std::string_view component) {
  std::string out = absl::StrCat("{", NamingMembers(product));
  if (!component.empty()) absl::StrAppend(&out, R"(,"subcomponents":[{)", NamingMembers(component), "}]");
  out += '}';
  return out;
}

InTotoSubject SubjectOf(std::string_view product) {
  const IdentifierKind kind = ParseSubject(product, "").kind;
  const std::string digest = kind == IdentifierKind::kDigest ? std::string(product)
                             : kind == IdentifierKind::kPurl ? DigestOfPurl(product)
                                                             : "";
  const std::string member = HashMember("digest", digest, &HashNames::in_toto);
  const std::string name = Quoted(product);
  InTotoSubject subject = {absl::StrCat("{", member, member.empty() ? "" : ",", R"("name":)", name), !member.empty()};
  absl::StrAppend(&subject.json, kind == IdentifierKind::kPurl ? absl::StrCat(R"(,"uri":)", name) : "", "}");
  return subject;
}

}  // namespace vexlens::provenance
