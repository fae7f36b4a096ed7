#include "tests/identity/version_patterns.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"

namespace vexlens::testing {
namespace {

constexpr std::string_view kNumbers[] = {"0", "1", "2", "3", "9", "10", "11", "99", "100", "2024"};
constexpr std::string_view kLargeNumbers[] = {"65536", "20240101", "4294967296", "9007199254740991"};
constexpr std::string_view kHugeNumbers[] = {"9007199254740993", "18446744073709551616",
                                             "123456789012345678901234567890"};

constexpr std::string_view kSemver =
    "[|||v]%.%.%[|||-%|-alpha|-alpha.%|-rc.%|-0|-a-b|-x.%.y|--|-A.a|-%a|-rc.%.%][|||+build|+%]";

// A pattern keeps to what its reference takes, and to where that is an order; see the comments at the orders.
constexpr struct {
  std::string_view scheme, pattern;
} kPatterns[] = {
    {"alpine",
     "#[.#|][.#|.0#|][|||a|b|z][|||_alpha#|_beta|_pre#|_rc#|_p#|_git#|_cvs|_hg#|_svn#|_rc#_p#][||~a1f|~0][|||-r#]"},
    {"alpm", "[|||0:|1:|10:]#[.#|][.#|][|||a|b#|rc#|.b|+r#+gabc|_#|..#|.0#|.a#.b]-[1|2|#|#.#]"},
    {"composer",
     "[|||v]$[.%|][.%|][.%|][|||-dev|-alpha|-beta%|-RC%|RC%|.beta.%|-patch%|pl%|-p%|a%|b|-stable|_rc1|-beta%.%|"
     "-alpha%-dev|-rc-dev|.dev|-][|||+build]"},
    {"conan", "[#|#|a|cci.#][.#|][.#|][.0|.0.0||][|||.a|.b#|a|b#|-#|-pre#|-alpha.#|-][|||+b#|+b.#|+#]"},
    {"datetime",
     "[1999|2000|2024|9999]-[01|02|12]-[01|09|28]T[00|23]:[00|59]:[00|59|60][|.0|.5|.50|.123|.1230000000000001]"
     "[Z|+00:00|-00:00|+05:30|-23:59]"},
    {"deb",
     "[|||0:|1:|12:]#[.#|][.#|][|||a|b|rc#|~rc#|+dfsg|~~|~|+git#|.0#|-#|+really#.#|.+]"
     "[|||-#|-#ubuntu#.#|-0+deb12u#|-#~bpo#+#|-#.#|-1~|-00]"},
    {"gem", "#[.#|][.#|][.0|.0.0||][|||.a|.pre#|.rc.#|.beta#|.#a#|-#|-rc#|.A|.pre-x|.0.a.0][|||.#|.0]"},
    {"generic", "#[.#|][.#|][.0|.00||]"},
    {"gentoo", "#[.#|][.#|.0#|.00][|||a|b|z][|||_alpha#|_beta|_pre#|_rc#|_p#|_p|_rc#_p#|_p#_alpha][|||-r#|-r0]"},
    {"intdot", "#[.#|][.#|][||.|-rc1|.x]"},
    {"lexicographic", "[a|b|B|#|]#[|z|~|-]"},
    {"maven",
     "#[.#|][.#|][.0|.0.0||][|||-#|-alpha-#|-beta#|-rc#|-RC#|-SNAPSHOT|-M#|.Final|-sp|-sp#|-jre|-android|a#|b#|m#|"
     "-x#|.GA|-rc-#-SNAPSHOT|-20240101.120000-#|.RELEASE|-cr#|-#-#|rc]"},
    {"nuget", "%[.%|][.%|][.%|.0|][|||-alpha|-ALPHA|-beta.%|-rc.%.x|-%|-Beta2][|||+meta|+%]"},
    {"openssl", "[0.9|1.0|1.1|3|#].#[.#|][|||a|b|z|za|zg][|||-dev|-alpha#|-beta#|-pre#]"},
    {"pypi",
     "[|||||1!|v]#[.#|][.#|][.0|.0.0||][|||a#|.b#|-rc#|c|_alpha_#|preview#|.pre.#|RC#]"
     "[|||.post#|-#|.rev|-r#|post][|||.dev#|dev|-dev_#][|||+local|+#.a|+a-#|+abc.0#|+Ubuntu_#]"},
    {"rpm", "[|||0:|1:|10:]#[.#|][.#|][|||a|b#|~rc#|^git#|^|~|~~|_#|+#|..#|.0#|^#~pre|a..b]-#[.el#|.fc#|.#|~#|]"},
};

}  // namespace

std::string_view VersionPattern(std::string_view scheme) {
  if (scheme == "apk") scheme = "alpine";
  if (scheme == "ebuild") scheme = "gentoo";
  for (const auto& [name, pattern] : kPatterns) {
    if (name == scheme) return pattern;
  }
  return kSemver;
}

std::string VersionGenerator::Next() {
  choices_.clear();
  return Replayed();
}

std::pair<std::string, std::string> VersionGenerator::NextPair() {
  std::string first = Next();
  if (random_() % 4 == 0) return {std::move(first), Next()};
  if (!choices_.empty()) choices_[random_() % choices_.size()] = random_();
  return {std::move(first), Replayed()};
}

std::string VersionGenerator::Replayed() {
  made_ = 0;
  std::string version;
  Append(pattern_, version);
  return version;
}

std::size_t VersionGenerator::Choose(std::size_t count) {
  if (made_ == choices_.size()) choices_.push_back(random_());
  return choices_[made_++] % count;
}

void VersionGenerator::Append(std::string_view pattern, std::string& out) {
  while (!pattern.empty()) {
    const char c = pattern.front();
    pattern.remove_prefix(1);
    if (c == '[') {
      const std::size_t end = pattern.find(']');
      const std::vector<std::string_view> alternatives = absl::StrSplit(pattern.substr(0, end), '|');
      Append(alternatives[Choose(alternatives.size())], out);
      pattern.remove_prefix(end + 1);
    } else if (c == '#' && Choose(12) == 0) {
      out += kHugeNumbers[Choose(std::size(kHugeNumbers))];
    } else if ((c == '#' || c == '%') && Choose(8) == 0) {
      out += kLargeNumbers[Choose(std::size(kLargeNumbers))];
    } else if (c == '#' || c == '%' || c == '$') {
      out += kNumbers[Choose(std::size(kNumbers))];
    } else {
      out += c;
    }
  }
}

}  // namespace vexlens::testing
