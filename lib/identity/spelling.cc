// Equal spellings: one text for all identifiers that name the same thing.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/distribution.h"
#include "lib/identity/percent.h"
#include "lib/identity/purl/reader.h"
#include "lib/identity/registry.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/identity.h"
#include "vexlens/purl.h"

namespace vexlens {

using identity::CutBefore;
using identity::Decoded;
using identity::DistributionSpace;
using identity::IsDistributionType;
using identity::NormalDigits;
using identity::NormalDistro;
using identity::NormalRegistry;
using identity::ReadCanonicalPurl;
using identity::TakeEpoch;

namespace {

// Spelling is a purl while it is put into its one spelling, without escapes.
struct Spelling {
  std::string type;
  std::string name_space;
  std::string name;
  std::string version;
  std::vector<std::pair<std::string, std::string>> qualifiers;  // in order of key
  std::string subpath;

  explicit Spelling(const Purl& purl)
      : type(purl.type),
        name_space(Plain(purl.name_space)),
        name(Plain(purl.name)),
        version(Plain(purl.version)),
        subpath(Plain(purl.subpath)) {
    for (const auto& [key, value] : purl.qualifiers) qualifiers.emplace_back(key, Plain(value));
  }

  static std::string Plain(std::string_view text) {
    std::string store;
    return std::string(Decoded(text, store));
  }

  std::string* Find(std::string_view key) {
    const auto place =
        std::find_if(qualifiers.begin(), qualifiers.end(), [&](const auto& q) { return q.first == key; });
    return place == qualifiers.end() ? nullptr : &place->second;
  }

  // Removes a qualifier and returns its value, "" when there is none.
  std::string Take(std::string_view key) {
    std::string* const value = Find(key);
    if (value == nullptr) return "";
    std::string taken = std::move(*value);
    std::erase_if(qualifiers, [&](const auto& q) { return q.first == key; });
    return taken;
  }
};

// Reports whether a text is like "v2", the end of a Go module's path; there is no v0 and no v1.
bool IsMajor(std::string_view text) {
  return text.size() > 1 && text[0] == 'v' && text[1] != '0' && text != "v1" &&
         std::all_of(text.begin() + 1, text.end(), absl::ascii_isdigit);
}

// Reports whether a version is written as Go itself writes its releases: "go1.21".
bool IsGoRelease(std::string_view version) {
  return version.starts_with("go") && version.size() > 2 && absl::ascii_isdigit(version[2]);
}

// Go: the standard library has two names, and the major version may be in the subpath if the path has none.
void SpellGo(Spelling& purl) {
  if (purl.name_space.empty() && purl.name == "std") purl.name = "stdlib";
  if (purl.name_space.empty() && purl.name == "stdlib" && IsGoRelease(purl.version)) purl.version.erase(0, 2);
  const std::size_t slash = std::min(purl.subpath.find('/'), purl.subpath.size());
  const std::string first = purl.subpath.substr(0, slash);
  if (!IsMajor(first) || IsMajor(purl.name)) return;
  purl.name_space = purl.name_space.empty() ? purl.name : absl::StrCat(purl.name_space, "/", purl.name);
  purl.name = first;
  purl.subpath.erase(0, std::min(slash + 1, purl.subpath.size()));
}

// Gives a distribution its canonical name, and turns os_name with os_version into distro, unless that is another.
void SpellDistro(Spelling& purl) {
  std::string* const distro = purl.Find("distro");
  if (distro != nullptr) *distro = NormalDistro(*distro);
  const std::string* const name = purl.Find("os_name");
  const std::string* const version = purl.Find("os_version");
  if (name == nullptr || version == nullptr) return;
  std::string named = NormalDistro(absl::StrCat(*name, "-", *version));
  if (distro != nullptr && *distro != named) return;
  for (const std::string_view key : {"os_name", "os_version", "distro"}) purl.Take(key);
  purl.qualifiers.emplace_back("distro", std::move(named));
  std::sort(purl.qualifiers.begin(), purl.qualifiers.end());
}

// Maven: without a type, it is a jar.
void SpellType(Spelling& purl) {
  if (purl.Find("type") != nullptr) return;
  purl.qualifiers.emplace_back("type", "jar");
  std::sort(purl.qualifiers.begin(), purl.qualifiers.end());
}

// Images: Docker's own registry has two names, and is the default.
void SpellRegistry(Spelling& purl) {
  std::string* const registry = purl.Find("repository_url");
  if (registry == nullptr) return;
  *registry = std::string(NormalRegistry(*registry));
  if (*registry == "docker.io") purl.Take("repository_url");
}

// Normalises a version by the scheme of the type. It is not known which one a generic package follows.
std::string SpelledVersion(std::string_view type, std::string_view version) {
  return version.empty() || type == "generic" ? std::string(version) : NormalVersion(type, version);
}

// Reports whether a version begins with a number and a colon.
bool HasEpoch(std::string_view version) {
  const std::size_t size = version.size();
  TakeEpoch(version);
  return version.size() != size;
}

// Makes the epoch a part of the version. If the version has another one already, both stay.
void SpellEpoch(Spelling& purl) {
  const std::string* const epoch = purl.Find("epoch");
  if (epoch == nullptr || purl.version.empty() || !std::all_of(epoch->begin(), epoch->end(), absl::ascii_isdigit)) {
    return;
  }
  std::string_view rest = purl.version;
  const std::string_view own = TakeEpoch(rest);
  if (!HasEpoch(purl.version)) {
    purl.version = absl::StrCat(purl.Take("epoch"), ":", purl.version);
  } else if (NormalDigits(own) == NormalDigits(*epoch)) {
    purl.Take("epoch");
  }
}

// Packages of distributions. Beside another epoch in the qualifier a version keeps its own, even 0: without it, it
// would have the other.
void SpellPackage(Spelling& purl) {
  purl.name_space = DistributionSpace(purl.name_space);
  const bool epochs = purl.type == "rpm" || purl.type == "deb";
  if (epochs) SpellEpoch(purl);
  const bool had_epoch = HasEpoch(purl.version);
  purl.version = SpelledVersion(purl.type, purl.version);
  if (epochs && had_epoch && !HasEpoch(purl.version) && purl.Find("epoch") != nullptr) purl.version.insert(0, "0:");
}

// Returns the canonical hash that an image's version is.
absl::StatusOr<std::string> DigestOf(const Spelling& purl) {
  const std::size_t colon = purl.version.find(':');
  if (purl.type != "docker" || colon == std::string::npos) return absl::NotFoundError("no digest");
  return CanonicalHash(std::string_view(purl.version).substr(0, colon),
                       std::string_view(purl.version).substr(colon + 1));
}

void Spell(Spelling& purl) {
  SpellDistro(purl);
  if (IsDistributionType(purl.type)) return SpellPackage(purl);
  if (purl.type == "golang") {
    SpellGo(purl);
  } else if (purl.type == "maven") {
    SpellType(purl);
  } else if (purl.type == "docker" || purl.type == "oci") {
    SpellRegistry(purl);
  }
  if (const absl::StatusOr<std::string> digest = DigestOf(purl); digest.ok()) {
    purl.version = *digest;
  } else {
    purl.version = SpelledVersion(purl.type, purl.version);
  }
}

// Reports whether a purl may have several spellings, apart from the version's. Most have only one.
bool MayDiffer(const Purl& purl) {
  const auto has = [&](std::string_view key) { return !purl.qualifiers.Find(key).empty(); };
  if (has("distro") || has("os_name")) return true;
  if (IsDistributionType(purl.type)) return DistributionSpace(purl.name_space) != purl.name_space || has("epoch");
  if (purl.type == "golang") return !purl.subpath.empty() || purl.name_space.empty();
  if (purl.type == "maven") return !has("type");
  return purl.type == "docker" || (purl.type == "oci" && has("repository_url"));
}

std::string Write(const Spelling& purl, std::string_view identifier) {
  std::vector<PurlQualifier> qualifiers;
  for (const auto& [key, value] : purl.qualifiers) qualifiers.push_back({key, value});
  absl::StatusOr<std::string> text =
      BuildPurl({purl.type, purl.name_space, purl.name, purl.version, qualifiers, purl.subpath});
  return text.ok() ? *std::move(text) : std::string(identifier);
}

}  // namespace

std::string NormalSpelling(std::string_view identifier) {
  if (!identifier.starts_with("pkg:")) return std::string(identifier);
  const std::optional<Purl> purl = ReadCanonicalPurl(identifier);
  if (!purl.has_value()) return std::string(identifier);
  if (!MayDiffer(*purl)) {
    std::string store;
    const std::string_view version = Decoded(purl->version, store);
    if (SpelledVersion(purl->type, version) == version) return std::string(identifier);
  }
  Spelling spelling(*purl);
  Spell(spelling);
  return Write(spelling, identifier);
}

std::string NormalRange(std::string_view range) {
  const std::size_t slash = range.find('/');
  if (!range.starts_with("vers:") || slash == range.npos) return std::string(range);
  const std::string_view scheme = range.substr(5, slash - 5);
  std::string_view rest = range.substr(slash + 1);
  std::string normal(range.substr(0, slash + 1));
  while (!rest.empty()) {
    std::string_view version = CutBefore('|', rest);
    const std::size_t sign = std::min(version.find_first_not_of("<>=!"), version.size());
    std::string store;
    absl::StrAppend(&normal, version.substr(0, sign), NormalVersion(scheme, Decoded(version.substr(sign), store)), "|");
  }
  return normal;
}

}  // namespace vexlens
