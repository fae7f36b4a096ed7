// `stella trust` as a user meets it.
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"

namespace vexlens {
namespace {

using testing::Result;

constexpr std::string_view kDirectory =
    R"({"issuers":[{"id":"lab","names":["Lab \u001b[2J"],"aliases":["l","L"],"tier":"known"},)"
    R"({"id":"acme","tier":"trusted","weight":0.75,"authority":["pkg:npm/acme/*"],"keys":[{"keyId":"k1",)"
    R"("algorithm":"ed25519","publicKey":"BEGIN\nEND\n","notBefore":"2026-01-01T00:00:00Z",)"
    R"("notAfter":"2027-01-01T00:00:00Z","revokedAt":"2026-06-01T00:00:00Z"}]}],)"
    R"("tenants":{"blue":{"issuers":[{"id":"lab","tier":"untrusted","revoked":true},)"
    R"({"id":"blue-team","tier":"trusted","authority":[],"operator":true}]}}})";

class TrustTest : public testing::StellaTest {
 protected:
  std::string Directory() const { return absl::StrCat("--issuers ", Save("issuers.json", kDirectory)); }

  // ErrorOfPolicy is what a policy of that text makes the command say.
  std::string ErrorOfPolicy(std::string_view json) const {
    const std::string path = Save("policy.json", json);
    const Result result = Run(absl::StrCat("trust policy show --policy ", path));
    EXPECT_EQ(result.code, 2) << json;
    EXPECT_EQ(result.out, "") << json;
    const std::string start = absl::StrCat("stella: ", path, ": ");
    EXPECT_TRUE(absl::StartsWith(result.err, start)) << result.err;
    return absl::StartsWith(result.err, start) ? result.err.substr(start.size()) : "";
  }
};

TEST_F(TrustTest, ListsTheStarterDirectory) {
  const Result table = Run("trust issuers list");
  EXPECT_EQ(table.code, 0) << table.err;
  EXPECT_TRUE(absl::StrContains(Row(table.out, "redhat "), "pkg:rpm/redhat/*")) << table.out;
  EXPECT_TRUE(absl::StrContains(Row(table.out, "cisa "), "csaf:https://www.cisa.gov/*")) << table.out;
  EXPECT_EQ(table.err, "");
}

TEST_F(TrustTest, ListsWhatIsInForceForTheTenant) {
  const Result all = Run(absl::StrCat("trust issuers list ", Directory()));
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_TRUE(absl::StrContains(Row(all.out, "lab "), "known")) << all.out;
  EXPECT_TRUE(absl::StrContains(Row(all.out, "lab "), "everywhere")) << all.out;
  EXPECT_TRUE(absl::StrContains(Row(all.out, "lab "), "Lab \\x1b[2J")) << all.out;
  EXPECT_TRUE(absl::StrContains(Row(all.out, "acme "), "0.75")) << all.out;
  EXPECT_TRUE(absl::StrContains(Row(all.out, "acme "),
                                "k1 (2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z, revoked since 2026-06-01"))
      << all.out;
  EXPECT_FALSE(absl::StrContains(all.out, "blue-team"));

  const Result blue = Run(absl::StrCat("trust issuers list --tenant blue ", Directory()));
  EXPECT_TRUE(absl::StrContains(Row(blue.out, "lab "), "untrusted")) << blue.out;
  EXPECT_TRUE(absl::StrContains(Row(blue.out, "lab "), "since ever")) << blue.out;
  EXPECT_TRUE(absl::StrContains(Row(blue.out, "blue-team "), "nowhere")) << blue.out;
  EXPECT_TRUE(absl::StrContains(Row(blue.out, "blue-team "), "yes")) << blue.out;
  EXPECT_LT(blue.out.find("acme "), blue.out.find("blue-team "));
  EXPECT_LT(blue.out.find("blue-team "), blue.out.find("lab "));
}

TEST_F(TrustTest, TheListInJsonReadsBackAsADirectory) {
  const std::string lines = Run(absl::StrCat("trust issuers list --output ndjson ", Directory())).out;
  const std::string array = Run(absl::StrCat("trust issuers list --output json ", Directory())).out;
  const std::vector<std::string> entries = absl::StrSplit(lines, '\n', absl::SkipEmpty());
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(array, absl::StrCat("[\n", entries[0], ",\n", entries[1], "\n]\n"));
  EXPECT_TRUE(absl::StartsWith(entries[0], R"({"aliases":[],"authority":["pkg:npm/acme/*"],"id":"acme",)"));
  const std::string copy = Save("copy.json", absl::StrCat(R"({"issuers":)", array, "}"));
  EXPECT_EQ(Run(absl::StrCat("trust issuers list --output json --issuers ", copy)).out, array);
}

TEST_F(TrustTest, AnEmptyDirectoryIsAnEmptyList) {
  const std::string path = Save("issuers.json", R"({"issuers":[]})");
  EXPECT_EQ(Run(absl::StrCat("trust issuers list --output json --issuers ", path)).out, "[]\n");
  EXPECT_EQ(Run(absl::StrCat("trust issuers list --output ndjson --issuers ", path)).out, "");
  EXPECT_EQ(Run(absl::StrCat("trust issuers list --issuers ", path)).code, 0);
}

TEST_F(TrustTest, ShowsAnIssuerByIdNameOrAlias) {
  const Result by_id = Run(absl::StrCat("trust issuers show lab ", Directory()));
  EXPECT_EQ(by_id.code, 0) << by_id.err;
  EXPECT_TRUE(absl::StrContains(Row(by_id.out, "tier "), "known")) << by_id.out;
  EXPECT_TRUE(absl::StrContains(Row(by_id.out, "weight "), "the tier's")) << by_id.out;
  EXPECT_EQ(Run(absl::StrCat("trust issuers show L ", Directory())).out, by_id.out);
  const Result keyed = Run(absl::StrCat("trust issuers show acme ", Directory()));
  EXPECT_TRUE(absl::StrContains(Row(keyed.out, "key "), "ed25519 k1 (2026-01-01T00:00:00Z")) << keyed.out;
  EXPECT_TRUE(absl::StrContains(keyed.out, "public key  BEGIN\npublic key  END\n")) << keyed.out;
  EXPECT_EQ(Run(absl::StrCat("trust issuers show l --output json --tenant default ", Directory())).out,
            R"({"aliases":["l","L"],"id":"lab","keys":[],"names":["Lab \u001b[2J"],"operator":false,"revoked":false,)"
            R"("tier":"known"})"
            "\n");
  EXPECT_EQ(Run("trust issuers show 'Rancher Security team'").code, 0);
}

TEST_F(TrustTest, AnIssuerThatTheTenantDoesNotKnowIsNotFound) {
  for (const char* arguments : {"LAB ", "blue-team ", "l --tenant blue "}) {
    const Result result = Run(absl::StrCat("trust issuers show ", arguments, Directory()));
    EXPECT_EQ(result.code, 4) << arguments;
    EXPECT_EQ(result.out, "");
    EXPECT_TRUE(absl::StrContains(result.err, "knows no issuer called")) << result.err;
  }
  EXPECT_EQ(Run("trust issuers show").code, 2);
}

TEST_F(TrustTest, ThePolicyShownIsOneToUse) {
  const std::string policy = Save("policy.json", R"({"mode":"lattice","tiers":{"known":0.25}})");
  const Result shown = Run(absl::StrCat("trust policy show --output json --policy ", policy));
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_TRUE(absl::StrContains(shown.out, R"("mode":"lattice")")) << shown.out;
  EXPECT_TRUE(absl::StrContains(shown.out, R"("conflictThreshold":0.3)")) << shown.out;
  const std::string full = Save("full.json", shown.out);
  const Result again = Run(absl::StrCat("trust policy show --output ndjson --policy ", full));
  EXPECT_EQ(again.out, shown.out);
  EXPECT_EQ(again.err, shown.err);
  EXPECT_TRUE(absl::StartsWith(shown.err, "policyDigest sha256:")) << shown.err;

  const Result records =
      Run(absl::StrCat("vex consensus --input examples/documents --output ndjson --policy ", policy));
  const std::string digest = shown.err.substr(std::string("policyDigest ").size(), 71);
  EXPECT_TRUE(absl::StrContains(records.out, absl::StrCat(R"("policyDigest":")", digest, "\""))) << digest;
}

TEST_F(TrustTest, TheTableMarksWhatDiffersFromTheDefault) {
  const std::string policy = Save("policy.json", R"({"tiers":{"known":0.25},"minimumQuorum":1})");
  const Result table = Run(absl::StrCat("trust policy show --policy ", policy));
  EXPECT_EQ(table.code, 0) << table.err;
  EXPECT_TRUE(absl::StartsWith(table.out, "policyDigest sha256:")) << table.out;
  const std::vector<std::string> marked = absl::StrSplit(Row(table.out, "*"), ' ', absl::SkipEmpty());
  EXPECT_EQ(marked, (std::vector<std::string>{"*", "tiers.known", "0.25", "0.5"})) << table.out;
  EXPECT_EQ(table.out.find('*'), table.out.rfind('*'));
  EXPECT_FALSE(absl::StrContains(table.out, " \n")) << "no spaces where nothing follows";
  EXPECT_TRUE(absl::StrContains(table.out, "minimumQuorum")) << table.out;
  EXPECT_FALSE(absl::StrContains(Run("trust policy show").out, "*"));
}

TEST_F(TrustTest, DiffTellsMemberByMember) {
  const std::string a = Save("a.json", R"({"mode":"lattice","scope":[1,1,1,1,1]})");
  const std::string b = Save("b.json", R"({"mode":"lattice","tiers":{"known":0.25}})");
  const Result json = Run(absl::StrCat("trust policy diff --output json ", a, " ", b));
  EXPECT_EQ(json.code, 0) << json.err;
  EXPECT_EQ(json.out,
            "[\n{\"member\":\"scope\",\"new\":[1,1,0.9,0.7,0.5],\"old\":[1,1,1,1,1]},\n"
            "{\"member\":\"tiers.known\",\"new\":0.25,\"old\":0.5}\n]\n");
  const Result table = Run(absl::StrCat("trust policy diff ", a));
  EXPECT_EQ(table.code, 0) << table.err;
  const std::vector<std::string> mode = absl::StrSplit(Row(table.out, "mode "), ' ', absl::SkipEmpty());
  EXPECT_EQ(mode, (std::vector<std::string>{"mode", "\"lattice\"", "→", "\"weighted_vote\""})) << table.out;
  EXPECT_TRUE(absl::EndsWith(Row(table.out, "old policyDigest"), a)) << table.out;
  EXPECT_TRUE(absl::EndsWith(Row(table.out, "new policyDigest"), "the default")) << table.out;
  const Result same = Run(absl::StrCat("trust policy diff ", a, " ", a));
  EXPECT_EQ(same.code, 0);
  EXPECT_TRUE(absl::StrContains(same.out, "no member differs")) << same.out;
  EXPECT_EQ(Run("trust policy diff").code, 2);
}

TEST_F(TrustTest, ABadPolicyIsNamedWithItsPlace) {
  const std::string fraction = "expected a number from 0 to 1 with at most six decimals\n";
  EXPECT_EQ(ErrorOfPolicy(R"({"tiers":{"trusted":1.1}})"), "/tiers/trusted: " + fraction);
  EXPECT_EQ(ErrorOfPolicy(R"({"unknownIssuerFactor":-0.5})"), "/unknownIssuerFactor: " + fraction);
  EXPECT_EQ(ErrorOfPolicy(R"({"minimumWeight":0.1234567})"), "/minimumWeight: " + fraction);
  EXPECT_EQ(ErrorOfPolicy(R"({"freshness":{"halfLifeDays":0}})"),
            "/freshness/halfLifeDays: expected a whole number from 1 to 36500\n");
  EXPECT_EQ(ErrorOfPolicy(R"({"conflictThreshold":0.51})"), "/conflictThreshold: must be at most 0.5\n");
  EXPECT_EQ(ErrorOfPolicy(R"({"signature":{"failed":0.5}})"), "/signature/failed: must be 0\n");
  EXPECT_EQ(ErrorOfPolicy(R"({"tiers":{"a/b\u001b":1}})"), "/tiers/a~1b\\x1b: unknown member\n");
  EXPECT_EQ(Run("trust policy show --policy /no/such/file").code, 2);
  EXPECT_EQ(Run(absl::StrCat("trust policy diff examples/policy.json ", Save("bad.json", "[]"))).code, 2);
}

TEST_F(TrustTest, ABadDirectoryIsNamedWithItsPlace) {
  const auto error = [&](std::string_view json) {
    const std::string path = Save("issuers.json", json);
    const Result result = Run(absl::StrCat("trust issuers list --issuers ", path));
    EXPECT_EQ(result.code, 2) << json;
    EXPECT_EQ(result.out, "") << json;
    return result.err;
  };
  EXPECT_TRUE(absl::EndsWith(error(R"({"issuers":[{"id":"a","tier":"known"},{"id":"a","tier":"known"}]})"),
                             "issuers.json: /issuers/1/id: \"a\" is also a name of /issuers/0\n"));
  EXPECT_TRUE(absl::StrContains(error(R"({"issuers":[{"id":"a","tier":"known","authority":["pkg:npm"]}]})"),
                                "issuers.json: /issuers/0/authority/0: \"pkg:npm\": "));
  EXPECT_TRUE(absl::EndsWith(error(R"({"issuers":[],"tenants":{"red/blue":{"issuers":[]}}})"),
                             "issuers.json: /tenants/red~1blue: a tenant's name has no /\n"));
}

TEST_F(TrustTest, ATenantsNameIsChecked) {
  for (const char* command : {"trust issuers list", "vex inspect --input examples/documents"}) {
    for (const char* name : {"''", "red/blue", "..", "\"$(printf '\\377')\""}) {
      const Result result = Run(absl::StrCat(command, " --tenant ", name));
      EXPECT_EQ(result.code, 2) << command << " " << name;
      EXPECT_EQ(result.out, "") << command << " " << name;
      EXPECT_TRUE(absl::StrContains(result.err, "--tenant: a tenant's name ")) << result.err;
    }
  }
  EXPECT_EQ(Run("trust issuers list --tenant 'red blue'").code, 0);
}

}  // namespace
}  // namespace vexlens
