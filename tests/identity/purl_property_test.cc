// What holds for every purl, on random ones.
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "vexlens/identity.h"
#include "vexlens/purl.h"

namespace vexlens {
namespace {

// RandomText makes texts purls out of pieces that matter to some rule, with a type among those that have any.
class RandomText {
 public:
  std::string Next() {
    constexpr std::string_view kPieces[] = {"/",
                                            "@",
                                            "?",
                                            "#",
                                            "&",
                                            "=",
                                            "%41",
                                            "%2f",
                                            "%2F",
                                            "%25",
                                            "a",
                                            "B",
                                            "1",
                                            ".",
                                            "_",
                                            "-",
                                            ":",
                                            "+",
                                            " ",
                                            "..",
                                            "~",
                                            "a=",
                                            "/x",
                                            "%C3%A9",
                                            "?k=v",
                                            "&u_2=",
                                            "\xC3\xA9",
                                            "databricks",
                                            "repository_url="};
    constexpr std::string_view kTypes[] = {"npm", "deb", "pypi",   "pub", "Generic", "cpan",
                                           "oci", "git", "mlflow", "x.y", "otp",     "huggingface"};
    std::string text = absl::StrCat("pkg:", kTypes[random_() % std::size(kTypes)], "/n");
    for (auto left = random_() % 12; left > 0; --left) text += kPieces[random_() % std::size(kPieces)];
    return text;
  }

 private:
  std::mt19937 random_{1};
};

std::vector<PurlQualifier> Decoded(const PurlQualifiers& qualifiers, std::vector<std::string>& store) {
  std::vector<PurlQualifier> decoded;
  store.assign(std::distance(qualifiers.begin(), qualifiers.end()), "");
  for (const auto [key, value] : qualifiers) decoded.push_back({key, DecodePurl(value, store[decoded.size()])});
  return decoded;
}

absl::StatusOr<std::string> Rebuilt(const Purl& purl) {
  std::string stores[4];
  std::vector<std::string> values;
  const std::vector<PurlQualifier> qualifiers = Decoded(purl.qualifiers, values);
  return BuildPurl({.type = purl.type,
                    .name_space = DecodePurl(purl.name_space, stores[0]),
                    .name = DecodePurl(purl.name, stores[1]),
                    .version = DecodePurl(purl.version, stores[2]),
                    .qualifiers = qualifiers,
                    .subpath = DecodePurl(purl.subpath, stores[3])});
}

TEST(PurlPropertyTest, TheCanonicalFormIsTheOneThatParsesInPlace) {
  RandomText texts;
  int accepted = 0, canonical_already = 0;
  std::string store, other_store;
  for (int round = 0; round < 100'000; ++round) {
    const std::string text = texts.Next();
    const auto once = CanonicalPurl(text);
    const auto strict = ParsePurl(text, store);
    if (!once.ok()) {
      ASSERT_FALSE(strict.ok()) << text;
      continue;
    }
    ++accepted;
    ASSERT_EQ(*CanonicalPurl(*once), *once) << text;
    const auto purl = ParsePurl(*once, other_store);
    ASSERT_TRUE(purl.ok()) << text << " -> " << *once << ": " << purl.status();
    ASSERT_EQ(purl->text.data(), once->data()) << text << " -> " << *once;
    if (strict.ok()) {
      const bool in_place = strict->text.data() == text.data();
      ASSERT_EQ(in_place, *once == text) << text;
      ASSERT_EQ(strict->text, *once) << text;
      canonical_already += in_place;
    }
    const auto rebuilt = Rebuilt(*purl);
    ASSERT_TRUE(rebuilt.ok()) << *once << ": " << rebuilt.status();
    ASSERT_EQ(*rebuilt, *once);
  }
  EXPECT_GT(accepted, 10'000);
  EXPECT_GT(canonical_already, 1'000);
}

TEST(PurlPropertyTest, SubjectsSeeTheSameComponents) {
  RandomText texts;
  std::string store;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = texts.Next();
    const auto purl = ParsePurl(text, store);
    if (!purl.ok()) continue;
    const Subject subject = ParseSubject(purl->text, "");
    ASSERT_EQ(subject.version, purl->version) << purl->text;
    const std::string subpath = purl->subpath.empty() ? "" : absl::StrCat("#", purl->subpath);
    ASSERT_EQ(subject.qualifiers, absl::StrCat(purl->qualifiers.text(), subpath)) << purl->text;
    ASSERT_TRUE(absl::EndsWith(subject.base, absl::StrCat("/", purl->name))) << purl->text;
  }
}

// RandomOctets makes components: any octets, the reserved and the multi-byte among them more often.
class RandomOctets {
 public:
  std::string Next(bool slashes) {
    constexpr std::string_view kReserved = "%/@?#&=:+ .\xE2\x82\xAC";
    std::string octets;
    for (auto left = 1 + random_() % 8; left > 0; --left) {
      const char c = random_() % 2 == 0 ? kReserved[random_() % kReserved.size()] : static_cast<char>(random_() % 256);
      octets += c == '/' && !slashes ? 'x' : c;
    }
    return octets;
  }
  // Path is up to three segments, none of them special in a subpath.
  std::string Path() {
    std::string path;
    for (auto left = random_() % 4; left > 0; --left) absl::StrAppend(&path, path.empty() ? "" : "/", "s", Next(false));
    return path;
  }
  bool Coin() { return random_() % 2 == 0; }

 private:
  std::mt19937 random_{2};
};

TEST(PurlPropertyTest, WhatIsBuiltParsesIntoItsParts) {
  RandomOctets octets;
  std::string store;
  for (int round = 0; round < 20'000; ++round) {
    const std::string name_space = octets.Path(), name = octets.Next(true), subpath = octets.Path();
    const std::string version = octets.Coin() ? octets.Next(true) : "", value = octets.Next(true);
    std::vector<PurlQualifier> qualifiers;
    for (const std::string_view key : {"a", "a.b", "a_b"}) {
      if (octets.Coin()) qualifiers.push_back({key, value});
    }
    const auto text = BuildPurl({"generic", name_space, name, version, qualifiers, subpath});
    ASSERT_TRUE(text.ok()) << text.status();
    const auto purl = ParsePurl(*text, store);
    ASSERT_TRUE(purl.ok()) << *text << ": " << purl.status();
    ASSERT_EQ(purl->text.data(), text->data()) << *text;
    ASSERT_EQ(DecodePurl(purl->name_space, store), name_space) << *text;
    ASSERT_EQ(DecodePurl(purl->name, store), name) << *text;
    ASSERT_EQ(DecodePurl(purl->version, store), version) << *text;
    ASSERT_EQ(DecodePurl(purl->subpath, store), subpath) << *text;
    std::vector<std::string> values;
    ASSERT_EQ(Decoded(purl->qualifiers, values), qualifiers) << *text;
  }
}

}  // namespace
}  // namespace vexlens
