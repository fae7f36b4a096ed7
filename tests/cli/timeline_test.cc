// `stella timeline` as a user meets it.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/signing/openssl_vectors.h"
#include "tests/workspace/vex_documents.h"

namespace vexlens {
namespace {

using testing::Result;

class TimelineCommandTest : public testing::StellaTest {
 protected:
  static std::string Event(std::string_view id, std::string_view more = "") {
    return absl::StrCat(R"({"eventId":")", id,
                        R"(","eventType":"consensus.changed","occurredAt":"2026-06-01T10:00:00Z",)",
                        R"("source":"vexlens","tenant":"acme")", more, "}\n");
  }

  Result Timeline(std::string_view what, std::string_view more = "") const {
    return Run(absl::StrCat("timeline ", what, " --store ", Path("t"), " ", more));
  }
  Result Ask(std::string_view what, std::string_view more = "") const {
    return Timeline(what, absl::StrCat("--tenant acme ", more));
  }
  Result Ingest(std::string_view events, std::string_view more = "") const {
    return Timeline("ingest", absl::StrCat(Save("events.ndjson", events), " ", more));
  }
};

TEST_F(TimelineCommandTest, IngestsListsAndShows) {
  const Result ingested = Ingest(Event("e1", R"(,"correlationId":"c1","subject":"pkg:npm/a@1","severity":"error")") +
                                 "\n" + Event("e2", R"(,"correlationId":"c1","actor":"ann")"));
  EXPECT_EQ(ingested.code, 0) << ingested.err;
  EXPECT_EQ(ingested.out, "2 stored, 0 there already, 0 rejected, 0 failed\n");
  EXPECT_EQ(Ingest(Event("e2", R"(,"correlationId":"c1","actor":"ann")")).out,
            "0 stored, 1 there already, 0 rejected, 0 failed\n");

  const Result listed = Ask("list");
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_TRUE(absl::StartsWith(listed.out, "2026-06-01\n  TIME")) << listed.out;
  EXPECT_TRUE(absl::StrContains(listed.out, "pkg:npm/a@1")) << listed.out;
  EXPECT_TRUE(absl::StrContains(listed.out, " \"\n")) << "the correlation id is told once: " << listed.out;
  EXPECT_LT(listed.out.find("e2"), listed.out.find("e1"));

  const Result lines = Ask("list", "--output ndjson --limit 1 --correlation c1");
  EXPECT_TRUE(absl::StartsWith(lines.out, R"({"digest":"sha256:)")) << lines.out;
  EXPECT_TRUE(absl::EndsWith(lines.out, "\"index\":1}\n")) << lines.out;
  EXPECT_EQ(Ask("list", "--severity warning --output ndjson").out, Ask("show", "e1 --output ndjson").out);
  EXPECT_EQ(Ask("list", "--actor nobody --output json").out, "[]\n");
  EXPECT_EQ(Ask("list", "--severity loud").code, 2);
  EXPECT_EQ(Ask("show", "e3").code, 4);
}

TEST_F(TimelineCommandTest, ShowsTheLastOfTheLogAndTheEvidence) {
  const std::string digest = absl::StrCat("sha256:", std::string(64, 'a'));
  ASSERT_EQ(Ingest(Event("e1") + Event("e2") +
                   Event("e3", absl::StrCat(R"(,"evidence":[{"bundleDigest":")", digest, R"(","bundleId":"b1"}])")))
                .code,
            0);
  const Result tail = Ask("tail", "--limit 2");
  EXPECT_EQ(tail.code, 0) << tail.err;
  EXPECT_TRUE(absl::StartsWith(tail.out, "TIME")) << tail.out;
  EXPECT_FALSE(absl::StrContains(tail.out, "e1"));
  EXPECT_LT(tail.out.find("e2"), tail.out.find("e3"));
  EXPECT_EQ(Ask("tail", "--limit 1 --output ndjson").out, Ask("show", "e3 --output ndjson").out);
  const Result evidence = Ask("evidence", "e3");
  EXPECT_TRUE(absl::StrContains(evidence.out, digest)) << evidence.out << evidence.err;
  EXPECT_EQ(Ask("evidence", "e3 --output ndjson").out,
            absl::StrCat(R"({"bundleDigest":")", digest, "\",\"bundleId\":\"b1\"}\n"));
  EXPECT_EQ(Ask("evidence", "e1").out, "the event has no evidence\n");
}

TEST_F(TimelineCommandTest, FollowsWhatComes) {
  ASSERT_EQ(Ingest(Event("e1")).code, 0);
  const std::string seen = Path("seen");
  // The command ends when nobody reads any more: `grep -m` does until it has seen the second event.
  const std::string follow = absl::StrCat("(cli/stella timeline tail -f --output ndjson --tenant acme --store ",
                                          Path("t"), " | grep -m 1 '\"eventId\":\"e2\"' >", seen, ") & ");
  const std::string ingest = absl::StrCat("cli/stella timeline ingest --store ", Path("t"), " ",
                                          Save("later.ndjson", Event("e2")), " >/dev/null; ");
  ASSERT_EQ(std::system(absl::StrCat(follow, ingest, "while ! [ -s ", seen, " ]; do sleep 0.05; done").c_str()), 0);
  EXPECT_EQ(testing::ReadBytes(seen), Ask("show", "e2 --output ndjson").out);
}

TEST_F(TimelineCommandTest, DropsWhatIsOld) {
  ASSERT_EQ(Ingest(Event("e1")).code, 0);
  EXPECT_EQ(Ask("retain", "--before 2026-01-01T00:00:00Z").out, "no event is as old\n");
  EXPECT_EQ(Ask("retain", "--before 9999-01-01T00:00:00Z").code, 2);
  const std::string received = Member(Ask("show", "e1 --output json").out, "receivedAt");
  EXPECT_EQ(Ask("retain", absl::StrCat("--output json --before ", received)).out, "{\"dropped\":0,\"end\":0}\n");
  ASSERT_EQ(Ingest(Event("e2")).code, 0);
  const std::string later = Member(Ask("show", "e2 --output json").out, "receivedAt");
  EXPECT_EQ(Ask("retain", absl::StrCat("--before ", later)).out,
            "1 event dropped; the digests stay, and the log says what was dropped\n");
  const Result dropped = Ask("show", "e1");
  EXPECT_EQ(dropped.code, 4);
  EXPECT_TRUE(absl::StrContains(dropped.err, "was dropped")) << dropped.err;
  EXPECT_EQ(Ask("verify").code, 0);
  EXPECT_EQ(Timeline("migrate").code, 2);
}

TEST_F(TimelineCommandTest, NamesTheLineOfWhatItDoesNotTake) {
  const Result ingested =
      Ingest(absl::StrCat(Event("e1"), "\n", Event("e2", R"(,"x":1)"), "{\n", Event("e1", R"(,"actor":"b")")));
  EXPECT_EQ(ingested.code, 2);
  EXPECT_EQ(ingested.out, "1 stored, 0 there already, 3 rejected, 0 failed\n");
  EXPECT_TRUE(absl::StrContains(ingested.err, "events.ndjson:3: /x: unknown member\n")) << ingested.err;
  EXPECT_TRUE(absl::StrContains(ingested.err, "events.ndjson:4: ")) << ingested.err;
  EXPECT_TRUE(absl::StrContains(ingested.err, "events.ndjson:5: /eventId: another event")) << ingested.err;
  EXPECT_EQ(Timeline("list", "--tenant acme").code, 0);
  EXPECT_EQ(Run(absl::StrCat("timeline list --store ", Path("none"))).code, 4);
}

TEST_F(TimelineCommandTest, ProvesAndVerifies) {
  const std::string key = Save("key.pem", testing::OpensslText("privateKeys", "ed25519"));
  ASSERT_EQ(Ingest(Event("e1") + Event("e2"), "--key " + key).code, 0);
  const std::string kept = Save("kept", Ask("checkpoint").out);
  EXPECT_TRUE(absl::StartsWith(testing::ReadBytes(kept), "vexlens/acme\n2\n")) << testing::ReadBytes(kept);
  ASSERT_EQ(Ingest(Event("e3"), "--key " + key).code, 0);

  const Result proof = Ask("prove", "e1");
  EXPECT_EQ(proof.code, 0) << proof.err;
  EXPECT_TRUE(absl::StartsWith(proof.out, R"({"checkpoint":{"origin":"vexlens/acme","root":"sha256:)")) << proof.out;

  const Result verified = Ask("verify", absl::StrCat("--since ", kept, " --key ", key));
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_TRUE(absl::StartsWith(verified.out, "3 events, 2 checkpoints, root sha256:")) << verified.out;
  EXPECT_TRUE(absl::EndsWith(verified.out, "\nall is as it was\n")) << verified.out;

  std::filesystem::remove_all(Path("t"));
  ASSERT_EQ(Ingest(Event("e2") + Event("e1")).code, 0);
  const Result other = Ask("verify", absl::StrCat("--since ", kept));
  EXPECT_EQ(other.code, 6);
  EXPECT_TRUE(absl::StrContains(other.out, "the log was another one when the checkpoint of 2 events was taken"))
      << other.out;
  EXPECT_TRUE(
      absl::StrContains(Ask("verify", absl::StrCat("--output json --since ", kept)).out, R"("faults":["the log)"));
  EXPECT_EQ(Ask("verify", "--since " + Save("no", "x")).code, 2);
}

TEST_F(TimelineCommandTest, RelaysWhatAWorkspaceDid) {
  const std::string ws = Path("ws");
  const auto ingest = [&](std::string_view status, std::string_view date) {
    const std::string file = Save("vex.json", testing::Vex("vendor", "CVE-2024-3094", "pkg:npm/a@1", status, date));
    return Run(absl::StrCat("vex ingest ", file, " --workspace ", ws)).code;
  };
  const auto relay = [&](std::string_view more = "") {
    return Timeline("relay", absl::StrCat("--workspace ", ws, " ", more));
  };
  EXPECT_EQ(relay().code, 2) << "there is no workspace";
  ASSERT_EQ(ingest("affected", "2026-01-01T00:00:00Z"), 0);
  const Result first = relay();
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(first.out, "1 stored, 0 there already, 0 refused\n");
  ASSERT_EQ(ingest("under_investigation", "2026-01-02T00:00:00Z"), 0);
  EXPECT_EQ(relay("--output json").out,
            R"({"duplicate":0,"fromStart":false,"refusals":[],"refused":0,"refusedBefore":0,"stored":1})"
            "\n");
  EXPECT_EQ(relay("--from-start").out, "0 stored, 2 there already, 0 refused\n");
  EXPECT_TRUE(absl::StrContains(Timeline("list").out, "vex.consensus.updated"));
  EXPECT_EQ(Timeline("verify").code, 0);
  EXPECT_EQ(relay("--tenant nobody").code, 4);
}

TEST_F(TimelineCommandTest, SaysWhatOfAWorkspaceIsRefused) {
  const std::string ws = Path("ws");
  const std::string file =
      Save("vex.json", testing::Vex("vendor", "CVE-2024-3094", "pkg:npm/a@1", "affected", "2026-01-01T00:00:00Z"));
  ASSERT_EQ(Run(absl::StrCat("vex ingest ", file, " --workspace ", ws)).code, 0);
  const std::string event = Run(absl::StrCat("vex events --workspace ", ws)).out;
  const std::size_t begin = event.find(R"("eventId":")") + 11;
  const std::string id = event.substr(begin, event.find('"', begin) - begin);
  ASSERT_EQ(Ingest(absl::StrCat(R"({"eventId":")", id, R"(","eventType":"x","occurredAt":"2026-06-01T10:00:00Z",)",
                                R"("source":"somebody","tenant":"default"})"))
                .code,
            0);
  const Result relayed = Timeline("relay", absl::StrCat("--workspace ", ws));
  EXPECT_EQ(relayed.code, 2);
  EXPECT_EQ(relayed.out, "0 stored, 0 there already, 1 refused\n");
  EXPECT_TRUE(absl::StrContains(relayed.err, absl::StrCat(id, ": /eventId: another event"))) << relayed.err;
  const Result again = Timeline("relay", absl::StrCat("--workspace ", ws));
  EXPECT_EQ(again.code, 2);
  EXPECT_EQ(again.err, "1 event refused by an earlier run: --from-start says why\n");
}

}  // namespace
}  // namespace vexlens
