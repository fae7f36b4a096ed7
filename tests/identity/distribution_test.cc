// Distributions: their names, and what one release covers.
#include "lib/identity/distribution.h"

#include <string_view>

#include "gtest/gtest.h"
#include "tests/identity/written.h"

namespace vexlens {

using identity::Covers;
using identity::DistributionNamed;
using identity::DistributionSpace;
using identity::DistroCovers;
using identity::NormalDistro;
using identity::Platform;
using identity::PlatformOfCpe;
using identity::PlatformOfDistro;

namespace {

using testing::Written;

TEST(DistributionTest, TheReleaseBeginsAfterTheLastDashThatADigitFollows) {
  const struct {
    std::string_view distro, distribution, release;
  } kCases[] = {
      {"debian-12.13", "debian", "12.13"},
      {"debian", "debian", ""},
      {"redhat-9.4", "rhel", "9.4"},
      {"redhat", "rhel", ""},
      {"opensuse-leap-15.5", "opensuse-leap", "15.5"},
      {"opensuse.leap-15.5", "opensuse-leap", "15.5"},
      {"opensuse-tumbleweed-20240101", "opensuse-tumbleweed", "20240101"},
      {"azure-linux-3.0", "azurelinux", "3.0"},
      {"sles-15-sp5", "sles", "15-sp5"},
      {"debian-bookworm", "debian-bookworm", ""},
      {"acme-os-1-beta", "acme-os", "1-beta"},
      {"acme-", "acme-", ""},
      {"-9", "", "9"},
      {"-", "-", ""},
      {"", "", ""},
  };
  for (const auto& [distro, distribution, release] : kCases) {
    const Platform platform = PlatformOfDistro(distro);
    EXPECT_EQ(platform.distribution, distribution) << distro;
    EXPECT_EQ(platform.release, release) << distro;
  }
}

TEST(DistributionTest, NormalDistroHasTheCanonicalName) {
  EXPECT_EQ(NormalDistro("redhat-9.4"), "rhel-9.4");
  EXPECT_EQ(NormalDistro("alma"), "almalinux");
  EXPECT_EQ(NormalDistro("ol-9"), "oracle-9");
  EXPECT_EQ(NormalDistro("amzn-2023"), "amazon-2023");
  EXPECT_EQ(NormalDistro("leap-15.5"), "opensuse-leap-15.5");
  for (const std::string_view text : {"rhel-9.4", "acme-1", "Debian-12", "bookworm", "-9", "-", ""}) {
    EXPECT_EQ(NormalDistro(text), text);
  }
}

TEST(DistributionTest, NamespacesAndNamesAreListsOfTheirOwn) {
  EXPECT_EQ(DistributionSpace("rhel"), "redhat");
  EXPECT_EQ(DistributionNamed("redhat"), "rhel");
  EXPECT_EQ(DistributionSpace("leap"), "leap") << "no namespace of any distribution";
  EXPECT_EQ(DistributionNamed("leap"), "opensuse-leap");
  EXPECT_EQ(DistributionSpace(""), "");
  EXPECT_EQ(DistributionNamed(""), "");
  EXPECT_EQ(DistributionNamed("acme"), "acme");
}

TEST(DistributionTest, AReleaseCoversWhatBeginsWithItPartByPart) {
  const struct {
    std::string_view wide, named;
    bool covers;
  } kCases[] = {
      {"rhel-9", "rhel-9", true},          {"rhel-9", "rhel-9.4", true},   {"rhel-9", "rhel-9.4.1", true},
      {"rhel", "rhel-9.4", true},          {"rhel", "rhel", true},         {"redhat-9", "rhel-9.4", true},
      {"rhel-9", "rhel-95", false},        {"rhel-9.4", "rhel-9", false},  {"rhel-9.4", "rhel-9.40", false},
      {"rhel-9", "rhel", false},           {"rhel-9", "centos-9", false},  {"rhel", "centos-9", false},
      {"sles-15.5", "sles-15.5", true},    {"sles-15", "sles-15.5", true}, {"sles-15.5", "sles-15.6", false},
      {"debian-12", "debian-12-x", false},
  };
  for (const auto& [wide, named, covers] : kCases) {
    EXPECT_EQ(Covers(PlatformOfDistro(wide), PlatformOfDistro(named)), covers) << wide << " and " << named;
    EXPECT_EQ(DistroCovers("distro", wide, named), covers) << wide << " and " << named;
    EXPECT_FALSE(DistroCovers("os_name", wide, named)) << "only distro has parts";
  }
  EXPECT_FALSE(DistroCovers("distro", "rhel", "")) << "what names none is in none";
  EXPECT_TRUE(DistroCovers("distro", "acme%2Bos-9", "acme%2Bos-9.1"));
  EXPECT_TRUE(DistroCovers("distro", "acme+os-9", "acme%2Bos-9.1")) << "escapes mean nothing";
}

TEST(DistributionTest, ACpeIsAPlatformByItsVendorAndProduct) {
  const struct {
    std::string_view cpe, distribution, release;
  } kCases[] = {
      {"cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*", "rhel", "9"},
      {"cpe:2.3:a:redhat:enterprise_linux:9.4:*:appstream:*:*:*:*:*", "rhel", "9.4"},
      {"cpe:2.3:o:redhat:enterprise_linux:*:*:*:*:*:*:*:*", "rhel", ""},
      {"cpe:2.3:o:redhat:enterprise_linux:*:sp1:*:*:*:*:*:*", "rhel", ""},
      {"cpe:2.3:o:redhat:enterprise_linux:-:*:*:*:*:*:*:*", "rhel", "-"},
      {"cpe:2.3:o:redhat:enterprise_linux:9.*:*:*:*:*:*:*:*", "rhel", "9.*"},
      {"cpe:2.3:o:debian:debian_linux:12:-:*:*:*:*:*:*", "debian", "12"},
      {"cpe:2.3:o:suse:sles:15:sp5:*:*:*:*:*:*", "sles", "15.5"},
      {"cpe:2.3:o:suse:linux_enterprise_server:15:5:*:*:*:*:*:*", "sles", "15.5"},
      {"cpe:2.3:o:suse:sles:15:ga:*:*:*:*:*:*", "sles", "15.ga"},
  };
  for (const auto& [cpe, distribution, release] : kCases) {
    const auto platform = PlatformOfCpe(Written(cpe));
    ASSERT_TRUE(platform.has_value()) << cpe;
    EXPECT_EQ(platform->distribution, distribution) << cpe;
    EXPECT_EQ(platform->release, release) << cpe;
  }
  for (const std::string_view none :
       {"cpe:2.3:o:redhat:*:9:*:*:*:*:*:*:*", "cpe:2.3:o:*:enterprise_linux:9:*:*:*:*:*:*:*",
        "cpe:2.3:a:redhat:openshift:4:*:*:*:*:*:*:*", "cpe:2.3:o:debian:enterprise_linux:9:*:*:*:*:*:*:*",
        "pkg:rpm/redhat/enterprise_linux@9", "rhel-9", ""}) {
    EXPECT_FALSE(PlatformOfCpe(Written(none)).has_value()) << none;
  }
}

}  // namespace
}  // namespace vexlens
