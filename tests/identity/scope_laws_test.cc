// Laws of the relation between statements and keys, on generated ones.
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/identity/written.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

using testing::Written;

constexpr std::string_view kSha256 = "sha256:00000000000000000000000000000000000000000000000000000000000000aa";
constexpr std::string_view kMd5 = "md5:000000000000000000000000000000aa";

// What statements and keys are about: few names, so that they meet often.
constexpr std::string_view kProducts[] = {
    "pkg:npm/widget",
    "pkg:npm/widget@1.2.0",
    "pkg:npm/widget@v1.2",
    "pkg:npm/widget vers:npm/>=1.0.0|<2.0.0",
    "pkg:npm/widget vers:npm/*",
    "pkg:npm/widget vers:npm/!=1.2.0",
    "cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*",
    "cpe:2.3:a:acme:web:*:*:*:*:*:*:*:*",
    "cpe:2.3:a:*:web:1.0:*:*:*:*:*:*:*",
    "cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*",
    "cpe:2.3:o:redhat:enterprise_linux:9.4:*:*:*:*:*:*:*",
    "cpe:2.3:o:redhat:enterprise_linux:8:*:*:*:*:*:*:*",
    "cpe:2.3:a:redhat:enterprise_linux:*:*:*:*:*:*:*:*",
    "cpe:2.3:o:suse:sles:15:sp5:*:*:*:*:*:*",
    "pkg:rpmmod/redhat/widgets@2:8090",
    "pkg:rpmmod/redhat/widgets@3",
    "pkg:oci/web@sha256%3A00000000000000000000000000000000000000000000000000000000000000aa?tag=1",
    "pkg:oci/shop@sha256:00000000000000000000000000000000000000000000000000000000000000aa",
    "registry.example.net/web@sha256:00000000000000000000000000000000000000000000000000000000000000aa",
    "registry.example.net/web",
    kSha256,
    kMd5,
    "registry.example.net/web@md5:000000000000000000000000000000aa",
    "csaf:https://acme.example/2026-1#web",
};
constexpr std::string_view kComponents[] = {
    "pkg:rpm/redhat/curl",
    "pkg:rpm/redhat/curl@8.0-1",
    "pkg:rpm/rhel/curl@0:8.0-1",
    "pkg:rpm/redhat/curl@8.0-1?epoch=1",
    "pkg:rpm/redhat/curl@1:8.0-1?epoch=1&distro=redhat-9",
    "pkg:rpm/redhat/curl@8.0-1?distro=rhel-9.4",
    "pkg:rpm/redhat/curl@8.0-1?distro=rhel-9.4&rpmmod=widgets:2:8090",
    "pkg:rpm/redhat/curl@8.0-1?os_name=redhat&os_version=8",
    "pkg:rpm/redhat/curl vers:rpm/>=1:7.0|<1:9.0",
    "pkg:rpm/redhat/curl vers:rpm/>=7.0|<9.0",
    "pkg:rpm/redhat/curl@8.0-1?distro=sles-15.5",
    "pkg:npm/widget@1.2.0",
    "pkg:npm/gear@3.0.0",
    "pkg:npm/gear",
    "pkg:maven/org.example/kit@1.0?type=jar",
    "pkg:maven/org.example/kit@1.0.0",
    "pkg:deb/debian/curl@8.0-1?epoch=1",
    "pkg:deb/debian/curl@1:8.0-1",
    "pkg:deb/debian/curl vers:deb/<1:9.0|>=2:0",
    "pkg:golang/stdlib@go1.21.0",
    "pkg:golang/std@1.21",
    "pkg:golang/stdlib vers:golang/<1.22",
    kSha256,
    kMd5,
    "pkg:oci/web@sha256:00000000000000000000000000000000000000000000000000000000000000aa",
    "registry.example.net/web@sha256:00000000000000000000000000000000000000000000000000000000000000aa",
};
constexpr std::string_view kRelationships[] = {"", "default_component_of", "installed_on", "optional_component_of"};

// Said is a statement as text, so that it can be written otherwise.
struct Said {
  std::string product, component;
  std::vector<std::string> through;
  std::string_view relationship;
  unsigned silenced = 0;  // what the speaker has no say over: a bit for each identifier, by hash

  // As calls `visit` with the statement's assertion.
  template <typename Visit>
  auto As(std::string_view status, bool crowd, Visit visit) const {
    std::vector<Written> texts = {Written(product), Written(component)};
    Assertion assertion;
    assertion.scope = {texts[0], texts[1]};
    for (const std::string& each : through) texts.push_back(Written(each));
    for (std::size_t i = 2; i < texts.size(); ++i) assertion.through.push_back(texts[i]);
    assertion.relationship = relationship;
    assertion.clears = status == "not_affected" || status == "fixed";
    assertion.fixed = status == "fixed";
    assertion.crowd = crowd;
    assertion.say = [this](const Subject& subject) {
      return (silenced >> (std::hash<std::string_view>()(subject.spelling) % 32) & 1U) == 0;
    };
    return visit(assertion);
  }
};

struct Key {
  std::string product, component;
};

int Level(const Said& said, std::string_view status, const Key& key, bool crowd = false) {
  const Written product(key.product), component(key.component);
  return said.As(status, crowd, [&](const Assertion& a) { return ScopeLevel(a, {product, component}); });
}

NearMiss Why(const Said& said, std::string_view status, const Key& key, bool crowd = false) {
  const Written product(key.product), component(key.component);
  return said.As(status, crowd, [&](const Assertion& a) { return WhyNot(a, {product, component}); });
}

std::string Text(const Said& said, const Key& key) {
  std::string text = absl::StrCat(said.component, " in ", said.product);
  for (const std::string& each : said.through) absl::StrAppend(&text, " through ", each);
  return absl::StrCat(text, " (", said.relationship, ") about ", key.component, " in ", key.product);
}

class ScopeLawsTest : public ::testing::Test {
 protected:
  template <typename Check>
  void ForGenerated(Check check) {
    for (int round = 0; round < 20'000 && !HasFailure(); ++round) {
      const Said said = NextSaid();
      const Key key = NextKey(said);
      SCOPED_TRACE(Text(said, key));
      check(said, key);
    }
  }

  std::mt19937 random_{5};

 private:
  template <std::size_t size>
  std::string Any(const std::string_view (&of)[size]) {
    return std::string(of[random_() % size]);
  }

  Said NextSaid() {
    Said said;
    said.product = Any(kProducts);
    if (random_() % 4 != 0) said.component = Any(kComponents);
    if (said.component.empty() && random_() % 2 == 0) said.product = Any(kComponents);
    for (auto left = said.component.empty() ? 0 : random_() % 3; left > 0; --left)
      said.through.push_back(Any(kProducts));
    if (!said.component.empty()) said.relationship = kRelationships[random_() % std::size(kRelationships)];
    if (random_() % 2 == 0) said.silenced = static_cast<unsigned>(random_());
    return said;
  }

  // NextKey is often about what the statement is about.
  Key NextKey(const Said& said) {
    if (random_() % 3 == 0) return {random_() % 2 == 0 ? Any(kProducts) : Any(kComponents), ""};
    Key key = {Any(kProducts), Any(kComponents)};
    if (random_() % 3 == 0) key.product = said.product;
    if (random_() % 3 == 0) key.component = said.component;
    return key;
  }
};

TEST_F(ScopeLawsTest, AnAllClearNeverReachesFartherThanAWarning) {
  int cleared = 0, held_back = 0;
  ForGenerated([&](const Said& said, const Key& key) {
    const int warning = Level(said, "affected", key);
    for (const std::string_view status : {"not_affected", "fixed"}) {
      const int level = Level(said, status, key);
      if (level != 0) {
        EXPECT_NE(warning, 0) << status;
        EXPECT_LE(warning, level) << status;
      }
      cleared += level != 0;
      held_back += level == 0 && warning != 0;
    }
  });
  EXPECT_GT(cleared, 1'000);
  EXPECT_GT(held_back, 1'000);
}

TEST_F(ScopeLawsTest, AWarningNeedsNothingButItsPlaceInTheTable) {
  int heard = 0;
  ForGenerated([&](const Said& said, const Key& key) {
    Said plain = said;
    plain.through.clear();
    plain.silenced = 0;
    const int level = Level(plain, "affected", key);
    EXPECT_EQ(Level(said, "affected", key), level);
    EXPECT_EQ(Level(said, "under_investigation", key, true), level);
    heard += level != 0;
  });
  EXPECT_GT(heard, 1'000);
}

TEST_F(ScopeLawsTest, WhatEnclosesTheComponentOnlyHoldsAnAllClearBack) {
  int held_back = 0;
  ForGenerated([&](const Said& said, const Key& key) {
    Said wider = said;
    if (!wider.through.empty()) wider.through.pop_back();
    const int narrow = Level(said, "not_affected", key), wide = Level(wider, "not_affected", key);
    EXPECT_TRUE(narrow == 0 || narrow == wide) << narrow << " and without the last enclosure " << wide;
    held_back += narrow != wide;
  });
  EXPECT_GT(held_back, 100);
}

TEST_F(ScopeLawsTest, AuthorityOnlyLimitsAndTheCrowdReachesNoFarther) {
  int by_authority = 0, by_crowd = 0;
  ForGenerated([&](const Said& said, const Key& key) {
    Said unlimited = said;
    unlimited.silenced = 0;
    const int most = Level(unlimited, "not_affected", key);
    const int limited = Level(said, "not_affected", key), crowd = Level(unlimited, "not_affected", key, true);
    // Where a word about the place is not heard, the same as a word from elsewhere may be, at level 5.
    EXPECT_TRUE(limited == 0 || (most != 0 && most <= limited)) << limited << ", " << most;
    EXPECT_TRUE(crowd == 0 || crowd == most) << crowd << ", " << most;
    by_authority += limited != most;
    by_crowd += crowd != most;
  });
  EXPECT_GT(by_authority, 100);
  EXPECT_GT(by_crowd, 100);
}

TEST_F(ScopeLawsTest, FixedReachesNoFartherThanNotAffected) {
  int held_back = 0;
  ForGenerated([&](const Said& said, const Key& key) {
    const int fixed = Level(said, "fixed", key), not_affected = Level(said, "not_affected", key);
    EXPECT_TRUE(fixed == 0 || fixed == not_affected) << fixed << ", " << not_affected;
    held_back += fixed != not_affected;
  });
  EXPECT_GT(held_back, 100);
}

std::string Respelled(const std::string& key) {
  const std::size_t space = std::min(key.rfind(" vers:"), key.size());
  return absl::StrCat(NormalSpelling(key.substr(0, space)), key.substr(space));
}

TEST_F(ScopeLawsTest, EqualSpellingsAreHeardAlike) {
  int respelled = 0, heard = 0;
  ForGenerated([&](const Said& said, const Key& key) {
    Said other = said;
    other.product = Respelled(said.product);
    other.component = Respelled(said.component);
    for (std::string& each : other.through) each = Respelled(each);
    const Key other_key = {Respelled(key.product), Respelled(key.component)};
    for (const std::string_view status : {"affected", "not_affected", "fixed"}) {
      const int level = Level(said, status, key);
      EXPECT_EQ(Level(other, status, key), level) << status;
      EXPECT_EQ(Level(said, status, other_key), level) << status;
      const auto miss = [&](const Key& of) { return level == 0 ? Why(said, status, of).miss : Miss::kUnrelated; };
      EXPECT_EQ(miss(other_key), miss(key)) << status;
      heard += level != 0;
    }
    respelled += other.product != said.product || other_key.component != key.component;
  });
  EXPECT_GT(respelled, 1'000);
  EXPECT_GT(heard, 1'000);
}

TEST_F(ScopeLawsTest, WhateverHoldsAnAllClearBackIsTold) {
  int told = 0;
  ForGenerated([&](const Said& said, const Key& key) {
    for (const std::string_view status : {"not_affected", "fixed"}) {
      for (const bool crowd : {false, true}) {
        if (Level(said, status, key, crowd) != 0 || Level(said, "affected", key) == 0) continue;
        const NearMiss why = Why(said, status, key, crowd);
        switch (why.miss) {
          case Miss::kFixedWithoutVersion:
            EXPECT_EQ(status, "fixed");
            break;
          case Miss::kWeakDigest:
            EXPECT_EQ(why.said, kMd5);
            break;
          case Miss::kOtherName:
            EXPECT_NE(said.silenced, 0U);
            EXPECT_FALSE(crowd);
            break;
          case Miss::kOtherProduct:
          case Miss::kOtherPath:
          case Miss::kProductNotGiven:
            EXPECT_FALSE(said.component.empty());
            EXPECT_NE(why.said, "") << "what is not established is named";
            break;
          default:
            ADD_FAILURE() << status << ": " << MissName(why.miss) << " is told of what is heard as a warning";
        }
        ++told;
      }
    }
  });
  EXPECT_GT(told, 1'000);
}

}  // namespace
}  // namespace vexlens
