#include "vexlens/engine.h"

#include <algorithm>
#include <random>

#include "tests/capi/calling.h"
#include "tests/support/generated_documents.h"
#include "tests/support/signed_documents.h"
#include "vexlens/signature.h"

namespace vexlens::testing {
namespace {

void Ingest(vexlens_engine* engine, const std::vector<std::string>& documents) {
  const std::vector<vexlens_str> strs = Strs(documents);
  ASSERT_TRUE(Succeeds(vexlens_engine_ingest(engine, strs.data(), strs.size(), nullptr, nullptr)));
}

// RecordsOfLibrary are the same records by the C++ library.
std::string RecordsOfLibrary(const std::vector<std::string>& documents, std::string_view issuers) {
  Evidence evidence;
  for (const std::string& document : documents) ReadDocument(document, {}, evidence);
  evidence.ConnectBomLinks();
  const auto directory = IssuerDirectory::Parse(issuers);
  JudgeSignatures(*directory, *ParseInstant(kAsOf), evidence);
  const Policy policy;
  const Consensus consensus = Consensus::Build(evidence, *directory, policy, *ParseInstant(kAsOf));
  std::string lines;
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    consensus.AppendRecord(i, lines);
    lines += '\n';
  }
  return lines;
}

TEST(EngineTest, AnswersAsTheLibraryDoes) {
  const auto engine = NewEngine(ExampleIssuers());
  Ingest(engine.get(), ExampleDocuments());
  const std::string lines = AllRecords(ConsensusOf(engine.get()).get());
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 8);
  EXPECT_EQ(lines, RecordsOfLibrary(ExampleDocuments(), ExampleIssuers()));
}

TEST(EngineTest, NeitherOrderNorBatchesShowInAnAnswer) {
  DocumentGenerator generator(7);
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> documents;
    for (int i = 0; i < 12; ++i) documents.push_back(generator.Document());
    const std::string issuers = generator.Directory();
    const std::string expected = RecordsOfLibrary(documents, issuers);
    std::shuffle(documents.begin(), documents.end(), random);
    const auto engine = NewEngine(issuers);
    std::vector<Owned<vexlens_consensus>> earlier;
    for (std::size_t begin = 0; begin < documents.size();) {
      const std::size_t end = std::min(documents.size(), begin + 1 + random() % 6);
      Ingest(engine.get(), {documents.begin() + static_cast<std::ptrdiff_t>(begin),
                            documents.begin() + static_cast<std::ptrdiff_t>(end)});
      earlier.push_back(ConsensusOf(engine.get()));
      begin = end;
    }
    EXPECT_EQ(AllRecords(earlier.back().get()), expected) << "round " << round;
  }
}

TEST(EngineTest, WhatComesLaterDoesNotShowInAConsensus) {
  const std::vector<std::string> documents = ExampleDocuments();
  const auto engine = NewEngine(ExampleIssuers());
  Ingest(engine.get(), {documents[0]});
  const auto before = ConsensusOf(engine.get());
  const std::string records = AllRecords(before.get());
  Ingest(engine.get(), documents);
  EXPECT_EQ(AllRecords(before.get()), records);
  EXPECT_NE(AllRecords(ConsensusOf(engine.get()).get()), records);
}

TEST(EngineTest, HandlesGoInAnyOrder) {
  auto engine = NewEngine(ExampleIssuers());
  Ingest(engine.get(), ExampleDocuments());
  auto consensus = ConsensusOf(engine.get());
  auto record =
      Made<vexlens_record>([&](auto** out) { return vexlens_consensus_get(consensus.get(), &kDisputedKey, out); });
  const std::string json = JsonOf(record.get());
  engine.reset();
  consensus.reset();
  EXPECT_EQ(JsonOf(record.get()), json);
  EXPECT_EQ(Text(vexlens_record_key(record.get()).product), Text(kDisputedKey.product));
}

TEST(EngineTest, FillsADecision) {
  const auto engine = NewEngine(ExampleIssuers());
  Ingest(engine.get(), ExampleDocuments());
  const auto consensus = ConsensusOf(engine.get());
  const auto record =
      Made<vexlens_record>([&](auto** out) { return vexlens_consensus_get(consensus.get(), &kDisputedKey, out); });
  vexlens_decision decision{};
  decision.struct_size = sizeof(decision);
  vexlens_record_decision(record.get(), &decision);
  EXPECT_EQ(decision.state, VEXLENS_STATE_DISPUTED);
  EXPECT_EQ(decision.status, VEXLENS_STATUS_AFFECTED);
  EXPECT_EQ(decision.confidence, 345678);
  EXPECT_EQ(decision.conflicts, 2U);
  EXPECT_EQ(decision.issuers, 2U);
  EXPECT_EQ(decision.weights[0], 482218 + 95823);
  EXPECT_EQ(decision.weights[2], 400242 + 351946);
  EXPECT_STREQ(vexlens_state_name(decision.state).data, "DISPUTED");
  EXPECT_STREQ(vexlens_status_name(decision.status).data, "affected");
  EXPECT_EQ(vexlens_state_name(7).size + vexlens_state_name(0).size + vexlens_status_name(-1).size, 0U);
}

TEST(EngineTest, ADecisionIsFilledAsFarAsItReaches) {
  const auto engine = NewEngine(ExampleIssuers());
  Ingest(engine.get(), ExampleDocuments());
  const auto consensus = ConsensusOf(engine.get());
  const auto record =
      Made<vexlens_record>([&](auto** out) { return vexlens_consensus_record(consensus.get(), 1, out); });
  vexlens_decision decision;
  std::fill_n(reinterpret_cast<unsigned char*>(&decision), sizeof(decision), 0xEE);
  decision.struct_size = 8;
  vexlens_record_decision(record.get(), &decision);
  EXPECT_EQ(decision.state, VEXLENS_STATE_DISPUTED);
  EXPECT_EQ(static_cast<uint32_t>(decision.status), 0xEEEEEEEE);
  decision.struct_size = 4;
  decision.state = 99;
  vexlens_record_decision(record.get(), &decision);
  EXPECT_EQ(decision.state, 99);
}

TEST(EngineTest, TellsSilenceFromAMalformedQuestion) {
  const auto engine = NewEngine(ExampleIssuers());
  Ingest(engine.get(), ExampleDocuments());
  const auto consensus = ConsensusOf(engine.get());
  vexlens_record* record = nullptr;
  vexlens_key key = {Str("CVE-1999-0001"), Str("pkg:npm/quiet@1.0"), {}};
  EXPECT_TRUE(Fails(vexlens_consensus_get(consensus.get(), &key, &record), VEXLENS_NOT_FOUND, ""));
  key.product = Str("pkg:npm");
  EXPECT_TRUE(Fails(vexlens_consensus_get(consensus.get(), &key, &record), VEXLENS_INVALID_ARGUMENT, "purl"));
  EXPECT_TRUE(Fails(vexlens_consensus_record(consensus.get(), 8, &record), VEXLENS_NOT_FOUND, "index"));
  EXPECT_EQ(record, nullptr);
}

TEST(EngineTest, ReportsEachDocument) {
  const auto engine = NewEngine("");
  const std::vector<std::string> documents = {ExampleDocuments()[0], "{", "[]", ExampleDocuments()[0]};
  const std::vector<vexlens_str> strs = Strs(documents);
  const std::string report =
      TextOf([&](auto** out) { return vexlens_engine_ingest(engine.get(), strs.data(), strs.size(), nullptr, out); });
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_canonical_json(Str(report), out); }), report);
  EXPECT_EQ(report.find(R"([{"added":true,"digest":"sha256:)"), 0U) << report;
  EXPECT_NE(report.find(R"("error":{"code":3,)"), std::string::npos) << report;
  EXPECT_NE(report.find(R"("outcome":"skipped")"), std::string::npos) << report;
  EXPECT_NE(report.find(R"({"added":false,"digest":"sha256:)"), std::string::npos) << report;
}

TEST(EngineTest, StopsWhenAskedTo) {
  const auto engine = NewEngine(ExampleIssuers());
  const std::vector<std::string> documents = ExampleDocuments();
  const std::vector<vexlens_str> strs = Strs(documents);
  vexlens_ingest_options options{};
  options.struct_size = sizeof(options);
  std::vector<uint64_t> heard;
  options.user_data = &heard;
  options.progress = [](uint64_t done, uint64_t count, void* user_data) -> int32_t {
    static_cast<std::vector<uint64_t>*>(user_data)->push_back(done);
    return done + 3 == count ? 1 : 0;
  };
  vexlens_bytes* report = nullptr;
  EXPECT_TRUE(Fails(vexlens_engine_ingest(engine.get(), strs.data(), strs.size(), &options, &report), VEXLENS_CANCELLED,
                    "none of the documents"));
  EXPECT_EQ(report, nullptr);
  EXPECT_EQ(heard, (std::vector<uint64_t>{0, 1, 2, 3}));
  EXPECT_EQ(vexlens_consensus_size(ConsensusOf(engine.get()).get()), 0U);
}

TEST(EngineTest, TakesSignaturesBesideDocumentsAndOnlyWhatTheyVerify) {
  const std::string word =
      R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://a.example/1","author":"a",)"
      R"("timestamp":"2026-05-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2024-1"},)"
      R"("products":[{"@id":"pkg:npm/a@1.0"}],"status":"fixed"}]})";
  const std::string envelope = Signed(word, "p256", "application/json");
  const auto engine = NewEngine(R"({"issuers":[{"id":"a","tier":"trusted","keys":[)" + KeyEntry("p256", "k") + "]}]}");
  const std::vector<vexlens_str> documents = {Str(word), Str(word)};
  std::vector<vexlens_str> signatures = {vexlens_str{}, Str(envelope)};
  vexlens_ingest_options options{};
  options.struct_size = sizeof(options);
  options.signatures = signatures.data();
  options.signature_count = 1;
  options.require_verified = 1;
  options.threads = 2;
  EXPECT_TRUE(Fails(vexlens_engine_ingest(engine.get(), documents.data(), 2, &options, nullptr),
                    VEXLENS_INVALID_ARGUMENT, "options.signatures: one for each document, or none"));
  options.signature_count = 2;
  const std::string report =
      TextOf([&](auto** out) { return vexlens_engine_ingest(engine.get(), documents.data(), 2, &options, out); });
  EXPECT_NE(report.find(R"("message":"its signature is missing: there is no signature around it")"), report.npos)
      << report;
  EXPECT_NE(report.find(R"("added":true)"), report.npos) << report;
  EXPECT_EQ(vexlens_consensus_size(ConsensusOf(engine.get()).get()), 1U);
  options.require_verified = 2;
  EXPECT_TRUE(Fails(vexlens_engine_ingest(engine.get(), documents.data(), 2, &options, nullptr), VEXLENS_UNIMPLEMENTED,
                    "options.require_verified"));
}

TEST(EngineTest, OtherIssuersJudgeSignaturesAnew) {
  const std::string document =
      R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://a.example/1","author":"a",)"
      R"("timestamp":"2026-05-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2024-1"},)"
      R"("products":[{"@id":"pkg:npm/a@1.0"}],"status":"fixed"}]})";
  const std::string signed_document = Signed(document, "p256", "application/json");
  const std::string keyed = R"({"issuers":[{"id":"a","tier":"trusted","keys":[)" + KeyEntry("p256", "k") + "]}]}";
  const auto engine = NewEngine(R"({"issuers":[{"id":"a","tier":"trusted"}]})");
  Ingest(engine.get(), {signed_document});
  const std::string unkeyed_records = AllRecords(ConsensusOf(engine.get()).get());
  const std::string keyed_records = AllRecords(ConsensusOf(engine.get(), "", keyed).get());

  const auto keyed_engine = NewEngine(keyed);
  Ingest(keyed_engine.get(), {signed_document});
  EXPECT_EQ(keyed_records, AllRecords(ConsensusOf(keyed_engine.get()).get()));
  EXPECT_NE(keyed_records, unkeyed_records);
}

TEST(EngineTest, AlignsAndAttests) {
  const auto engine = NewEngine(ExampleIssuers());
  Ingest(engine.get(), ExampleDocuments());
  const auto consensus = ConsensusOf(engine.get());
  const std::string sbom = ReadBytes("examples/sbom.json");
  const std::string lines =
      TextOf([&](auto** out) { return vexlens_consensus_align(consensus.get(), Str(sbom), {}, 2, out); });
  EXPECT_NE(lines.find(R"("state":"DISPUTED")"), std::string::npos);
  EXPECT_TRUE(Fails(vexlens_consensus_align(consensus.get(), Str("{}"), {}, 0, nullptr), VEXLENS_INVALID_ARGUMENT,
                    "lines: may not be NULL"));
  vexlens_bytes* losses = nullptr;
  const std::string statement = TextOf(
      [&](auto** out) { return vexlens_consensus_attest(consensus.get(), Str("https://us.example"), out, &losses); });
  EXPECT_NE(statement.find("https://in-toto.io/Statement/v1"), std::string::npos);
  EXPECT_EQ(Text(vexlens_bytes_view(losses)).substr(0, 1), "[");
  vexlens_bytes_free(losses);
  const std::string near =
      TextOf([&](auto** out) { return vexlens_consensus_near_misses(consensus.get(), &kDisputedKey, 5, out); });
  EXPECT_EQ(near.substr(0, 1), "[");
}

TEST(EngineTest, SaysWhoCannotClearAndLetsThemBeTrusted) {
  const std::string nobody = R"({"issuers":[]})";
  const std::vector<std::string> texts = {std::string("Fernhollow Product Security"),
                                          std::string("Quillback Security Lab=trusted")};
  const std::vector<vexlens_str> names = Strs(texts);
  const auto unlisted = [](const vexlens_consensus* consensus) {
    return TextOf([&](auto** out) { return vexlens_consensus_unlisted_clearers(consensus, out); });
  };
  const auto engine = NewEngine(nobody);
  Ingest(engine.get(), ExampleDocuments());
  const auto strict = ConsensusOf(engine.get());
  const std::string strangers = unlisted(strict.get());
  EXPECT_EQ(strangers.find(R"([{"issuer":")"), 0U) << strangers;
  EXPECT_NE(strangers.find(R"({"issuer":"Fernhollow Product Security","statements":1})"), std::string::npos)
      << strangers;

  // For one question …
  vexlens_consensus_options options{};
  options.struct_size = sizeof(options);
  options.as_of = Str(kAsOf);
  options.trust = names.data();
  options.trust_count = names.size();
  const auto asked = Made<vexlens_consensus>(
      [&](auto** consensus) { return vexlens_engine_consensus(engine.get(), &options, consensus); });
  EXPECT_EQ(unlisted(asked.get()).find("Fernhollow"), std::string::npos);
  EXPECT_NE(AllRecords(asked.get()), AllRecords(strict.get()));
  EXPECT_NE(AllRecords(asked.get()).find(R"("issuer":"Quillback Security Lab")"), std::string::npos);

  // … or for all of an engine's; a directory of the question's own knows nothing of those.
  vexlens_engine_options trusting{};
  trusting.struct_size = sizeof(trusting);
  trusting.issuers = Str(nobody);
  trusting.trust = names.data();
  trusting.trust_count = names.size();
  const auto other = Made<vexlens_engine>([&](auto** made) { return vexlens_engine_new(&trusting, made); });
  Ingest(other.get(), ExampleDocuments());
  EXPECT_EQ(AllRecords(ConsensusOf(other.get()).get()), AllRecords(asked.get()));
  EXPECT_EQ(AllRecords(ConsensusOf(other.get(), "", nobody).get()), AllRecords(strict.get()));

  // What is beside the engine's own counts too.
  trusting.trust_count = 1;
  const auto one = Made<vexlens_engine>([&](auto** made) { return vexlens_engine_new(&trusting, made); });
  Ingest(one.get(), ExampleDocuments());
  options.trust = &names[1];
  options.trust_count = 1;
  const auto both = Made<vexlens_consensus>(
      [&](auto** consensus) { return vexlens_engine_consensus(one.get(), &options, consensus); });
  EXPECT_EQ(AllRecords(both.get()), AllRecords(asked.get()));
}

TEST(EngineTest, NamesWhoCannotBeTrusted) {
  const std::vector<vexlens_str> names = {Str("Somebody"), Str("=trusted")};
  vexlens_engine_options options{};
  options.struct_size = sizeof(options);
  options.trust = names.data();
  options.trust_count = names.size();
  vexlens_engine* engine = nullptr;
  EXPECT_TRUE(Fails(vexlens_engine_new(&options, &engine), VEXLENS_INVALID_ARGUMENT, "options.trust[1]: "));
  options.trust = nullptr;
  EXPECT_TRUE(Fails(vexlens_engine_new(&options, &engine), VEXLENS_INVALID_ARGUMENT, "options.trust: may not be NULL"));
  const std::string ambiguous =
      R"({"issuers":[{"id":"a","names":["A"],"tier":"known"}],)"
      R"("tenants":{"t":{"issuers":[{"id":"a","tier":"known"},{"id":"b","names":["A"],"tier":"known"}]}}})";
  const vexlens_str name = Str("A");
  options.issuers = Str(ambiguous);
  options.trust = &name;
  options.trust_count = 1;
  EXPECT_TRUE(Fails(vexlens_engine_new(&options, &engine), VEXLENS_INVALID_ARGUMENT,
                    "options.trust[0]: \"A\" is a name of two issuers"));
  EXPECT_EQ(engine, nullptr);
}

TEST(EngineTest, GivesTheWordsBehindARecord) {
  const auto engine = NewEngine(ExampleIssuers());
  Ingest(engine.get(), ExampleDocuments());
  const auto consensus = ConsensusOf(engine.get());
  auto record =
      Made<vexlens_record>([&](auto** out) { return vexlens_consensus_get(consensus.get(), &kDisputedKey, out); });
  const std::string json = JsonOf(record.get());
  const std::string words = TextOf([&](auto** out) { return vexlens_record_words(record.get(), out); });
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_canonical_json(Str(words), out); }), words);
  EXPECT_NE(words.find(R"("documentVersion":"1","impact":"The server logs constant patterns only;)"), std::string::npos)
      << words;
  // One for each entry, in the order of the rationale.
  std::size_t at_word = 0;
  std::size_t entries = 0;
  const std::size_t rationale = json.find(R"("rationale":)");
  for (std::size_t at = rationale; (at = json.find(R"("statementId":")", at)) != std::string::npos; ++at) {
    at_word = words.find(json.substr(at, 15 + 71), at_word);
    ASSERT_NE(at_word, std::string::npos) << words;
    ++at_word;
    ++entries;
  }
  EXPECT_EQ(entries, 4U);
  EXPECT_TRUE(Fails(vexlens_record_words(record.get(), nullptr), VEXLENS_INVALID_ARGUMENT, "json"));
  EXPECT_TRUE(Fails(vexlens_record_words(nullptr, nullptr), VEXLENS_INVALID_ARGUMENT, "record"));
}

TEST(EngineTest, NullHandlesAndOutputsAreRefused) {
  EXPECT_TRUE(Fails(vexlens_engine_new(nullptr, nullptr), VEXLENS_INVALID_ARGUMENT, "engine: may not be NULL"));
  EXPECT_TRUE(Fails(vexlens_engine_ingest(nullptr, nullptr, 0, nullptr, nullptr), VEXLENS_INVALID_ARGUMENT, "engine"));
  const auto engine = NewEngine("");
  EXPECT_TRUE(Succeeds(vexlens_engine_ingest(engine.get(), nullptr, 0, nullptr, nullptr)));
  EXPECT_TRUE(
      Fails(vexlens_engine_ingest(engine.get(), nullptr, 1, nullptr, nullptr), VEXLENS_INVALID_ARGUMENT, "documents"));
  const vexlens_str nothing_of_a_size{nullptr, 1};
  EXPECT_TRUE(Fails(vexlens_engine_ingest(engine.get(), &nothing_of_a_size, 1, nullptr, nullptr),
                    VEXLENS_INVALID_ARGUMENT, "documents"));
  EXPECT_TRUE(Fails(vexlens_engine_consensus(engine.get(), nullptr, nullptr), VEXLENS_INVALID_ARGUMENT, "consensus"));
  vexlens_record* record = nullptr;
  EXPECT_TRUE(Fails(vexlens_consensus_get(nullptr, &kDisputedKey, &record), VEXLENS_INVALID_ARGUMENT, "consensus"));
  EXPECT_TRUE(
      Fails(vexlens_consensus_get(ConsensusOf(engine.get()).get(), nullptr, &record), VEXLENS_INVALID_ARGUMENT, "key"));
  EXPECT_TRUE(Fails(vexlens_record_json(nullptr, nullptr), VEXLENS_INVALID_ARGUMENT, "record"));
  EXPECT_EQ(vexlens_consensus_size(nullptr), 0U);
  EXPECT_EQ(vexlens_error_code(nullptr), 0);
  EXPECT_EQ(vexlens_error_message(nullptr).size + vexlens_bytes_view(nullptr).size, 0U);
  EXPECT_EQ(vexlens_record_key(nullptr).product.size, 0U);
  vexlens_record_decision(nullptr, nullptr);
  vexlens_engine_free(nullptr);
  vexlens_consensus_free(nullptr);
  vexlens_record_free(nullptr);
  vexlens_workspace_free(nullptr);
  vexlens_bytes_free(nullptr);
  vexlens_error_free(nullptr);
}

TEST(EngineTest, NamesThePlaceOfABadOption) {
  vexlens_engine_options options{};
  options.struct_size = sizeof(options);
  options.issuers = Str(R"({"issuers":[{"id":"a","tier":"royal"}]})");
  vexlens_engine* engine = nullptr;
  EXPECT_TRUE(
      Fails(vexlens_engine_new(&options, &engine), VEXLENS_INVALID_ARGUMENT, "options.issuers: /issuers/0/tier"));
  options.issuers = {};
  options.tenant = Str("../a");
  EXPECT_TRUE(Fails(vexlens_engine_new(&options, &engine), VEXLENS_INVALID_ARGUMENT, ""));
  options.tenant = {};
  options.reserved = 1;
  EXPECT_TRUE(Fails(vexlens_engine_new(&options, &engine), VEXLENS_UNIMPLEMENTED, "options.reserved"));
  EXPECT_EQ(engine, nullptr);
}

}  // namespace
}  // namespace vexlens::testing
