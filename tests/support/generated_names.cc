#include "tests/support/generated_names.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace vexlens::testing {
namespace {

constexpr Quantiles kPercents = {0, 10, 25, 50, 75, 90, 99, 100};
constexpr Quantiles kProductLength = {21, 33, 39, 45, 56, 71, 111, 152};
constexpr Quantiles kModuleLength = {15, 25, 25, 26, 35, 38, 48, 94};
constexpr Quantiles kPackageLength = {19, 24, 26, 28, 30, 76, 84, 97};
constexpr Quantiles kRpmLength = {29, 56, 62, 68, 74, 115, 280, 312};

constexpr std::array<std::string_view, 16> kSyllables = {"al", "bri", "cor", "da", "el",  "fa", "gri", "hon",
                                                         "is", "ku",  "lo",  "mi", "net", "op", "ra",  "sys"};

}  // namespace

std::size_t Drawn(const Quantiles& quantiles, Random& random) {
  const std::size_t at = random.Below(10'000);
  std::size_t i = 1;
  while (kPercents[i] * 100 <= at) ++i;
  const std::size_t offset = at - kPercents[i - 1] * 100;
  return quantiles[i - 1] + (quantiles[i] - quantiles[i - 1]) * offset / ((kPercents[i] - kPercents[i - 1]) * 100);
}

std::string Word(std::size_t length, Random& random) {
  std::string word;
  while (word.size() < length) word += random.Of(kSyllables);
  return word;
}

std::string Sentence(std::size_t length, Random& random) {
  std::string text = "The \"vulnerable\" function";
  while (text.size() < length) absl::StrAppend(&text, " ", Word(2 + random.Below(8), random));
  text.resize(length);
  return text;
}

Targets::Targets(std::size_t count, Random& random, Evidence& evidence) : random_(random), evidence_(evidence) {
  for (std::size_t i = 0; i < count; ++i) {
    repositories_.push_back(Padded("pkg:golang/github.com/", kProductLength, 7));
    modules_.push_back(Padded("pkg:golang/golang.org/x/", kModuleLength, 8));
    packages_.push_back(Padded("pkg:deb/debian/", kPackageLength, 0));
    rpms_.push_back(Padded("pkg:rpm/redhat/", kRpmLength, 30));
  }
}

Target Targets::Next() {
  const std::size_t shape = random_.Below(100);
  if (shape < 46) return Module();
  if (shape < 68) return Image();
  if (shape < 92) return Rpm();
  if (shape < 97) return Range();
  if (shape < 98) return Cpe();
  if (shape < 99) return {SubjectOf(DigestText(Sha256(OneOf(repositories_)))), 0, 0};
  return {SubjectOf(absl::StrCat("https://products.example.com/", Word(6, random_))), 0, 0};
}

// Padded is a name that has such a length once `tail` more letters follow.
std::string Targets::Padded(std::string_view prefix, const Quantiles& length, std::size_t tail) {
  const std::size_t rest = prefix.size() + tail;
  return absl::StrCat(prefix, Word(std::max(Drawn(length, random_), rest + 3) - rest, random_));
}

std::string Targets::Version() {
  std::string version = absl::StrCat(1 + random_.Skewed(3));
  absl::StrAppend(&version, ".", random_.Skewed(12));
  absl::StrAppend(&version, ".", random_.Skewed(3));
  return version;
}

Target Targets::Module() {
  std::string repository = OneOf(repositories_);
  if (random_.Chance(94)) absl::StrAppend(&repository, "@v", Version());
  const SubjectId product = SubjectOf(repository);
  if (random_.Chance(3)) return {product, 0, 0};
  std::string module = OneOf(modules_);
  if (random_.Chance(97)) absl::StrAppend(&module, "@v0.", random_.Below(60), ".0");
  return {product, SubjectOf(module), 0};
}

Target Targets::Image() {
  std::string package = OneOf(packages_);
  if (random_.Chance(15)) absl::StrAppend(&package, "@", Version());
  if (random_.Chance(10)) absl::StrAppend(&package, "?arch=amd64");
  if (random_.Chance(33)) return {SubjectOf(package), 0, 0};
  const SubjectId image = SubjectOf(absl::StrCat("pkg:docker/dhi/", OneOf(packages_).substr(15)));
  return {image, SubjectOf(package), 0};
}

Target Targets::Rpm() {
  constexpr std::array<std::string_view, 4> kArchitectures = {"aarch64", "ppc64le", "s390x", "x86_64"};
  constexpr std::array<std::string_view, 3> kStreams = {"appstream", "baseos", "nfv"};
  std::string rpm = OneOf(rpms_);
  absl::StrAppend(&rpm, "@", Version());
  absl::StrAppend(&rpm, "-", 1 + random_.Below(9), ".el9_4");
  if (random_.Chance(90)) absl::StrAppend(&rpm, "?arch=", random_.Of(kArchitectures));
  std::string platform = "cpe:2.3:o:redhat:enterprise_linux:";
  absl::StrAppend(&platform, 7 + random_.Below(4));
  absl::StrAppend(&platform, ":*:", random_.Of(kStreams), ":*:*:*:*:*");
  return {SubjectOf(platform), SubjectOf(rpm), evidence_.texts().Intern("default_component_of")};
}

Target Targets::Range() {
  std::string package = absl::StrCat("pkg:npm/", OneOf(modules_).substr(24));
  if (random_.Chance(40)) return {SubjectOf(absl::StrCat(package, "@", Version())), 0, 0};
  const std::string range = absl::StrCat("vers:npm/>=1.0.0|<", 2 + random_.Below(4), ".1.0");
  return {evidence_.Narrow(SubjectOf(package), CanonicalRange(range).value()), 0, 0};
}

// Cpe is seldom open: one that is speaks about every platform.
Target Targets::Cpe() {
  const std::size_t shape = random_.Below(20);
  if (shape == 0) return {SubjectOf("cpe:2.3:o:redhat:*:*:*:*:*:*:*:*:*"), 0, 0};
  if (shape == 1) return {SubjectOf("cpe:2.3:o:redhat:enterprise_linux:*:*:*:*:*:*:*:*"), 0, 0};
  const std::string name = OneOf(rpms_).substr(15);
  return {SubjectOf(absl::StrCat("cpe:2.3:a:redhat:", name, ":", Version(), ":*:*:*:*:*:*:*")), 0, 0};
}

}  // namespace vexlens::testing
