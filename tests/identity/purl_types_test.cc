// What the registered types ask (package-url/purl-spec, types/*-definition.json), type by type.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

enum class Namespace { kOptional, kRequired, kProhibited };
using enum Namespace;

TEST(PurlTypesTest, EveryRegisteredType) {
  // How the type spells "Na_S/Na_M.e@V_1A" and the subpath "Su_B". Four differ from their definitions' members: cpan
  // namespaces are in upper case, PyPI and Dart have characters of their own, and golang's standard library has no
  // namespace. chrome-extension allows none of this and is in the suite.
  const struct {
    std::string_view type;
    Namespace name_space;
    std::string_view path, subpath;
  } kTypes[] = {
      {"alpm", kRequired, "na_s/na_m.e@V_1A", "Su_B"},
      {"apk", kRequired, "na_s/na_m.e@V_1A", "Su_B"},
      {"bazel", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"bitbucket", kRequired, "na_s/na_m.e@V_1A", "Su_B"},
      {"bitnami", kProhibited, "na_m.e@V_1A", "Su_B"},
      {"brew", kOptional, "na_s/na_m.e@V_1A", "Su_B"},
      {"cargo", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"cocoapods", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"composer", kRequired, "na_s/na_m.e@V_1A", "Su_B"},
      {"conan", kOptional, "Na_S/Na_M.e@V_1A", "Su_B"},
      {"conda", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"cpan", kOptional, "NA_S/Na_M.e@V_1A", "Su_B"},
      {"cran", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"deb", kRequired, "na_s/na_m.e@V_1A", "Su_B"},
      {"docker", kOptional, "Na_S/Na_M.e@V_1A", "Su_B"},
      {"gem", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"generic", kOptional, "Na_S/Na_M.e@V_1A", "Su_B"},
      {"git", kRequired, "Na_S/Na_M.e@V_1A", "Su_B"},
      {"github", kRequired, "na_s/na_m.e@V_1A", "Su_B"},
      {"golang", kOptional, "Na_S/Na_M.e@V_1A", "Su_B"},
      {"hackage", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"hex", kOptional, "na_s/na_m.e@V_1A", "Su_B"},
      {"huggingface", kRequired, "Na_S/Na_M.e@v_1a", "Su_B"},
      {"julia", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"luarocks", kOptional, "na_s/na_m.e@V_1A", "Su_B"},
      {"maven", kRequired, "Na_S/Na_M.e@V_1A", "Su_B"},
      {"mlflow", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"npm", kOptional, "Na_S/Na_M.e@V_1A", "Su_B"},
      {"nuget", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"oci", kProhibited, "na_m.e@v_1a", "Su_B"},
      {"opam", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"otp", kProhibited, "na_m.e@V_1A", "su_b"},
      {"pub", kProhibited, "na_m_e@V_1A", "Su_B"},
      {"pypi", kProhibited, "na-m.e@v_1a", "Su_B"},
      {"qpkg", kRequired, "na_s/Na_M.e@V_1A", "Su_B"},
      {"rpm", kRequired, "na_s/Na_M.e@V_1A", "Su_B"},
      {"swid", kOptional, "Na_S/Na_M.e@V_1A", "Su_B"},
      {"swift", kRequired, "Na_S/Na_M.e@V_1A", "Su_B"},
      {"vcpkg", kProhibited, "Na_M.e@V_1A", "Su_B"},
      {"vscode-extension", kRequired, "na_s/na_m.e@v_1a", "Su_B"},
      {"yocto", kOptional, "na_s/Na_M.e@V_1A", "Su_B"},
      {"unheard-of", kOptional, "Na_S/Na_M.e@V_1A", "Su_B"},
  };
  constexpr std::string_view kQualifiers = "?tag_id=A&uuid=B";  // swid and julia cannot be without
  for (const auto& [type, name_space, path, subpath] : kTypes) {
    const auto with = CanonicalPurl(absl::StrCat("pkg:", type, "/Na_S/Na_M.e@V_1A", kQualifiers, "#Su_B"));
    const auto without = CanonicalPurl(absl::StrCat("pkg:", type, "/Na_M.e@V_1A", kQualifiers, "#Su_B"));
    EXPECT_EQ(with.ok(), name_space != kProhibited) << type << ": " << with.status();
    EXPECT_EQ(without.ok(), name_space != kRequired) << type << ": " << without.status();
    const auto& spelled = name_space == kProhibited ? without : with;
    ASSERT_TRUE(spelled.ok()) << type << ": " << spelled.status();
    EXPECT_EQ(*spelled, absl::StrCat("pkg:", type, "/", path, kQualifiers, "#", subpath));
  }
}

TEST(PurlTypesTest, RequiredQualifiers) {
  EXPECT_FALSE(CanonicalPurl("pkg:swid/a?uuid=1").ok());
  EXPECT_FALSE(CanonicalPurl("pkg:julia/a?uuid=").ok());
  EXPECT_TRUE(CanonicalPurl("pkg:julia/a?UUID=1").ok());
}

}  // namespace
}  // namespace vexlens
