#include "tests/support/generated_documents.h"

#include <array>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace vexlens::testing {
namespace {

constexpr std::array<std::string_view, 10> kVulnerabilities = {
    "CVE-2024-0001", "CVE-2024-0002", "CVE-2024-0003", "GHSA-aaaa-aaaa-aaaa", "GHSA-bbbb-bbbb-bbbb",
    "GO-2024-0001",  "GO-2024-0002",  "CVE-2024-0004", "RHSA-2024:1",         "CVE-2024-5"};
constexpr std::array<std::string_view, 7> kProducts = {
    "pkg:npm/left@1.0",     "pkg:npm/left",          "pkg:golang/example.com/go@v1.2.3", "pkg:deb/debian/curl@7.88",
    "pkg:npm/left@1.0?a=b", "pkg:oci/app@sha256:00", "pkg:golang/example.com/go"};
constexpr std::string_view kSerial = "3e671687-395b-41f5-a30f-a58921a69b79";

std::string Quoted(std::string_view text) { return absl::StrCat("\"", text, "\""); }

}  // namespace

// Each draw is a statement of its own: compilers differ in the order in which they evaluate the arguments of a call.

// Mostly prefers small numbers.
std::uint32_t DocumentGenerator::Mostly(std::uint32_t limit) { return Below(1 + Below(limit)); }

std::string DocumentGenerator::Vulnerability() {
  return std::string(kVulnerabilities[Mostly(kVulnerabilities.size())]);
}

std::string DocumentGenerator::Product() {
  if (Below(6) == 0) return absl::StrCat("urn:cdx:", kSerial, "/", 1 + Below(4), "#lib");
  return std::string(kProducts[Mostly(kProducts.size())]);
}

std::string DocumentGenerator::Date() {
  const std::uint32_t hour = Below(24);
  const std::uint32_t day = 1 + Below(28);
  const std::uint32_t month = 1 + Below(8);
  return absl::StrFormat("2024-%02d-%02dT%02d:00:00Z", month, day, hour);
}

Instant DocumentGenerator::AsOf() { return ParseInstant(Date()).value(); }

std::string DocumentGenerator::Author() { return absl::StrCat("https://issuer-", Mostly(6), ".example"); }

std::string DocumentGenerator::Status() {
  constexpr std::array<std::string_view, 4> kStatuses = {"affected", "not_affected", "fixed", "under_investigation"};
  return std::string(kStatuses[Below(kStatuses.size())]);
}

std::string DocumentGenerator::Document() {
  switch (Below(8)) {
    case 0:
    case 1:
      return Csaf();
    case 2:
      return CycloneDx();
    case 3:
      return Bom();
    default:
      return OpenVex();
  }
}

std::string DocumentGenerator::OpenVex() {
  std::vector<std::string> statements;
  for (std::uint32_t i = 0; i <= Below(3); ++i) {
    const std::string status = Status();
    std::string aliases;
    if (Below(2) == 0) aliases = absl::StrCat(R"(,"aliases":[)", Quoted(Vulnerability()), "]");
    std::string extra;
    if (status == "not_affected" && Below(3) != 0) extra = R"(,"justification":"component_not_present")";
    if (status == "affected") extra = R"(,"action_statement":"update")";
    std::string component;
    if (Below(3) == 0) component = absl::StrCat(R"(,"subcomponents":[{"@id":)", Quoted(Product()), "}]");
    const std::string date = Date();
    const std::string product = Product();
    statements.push_back(absl::StrCat(R"({"vulnerability":{"name":)", Quoted(Vulnerability()), aliases,
                                      R"(},"products":[{"@id":)", Quoted(product), component, R"(}],"status":)",
                                      Quoted(status), extra, R"(,"timestamp":)", Quoted(date), "}"));
  }
  const std::string date = Date();
  const std::string author = Author();
  return absl::StrCat(R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://openvex.dev/docs/)", Below(4),
                      R"(","author":)", Quoted(author), R"(,"timestamp":)", Quoted(date),
                      R"(,"version":1,"statements":[)", absl::StrJoin(statements, ","), "]}");
}

std::string DocumentGenerator::Csaf() {
  constexpr std::array<std::string_view, 4> kLists = {"known_affected", "known_not_affected", "fixed",
                                                      "under_investigation"};
  const std::string date = Date();
  std::vector<std::string> vulnerabilities;
  for (std::uint32_t i = 0; i <= Below(2); ++i) {
    const std::string_view list = kLists[Below(kLists.size())];
    vulnerabilities.push_back(
        absl::StrCat(R"({"cve":"CVE-2024-000)", 1 + Below(4), R"(","product_status":{)", Quoted(list), R"(:["P1"]}})"));
  }
  const std::string_view product = kProducts[Below(4)];
  const std::uint32_t version = 1 + Below(4);
  const std::uint32_t id = Below(3);
  return absl::StrCat(
      R"({"document":{"category":"csaf_vex","csaf_version":"2.0","title":"t","publisher":{"category":"vendor","name":"v",)",
      R"("namespace":)", Quoted(Author()), R"(},"tracking":{"id":"VEX-)", id, R"(","status":"final","version":")",
      version, R"(","initial_release_date":)", Quoted(date), R"(,"current_release_date":)", Quoted(date),
      R"(,"revision_history":[]}},"product_tree":{"full_product_names":[{"name":"n","product_id":"P1",)",
      R"("product_identification_helper":{"purl":)", Quoted(product), R"(}}]},"vulnerabilities":[)",
      absl::StrJoin(vulnerabilities, ","), "]}");
}

std::string DocumentGenerator::CycloneDx() {
  constexpr std::array<std::string_view, 4> kStates = {"exploitable", "not_affected", "resolved", "in_triage"};
  const std::string product = Product();
  const std::string_view state = kStates[Below(kStates.size())];
  const std::string vulnerability = Vulnerability();
  const std::string author = Author();
  const std::string date = Date();
  const std::uint32_t version = 1 + Below(3);
  return absl::StrCat(
      R"({"bomFormat":"CycloneDX","specVersion":"1.5","serialNumber":"urn:uuid:00000000-0000-4000-8000-00000000000)",
      Below(3), R"(","version":)", version, R"(,"metadata":{"timestamp":)", Quoted(date), R"(,"authors":[{"name":)",
      Quoted(author), R"(}]},"vulnerabilities":[{"id":)", Quoted(vulnerability), R"(,"analysis":{"state":)",
      Quoted(state), R"(},"affects":[{"ref":)", Quoted(product), "}]}]}");
}

// Bom says what a link stands for; two of them may disagree.
std::string DocumentGenerator::Bom() {
  const std::string_view product = kProducts[Below(8) == 0 ? 2 : 0];
  return absl::StrCat(
      R"({"bomFormat":"CycloneDX","specVersion":"1.5","serialNumber":"urn:uuid:)", kSerial, R"(","version":)",
      1 + Below(4), R"(,"metadata":{"component":{"bom-ref":"root","type":"application","name":"app",)",
      R"("purl":"pkg:oci/app@sha256:00"}},"components":[{"bom-ref":"lib","type":"library","name":"lib","purl":)",
      Quoted(product), "}]}");
}

std::string DocumentGenerator::Directory() {
  constexpr std::array<std::string_view, 5> kTiers = {"authoritative", "trusted", "known", "unknown", "untrusted"};
  std::vector<std::string> issuers;
  for (std::uint32_t i = 0; i < 4; ++i) {
    if (Below(4) == 0) continue;
    std::string names = Quoted(absl::StrCat("https://issuer-", i, ".example"));
    if (i == 3 && Below(2) == 0) names += R"(,"https://issuer-5.example")";
    std::string extra;
    if (Below(5) == 0) extra = R"(,"revoked":"2024-04-01T00:00:00Z")";
    if (Below(5) == 0) extra += R"(,"authority":["pkg:npm/*"])";
    issuers.push_back(absl::StrCat(R"({"id":"issuer-)", i, R"(","names":[)", names, R"(],"tier":)",
                                   Quoted(kTiers[Below(kTiers.size())]), extra, "}"));
  }
  std::string own;
  if (Below(2) == 0) {
    own = R"({"id":"desk","names":["https://issuer-4.example"],"tier":"trusted","operator":true})";
  }
  return absl::StrCat(R"({"issuers":[)", absl::StrJoin(issuers, ","), R"(],"tenants":{"acme":{"issuers":[)", own,
                      "]}}}");
}

std::string DocumentGenerator::Policy() {
  constexpr std::array<std::string_view, 5> kModes = {"weighted_vote", "highest_weight", "authoritative_first",
                                                      "lattice", "most_recent"};
  constexpr std::array<std::string_view, 3> kJoin = {"known", "unknown", "trusted"};
  const bool require = Below(2) == 0;
  const std::uint32_t quorum = 1 + Below(2);
  const std::string_view join = kJoin[Below(kJoin.size())];
  return absl::StrCat(R"({"mode":)", Quoted(kModes[Below(kModes.size())]), R"(,"aliasJoinTier":)", Quoted(join),
                      R"(,"minimumQuorum":)", quorum, R"(,"requireJustificationForNotAffected":)",
                      require ? "true" : "false", "}");
}

}  // namespace vexlens::testing
