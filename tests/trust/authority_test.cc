#include "vexlens/support/authority.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace vexlens {
namespace {

std::string Error(std::string_view text) {
  const absl::StatusOr<AuthorityPattern> pattern = AuthorityPattern::Parse(text);
  return pattern.ok() ? "" : std::string(pattern.status().message());
}

bool Covers(std::string_view pattern, std::string_view product) {
  const absl::StatusOr<AuthorityPattern> read = AuthorityPattern::Parse(pattern);
  EXPECT_TRUE(read.ok()) << pattern << ": " << read.status();
  EXPECT_EQ(read->text(), pattern);
  const absl::StatusOr<std::string> identifier = CanonicalIdentifier(product);
  EXPECT_TRUE(identifier.ok()) << product << ": " << identifier.status();
  return read->Covers(ParseSubject(*identifier, ""));
}

TEST(AuthorityTest, ALiteralIsAProductInAnyVersionAndWithAnyQualifiers) {
  for (const char* product : {"pkg:oci/trivy", "pkg:oci/trivy@1", "pkg:oci/trivy@1?arch=amd64", "pkg:oci/trivy#x"}) {
    EXPECT_TRUE(Covers("pkg:oci/trivy", product)) << product;
    EXPECT_TRUE(Covers("pkg:oci/trivy@2", product)) << product;
  }
  for (const char* product : {"pkg:oci/trivy-db", "pkg:oci/triv", "pkg:docker/trivy", "pkg:docker/oci/trivy"}) {
    EXPECT_FALSE(Covers("pkg:oci/trivy", product)) << product;
  }
  const std::string web = "cpe:2.3:a:acme:web:*:*:*:*:*:*:*:*";
  EXPECT_TRUE(Covers(web, "cpe:2.3:a:acme:web:1.0:u1:*:*:*:*:*:*"));
  EXPECT_TRUE(Covers("cpe:/a:acme:web", "cpe:2.3:a:acme:web:1.0:u1:*:*:*:*:*:*"));
  EXPECT_FALSE(Covers(web, "cpe:2.3:a:acme:webs:*:*:*:*:*:*:*:*"));
  const std::string digest = "sha256:" + std::string(64, 'a');
  EXPECT_TRUE(Covers(digest, digest));
  EXPECT_FALSE(Covers(digest, "sha256:" + std::string(64, 'b')));
  EXPECT_TRUE(Covers("an opaque name?", "an opaque name?"));
  EXPECT_FALSE(Covers("an opaque name?", "an opaque name"));
  EXPECT_TRUE(Covers("r.example/web", "r.example/web@" + digest));
  EXPECT_FALSE(Covers("r.example/web", "r.example/webs@" + digest));
  EXPECT_FALSE(Covers("r.example/web", "r.example/web@1"));
}

TEST(AuthorityTest, APrefixEndsInAStarAfterASeparator) {
  EXPECT_TRUE(Covers("pkg:npm/%40acme/*", "pkg:npm/%40acme/gateway@4.2.0"));
  EXPECT_FALSE(Covers("pkg:npm/%40acme/*", "pkg:npm/%40acmer/gateway"));
  EXPECT_FALSE(Covers("pkg:golang/example.com/acme/*", "pkg:golang/example.com/acme"));
  EXPECT_TRUE(Covers("pkg:generic/acme%2F*", "pkg:generic/acme%2Fweb@1"));
  EXPECT_FALSE(Covers("pkg:generic/acme%2F*", "pkg:generic/acme/web"));
  EXPECT_TRUE(Covers("pkg:rpm/*", "pkg:rpm/redhat/curl@8"));
  EXPECT_TRUE(Covers("pkg:julia/*", "pkg:julia/Dates?uuid=ade2ca70-3891-5945-98fb-dc099432e06a"));
  EXPECT_TRUE(Covers("pkg:*", "pkg:rpm/redhat/curl@8"));
  EXPECT_FALSE(Covers("pkg:*", "cpe:2.3:a:acme:web:1:*:*:*:*:*:*:*"));
  EXPECT_TRUE(Covers("cpe:2.3:a:acme:*", "cpe:2.3:a:acme:web:1:*:*:*:*:*:*:*"));
  EXPECT_FALSE(Covers("cpe:2.3:a:acme:*", "cpe:2.3:a:acmes:web:1:*:*:*:*:*:*:*"));
  EXPECT_TRUE(Covers("https://acme.example/*", "https://acme.example/product/7"));
  EXPECT_FALSE(Covers("https://acme.example/*", "https://acme.example.org/product/7"));
}

TEST(AuthorityTest, PurlsAndCpesAreTakenInAnySpelling) {
  EXPECT_TRUE(Covers("pkg:npm/@acme/*", "pkg:npm/%40acme/gateway@4.2.0"));
  EXPECT_TRUE(Covers("PKG:NPM/@acme/gateway", "pkg:npm/%40acme/gateway@4.2.0"));
  EXPECT_TRUE(Covers("pkg:generic/acme%2f*", "pkg:generic/acme%2Fweb"));
  EXPECT_TRUE(Covers("pkg:github/Acme/*", "pkg:github/acme/web"));
  EXPECT_TRUE(Covers("pkg:RPM/*", "pkg:rpm/redhat/curl"));
  EXPECT_TRUE(Covers("cpe:2.3:a:Acme:*", "cpe:2.3:a:acme:web:1:*:*:*:*:*:*:*"));
}

TEST(AuthorityTest, ConditionsAreAboutQualifiers) {
  const std::string registry = "pkg:oci/*?repository_url=registry.example.com/*";
  EXPECT_TRUE(Covers(registry, "pkg:oci/web@sha256%3Aab?repository_url=registry.example.com%2Fteam%2Fweb"));
  EXPECT_TRUE(Covers(registry, "pkg:oci/web?arch=amd64&repository_url=registry.example.com/web#sub"));
  EXPECT_FALSE(Covers(registry, "pkg:oci/web?repository_url=registry.example.com.evil.org/web"));
  EXPECT_FALSE(Covers(registry, "pkg:oci/web?tag=registry.example.com/web"));
  EXPECT_FALSE(Covers(registry, "pkg:oci/web"));
  EXPECT_FALSE(Covers(registry, "pkg:oci/web#repository_url=registry.example.com/web"));
  EXPECT_FALSE(Covers(registry, "pkg:docker/web?repository_url=registry.example.com/web"));
  EXPECT_TRUE(Covers("pkg:oci/*?repository_url=registry.example.com%2F*",
                     "pkg:oci/web?repository_url=registry.example.com/web"));
  EXPECT_TRUE(Covers("pkg:maven/org.widget/core?type=jar", "pkg:maven/org.widget/core@3.0.7?type=jar"));
  EXPECT_FALSE(Covers("pkg:maven/org.widget/core?type=jar", "pkg:maven/org.widget/core@3.0.7?type=jars"));
  const std::string two = "pkg:rpm/acme/*?ARCH=x86_64&distro=acme-9";
  EXPECT_TRUE(Covers(two, "pkg:rpm/acme/curl@8?arch=x86_64&distro=acme-9&epoch=1"));
  EXPECT_FALSE(Covers(two, "pkg:rpm/acme/curl@8?arch=x86_64"));
  EXPECT_TRUE(Covers("pkg:julia/Dates?uuid=u-1", "pkg:julia/Dates@1?uuid=u-1"));
}

TEST(AuthorityTest, ARepositoryIsTheSameWithASlashAtItsEnd) {
  for (const char* pattern : {"pkg:oci/*?repository_url=r.example", "pkg:oci/*?repository_url=r.example/"}) {
    EXPECT_TRUE(Covers(pattern, "pkg:oci/web?repository_url=r.example")) << pattern;
    EXPECT_TRUE(Covers(pattern, "pkg:oci/web?repository_url=r.example/")) << pattern;
    EXPECT_FALSE(Covers(pattern, "pkg:oci/web?repository_url=r.example.org/web")) << pattern;
  }
  EXPECT_FALSE(Covers("pkg:oci/*?repository_url=r.example", "pkg:oci/web?repository_url=r.example/web"));
  EXPECT_FALSE(Covers("pkg:oci/*?repository_url=r.example/*", "pkg:oci/web?repository_url=r.example/"));
  EXPECT_FALSE(Covers("pkg:oci/*?vcs_url=r.example", "pkg:oci/web?vcs_url=r.example/"));
}

// A product's other spellings are asked for one by one, a pattern's are its own.
TEST(AuthorityTest, APatternIsMeantInItsNormalSpellingToo) {
  EXPECT_TRUE(Covers("pkg:rpm/rhel/*", "pkg:rpm/redhat/curl@8"));
  EXPECT_TRUE(Covers("pkg:rpm/rhel/*", "pkg:rpm/rhel/curl@8"));
  EXPECT_TRUE(Covers("pkg:rpm/rhel/curl", "pkg:rpm/redhat/curl@8"));
  EXPECT_FALSE(Covers("pkg:rpm/rhel/*", "pkg:rpm/suse/curl@8"));
  EXPECT_TRUE(Covers("pkg:golang/std", "pkg:golang/stdlib@1.22.0"));
  EXPECT_TRUE(Covers("pkg:rpm/redhat/*?distro=redhat-9", "pkg:rpm/redhat/curl@8?distro=rhel-9"));
  EXPECT_FALSE(Covers("pkg:rpm/redhat/*?distro=redhat-9", "pkg:rpm/redhat/curl@8?distro=rhel-9.4"));
}

TEST(AuthorityTest, ADefaultCountsAsWritten) {
  EXPECT_TRUE(Covers("pkg:maven/org.widget/core?type=jar", "pkg:maven/org.widget/core@3.0.7"));
  EXPECT_FALSE(Covers("pkg:maven/org.widget/core?type=war", "pkg:maven/org.widget/core@3.0.7"));
  EXPECT_FALSE(Covers("pkg:npm/core?type=jar", "pkg:npm/core@3.0.7"));
  const std::string docker = "pkg:docker/acme/*?repository_url=docker.io";
  EXPECT_TRUE(Covers(docker, "pkg:docker/acme/web@1"));
  EXPECT_TRUE(Covers(docker, "pkg:docker/acme/web@1?repository_url=index.docker.io"));
  EXPECT_FALSE(Covers(docker, "pkg:docker/acme/web@1?repository_url=ghcr.io"));
  EXPECT_TRUE(Covers("pkg:oci/*?repository_url=docker.io", "pkg:oci/web@1"));
  EXPECT_FALSE(Covers("pkg:oci/*?repository_url=docker.io/*", "pkg:oci/web@1"));
}

TEST(AuthorityTest, DockersRegistryHasTwoNames) {
  for (const char* pattern :
       {"pkg:oci/*?repository_url=docker.io/acme/*", "pkg:oci/*?repository_url=index.docker.io/acme/*"}) {
    EXPECT_TRUE(Covers(pattern, "pkg:oci/web?repository_url=docker.io/acme/web")) << pattern;
    EXPECT_TRUE(Covers(pattern, "pkg:oci/web?repository_url=index.docker.io/acme/web")) << pattern;
    EXPECT_FALSE(Covers(pattern, "pkg:oci/web?repository_url=docker.io/acmes/web")) << pattern;
    EXPECT_FALSE(Covers(pattern, "pkg:oci/web?repository_url=index.docker.iox/acme/web")) << pattern;
  }
}

TEST(AuthorityTest, ErrorsSayWhatIsWrong) {
  const std::string star = "a * stands only at the end, after /, %2F or :";
  for (const char* pattern : {"*", "pkg:npm/*/a", "pkg:npm/ac*", "pkg:npm/a@1/*", "pkg:npm/a@*", "cpe:2.3:a:*:web",
                              "cpe:2.3:a:acme*", "an*opaque"}) {
    EXPECT_EQ(Error(pattern), star) << pattern;
  }
  EXPECT_EQ(Error(""), "empty");
  EXPECT_EQ(Error("pkg:oci/*?repository=r.example/*"), "\"repository\" is not a qualifier of purls");
  EXPECT_EQ(Error("pkg:oci/*?"), "\"\" is not a qualifier of purls");
  EXPECT_EQ(Error("pkg:oci/*?tag="), "tag has no value");
  EXPECT_EQ(Error("pkg:oci/*?tag=1&Tag=2"), "tag stands twice");
  EXPECT_EQ(Error("pkg:oci/*?tag=1*"), "in tag, a * stands only at the end, after /");
  EXPECT_EQ(Error("pkg:oci/*?repository_url=*/web"), "in repository_url, a * stands only at the end, after /");
  EXPECT_EQ(Error("pkg:golang/example.com/a#sub"), "a pattern has no subpath");
  EXPECT_EQ(Error("cpe:/a:acme:*"), "a prefix of CPEs begins with cpe:2.3:");
  for (const char* pattern : {"pkg:npm", "pkg:npm/a@%zz", "cpe:2.3:a:acme", "sha256:12", "pkg:oci/team/*"}) {
    EXPECT_NE(Error(pattern), "") << pattern;
  }
}

}  // namespace
}  // namespace vexlens
