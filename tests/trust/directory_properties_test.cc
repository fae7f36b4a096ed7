// What holds for every edit of a directory, on random ones, beside a model that has lists of entries and nothing else.
#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "vexlens/directory_change.h"

namespace vexlens {
namespace {

using Lists = std::map<std::string, std::map<std::string, Issuer>>;  // by tenant, by id

// Few texts, so that they meet; the first kIds are ids too. The last tenant never has entries of its own.
constexpr std::array<std::string_view, 12> kTexts = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
constexpr std::size_t kIds = 6;
constexpr std::array<std::string_view, 5> kTenants = {"", "green", "\U0001F512", "\uFFFF", "blue"};

// InForce is, the slow way, who counts for the tenant.
std::vector<const Issuer*> InForce(const Lists& lists, const std::string& tenant) {
  std::vector<const Issuer*> issuers;
  const auto own = lists.find(tenant);
  if (own != lists.end()) {
    for (const auto& [id, issuer] : own->second) issuers.push_back(&issuer);
  }
  const auto global = lists.find("");
  if (tenant.empty() || global == lists.end()) return issuers;
  for (const auto& [id, issuer] : global->second) {
    if (own == lists.end() || !own->second.contains(id)) issuers.push_back(&issuer);
  }
  return issuers;
}

bool IsCalled(const Issuer& issuer, std::string_view text) {
  return issuer.id == text || std::count(issuer.names.begin(), issuer.names.end(), text) > 0 ||
         std::count(issuer.aliases.begin(), issuer.aliases.end(), text) > 0;
}

const Issuer* Find(const Lists& lists, const std::string& tenant, std::string_view text) {
  for (const Issuer* issuer : InForce(lists, tenant)) {
    if (IsCalled(*issuer, text)) return issuer;
  }
  return nullptr;
}

// Allowed tells whether no text calls two issuers.
bool Allowed(const Lists& lists) {
  for (const std::string_view tenant : kTenants) {
    const std::vector<const Issuer*> issuers = InForce(lists, std::string(tenant));
    for (const std::string_view text : kTexts) {
      if (std::count_if(issuers.begin(), issuers.end(), [&](const Issuer* i) { return IsCalled(*i, text); }) > 1) {
        return false;
      }
    }
  }
  return true;
}

// FileOf is a directory's file with everything the other way round.
std::string FileOf(const Lists& lists) {
  const auto list = [](const std::map<std::string, Issuer>& entries) {
    std::vector<std::string> texts;
    for (const auto& [id, issuer] : entries) texts.insert(texts.begin(), issuer.CanonicalJson());
    return absl::StrCat("{\"issuers\":[", absl::StrJoin(texts, ","), "]");
  };
  std::vector<std::string> tenants;
  for (const auto& [tenant, entries] : lists) {
    if (!tenant.empty()) tenants.insert(tenants.begin(), absl::StrCat("\"", tenant, "\":", list(entries), "}"));
  }
  const auto global = lists.find("");
  return absl::StrCat(list(global == lists.end() ? std::map<std::string, Issuer>() : global->second), ",\"tenants\":{",
                      absl::StrJoin(tenants, ","), "}}");
}

class Script {
 public:
  // Step makes one random edit in both; whether it is allowed, both must say. Returns whether it was.
  bool Step(IssuerDirectory& directory, Lists& lists) {
    const std::string tenant(kTenants[random_() % (kTenants.size() - 1)]);
    const std::string id(kTexts[random_() % kIds]);
    Lists edited = lists;
    absl::StatusOr<IssuerDirectory> result;
    bool found = true;
    switch (random_() % 4) {
      case 0: {
        found = edited[tenant].erase(id) > 0;
        if (edited[tenant].empty()) edited.erase(tenant);
        result = directory.Without(tenant, id);
        break;
      }
      case 1: {
        const Instant since{static_cast<std::int64_t>(random_() % 5) - 2};
        const Issuer* const known = Find(lists, tenant, id);
        found = known != nullptr && known->id == id;
        if (found) (edited[tenant][id] = *known).revoked_at = since;
        result = directory.WithRevoked(tenant, id, since);
        break;
      }
      default: {
        const Issuer issuer = Next(id);
        edited[tenant][id] = issuer;
        result = directory.With(tenant, issuer);
      }
    }
    EXPECT_EQ(result.ok(), found && Allowed(edited)) << result.status() << "\n" << FileOf(edited);
    if (!result.ok()) {
      EXPECT_EQ(result.status().code(), found ? absl::StatusCode::kInvalidArgument : absl::StatusCode::kNotFound);
      EXPECT_TRUE(!found || !IssuerDirectory::Parse(FileOf(edited)).ok()) << FileOf(edited);
      return false;
    }
    directory = *std::move(result);
    lists = std::move(edited);
    return true;
  }

 private:
  Issuer Next(const std::string& id) {
    Issuer issuer;
    issuer.id = id;
    issuer.tier = static_cast<Tier>(random_() % kTierCount);
    for (auto left = random_() % 3; left > 0; --left) issuer.names.emplace_back(kTexts[random_() % kTexts.size()]);
    if (random_() % 4 == 0) issuer.aliases.emplace_back(kTexts[random_() % kTexts.size()]);
    if (random_() % 2 == 0) issuer.weight = random_() % (kOne + 1);
    return issuer;
  }

  std::mt19937 random_{7};
};

void ExpectSame(const IssuerDirectory& directory, const Lists& lists) {
  const std::string json = directory.CanonicalJson();
  EXPECT_EQ(IssuerDirectory::Parse(json)->CanonicalJson(), json);
  EXPECT_EQ(IssuerDirectory::Parse(FileOf(lists))->CanonicalJson(), json);
  for (const std::string_view tenant : kTenants) {
    for (const std::string_view text : kTexts) {
      const Issuer* const is = directory.Find(tenant, text);
      const Issuer* const expected = Find(lists, std::string(tenant), text);
      ASSERT_EQ(is == nullptr, expected == nullptr) << tenant << " " << text << "\n" << json;
      if (is != nullptr) {
        EXPECT_EQ(*is, *expected);
      }
    }
  }
}

std::vector<std::string> ChangedNames(const Lists& before, const Lists& after, const std::string& tenant) {
  std::vector<std::string> names;
  for (const std::string_view text : kTexts) {
    const Issuer* const was = Find(before, tenant, text);
    const Issuer* const is = Find(after, tenant, text);
    if ((was == nullptr) != (is == nullptr) || (was != nullptr && *was != *is)) names.emplace_back(text);
  }
  return names;
}

// ChangedEntries are the (tenant, id) of the entries that differ.
std::set<std::pair<std::string, std::string>> ChangedEntries(const Lists& before, const Lists& after) {
  std::set<std::pair<std::string, std::string>> changed;
  const auto add = [&](const Lists& from, const Lists& to) {
    for (const auto& [tenant, entries] : from) {
      const auto list = to.find(tenant);
      for (const auto& [id, issuer] : entries) {
        const bool same = list != to.end() && list->second.contains(id) && list->second.at(id) == issuer;
        if (!same) changed.emplace(tenant, id);
      }
    }
  };
  add(before, after);
  add(after, before);
  return changed;
}

void ExpectChanges(const IssuerDirectory& before, const Lists& old_lists, const IssuerDirectory& after,
                   const Lists& lists) {
  const ChangedIssuers changed(before, after);
  bool any = false;
  for (const std::string_view tenant : kTenants) {
    const std::vector<std::string> expected = ChangedNames(old_lists, lists, std::string(tenant));
    ASSERT_EQ(changed.Names(tenant), expected) << tenant << "\n"
                                               << before.CanonicalJson() << "\n"
                                               << after.CanonicalJson();
    for (const std::string_view text : kTexts) {
      EXPECT_EQ(changed.Contains(tenant, text), std::count(expected.begin(), expected.end(), text) > 0);
    }
    any = any || !expected.empty();
  }
  EXPECT_EQ(changed.empty(), !any);
  std::vector<std::pair<std::string, std::string>> entries;
  for (const DirectoryChange& change : DirectoryChanges(before, after)) entries.emplace_back(change.tenant, change.id);
  const auto expected = ChangedEntries(old_lists, lists);
  EXPECT_EQ(entries, (std::vector<std::pair<std::string, std::string>>(expected.begin(), expected.end())));
}

TEST(DirectoryPropertiesTest, EditsAreWhatTheModelSays) {
  Script script;
  IssuerDirectory directory;
  Lists lists;
  IssuerDirectory earlier;
  Lists earlier_lists;
  int allowed = 0;
  constexpr int kSteps = 4'000;
  for (int step = 0; step < kSteps && !HasFailure(); ++step) {
    const IssuerDirectory before = directory;
    const Lists old_lists = lists;
    allowed += script.Step(directory, lists);
    ExpectSame(directory, lists);
    ExpectChanges(before, old_lists, directory, lists);
    ExpectChanges(earlier, earlier_lists, directory, lists);
    if (step % 10 == 0) {
      earlier = directory;
      earlier_lists = lists;
    }
  }
  EXPECT_GT(allowed, kSteps / 4);
  EXPECT_LT(allowed, kSteps * 3 / 4);
}

}  // namespace
}  // namespace vexlens
