#include "tests/consensus/evidence_world.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"

namespace vexlens::testing {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

// ---- who ----

// Listed is an issuer of the directory.
struct Listed {
  std::string_view name;
  std::string_view tier;
  bool has_keys;
  std::string_view authority;  // "" for everywhere
};

constexpr std::array<Listed, 8> kListed = {{
    {"acme", "trusted", true, ""},
    {"distro", "authoritative", true, R"(["cpe:2.3:o:debian:*","pkg:deb/debian/*"])"},
    {"platform", "trusted", true, R"(["cpe:2.3:o:debian:*"])"},
    {"npm-only", "trusted", false, R"(["pkg:npm/*"])"},
    {"lab", "known", false, ""},
    {"doubt", "unknown", false, ""},
    {"rumour", "untrusted", false, ""},
    {"nowhere", "authoritative", false, "[]"},
}};
constexpr std::string_view kOperator = "desk";
constexpr std::array<std::string_view, 3> kStrangers = {"stranger", "passer-by", "nobody"};
constexpr std::array<std::string_view, 5> kTiers = {"untrusted", "unknown", "known", "trusted", "authoritative"};
constexpr std::size_t kSingles = 60;

std::string Single(std::size_t i) { return absl::StrCat("single-", i, "-", kTiers[i % kTiers.size()]); }

bool HasKeys(std::string_view author) {
  return author == kOperator || std::any_of(kListed.begin(), kListed.end(), [&](const Listed& listed) {
           return listed.name == author && listed.has_keys;
         });
}

// ---- what ----

constexpr std::string_view kImage = "sha256:4d1599d977ae58bd4d1599d977ae58bd4d1599d977ae58bd4d1599d977ae58bd";
constexpr std::array<std::string_view, 15> kComponents = {
    "pkg:deb/debian/gear@1.0-1",
    "pkg:deb/debian/gear@1.0-1?distro=debian-12.5",
    "pkg:deb/debian/gear@1.0-1?distro=debian-11.9",
    "pkg:deb/debian/gear",
    "pkg:deb/debian/gear vers:deb/<2.0",
    "pkg:rpm/redhat/cog@1-1?distro=rhel-9.4&rpmmod=tools:2:9040",
    "pkg:rpm/redhat/cog@1-1",
    "pkg:rpm/redhat/cog",
    "pkg:npm/lever@1.0.0",
    "pkg:npm/lever",
    "pkg:npm/lever vers:npm/<2.0.0",
    "pkg:npm/lever vers:npm/*",
    "pkg:oci/web@sha256%3A4d1599d977ae58bd4d1599d977ae58bd4d1599d977ae58bd4d1599d977ae58bd?tag=1",
    "sha256:4d1599d977ae58bd4d1599d977ae58bd4d1599d977ae58bd4d1599d977ae58bd",
    "md5:4d1599d977ae58bd4d1599d977ae58bd",
};
constexpr std::array<std::string_view, 9> kProducts = {
    "pkg:npm/app@1.0.0",
    "pkg:npm/suite@1.0.0",
    "pkg:npm/suite",
    "pkg:npm/kit@1.0.0",
    "cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*",
    "cpe:2.3:o:debian:debian_linux:11:*:*:*:*:*:*:*",
    "cpe:2.3:o:debian:debian_linux:*:*:*:*:*:*:*:*",
    "cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*",
    "cpe:2.3:a:acme:suite:1.0:*:*:*:*:*:*:*",
};
constexpr std::array<std::string_view, 4> kThrough = {
    "pkg:npm/kit@1.0.0",
    "pkg:npm/suite@1.0.0",
    "pkg:rpmmod/redhat/tools@2",
    "cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*",
};
constexpr std::array<std::string_view, 2> kLinks = {"cdx:urn:uuid:11111111-2222-4333-8444-555555555555/1#gear",
                                                    "cdx:urn:uuid:11111111-2222-4333-8444-555555555555/1#app"};
constexpr std::array<std::string_view, 4> kRelationships = {"", "installed_on", "default_component_of",
                                                            "optional_component_of"};
constexpr std::array<std::string_view, 7> kVulnerabilities = {
    "CVE-2024-1000",       "CVE-2024-1000", "CVE-2024-2000",  "CVE-2024-3000",
    "GHSA-2222-3333-4444", "GO-2024-1000",  "RHSA-2024:1000",
};
constexpr std::array<std::string_view, 6> kVersions = {"1", "1.0", "2", "2.0.1", "10", "draft"};
constexpr std::array<std::string_view, 3> kIds = {"A", "B", ""};
constexpr std::array<std::string_view, 3> kLabels = {"vulnerable_code_not_present", "component_not_present", ""};

}  // namespace

Instant EvidenceWorld::AsOf() { return {1'717'200'000 * kSecond}; }  // 2024-06-01T00:00:00Z

std::string EvidenceWorld::Directory() {
  std::string json = R"({"issuers":[)";
  for (const Listed& listed : kListed) {
    absl::StrAppend(&json, R"({"id":")", listed.name, R"(","tier":")", listed.tier, "\"");
    if (!listed.authority.empty()) absl::StrAppend(&json, R"(,"authority":)", listed.authority);
    if (listed.has_keys) {
      absl::StrAppend(&json, R"(,"keys":[{"keyId":"1","algorithm":"ed25519","notBefore":"2015-01-01T00:00:00Z",)",
                      R"("publicKey":"-----BEGIN PUBLIC KEY-----\n)",
                      R"(MCowBQYDK2VwAyEA8sHYS/b0sm6UC5J8YxcSvoLk2Ob+kOrH6Xg55X89v4Y=\n-----END PUBLIC KEY-----\n"}])");
    }
    json += "},";
  }
  for (std::size_t i = 0; i < kSingles; ++i) {
    absl::StrAppend(&json, i == 0 ? "" : ",", R"({"id":")", Single(i), R"(","tier":")", kTiers[i % kTiers.size()],
                    "\"}");
  }
  return absl::StrCat(json, R"(],"tenants":{"default":{"issuers":[{"id":")", kOperator,
                      R"(","tier":"known","operator":true}]}}})");
}

SubjectId EvidenceWorld::SubjectOf(std::string_view key) {
  const std::size_t space = key.find(" vers:");
  const SubjectId whole = evidence_.InternIdentifier(key.substr(0, space)).value();
  return space == key.npos ? whole : evidence_.Narrow(whole, key.substr(space + 1));
}

std::uint32_t EvidenceWorld::NewDocument(WhoSpeaks who, Format format, std::string_view author) {
  TextPool& texts = evidence_.texts();
  std::string name(author);
  if (name.empty()) {
    const bool stranger = who == WhoSpeaks::kStrangers || random_.Chance(who == WhoSpeaks::kCrowd ? 60 : 20);
    const std::string_view listed = random_.Chance(10) ? kOperator : random_.Of(kListed).name;
    name = stranger ? random_.Of(kStrangers) : who == WhoSpeaks::kCrowd ? kListed[random_.Below(3)].name : listed;
  }
  Document document;
  document.tenant = texts.Intern("default");
  document.issuer = texts.Intern(name);
  document.format = format;
  document.id = texts.Intern(random_.Of(kIds));
  document.version = texts.Intern(random_.Of(kVersions));
  document.digest = Sha256(absl::StrCat(count_++));
  // What is undated, after the instant, or one of few instants before it.
  const std::size_t age = random_.Below(14);
  document.updated_at = age == 0   ? Instant{}
                        : age == 1 ? Instant{AsOf().micros + kSecond}
                                   : Instant{AsOf().micros - static_cast<std::int64_t>(age / 2) * 20 * kDay};
  document.withdrawn = who != WhoSpeaks::kEachOnce && random_.Chance(5);
  const bool may_verify = HasKeys(name) && (who == WhoSpeaks::kAnybody);
  const std::size_t signature = random_.Below(100);
  document.signature = may_verify && signature < 65 ? SignatureState::kVerified
                       : signature < 88             ? SignatureState::kMissing
                       : signature < 95             ? SignatureState::kUnverifiable
                                                    : SignatureState::kFailed;
  return evidence_.AddDocument(document).first;
}

void EvidenceWorld::Add(WhoSpeaks who, std::size_t documents) {
  constexpr std::array<Format, 3> kFormats = {Format::kOpenVex, Format::kCsaf, Format::kCycloneDx};
  for (std::size_t i = 0; i < documents; ++i) {
    const bool once = who == WhoSpeaks::kEachOnce;
    const std::uint32_t document = NewDocument(who, random_.Of(kFormats), once ? Single(count_ % kSingles) : "");
    const std::size_t statements = once ? 1 : 1 + random_.Below(4);
    for (std::size_t number = 0; number < statements; ++number) AddStatement(document, number);
  }
  evidence_.ConnectBomLinks();
}

void EvidenceWorld::AddPlaced(std::size_t documents) {
  constexpr std::array<std::string_view, 3> kAuthors = {"lab", "doubt", "npm-only"};
  constexpr std::array<std::string_view, 3> kEnclosing = {"pkg:npm/suite@1.0.0", "pkg:npm/suite", "pkg:npm/kit@1.0.0"};
  constexpr std::array<std::string_view, 4> kEnclosed = {"pkg:npm/lever@1.0.0", "pkg:npm/lever", "pkg:npm/kit@1.0.0",
                                                         "pkg:deb/debian/gear"};
  const bool only_gear = random_.Chance(50);
  for (std::size_t i = 0; i < documents; ++i) {
    Statement statement;
    const std::string_view author = kAuthors[only_gear && random_.Chance(80) ? 0 : random_.Below(kAuthors.size())];
    statement.document = NewDocument(WhoSpeaks::kUnverified, Format::kOpenVex, author);
    statement.updated_at = evidence_.documents()[statement.document].updated_at;
    statement.vulnerability = evidence_.texts().Intern(kVulnerabilities[0]);
    statement.product = SubjectOf(random_.Of(kEnclosing));
    statement.relationship = evidence_.texts().Intern(random_.Of(kRelationships));
    if (random_.Chance(only_gear ? 30 : 5)) {  // one build, in a product that no SBOM has
      statement.product = SubjectOf("pkg:npm/other@1.0.0");
      statement.component = SubjectOf(kComponents[0]);
      statement.relationship = evidence_.texts().Intern("installed_on");
    } else if (random_.Chance(85)) {
      statement.component = SubjectOf(only_gear ? kEnclosed[3] : random_.Of(kEnclosed));
    }
    if (statement.component != 0 && random_.Chance(15)) {
      const SubjectId between = SubjectOf(random_.Of(kThrough));
      statement.through = evidence_.InternThrough({&between, 1});
    }
    const std::size_t status = random_.Below(100);
    statement.status = status < 10   ? VexStatus::kAffected
                       : status < 20 ? VexStatus::kUnderInvestigation
                       : status < 70 ? VexStatus::kNotAffected
                                     : VexStatus::kFixed;
    evidence_.AddStatement(statement);
  }
}

void EvidenceWorld::AddLinked(WhoSpeaks who, std::size_t documents) {
  for (std::size_t i = 0; i < documents; ++i) {
    Statement statement;
    statement.document = NewDocument(who, Format::kOpenVex, "");
    statement.updated_at = evidence_.documents()[statement.document].updated_at;
    statement.vulnerability = evidence_.texts().Intern(kVulnerabilities[0]);
    statement.product = SubjectOf(kLinks[0]);
    statement.status = random_.Chance(70) ? VexStatus::kAffected : VexStatus::kUnderInvestigation;
    evidence_.AddStatement(statement);
  }
  evidence_.ConnectBomLinks();
}

void EvidenceWorld::AddBoms(WhoSpeaks who, std::size_t documents) {
  for (std::size_t i = 0; i < documents; ++i) {
    const std::uint32_t bom = NewDocument(who, Format::kCycloneDx, "");
    for (const std::string_view link : kLinks) {
      if (random_.Chance(30)) continue;
      Evidence::BomElement element;
      element.document = bom;
      element.link = evidence_.texts().Intern(link);
      // Half of them agree.
      const bool usual = random_.Chance(50);
      element.product = SubjectOf(usual ? kProducts[0] : random_.Of(kProducts));
      if (usual || random_.Chance(60)) element.component = SubjectOf(kComponents[usual || random_.Chance(50) ? 0 : 8]);
      if (!usual && element.component != 0 && random_.Chance(40)) {
        const SubjectId between = SubjectOf(random_.Of(kThrough));
        element.through = evidence_.InternThrough({&between, 1});
      }
      evidence_.AddBomElement(element);
    }
  }
  evidence_.ConnectBomLinks();
}

void EvidenceWorld::ChoosePlace(Statement& statement) {
  const std::size_t kind = random_.Below(10);
  if (kind < 4) {
    statement.product = SubjectOf(random_.Of(kComponents));
  } else if (kind == 4) {
    statement.product = SubjectOf(random_.Of(kLinks));
  } else if (kind == 5) {
    statement.product = SubjectOf(random_.Of(kProducts));
  } else {
    statement.product = SubjectOf(random_.Of(kProducts));
    statement.component = SubjectOf(random_.Of(kComponents));
    statement.relationship = evidence_.texts().Intern(random_.Of(kRelationships));
    if (random_.Chance(25)) {
      std::vector<SubjectId> through{SubjectOf(random_.Of(kThrough))};
      if (random_.Chance(20)) through.push_back(SubjectOf(random_.Of(kThrough)));
      statement.through = evidence_.InternThrough(through);
    }
  }
}

void EvidenceWorld::AddStatement(std::uint32_t document, std::size_t number) {
  TextPool& texts = evidence_.texts();
  Statement statement;
  statement.document = document;
  statement.location = evidence_.LocationOf(absl::StrCat("/statements/", number));
  statement.updated_at = evidence_.documents()[document].updated_at;
  if (random_.Chance(10)) statement.updated_at = Instant{};
  statement.vulnerability = texts.Intern(random_.Of(kVulnerabilities));
  std::vector<TextId> aliases;
  for (std::size_t i = random_.Below(4); i > 1; --i) aliases.push_back(texts.Intern(random_.Of(kVulnerabilities)));
  std::erase(aliases, statement.vulnerability);
  statement.aliases = evidence_.InternAliases(std::move(aliases));
  ChoosePlace(statement);
  statement.status = static_cast<VexStatus>(random_.Below(kStatusCount));
  if (statement.status == VexStatus::kNotAffected) statement.justification = texts.Intern(random_.Of(kLabels));
  evidence_.AddStatement(statement);
}

Sbom EvidenceWorld::PlacedSbom() {
  constexpr std::array<std::string_view, 6> kParts = {"pkg:npm/app@1.0.0",   "pkg:npm/suite@1.0.0",
                                                      "pkg:npm/kit@1.0.0",   "pkg:npm/suite@1.0.0",
                                                      "pkg:npm/lever@1.0.0", "pkg:deb/debian/gear@1.0-1"};
  TextPool texts;
  std::vector<SbomComponent> components(kParts.size());
  for (std::size_t i = 0; i < kParts.size(); ++i) components[i].identifiers = {texts.Text(texts.Intern(kParts[i]))};
  std::vector<SbomEdge> edges;
  for (std::uint32_t parent = 0; parent < kParts.size(); ++parent) {
    for (std::uint32_t child = 1; child < kParts.size(); ++child) {
      if (random_.Chance(parent < child ? 45 : 10)) edges.push_back({parent, child});
    }
  }
  return Sbom(std::move(texts), std::move(components), std::move(edges));
}

Sbom EvidenceWorld::AnySbom() {
  constexpr std::array<std::string_view, 3> kRoots = {"pkg:npm/app@1.0.0", "pkg:npm/suite@1.0.0", ""};
  constexpr std::array<std::string_view, 8> kParts = {
      "pkg:npm/suite@1.0.0",
      "pkg:npm/kit@1.0.0",
      "cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*",
      "pkg:deb/debian/gear@1.0-1?distro=debian-12.5",
      "pkg:deb/debian/gear@1.0-1",
      "pkg:rpm/redhat/cog@1-1?distro=rhel-9.4&rpmmod=tools:2:9040",
      "pkg:npm/lever@1.0.0",
      kImage,
  };
  TextPool texts;
  const auto keep = [&](std::string_view text) { return texts.Text(texts.Intern(CanonicalIdentifier(text).value())); };
  std::vector<SbomComponent> components(2 + random_.Below(5));
  for (SbomComponent& component : components) {
    const bool is_root = &component == components.data();
    const std::string_view identifier = is_root ? random_.Of(kRoots) : random_.Of(kParts);
    if (!identifier.empty()) component.identifiers.push_back(keep(identifier));
    if (!is_root && random_.Chance(10)) component.identifiers.push_back(keep(kLinks[0]));
  }
  std::vector<SbomEdge> edges;
  const auto any = [&] { return static_cast<std::uint32_t>(random_.Below(components.size())); };
  for (std::uint32_t child = 1; child < components.size(); ++child) {
    edges.push_back({static_cast<std::uint32_t>(random_.Below(child)), child});
  }
  for (std::size_t i = random_.Below(components.size()); i > 0; --i) edges.push_back({any(), any()});
  std::vector<std::string_view> platforms;
  if (random_.Chance(40)) platforms.push_back(keep("debian-12.5"));
  if (random_.Chance(15)) platforms.push_back(keep("alpine-3.18"));
  return Sbom(std::move(texts), std::move(components), std::move(edges), std::move(platforms));
}

}  // namespace vexlens::testing
