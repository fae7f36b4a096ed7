// Attestations of a consensus: what they say, what they tell of losing, and that we read back what we wrote.
#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/evidence_copy.h"
#include "tests/support/generated_evidence.h"
#include "tests/support/signed_documents.h"
#include "vexlens/attestation.h"
#include "vexlens/canonical_json.h"
#include "vexlens/dsse.h"
#include "vexlens/reader.h"
#include "vexlens/signature.h"
#include "vexlens/trust.h"

namespace vexlens {
namespace {

constexpr std::string_view kAuthor = "Acme \"PSIRT\"";
const Policy kPolicy;
const Instant kAsOf = ParseInstant("2026-06-01T00:00:00Z").value();

// Said is one statement in a document of its own, with `more` members behind its status.
struct Said {
  std::string_view author;
  std::string_view product;  // as JSON
  std::string_view status;
  std::string_view more = "";
};

Evidence Read(const std::vector<Said>& all) {
  Evidence evidence;
  for (const Said& said : all) {
    const std::string document = absl::StrCat(
        R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://x.example","author":")", said.author,
        R"(","timestamp":"2026-05-31T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2024-1",)",
        R"("aliases":["GHSA-aaaa-bbbb-cccc"]},"products":[)", said.product, R"(],"status":")", said.status, "\"",
        said.more, "}]}");
    EXPECT_EQ(ReadDocument(document, {}, evidence).outcome, Outcome::kAccepted) << document;
  }
  return evidence;
}

const IssuerDirectory& Directory() {
  static const IssuerDirectory directory =
      IssuerDirectory::Parse(absl::StrCat(R"({"issuers":[{"id":"a","tier":"trusted"},{"id":"b","tier":"trusted"},)",
                                          R"({"id":"psirt","names":["Acme \"PSIRT\""],"tier":"trusted","keys":[)",
                                          testing::KeyEntry("ed25519", "k1"), ",", testing::KeyEntry("p256", "k2"),
                                          "]}]}"))
          .value();
  return directory;
}

// Attested is an attestation of all records over some evidence.
struct Attested {
  explicit Attested(const Evidence& evidence, const IssuerDirectory& directory = Directory(), Instant as_of = kAsOf,
                    bool backwards = false)
      : consensus(Consensus::Build(evidence, directory, kPolicy, as_of)),
        attestation(VexAttestation::Create(kAuthor, as_of).value()) {
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      const std::size_t at = backwards ? consensus.size() - 1 - i : i;
      EXPECT_TRUE(attestation.Add(consensus.Explain(at), consensus, evidence).ok());
    }
  }

  std::string Text() const { return attestation.Write().value(); }
  std::vector<std::string> Lost() const {
    std::vector<std::string> lost;
    for (const AttestationLoss& loss : attestation.Losses()) {
      if (loss.consensus_id.has_value()) lost.push_back(absl::StrCat(loss.key, ": ", loss.words));
    }
    return lost;
  }

  Consensus consensus;
  VexAttestation attestation;
};

std::string Statements(const std::string& attestation) {
  const std::size_t from = attestation.find(R"("statements":)") + 13;
  return attestation.substr(from, attestation.find(R"(,"timestamp")") - from);
}

constexpr std::string_view kNpm = R"({"@id":"pkg:npm/a@1.0"})";
constexpr std::string_view kVulnerability =
    R"("vulnerability":{"aliases":["GHSA-aaaa-bbbb-cccc"],"name":"CVE-2024-1"}})";

TEST(VexAttestationTest, IsAnInTotoStatementOverOpenVex) {
  const std::string component = R"({"@id":"pkg:npm/a@1.0","subcomponents":[{"@id":"pkg:npm/b@2"}]})";
  const Evidence evidence =
      Read({{"a", component, "not_affected", R"(,"justification":"component_not_present","impact_statement":"ß")"}});
  const std::string text = Attested(evidence).Text();
  const std::string predicate = absl::StrCat(
      R"(,"author":"Acme \"PSIRT\"","statements":[{"impact_statement":"ß","justification":"component_not_present",)",
      R"("products":[{"@id":"pkg:npm/a@1.0","identifiers":{"purl":"pkg:npm/a@1.0"},"subcomponents":[)",
      R"({"@id":"pkg:npm/b@2","identifiers":{"purl":"pkg:npm/b@2"}}]}],"status":"not_affected",)", kVulnerability,
      R"(],"timestamp":"2026-06-01T00:00:00Z","version":1})");
  const std::string context = R"({"@context":"https://openvex.dev/ns/v0.2.0")";
  EXPECT_EQ(text, absl::StrCat(R"({"_type":"https://in-toto.io/Statement/v1","predicate":)", context,
                               R"(,"@id":"https://openvex.dev/docs/public/vex-)",
                               DigestText(Sha256(context, predicate)).substr(7), "\"", predicate,
                               R"(,"predicateType":"https://openvex.dev/ns/v0.2.0","subject":[)",
                               R"({"name":"pkg:npm/a@1.0","uri":"pkg:npm/a@1.0"}]})"));
  EXPECT_EQ(CanonicalJson(text).value(), text);
}

TEST(VexAttestationTest, NamesEachKindOfProduct) {
  const std::string hex(64, 'a');
  const std::string digest = absl::StrCat(R"({"@id":"https://x.example/w","hashes":{"sha3-256":")", hex, R"("}})");
  const std::string image = absl::StrCat(R"({"@id":"pkg:oci/web@sha256%3A)", hex, R"("})");
  const Evidence evidence =
      Read({{"a", digest, "fixed"},
            {"a", image, "fixed"},
            {"a", R"({"@id":"https://x.example/web"})", "fixed"},
            {"a", R"({"identifiers":{"cpe23":"cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*"}})", "fixed"}});
  const Attested attested(evidence);
  const std::string text = attested.Text();
  for (const std::string& part :
       {absl::StrCat(R"({"@id":"sha3256:)", hex, R"(","hashes":{"sha3-256":")", hex, R"("}})"),
        std::string(R"([{"@id":"https://x.example/web"}])"),
        std::string(R"([{"identifiers":{"cpe23":"cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*"}}])"),
        absl::StrCat(R"({"digest":{"sha3_256":")", hex, R"("},"name":"sha3256:)", hex, "\"}"),
        absl::StrCat(R"({"digest":{"sha256":")", hex, R"("},"name":"pkg:oci/web@sha256:)", hex, "\""),
        std::string(R"({"name":"https://x.example/web"})")}) {
    EXPECT_TRUE(absl::StrContains(text, part)) << part << "\n" << text;
  }
  EXPECT_TRUE(absl::StrContains(attested.attestation.Losses()[1].words, "of 2 of the 4 subjects"));
}

TEST(VexAttestationTest, SaysWhatOpenVexDemands) {
  const auto said = [](std::string_view status, std::string_view more) {
    return Statements(Attested(Read({{"a", kNpm, status, more}})).Text());
  };
  EXPECT_TRUE(absl::StartsWith(said("affected", R"(,"action_statement":"wait")"), R"([{"action_statement":"wait","p)"));
  EXPECT_TRUE(
      absl::StartsWith(said("not_affected", R"(,"impact_statement":"none")"), R"([{"impact_statement":"none","p)"));
  EXPECT_TRUE(absl::StartsWith(said("fixed", R"(,"impact_statement":"none")"), R"([{"products")"));
  EXPECT_TRUE(absl::StartsWith(said("under_investigation", ""), R"([{"products")"));
}

// Whoever weighs more and gives no reason leaves the word to the next; nobody at all, to us.
TEST(VexAttestationTest, FindsAReasonOrSaysThereIsNone) {
  Evidence evidence = Read({{"a", kNpm, "affected", R"(,"action_statement":"wait")"}});
  const std::string bare =
      R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://y.example","author":"psirt","version":1,)"
      R"("timestamp":"2026-06-01T00:00:00Z","statements":[{"vulnerability":{"name":"CVE-2024-1"},)"
      R"("products":[{"@id":"pkg:npm/a@1.0"},{"@id":"pkg:npm/b@1.0"}],"status":"affected"}]})";
  ReadDocument(bare, {}, evidence);
  const std::string text = Statements(Attested(evidence).Text());
  EXPECT_TRUE(absl::StrContains(text, R"({"action_statement":"wait","products":[{"@id":"pkg:npm/a@1.0")")) << text;
  EXPECT_TRUE(absl::StrContains(
      text, R"({"action_statement":"No action statement provided","products":[{"@id":"pkg:npm/b@1.0")"))
      << text;
}

TEST(VexAttestationTest, TellsWhatIsLost) {
  Evidence evidence = Read({{"a", kNpm, "fixed"},
                            {"b", kNpm, "under_investigation"},
                            {"c", R"({"@id":"pkg:npm/c@1.0"})", "fixed"},
                            {"a", R"({"@id":"pkg:npm/d"})", "fixed"}});
  Statement ranged = evidence.statements()[0];
  ranged.product = evidence.InternSubject("pkg:npm/e", "vers:npm/<2.0.0");
  evidence.AddStatement(ranged);
  const Consensus consensus = Consensus::Build(evidence, Directory(), kPolicy, kAsOf);
  VexAttestation attestation = VexAttestation::Create(kAuthor, kAsOf).value();
  std::vector<std::string> lost;
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    ASSERT_TRUE(attestation.Add(consensus.Explain(i), consensus, evidence).ok());
  }
  for (const AttestationLoss& loss : attestation.Losses()) lost.push_back(absl::StrCat(loss.key, ": ", loss.words));
  const std::vector<std::string> expected = {
      ": how sure the statuses are, and why: weights, confidence, scope, rationale",
      ": the digest, which in-toto wants, of 2 of the 2 subjects: their products are known by name only",
      "CVE-2024-1 pkg:npm/a@1.0: that it is DISPUTED: said is under_investigation",
      "CVE-2024-1 pkg:npm/a@1.0: its conflicts: status_disagreement",
      "CVE-2024-1 pkg:npm/c@1.0: no statement: INCONCLUSIVE (no_vote) is no status",
      "CVE-2024-1 pkg:npm/e vers:npm/<2.0.0: no statement: OpenVEX has no version ranges",
  };
  EXPECT_EQ(lost, expected);
  EXPECT_EQ(attestation.statements(), 2);
  EXPECT_EQ(attestation.Losses()[2].consensus_id, consensus.Explain(0).consensus_id);
}

// ReadBack is what our own reader makes of an attestation.
Evidence ReadBack(const std::string& text) {
  Evidence evidence;
  const Report report = ReadDocument(text, {}, evidence);
  EXPECT_EQ(report.outcome, Outcome::kAccepted) << report.status.message();
  for (const Finding& finding : report.findings) ADD_FAILURE() << finding.location << ": " << finding.message;
  return evidence;
}

using Statuses = std::map<std::string, VexStatus>;

Statuses StatusesOf(const Consensus& consensus, bool sayable) {
  Statuses statuses;
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    const KeyTexts key = consensus.KeyOf(i);
    const std::string text = absl::StrCat(key.vulnerability, "|", key.product, "|", key.component);
    const Decision decision = consensus.Decide(i);
    if (sayable && (decision.state == State::kInconclusive || absl::StrContains(text, " vers:"))) continue;
    statuses[text] = decision.status;
  }
  return statuses;
}

// Read without the envelope around it, the author's word is worth what that of an issuer without keys is.
TEST(VexAttestationTest, ReadBackGivesTheSameStatusOfEveryKey) {
  const IssuerDirectory author = IssuerDirectory().WithTrusted(kAuthor, Tier::kTrusted).value();
  for (const std::uint64_t seed : {1, 2, 3}) {
    const testing::GeneratorOptions options = {.seed = seed, .statements = 3000};
    const Evidence evidence = testing::GenerateEvidence(options);
    const IssuerDirectory directory = IssuerDirectory::Parse(testing::GenerateDirectory(options)).value();
    const Attested attested(evidence, directory, testing::GeneratedAsOf());
    const Statuses said = StatusesOf(attested.consensus, true);
    ASSERT_EQ(said.size(), attested.attestation.statements());
    ASSERT_GT(said.size(), 500);
    const Evidence back = ReadBack(attested.Text());
    const Consensus again = Consensus::Build(back, author, kPolicy, testing::GeneratedAsOf());
    EXPECT_EQ(StatusesOf(again, false), said);
  }
}

TEST(VexAttestationTest, OrderMeansNothing) {
  const testing::GeneratorOptions options = {.seed = 4, .statements = 1000};
  const Evidence evidence = testing::GenerateEvidence(options);
  const IssuerDirectory directory = IssuerDirectory::Parse(testing::GenerateDirectory(options)).value();
  std::vector<Statement> statements(evidence.statements().begin(), evidence.statements().end());
  std::mt19937 random(7);
  std::shuffle(statements.begin(), statements.end(), random);
  Evidence shuffled;
  for (const Statement& statement : statements) testing::CopyStatement(evidence, statement, shuffled);
  for (std::uint32_t i = 0; i < evidence.documents().size(); ++i) testing::CopyDocument(evidence, i, shuffled);
  const Attested one(evidence, directory, testing::GeneratedAsOf());
  const Attested other(shuffled, directory, testing::GeneratedAsOf(), true);
  EXPECT_EQ(one.Text(), other.Text());
  EXPECT_EQ(one.Lost(), other.Lost());
}

TEST(VexAttestationTest, SignedItIsTheAuthorsWord) {
  const std::string text = Attested(Read({{"a", kNpm, "fixed"}})).Text();
  for (const auto& [key, id] : {std::pair("ed25519", "k1"), std::pair("p256", "k2")}) {
    const PrivateKey* const signer = &testing::SigningKey(key);
    const std::string envelope = SignDsse(kInTotoPayloadType, text, {&signer, 1}).value();
    const std::vector<DsseVerifier> keys = VerifiersOf(Directory());
    ReadOptions options;
    options.keys = keys;
    Evidence evidence;
    EXPECT_EQ(ReadDocument(envelope, options, evidence).outcome, Outcome::kAccepted);
    JudgeSignatures(Directory(), kAsOf, evidence);
    ASSERT_EQ(evidence.documents().size(), 1);
    const Document& document = evidence.documents()[0];
    EXPECT_EQ(document.signature, SignatureState::kVerified) << evidence.Text(document.signature_reason);
    EXPECT_EQ(evidence.Text(document.key_id), id);
    EXPECT_EQ(evidence.Text(document.signer), "psirt");
  }
}

TEST(VexAttestationTest, BadInputIsOneError) {
  const auto error = [](const absl::Status& status) {
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    return std::string(status.message());
  };
  EXPECT_EQ(error(VexAttestation::Create("", kAsOf).status()), "no author: OpenVEX says who speaks");
  EXPECT_EQ(error(VexAttestation::Create("\xff", kAsOf).status()), "the author is not UTF-8");
  EXPECT_EQ(error(VexAttestation::Create("a", {}).status()), "no instant: OpenVEX says when");
  VexAttestation attestation = VexAttestation::Create("a", kAsOf).value();
  EXPECT_EQ(error(attestation.Write().status()), "no records to attest");

  testing::GeneratorOptions two_tenants;
  two_tenants.tenants = 2;
  const Evidence evidence = testing::GenerateEvidence(two_tenants);
  const Consensus consensus = Consensus::Build(evidence, Directory(), kPolicy, kAsOf);
  EXPECT_TRUE(attestation.Add(consensus.Explain(0), consensus, evidence).ok());
  EXPECT_EQ(error(attestation.Add(consensus.Explain(consensus.size() - 1), consensus, evidence)),
            "records of the tenants acme and default: an attestation is of one");
}

TEST(VexAttestationTest, NothingButLossesIsAnError) {
  const Evidence evidence = Read({{"a", kNpm, "fixed"}});
  Policy policy;
  policy.minimum_quorum = 2;
  const Consensus consensus = Consensus::Build(evidence, Directory(), policy, kAsOf);
  VexAttestation attestation = VexAttestation::Create(kAuthor, kAsOf).value();
  ASSERT_TRUE(attestation.Add(consensus.Explain(0), consensus, evidence).ok());
  EXPECT_EQ(attestation.Write().status().message(), "nothing to attest: OpenVEX can say none of the 1 records");
  ASSERT_EQ(attestation.Losses().size(), 1);
  EXPECT_EQ(attestation.Losses()[0].words, "no statement: INCONCLUSIVE (quorum) is no status");
}

}  // namespace
}  // namespace vexlens
