#include "tests/support/generated_evidence.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/support/generated_names.h"

namespace vexlens::testing {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

constexpr Quantiles kDocumentStatements = {1, 3, 12, 42, 106, 662, 4020, 6408};
constexpr Quantiles kImpactLength = {30, 60, 60, 60, 60, 60, 94, 2433};
constexpr Quantiles kActionLength = {8, 8, 12, 20, 20, 98, 241, 354};

// ---- issuers: what they are depends on their number alone ----

bool Listed(std::size_t issuer) { return issuer % 4 != 3; }

std::string IssuerName(std::size_t issuer) { return absl::StrCat("https://issuer-", issuer, ".example.com"); }
std::string IssuerAlias(std::size_t issuer) { return absl::StrCat("Bureau ", issuer, " für Wörter <vex@example.com>"); }

std::string IssuerJson(std::size_t issuer, std::string_view extra) {
  constexpr std::array<std::string_view, 5> kTiers = {"trusted", "authoritative", "known", "unknown", "untrusted"};
  constexpr std::array<std::string_view, 4> kAuthorities = {R"(["pkg:golang/*","pkg:docker/dhi/*"])",
                                                            R"(["cpe:2.3:o:redhat:*","pkg:rpm/redhat/*"])",
                                                            R"(["pkg:npm/*"])", "[]"};
  std::string json =
      absl::StrCat(R"({"id":"issuer-)", issuer, R"(","names":[")", IssuerName(issuer), R"("],"aliases":[")",
                   IssuerAlias(issuer), R"("],"tier":")", kTiers[issuer % 5], "\"");
  if (issuer % 3 == 0) absl::StrAppend(&json, R"(,"authority":)", kAuthorities[issuer / 3 % 4]);
  if (issuer % 7 == 5) absl::StrAppend(&json, R"(,"weight":0.65)");
  if (issuer % 6 == 1) {
    absl::StrAppend(&json, R"(,"keys":[{"keyId":"key-)", issuer,
                    R"(","algorithm":"ed25519","publicKey":"-----BEGIN PUBLIC KEY-----\n)",
                    R"(MCowBQYDK2VwAyEA8sHYS/b0sm6UC5J8YxcSvoLk2Ob+kOrH6Xg55X89v4Y=\n-----END PUBLIC KEY-----\n",)",
                    R"("notBefore":"2020-01-01T00:00:00Z","notAfter":"2030-01-01T00:00:00Z"}])");
  }
  if (issuer % 9 == 8) absl::StrAppend(&json, R"(,"revoked":"2024-03-01T00:00:00Z")");
  return absl::StrCat(json, extra, "}");
}

// ---- the generator ----

// Place is a component and all that encloses it.
struct Place {
  std::string_view product;
  std::string_view component;
  std::string_view through;
  std::string_view relationship;
};

constexpr std::string_view kRhel9 = "cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*";
constexpr std::string_view kDebian12 = "cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*";
constexpr std::string_view kStrongDigest = "sha256:4d1599d977ae58bd4d1599d977ae58bd4d1599d977ae58bd4d1599d977ae58bd";
constexpr std::array<Place, 12> kPlaces = {{
    {kRhel9, "pkg:rpm/redhat/cog@1-1", "", "default_component_of"},
    {kRhel9, "pkg:rpm/redhat/cog@1-1", "pkg:rpmmod/redhat/tools@2", "default_component_of"},
    {kRhel9, "pkg:rpm/redhat/cog", "pkg:rpmmod/redhat/tools@2", "default_component_of"},
    {kRhel9, "pkg:rpm/redhat/cog@1-1?distro=rhel-9.4&rpmmod=tools:2:9040", "", "installed_on"},
    {kDebian12, "pkg:deb/debian/cog", "", "installed_on"},
    {kDebian12, "pkg:deb/debian/cog@1-1?distro=debian-12.5", "", ""},
    {"pkg:docker/dhi/cog", "pkg:deb/debian/cog@1-1", "", "installed_with"},
    {"pkg:docker/dhi/cog", "pkg:npm/lever@1.0.0", "pkg:npm/kit@1.0.0", "installed_with"},
    {"pkg:docker/dhi/cog", "pkg:npm/lever@1.0.0", "", "installed_with"},
    {"pkg:docker/dhi/cog", "md5:4d1599d977ae58bd4d1599d977ae58bd", "", "installed_with"},
    {"pkg:docker/dhi/cog", kStrongDigest, "", "installed_on"},
    {"pkg:deb/debian/cog@1-1?distro=debian-12.5", "", "", ""},
}};

// Vulnerability is one class of identifiers, the primary one first.
struct Vulnerability {
  std::vector<TextId> ids;
};

// Made is a document with the statements that it got.
struct Made {
  std::size_t issuer;
  std::size_t tenant;
  std::size_t edition;
  Document document;
  std::vector<std::uint32_t> statements;
};

class Generator {
 public:
  explicit Generator(const GeneratorOptions& options) : options_(options), random_(options.seed) {
    MakeVulnerabilities(options.statements / 160 + 3);
    Targets targets(options.statements / 2000 + 3, random_, evidence_);
    for (std::size_t i = 0; i < options.statements / 5 + 12; ++i) targets_.push_back(targets.Next());
    for (std::size_t i = 0; i < options.statements / 100 + 4; ++i) {
      impacts_.push_back(Intern(Sentence(Drawn(kImpactLength, random_), random_)));
      actions_.push_back(Intern(Sentence(Drawn(kActionLength, random_), random_)));
    }
  }

  Evidence Run() {
    while (evidence_.statements().size() < options_.statements) {
      const Made* previous = made_.empty() || !random_.Chance(15) ? nullptr : &made_[random_.Below(made_.size())];
      if (previous != nullptr && previous->document.format != Format::kOpenVex) {
        AddEdition(Made(*previous));
      } else {
        AddFresh();
      }
    }
    return std::move(evidence_);
  }

 private:
  TextId Intern(std::string_view text) { return evidence_.texts().Intern(text); }

  void MakeVulnerabilities(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      Vulnerability vulnerability;
      if (i % 10 != 9) vulnerability.ids.push_back(Intern(absl::StrCat("CVE-2024-", 10'000 + i)));
      // One in fifty claims its neighbour's id: ambiguous when the tiers are equal.
      const std::size_t number = 1'000 + i + (i % 50 == 6 ? 1 : 0);
      if (i % 5 < 3 || i % 10 == 9) vulnerability.ids.push_back(Intern(absl::StrCat("GO-2024-", number)));
      if (i % 2 == 1) vulnerability.ids.push_back(Intern(absl::StrFormat("GHSA-%04x-gq2r-xv8c", 0x2000 + i)));
      vulnerabilities_.push_back(std::move(vulnerability));
    }
  }

  Document NewDocument(std::size_t issuer, std::size_t tenant) {
    constexpr std::array<Format, 8> kFormats = {Format::kOpenVex, Format::kOpenVex,  Format::kOpenVex,
                                                Format::kOpenVex, Format::kOpenVex,  Format::kCsaf,
                                                Format::kCsaf,    Format::kCycloneDx};
    Document document;
    document.tenant = Intern(tenant == 0 ? "default" : "acme");
    document.issuer = Intern(random_.Chance(80) ? IssuerName(issuer) : IssuerAlias(issuer));
    document.format = kFormats[issuer % kFormats.size()];
    // Real OpenVEX feeds give one id to many documents.
    document.id = document.format == Format::kOpenVex
                      ? Intern(absl::StrCat("https://openvex.dev/docs/public/vex-", random_.Below(8)))
                      : Intern(absl::StrCat("VEX-2024-", 1'000 + made_.size()));
    document.version = Intern("1");
    return document;
  }

  // Stamp gives a document what differs from one to the next: digest, date, signature.
  void Stamp(Document& document, std::size_t issuer, Instant not_before) {
    document.digest = Sha256(absl::StrCat(options_.seed, "/", made_.size()));
    const std::size_t kind = random_.Below(100);
    document.updated_at = {GeneratedAsOf().micros - static_cast<std::int64_t>(random_.Skewed(730)) * kDay -
                           static_cast<std::int64_t>(random_.Below(86'400)) * kSecond};
    document.updated_at = std::max(document.updated_at, not_before);
    if (kind == 0) document.updated_at = Instant{};
    if (kind == 1) document.updated_at = {GeneratedAsOf().micros + kDay};
    document.withdrawn = random_.Chance(2);
    const std::size_t signature = random_.Below(100);
    document.signature = signature < 35   ? SignatureState::kVerified
                         : signature < 85 ? SignatureState::kMissing
                         : signature < 95 ? SignatureState::kUnverifiable
                                          : SignatureState::kFailed;
    const bool is_signed = document.signature != SignatureState::kMissing;
    document.key_id = is_signed ? Intern(absl::StrCat("key-", issuer)) : 0;
    document.signature_reason = document.signature == SignatureState::kFailed ? Intern("wrong signature") : 0;
  }

  Made& Begin(std::size_t issuer, std::size_t tenant, Document document, std::size_t edition) {
    made_.push_back({issuer, tenant, edition, document, {}});
    current_ = evidence_.AddDocument(document).first;
    return made_.back();
  }

  void AddFresh() {
    const bool by_operator = random_.Chance(10);
    const std::size_t others = options_.issuers - 1;
    const std::size_t issuer = by_operator          ? others
                               : random_.Chance(50) ? random_.Skewed(others)
                                                    : random_.Below(others);
    const std::size_t tenant = random_.Below(options_.tenants);
    Document document = NewDocument(issuer, tenant);
    Stamp(document, issuer, by_operator ? Instant{GeneratedAsOf().micros - 30 * kDay} : Instant{});
    Made& made = Begin(issuer, tenant, document, 1);
    const std::size_t most = by_operator ? 6 : options_.statements / 40 + 5;
    const std::size_t count = std::min(Drawn(kDocumentStatements, random_), most);
    for (std::size_t i = 0; i < count && !Full(); ++i) AddStatement(made);
  }

  // AddEdition restates most of a document, a tenth of it with another status; not always under a newer version.
  void AddEdition(const Made& previous) {
    Document document = previous.document;
    const std::size_t kind = random_.Below(20);
    const std::size_t edition = previous.edition + (kind < 17 ? 1 : 0);
    document.version = kind == 19 ? Intern("draft") : Intern(absl::StrCat(edition, kind % 2 == 0 ? "" : ".0.0"));
    Stamp(document, previous.issuer, document.updated_at);
    Made& made = Begin(previous.issuer, previous.tenant, document, edition);
    for (const std::uint32_t i : previous.statements) {
      if (Full()) return;
      if (random_.Chance(20)) continue;
      Statement statement = evidence_.statements()[i];
      if (random_.Chance(10)) statement.status = OtherStatus(statement.status);
      Add(made, statement);
    }
  }

  bool Full() const { return evidence_.statements().size() >= options_.statements; }

  VexStatus OtherStatus(VexStatus status) {
    const std::size_t step = 1 + random_.Below(kStatusCount - 1);
    return static_cast<VexStatus>((static_cast<std::size_t>(status) + step) % kStatusCount);
  }

  void AddStatement(Made& made) {
    Statement statement;
    // An operator seldom speaks but about what others said.
    const std::size_t kind = random_.Below(made.issuer + 1 == options_.issuers ? 8 : 100);
    const Made& other = made_[random_.Below(made_.size())];
    const bool contradicts = kind < 7 && other.issuer != made.issuer;
    const bool repeats = contradicts || (kind < 10 && other.issuer == made.issuer);
    if (repeats && other.tenant == made.tenant && !other.statements.empty()) {
      statement = evidence_.statements()[other.statements[random_.Below(other.statements.size())]];
      if (contradicts || random_.Chance(30)) statement.status = OtherStatus(statement.status);
    } else {
      const std::size_t status = random_.Below(100);
      statement.status = status < 70   ? VexStatus::kNotAffected
                         : status < 90 ? VexStatus::kFixed
                         : status < 95 ? VexStatus::kAffected
                                       : VexStatus::kUnderInvestigation;
      const Target& target = targets_[random_.Below(targets_.size())];
      statement.product = target.product;
      statement.component = target.component;
      statement.relationship = target.relationship;
      if (options_.places && random_.Chance(20)) ChoosePlace(statement);
      NameVulnerability(statement);
    }
    Explain(statement);
    Add(made, statement);
  }

  void ChoosePlace(Statement& statement) {
    const Place& place = random_.Of(kPlaces);
    const auto subject_of = [&](std::string_view text) {
      return text.empty() ? SubjectId{0} : evidence_.InternIdentifier(text).value();
    };
    statement.product = subject_of(place.product);
    statement.component = subject_of(place.component);
    statement.relationship = Intern(place.relationship);
    const SubjectId through = subject_of(place.through);
    if (through != 0) statement.through = evidence_.InternThrough({&through, 1});
  }

  void NameVulnerability(Statement& statement) {
    const Vulnerability& vulnerability = vulnerabilities_[random_.Skewed(vulnerabilities_.size())];
    const std::size_t name = random_.Chance(90) ? 0 : random_.Below(vulnerability.ids.size());
    statement.vulnerability = vulnerability.ids[name];
    std::vector<TextId> aliases;
    if (random_.Chance(70)) aliases = vulnerability.ids;
    std::erase(aliases, statement.vulnerability);
    const std::size_t odd = random_.Below(200);
    if (odd < 2) aliases.push_back(Intern(absl::StrCat("SUSE-SU-2024:", 1'000 + random_.Below(20), "-1")));
    if (odd == 2) aliases.push_back(vulnerabilities_[random_.Below(vulnerabilities_.size())].ids[0]);
    std::erase(aliases, statement.vulnerability);
    statement.aliases = evidence_.InternAliases(std::move(aliases));
  }

  // Explain says why, as far as issuers do.
  void Explain(Statement& statement) {
    statement.justification = statement.justification_raw = statement.impact = statement.action = 0;
    if (statement.status == VexStatus::kNotAffected) {
      const std::size_t label = random_.Below(100);
      if (label < 96) {
        statement.justification = Intern(label < 55   ? "vulnerable_code_not_present"
                                         : label < 92 ? "vulnerable_code_not_in_execute_path"
                                         : label < 94 ? "vulnerable_code_cannot_be_controlled_by_adversary"
                                         : label < 95 ? "inline_mitigations_already_exist"
                                                      : "component_not_present");
      }
      statement.justification_raw = statement.justification;
      if (random_.Chance(70)) statement.impact = impacts_[random_.Skewed(impacts_.size())];
    } else if (statement.status == VexStatus::kAffected) {
      statement.action = actions_[random_.Skewed(actions_.size())];
    }
  }

  void Add(Made& made, Statement statement) {
    statement.document = current_;
    statement.location = evidence_.LocationOf(LocationText(made));
    statement.updated_at = made.document.updated_at;
    if (statement.updated_at.dated() && random_.Chance(20)) {
      statement.updated_at.micros -= static_cast<std::int64_t>(random_.Below(30)) * kDay;
    }
    if (random_.Below(200) == 0) statement.updated_at = {GeneratedAsOf().micros + kSecond};
    statement.issued_at = statement.updated_at;
    made.statements.push_back(static_cast<std::uint32_t>(evidence_.statements().size()));
    evidence_.AddStatement(statement);
  }

  static std::string LocationText(const Made& made) {
    const std::size_t number = made.statements.size();
    switch (made.document.format) {
      case Format::kOpenVex:
        return absl::StrCat("/statements/", number / 2, "/products/0/subcomponents/", number % 2);
      case Format::kCsaf:
        return absl::StrCat("/vulnerabilities/", number / 30, "/product_status/fixed/", number % 30);
      case Format::kCycloneDx:
        return absl::StrCat("/vulnerabilities/", number / 3, "/affects/", number % 3);
    }
    return "";
  }

  GeneratorOptions options_;
  Random random_;
  Evidence evidence_;
  std::vector<Vulnerability> vulnerabilities_;
  std::vector<Target> targets_;
  std::vector<TextId> impacts_;
  std::vector<TextId> actions_;
  std::vector<Made> made_;
  std::uint32_t current_ = 0;
};

}  // namespace

Evidence GenerateEvidence(const GeneratorOptions& options) { return Generator(options).Run(); }

std::string GenerateDirectory(const GeneratorOptions& options) {
  std::string json = "{\"issuers\":[";
  std::string_view comma = "";
  for (std::size_t i = 0; i + 1 < options.issuers; ++i) {
    if (!Listed(i)) continue;
    absl::StrAppend(&json, comma, IssuerJson(i, ""));
    comma = ",";
  }
  const std::string by_operator = IssuerJson(options.issuers - 1, R"(,"operator":true)");
  absl::StrAppend(&json, R"(],"tenants":{"default":{"issuers":[)", by_operator);
  if (options.issuers > 2) {
    absl::StrAppend(&json, R"(,{"id":"issuer-0","names":[")", IssuerName(0), R"("],"tier":"known"})");
  }
  return absl::StrCat(json, "]}}}");
}

Instant GeneratedAsOf() { return {1'735'689'600 * kSecond}; }  // 2025-01-01T00:00:00Z

}  // namespace vexlens::testing
