// The starter directory beside what public publishers really say: their own products lie inside their authority, other
// people's do not.
#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/corpora.h"
#include "vexlens/purl.h"
#include "vexlens/reader.h"
#include "vexlens/trust.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;

// Publisher is whose feed is looked at. What is its own: an identifier in whose name, namespace or qualifiers one of
// its marks stands, without escapes and in lower case. That is wider than any pattern, so that what the directory
// forgets shows. Versions do not count: k8s.io/kubelet@v1.32.4-k3s1 is built by Rancher, the module is that of
// Kubernetes.
struct Publisher {
  std::string_view id;
  std::vector<std::string_view> marks;
};

const std::array<Publisher, 4>& Publishers() {
  static const auto* const publishers = new std::array<Publisher, 4>{{
      {"aqua", {"aquasec"}},
      {"docker", {"dhi"}},
      {"rancher",
       {"rancher", "k3s", "rke2", "longhorn", "harvester", "neuvector", "kubewarden", "stackvista", "stackstate",
        "suse-observability"}},
      {"redhat", {"redhat", "red_hat", "rhel"}},
  }};
  return *publishers;
}

Evidence ReadAll(const std::vector<std::string_view>& folders) {
  Evidence evidence;
  for (const std::string_view folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(testing::CorporaFolder() / folder)) {
      if (entry.is_regular_file()) ReadDocument(testing::ReadBytes(entry.path()), ReadOptions(), evidence);
    }
  }
  return evidence;
}

bool IsOwn(const Publisher& publisher, const Subject& subject) {
  std::string store;
  const std::string text = absl::StrCat(subject.base, "?", subject.qualifiers);
  const std::string name = absl::AsciiStrToLower(DecodePurl(text, store));
  return std::any_of(publisher.marks.begin(), publisher.marks.end(),
                     [&](std::string_view mark) { return absl::StrContains(name, mark); });
}

// Returns where something comes from: its registry and account, its namespace, or the vendor of its CPE.
std::string OriginOf(const Subject& subject) {
  const auto parts = [](std::string_view text, char separator, int count) {
    std::size_t end = 0;
    while (count-- > 0 && end != text.npos) end = text.find(separator, end + 1);
    return std::string(text.substr(0, end));
  };
  if (subject.kind == IdentifierKind::kCpe) return parts(subject.base, ':', 4);
  if (subject.kind != IdentifierKind::kPurl) return parts(subject.identifier, '/', 3);
  std::string store;
  const std::string_view registry = DecodePurl(QualifierValue(subject.qualifiers, "repository_url"), store);
  const std::string_view type = subject.base.substr(0, subject.base.find('/'));
  if (!registry.empty()) return absl::StrCat(type, " from ", parts(registry, '/', 2));
  return parts(DecodePurl(subject.base, store), '/', type == "pkg:golang" ? 3 : 2);
}

// Count is how many statements name what is a publisher's own, and where what lies outside comes from.
struct Count {
  std::size_t own = 0;
  std::size_t own_inside = 0;
  std::size_t foreign_inside = 0;
  std::map<std::string, std::size_t> own_outside;
  std::map<std::string, std::size_t> foreign;

  void Add(const Publisher& publisher, const Issuer& issuer, const Subject& subject) {
    const bool inside = issuer.HasAuthorityOver({&subject, 1});
    if (IsOwn(publisher, subject)) {
      ++own;
      own_inside += inside;
      if (!inside) ++own_outside[OriginOf(subject)];
    } else {
      foreign_inside += inside;
      if (!inside) ++foreign[OriginOf(subject)];
    }
  }
};

// Counts are those of products, and of components inside them.
struct Counts {
  Count products;
  Count components;
};

Counts CountOwn(const Evidence& evidence, const Publisher& publisher) {
  const IssuerDirectory& starter = IssuerDirectory::Starter();
  const StatementTable& table = evidence.table();
  Counts counts;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Document& document = evidence.documents()[table.occasion(i).document];
    const Issuer* const issuer = starter.Find("", evidence.Text(document.issuer));
    if (issuer == nullptr || issuer->id != publisher.id) continue;
    counts.products.Add(publisher, *issuer, evidence.ParsedSubject(table.product(i)));
    if (table.component(i) == 0) continue;
    counts.components.Add(publisher, *issuer, evidence.ParsedSubject(table.component(i)));
  }
  return counts;
}

void Print(std::string_view title, const std::map<std::string, std::size_t>& origins) {
  std::vector<std::pair<std::size_t, std::string_view>> sorted;
  std::size_t sum = 0;
  for (const auto& [origin, statements] : origins) {
    sorted.emplace_back(statements, origin);
    sum += statements;
  }
  std::sort(sorted.rbegin(), sorted.rend());
  std::cout << "  " << title << ": " << sum << "\n";
  for (const auto& [statements, origin] : sorted) std::cout << "    " << statements << "  " << origin << "\n";
}

void ExpectInside(const Publisher& publisher, std::string_view what, const Count& count) {
  std::cout << publisher.id << ", " << what << ": " << count.own_inside << " of " << count.own
            << " statements about its own lie inside its authority\n";
  Print("its own, outside", count.own_outside);
  Print("not its own, outside", count.foreign);
  EXPECT_GE(count.own_inside * 100, count.own * 99) << publisher.id << ", " << what;
  EXPECT_EQ(count.foreign_inside, 0U) << publisher.id << ", " << what;
}

// What lies outside is right to. Docker is no authority over the packages of Debian and Alpine that it puts into its
// images, nor Rancher over the modules of Kubernetes and etcd or the images of SUSE that it ships, nor Aqua over what
// its scanner is tested with, nor Red Hat over jars that are not from its repository. An image without a registry, as
// some of Rancher's, could be anybody's.
TEST(StarterCorpusTest, WhatPublishersMakeLiesInsideTheirAuthority) {
  VEXLENS_NEEDS_CORPORA();
  const Evidence evidence = ReadAll({"openvex", "csaf/redhat"});
  for (const Publisher& publisher : Publishers()) {
    const Counts counts = CountOwn(evidence, publisher);
    ExpectInside(publisher, "products", counts.products);
    ExpectInside(publisher, "components", counts.components);
    EXPECT_GT(counts.products.own, 0U) << publisher.id;
  }
}

// Authors of examples and tests, and documents that name nobody.
constexpr std::array<std::string_view, 17> kNobody = {
    "Acme, Inc.",
    "Acme, Inc. // deprecated",
    "Alice Example",
    "Example Author",
    "John Doe",
    "Samantha Wright",
    "The OpenVEX Project",
    "The OpenVEX Project (openvex@openssf.org)",
    "The OpenVEX Project <openvex@openssf.org>",
    "Unknown Author",
    "Wolfi J Inkinson",
    "https://csaf.io",
    "https://csaf.io/translator",
    "https://github.com/secvisogram",
    "https://psirt.example.com",
    "mailto:openvex@openssf.org",
    "unknown",
};

TEST(StarterCorpusTest, EveryPublisherIsListed) {
  VEXLENS_NEEDS_CORPORA();
  const Evidence evidence = ReadAll({"openvex", "csaf", "cyclonedx"});
  std::map<std::string, std::size_t> unlisted;
  for (const Document& document : evidence.documents()) {
    const std::string_view name = evidence.Text(document.issuer);
    if (std::find(kNobody.begin(), kNobody.end(), name) != kNobody.end()) continue;
    if (IssuerDirectory::Starter().Find("", name) == nullptr) ++unlisted[std::string(name)];
  }
  Print("documents of unlisted publishers", unlisted);
  EXPECT_TRUE(unlisted.empty());
}

}  // namespace
}  // namespace vexlens
