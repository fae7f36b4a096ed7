// What every store answers, whatever it keeps its rows in.
#include "lib/workspace/store.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "lib/sqlite/sqlite_store.h"
#include "lib/workspace/memory_store.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/digest.h"

namespace vexlens::workspace {
namespace {

using testing::TemporaryFolder;

constexpr Instant At(std::int64_t second) { return Instant{second * 1'000'000}; }
Digest Of(std::string_view text) { return Sha256(text); }

struct Kind {
  std::string_view name;
  std::function<std::unique_ptr<Store>(const std::string& folder)> make;
};

class StoreTest : public ::testing::TestWithParam<Kind> {
 protected:
  StoreTest() : store_(GetParam().make(folder_.path())) {}

  std::unique_ptr<Edit> Begin() {
    absl::StatusOr<std::unique_ptr<Edit>> edit = store_->Write();
    EXPECT_TRUE(edit.ok()) << edit.status();
    return *std::move(edit);
  }

  std::unique_ptr<View> Look() {
    absl::StatusOr<std::unique_ptr<View>> view = store_->Read();
    EXPECT_TRUE(view.ok()) << view.status();
    return *std::move(view);
  }

  static RowId Name(Edit& edit, NameKind kind, RowId tenant, std::string_view name) {
    return edit.Intern(kind, tenant, {&name, 1}).value()[0];
  }

  // Derived returns what a document says about one vulnerability.
  static DerivedDocument Derived(Edit& edit, RowId tenant, RowId document, std::string_view name, RowId vulnerability) {
    DerivedDocument derived;
    derived.id = document;
    derived.tenant = tenant;
    derived.facts = {Format::kCsaf, Name(edit, NameKind::kIssuer, tenant, "lab"), std::string(name), "1", At(1), At(2),
                     "sum"};
    derived.vulnerabilities = "list";
    derived.statements = {{vulnerability, "outline", "pack"}};
    return derived;
  }

  const TemporaryFolder folder_;
  const std::unique_ptr<Store> store_;
};

TEST_P(StoreTest, BeginsEmpty) {
  const auto edit = Begin();
  const Settings settings = edit->ReadSettings().value();
  EXPECT_FALSE(settings.as_of.dated());
  EXPECT_EQ(settings.heard, 0U);
  EXPECT_EQ(settings.rules, 0U);
  EXPECT_TRUE(edit->AllNames(NameKind::kTenant, 0)->empty());
}

TEST_P(StoreTest, KeepsSettings) {
  const Settings settings{At(3), At(4), 5, 6};
  {
    const auto edit = Begin();
    ASSERT_TRUE(edit->Put({At(1), At(2), 1, 1}).ok());
    ASSERT_TRUE(edit->Put(settings).ok());
    ASSERT_TRUE(edit->Commit().ok());
  }
  EXPECT_EQ(Look()->ReadSettings().value(), settings);
}

TEST_P(StoreTest, TakesBackWhatIsNotCommitted) {
  {
    const auto edit = Begin();
    Name(*edit, NameKind::kTenant, 0, "kept");
    ASSERT_TRUE(edit->Commit().ok());
  }
  {
    const auto edit = Begin();
    Name(*edit, NameKind::kTenant, 0, "lost");
    EXPECT_EQ(edit->AllNames(NameKind::kTenant, 0)->size(), 2U) << "an edit sees its own changes";
  }
  EXPECT_EQ(Look()->AllNames(NameKind::kTenant, 0)->size(), 1U);
}

TEST_P(StoreTest, AViewStaysAsItWas) {
  {
    const auto edit = Begin();
    Name(*edit, NameKind::kTenant, 0, "first");
    ASSERT_TRUE(edit->Commit().ok());
  }
  const auto view = Look();
  ASSERT_EQ(view->AllNames(NameKind::kTenant, 0)->size(), 1U);
  {
    const auto edit = Begin();
    Name(*edit, NameKind::kTenant, 0, "second");
    ASSERT_TRUE(edit->Commit().ok());
  }
  EXPECT_EQ(view->AllNames(NameKind::kTenant, 0)->size(), 1U);
  EXPECT_EQ(Look()->AllNames(NameKind::kTenant, 0)->size(), 2U);
}

TEST_P(StoreTest, NamesAreOfOneKindAndTenant) {
  const auto edit = Begin();
  const RowId a = Name(*edit, NameKind::kTenant, 0, "a");
  const RowId b = Name(*edit, NameKind::kTenant, 0, "b");
  const std::vector<std::string_view> twice{"CVE-1", "CVE-2", "CVE-1"};
  const std::vector<RowId> ids = edit->Intern(NameKind::kVulnerability, a, twice).value();
  EXPECT_EQ(ids[0], ids[2]);
  EXPECT_NE(ids[0], ids[1]);
  EXPECT_EQ(edit->Find(NameKind::kVulnerability, a, twice).value(), ids);
  EXPECT_EQ(edit->Find(NameKind::kVulnerability, b, twice).value(), (std::vector<RowId>{0, 0, 0}));
  EXPECT_EQ(edit->Find(NameKind::kIssuer, a, twice).value(), (std::vector<RowId>{0, 0, 0}));
  EXPECT_EQ(edit->NamesOf(NameKind::kVulnerability, ids).value(),
            (std::vector<std::string>{"CVE-1", "CVE-2", "CVE-1"}));
  EXPECT_EQ(edit->AllNames(NameKind::kVulnerability, a)->size(), 2U);
  EXPECT_TRUE(edit->AllNames(NameKind::kVulnerability, b)->empty());
}

TEST_P(StoreTest, VulnerabilitiesInByteOrder) {
  const auto edit = Begin();
  const RowId tenant = Name(*edit, NameKind::kTenant, 0, "t");
  Name(*edit, NameKind::kVulnerability, Name(*edit, NameKind::kTenant, 0, "other"), "b");
  for (const std::string_view name : {"c", "a", "b", "ab"}) Name(*edit, NameKind::kVulnerability, tenant, name);
  const auto names = [&](const NameRange& range, std::size_t limit) {
    std::string text;
    const std::vector<NamedRow> rows = edit->VulnerabilitiesIn(tenant, range, limit).value();
    for (const NamedRow& row : rows) text += row.name + " ";
    return text;
  };
  EXPECT_EQ(names({"", std::nullopt}, 10), "a ab b c ");
  EXPECT_EQ(names({"", std::nullopt}, 2), "a ab ");
  EXPECT_EQ(names({"ab", "b"}, 10), "ab b ");
  EXPECT_EQ(names({std::string("a\0", 2), std::nullopt}, 10), "ab b c ") << "what comes after a name";
  EXPECT_EQ(names({"d", std::nullopt}, 10), "");
}

TEST_P(StoreTest, ClassesHaveMembers) {
  const auto edit = Begin();
  const RowId tenant = Name(*edit, NameKind::kTenant, 0, "t");
  const RowId cve = Name(*edit, NameKind::kVulnerability, tenant, "CVE-1");
  const RowId ghsa = Name(*edit, NameKind::kVulnerability, tenant, "GHSA-1");
  const std::vector<RowId> both{cve, ghsa};
  EXPECT_EQ(edit->Vulnerabilities(both).value()[1].advisory, 0);
  ASSERT_TRUE(edit->SetAdvisories(std::vector<VulnerabilityRow>{{cve, "", cve}, {ghsa, "", cve}}).ok());
  EXPECT_EQ(edit->Vulnerabilities(both).value()[1].advisory, cve);
  EXPECT_EQ(edit->MembersOf({&cve, 1}).value().size(), 2U);
  EXPECT_TRUE(edit->MembersOf({&ghsa, 1}).value().empty());
}

TEST_P(StoreTest, KeepsBytesByTheirDigest) {
  const auto edit = Begin();
  const std::string bytes("a\0b", 3);
  EXPECT_FALSE(edit->ReadRaw(Of(bytes)).value().has_value());
  ASSERT_TRUE(edit->PutRaw(Of(bytes), "damaged").ok());
  ASSERT_TRUE(edit->PutRaw(Of(bytes), bytes).ok());
  EXPECT_EQ(edit->ReadRaw(Of(bytes)).value(), bytes);
}

TEST_P(StoreTest, KnowsADocumentAsOfAnInstant) {
  const auto edit = Begin();
  const RowId tenant = Name(*edit, NameKind::kTenant, 0, "t");
  const RowId row = edit->AddDocument(tenant, Of("x"), At(10)).value();
  Seen seen;
  seen.document = row;
  seen.sightings = {{At(10), false, SignatureState::kFailed, "", "", ""},
                    {At(20), true, SignatureState::kMissing, "k", "s", "r"}};
  seen.envelopes = {{Of("b"), At(20), "later"}, {Of("a"), At(10), std::nullopt}};
  seen.decision = Audit{"me", "because"};
  seen.recorded_at = At(10);
  ASSERT_TRUE(edit->AddSeen(seen).ok());
  EXPECT_EQ(edit->FindDocument(tenant, Of("x")).value(), row);
  EXPECT_EQ(edit->FindDocument(tenant, Of("y")).value(), 0);
  const DocumentRow now = edit->Documents({&row, 1}, std::nullopt).value()[0];
  EXPECT_EQ(now.id, row);
  EXPECT_EQ(now.tenant, tenant);
  EXPECT_FALSE(now.facts.has_value());
  ASSERT_EQ(now.sightings.size(), 2U);
  EXPECT_EQ(now.sightings[1].key_id, "k");
  EXPECT_TRUE(now.sightings[1].withdrawn);
  ASSERT_EQ(now.envelopes.size(), 2U);
  EXPECT_LT(now.envelopes[0].digest, now.envelopes[1].digest);
  const DocumentRow then = edit->Documents({&row, 1}, At(10)).value()[0];
  EXPECT_EQ(then.sightings.size(), 1U);
  EXPECT_EQ(then.envelopes.size(), 1U);
  EXPECT_EQ(edit->Documents({&row, 1}, At(9)).value()[0].id, 0);
  EXPECT_EQ(edit->DecisionsOn({&row, 1}).value()[0].actor, "me");
}

TEST_P(StoreTest, AnEnvelopeSeenAgainGetsItsFacts) {
  const auto edit = Begin();
  const RowId row = edit->AddDocument(Name(*edit, NameKind::kTenant, 0, "t"), Of("x"), At(1)).value();
  Seen seen;
  seen.document = row;
  seen.sightings = {{At(1), false, SignatureState::kFailed, "", "", ""}};
  seen.envelopes = {{Of("e"), At(1), std::nullopt}};
  ASSERT_TRUE(edit->AddSeen(seen).ok());
  seen.sightings.clear();
  seen.envelopes = {{Of("e"), At(9), "facts"}};
  ASSERT_TRUE(edit->AddSeen(seen).ok());
  const DocumentRow document = edit->Documents({&row, 1}, std::nullopt).value()[0];
  ASSERT_EQ(document.envelopes.size(), 1U);
  EXPECT_EQ(document.envelopes[0].facts, "facts");
  EXPECT_EQ(document.envelopes[0].recorded_at, At(1)) << "when it first came";
}

TEST_P(StoreTest, ListsDocuments) {
  const auto edit = Begin();
  const RowId a = Name(*edit, NameKind::kTenant, 0, "a");
  const RowId b = Name(*edit, NameKind::kTenant, 0, "b");
  const RowId vulnerability = Name(*edit, NameKind::kVulnerability, a, "CVE-1");
  const RowId first = edit->AddDocument(a, Of("1"), At(1)).value();
  const RowId second = edit->AddDocument(b, Of("2"), At(2)).value();
  ASSERT_TRUE(edit->PutDerived(Derived(*edit, a, first, "d", vulnerability)).ok());
  Seen seen;
  seen.document = second;
  seen.envelopes = {{Of("e"), At(2), std::nullopt}};
  ASSERT_TRUE(edit->AddSeen(seen).ok());
  const auto ids = [&](const DocumentsOf& which) {
    std::vector<RowId> listed;
    const std::vector<HeldDocument> all = edit->ListDocuments(which).value();
    for (const HeldDocument& held : all) listed.push_back(held.id);
    return listed;
  };
  EXPECT_EQ(ids({}), (std::vector<RowId>{first, second}));
  EXPECT_EQ(ids({.tenant = a, .issuer = 0, .enveloped = false}), (std::vector<RowId>{first}));
  EXPECT_EQ(ids({.tenant = 0, .issuer = 0, .enveloped = true}), (std::vector<RowId>{second}));
  EXPECT_EQ(ids({.tenant = a, .issuer = 0, .enveloped = true}), (std::vector<RowId>{}));
  const RowId lab = Name(*edit, NameKind::kIssuer, a, "lab");
  EXPECT_EQ(ids({.tenant = a, .issuer = lab, .enveloped = false}), (std::vector<RowId>{first}));
}

TEST_P(StoreTest, DocumentsOfOneNameAreEditions) {
  const auto edit = Begin();
  const RowId tenant = Name(*edit, NameKind::kTenant, 0, "t");
  const RowId vulnerability = Name(*edit, NameKind::kVulnerability, tenant, "CVE-1");
  std::vector<RowId> rows;
  for (const std::string_view text : {"1", "2", "3", "4"})
    rows.push_back(edit->AddDocument(tenant, Of(text), At(1)).value());
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_TRUE(edit->PutDerived(Derived(*edit, tenant, rows[i], i == 2 ? "other" : "same", vulnerability)).ok());
  }
  DerivedDocument open_vex = Derived(*edit, tenant, rows[3], "same", vulnerability);
  open_vex.facts.format = Format::kOpenVex;
  ASSERT_TRUE(edit->PutDerived(open_vex).ok());
  const std::vector<DocumentRow> documents = edit->Documents(rows, std::nullopt).value();
  EXPECT_EQ(documents[0].editions, (std::vector<RowId>{rows[1]}));
  EXPECT_EQ(documents[2].editions, (std::vector<RowId>{}));
  EXPECT_EQ(documents[3].editions, (std::vector<RowId>{})) << "OpenVEX replaces statements, not documents";
}

TEST_P(StoreTest, GivesStatementsOneAfterAnother) {
  const auto edit = Begin();
  const RowId tenant = Name(*edit, NameKind::kTenant, 0, "t");
  const RowId one = Name(*edit, NameKind::kVulnerability, tenant, "CVE-1");
  const RowId two = Name(*edit, NameKind::kVulnerability, tenant, "CVE-2");
  const RowId none = Name(*edit, NameKind::kVulnerability, tenant, "CVE-3");
  const RowId row = edit->AddDocument(tenant, Of("x"), At(1)).value();
  DerivedDocument derived = Derived(*edit, tenant, row, "d", one);
  derived.statements.push_back({two, "", "only a pack"});
  ASSERT_TRUE(edit->PutDerived(derived).ok());
  PackedRows packed;
  ASSERT_TRUE(edit->AppendStatements(std::vector<RowId>{two, none, one}, packed).ok());
  ASSERT_EQ(packed.rows.size(), 2U);
  EXPECT_EQ(packed.rows[0].vulnerability, two);
  EXPECT_EQ(packed.OutlineOf(packed.rows[0]), "");
  EXPECT_EQ(packed.PackOf(packed.rows[0]), "only a pack");
  EXPECT_EQ(packed.OutlineOf(packed.rows[1]), "outline");
  EXPECT_EQ(packed.rows[1].document, row);
  EXPECT_EQ(edit->SpokenOf({&row, 1}).value()[0], "list");
}

TEST_P(StoreTest, AliasesAddUp) {
  const auto edit = Begin();
  const RowId tenant = Name(*edit, NameKind::kTenant, 0, "t");
  const RowId one = Name(*edit, NameKind::kVulnerability, tenant, "CVE-1");
  const RowId other = Name(*edit, NameKind::kVulnerability, tenant, "GHSA-1");
  for (const std::int64_t says : {1, 2}) {
    const RowId row = edit->AddDocument(tenant, Of(std::to_string(says)), At(1)).value();
    DerivedDocument derived = Derived(*edit, tenant, row, "d", one);
    derived.aliases = {{one, other, derived.facts.issuer, says}};
    ASSERT_TRUE(edit->PutDerived(derived).ok());
  }
  const std::vector<AliasRow> aliases = edit->AliasesOf({&one, 1}).value();
  ASSERT_EQ(aliases.size(), 1U);
  EXPECT_EQ(aliases[0].other, other);
  EXPECT_EQ(aliases[0].says, 3);
  EXPECT_TRUE(edit->AliasesOf({&other, 1}).value().empty());
}

TEST_P(StoreTest, LinksLeadToElementsAndBack) {
  const auto edit = Begin();
  const RowId tenant = Name(*edit, NameKind::kTenant, 0, "t");
  const RowId elsewhere = Name(*edit, NameKind::kTenant, 0, "u");
  const RowId one = Name(*edit, NameKind::kVulnerability, tenant, "CVE-1");
  const RowId bom = edit->AddDocument(tenant, Of("bom"), At(1)).value();
  DerivedDocument derived = Derived(*edit, tenant, bom, "bom", one);
  derived.elements = {{"cdx:a", "subjects", bom}, {"cdx:a", "others", bom}, {"cdx:b", "b", bom}};
  derived.links = {{"cdx:a", one}, {"cdx:a", one}};
  ASSERT_TRUE(edit->PutDerived(derived).ok());
  const std::vector<std::string_view> links{"cdx:a", "cdx:c"};
  EXPECT_EQ(edit->ElementsOf(tenant, links).value().size(), 2U);
  EXPECT_TRUE(edit->ElementsOf(elsewhere, links).value().empty());
  EXPECT_EQ(edit->LinkedBy({&bom, 1}).value(), (std::vector<RowId>{one}));
}

TEST_P(StoreTest, TrustIsInForceFromItsInstantOn) {
  const auto edit = Begin();
  const auto add = [&](std::int64_t second, std::string_view subject, std::optional<std::string> json) {
    TrustRow row;
    row.change = {0, At(second), std::string(subject), Of(json.value_or("")), {"me", "because"}};
    row.json = std::move(json);
    ASSERT_TRUE(edit->AddTrust(row).ok());
  };
  add(10, kPolicySubject, "{}");
  add(20, "policy/t", "{1}");
  add(30, "policy/t", std::nullopt);
  EXPECT_FALSE(edit->InForce(kPolicySubject, At(9)).value().has_value());
  EXPECT_EQ(edit->InForce("policy/t", At(29)).value()->digest, Of("{1}"));
  EXPECT_EQ(edit->TrustJson(edit->InForce("policy/t", At(29)).value()->revision).value(), "{1}");
  EXPECT_FALSE(edit->TrustJson(edit->InForce("policy/t", std::nullopt).value()->revision).value().has_value());
  const std::vector<TrustRevision> all = edit->TrustRevisions().value();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2].revision, 3U);
  EXPECT_EQ(all[2].audit.reason, "because");
}

TEST_P(StoreTest, KeysAreKeptOnce) {
  const auto edit = Begin();
  const std::vector<SigningKeyRow> keys{{"b", SignatureScheme::kEd25519, "1"}, {"a", SignatureScheme::kEd25519, "2"}};
  ASSERT_TRUE(edit->AddSigningKeys(keys).ok());
  ASSERT_TRUE(edit->AddSigningKeys(std::vector<SigningKeyRow>{{"b", SignatureScheme::kEd25519, "3"}}).ok());
  const std::vector<SigningKeyRow> kept = edit->SigningKeys().value();
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].key_id, "a");
  EXPECT_EQ(kept[1].pem, "1");
}

TEST_P(StoreTest, ATrustChangeKnowsWhatItReplaced) {
  const auto edit = Begin();
  const auto add = [&](std::int64_t second, std::string_view subject, std::optional<std::string> json,
                       std::optional<std::string> before) {
    TrustRow row{{0, At(second), std::string(subject), Of("x"), {"me", "because"}}, std::move(json), std::move(before)};
    ASSERT_TRUE(edit->AddTrust(row).ok());
  };
  add(1, kDirectorySubject, "{1}", "{0}");
  add(2, kPolicySubject, "{2}", std::nullopt);
  add(3, "policy/t", "{3}", std::nullopt);
  add(4, kDirectorySubject, "{4}", std::nullopt);
  add(5, "policy/t", std::nullopt, std::nullopt);
  const std::vector<TrustRow> all = edit->TrustAfter(0, 10).value();
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[0].change.revision, 1U);
  EXPECT_EQ(all[0].change.audit.actor, "me");
  EXPECT_EQ(all[0].json, "{1}");
  EXPECT_EQ(all[0].before, "{0}");
  EXPECT_FALSE(all[1].before.has_value());
  EXPECT_FALSE(all[2].before.has_value());
  EXPECT_EQ(all[3].before, "{1}");
  EXPECT_FALSE(all[4].json.has_value());
  EXPECT_EQ(all[4].before, "{3}");
  const std::vector<TrustRow> some = edit->TrustAfter(2, 2).value();
  ASSERT_EQ(some.size(), 2U);
  EXPECT_EQ(some[1].change.revision, 4U);
  EXPECT_EQ(some[1].before, "{1}");
}

TEST_P(StoreTest, WaiversAreATenants) {
  const auto edit = Begin();
  const RowId tenant = Name(*edit, NameKind::kTenant, 0, "t");
  ASSERT_TRUE(edit->AddWaiver(tenant, {Of("c"), {"me", "because"}, At(90), At(1)}).ok());
  ASSERT_TRUE(edit->AddWaiver(tenant, {Of("c"), {"me", "again"}, At(99), At(2)}).ok());
  const std::vector<Waiver> waivers = edit->Waivers(tenant).value();
  ASSERT_EQ(waivers.size(), 2U);
  EXPECT_EQ(waivers[1].audit.reason, "again");
  EXPECT_EQ(waivers[1].expires_at, At(99));
  EXPECT_TRUE(edit->Waivers(tenant + 1).value().empty());
}

// RecordsTest has a vulnerability to keep records of.
class RecordsTest : public StoreTest {
 protected:
  RecordsTest() : edit_(Begin()) {
    tenant_ = Name(*edit_, NameKind::kTenant, 0, "t");
    cve_ = Name(*edit_, NameKind::kVulnerability, tenant_, "CVE-1");
    ghsa_ = Name(*edit_, NameKind::kVulnerability, tenant_, "GHSA-1");
  }

  RecordRow Row(std::string_view product) {
    const RecordPlace place{cve_, product, ""};
    return edit_->FindRecords({&place, 1}).value()[0];
  }

  RecordEdit EditOf(const std::string& product, std::string fingerprint, bool revised) {
    RecordEdit edit;
    edit.advisory = cve_;
    edit.product = product;
    edit.before = Row(product);
    edit.fingerprint = std::move(fingerprint);
    if (revised) edit.revision = {State::kAffected, VexStatus::kAffected, Of(edit.fingerprint), 0};
    return edit;
  }

  void Put(std::vector<RecordEdit> edits, std::int64_t second = 1) {
    const RevisionShared shared{tenant_, At(second), At(99), Trigger::kPolicyChange, 7};
    ASSERT_TRUE(edit_->PutRecords(shared, edits).ok());
  }

  const std::unique_ptr<Edit> edit_;
  RowId tenant_ = 0;
  RowId cve_ = 0;
  RowId ghsa_ = 0;
};

TEST_P(RecordsTest, ARecordIsAppendedTo) {
  EXPECT_EQ(Row("p").revision, 0U);
  Put({EditOf("p", "f1", true), EditOf("q", "f2", true)});
  Put({EditOf("p", "f3", true)}, 2);
  Put({EditOf("p", "f3", false)}, 3);
  EXPECT_EQ(Row("p").revision, 2U);
  EXPECT_EQ(Row("p").latest, 3U);
  EXPECT_EQ(Row("p").fingerprint, "f3");
  const std::vector<RevisionRow> revisions = edit_->RevisionsOf({cve_, "p", ""}).value();
  ASSERT_EQ(revisions.size(), 2U);
  EXPECT_EQ(revisions[0].revision.sequence, 1U);
  EXPECT_FALSE(revisions[0].revision.previous_digest.has_value());
  EXPECT_EQ(revisions[1].revision.sequence, 3U);
  EXPECT_EQ(revisions[1].revision.revision, 2U);
  EXPECT_EQ(revisions[1].revision.previous_digest, Of("f1"));
  EXPECT_EQ(revisions[1].revision.digest, Of("f3"));
  EXPECT_EQ(revisions[1].revision.key.vulnerability, "CVE-1");
  EXPECT_EQ(revisions[1].revision.tenant, "t");
  EXPECT_EQ(revisions[1].revision.trigger, Trigger::kPolicyChange);
  EXPECT_EQ(revisions[1].revision.rules, 7U);
  EXPECT_EQ(revisions[1].state, State::kAffected);
  EXPECT_EQ(edit_->RevisionsAfter(1, 10).value().size(), 2U);
  EXPECT_EQ(edit_->RevisionsAfter(0, 1).value()[0].revision.sequence, 1U);
  EXPECT_TRUE(edit_->RevisionsOf({cve_, "r", ""}).value().empty());
}

TEST_P(RecordsTest, AGoneRecordIsNotLive) {
  Put({EditOf("p", "f1", true), EditOf("q", "f2", true)});
  RecordEdit gone = EditOf("p", "", false);
  gone.revision.emplace().renamed_to = ghsa_;
  Put({gone}, 2);
  const std::vector<LiveRecord> live = edit_->LiveRecords({&cve_, 1}).value();
  ASSERT_EQ(live.size(), 1U);
  EXPECT_EQ(live[0].product, "q");
  EXPECT_EQ(live[0].row.fingerprint, "f2");
  const RevisionRow last = edit_->RevisionsOf({cve_, "p", ""}).value().back();
  EXPECT_FALSE(last.state.has_value());
  EXPECT_FALSE(last.revision.digest.has_value());
  EXPECT_EQ(last.revision.renamed_to, "GHSA-1");
  EXPECT_EQ(last.revision.previous_digest, Of("f1"));
}

TEST_P(RecordsTest, ARevisionKnowsItsDirectory) {
  Put({EditOf("p", "f1", true)}, 1);
  TrustRow row;
  row.change = {0, At(2), std::string(kDirectorySubject), Of("directory"), {"me", "because"}};
  row.json = "{}";
  ASSERT_TRUE(edit_->AddTrust(row).ok());
  Put({EditOf("p", "f2", true)}, 3);
  const std::vector<RevisionRow> revisions = edit_->RevisionsOf({cve_, "p", ""}).value();
  EXPECT_FALSE(revisions[0].directory.has_value());
  EXPECT_EQ(revisions[1].directory, Of("directory"));
}

TEST_P(RecordsTest, ConflictsReplaceThoseBefore) {
  RecordEdit first = EditOf("p", "f1", true);
  first.conflicts = {{Of("later"), At(2), "why"}, {Of("x"), At(1), "why"}};
  Put({first});
  EXPECT_EQ(Row("p").queued, 2);
  const std::vector<QueuedConflict> queue = edit_->Conflicts(tenant_).value();
  ASSERT_EQ(queue.size(), 2U);
  EXPECT_EQ(queue[0].id, Of("x")) << "the oldest first";
  EXPECT_EQ(queue[0].key.product, "p");
  RecordEdit second = EditOf("p", "f1", false);
  second.conflicts = {{Of("new"), At(3), "other"}};
  Put({second}, 2);
  ASSERT_EQ(edit_->Conflicts(tenant_).value().size(), 1U);
  EXPECT_EQ(edit_->Conflicts(tenant_).value()[0].reason, "other");
  Put({EditOf("p", "f1", false)}, 3);
  EXPECT_TRUE(edit_->Conflicts(tenant_).value().empty());
  EXPECT_TRUE(edit_->Conflicts(tenant_ + 1).value().empty());
}

TEST_P(RecordsTest, TheLogOfConflictsOnlyGrows) {
  const NewConflict one{Of("1"), At(1), "why"};
  const NewConflict two{Of("2"), At(2), "why not"};
  const auto put = [&](const std::string& product, std::vector<ConflictEdit> steps, std::int64_t second) {
    RecordEdit edit = EditOf(product, "f", Row(product).revision == 0);
    edit.steps = std::move(steps);
    Put({edit}, second);
  };
  put("p", {{one, ConflictStep::kOpened}, {two, ConflictStep::kOpened}}, 1);
  put("q", {{one, ConflictStep::kOpened}}, 2);
  put("p", {{one, ConflictStep::kClosed}}, 3);
  const auto opened = [&](std::string_view product) {
    const RecordPlace place{cve_, product, ""};
    const std::vector<NewConflict> here = edit_->OpenedAt({&place, 1}).value().at(0);
    std::vector<Digest> ids;
    for (const NewConflict& each : here) ids.push_back(each.id);
    return ids;
  };
  EXPECT_EQ(opened("p"), std::vector<Digest>{two.id});
  EXPECT_EQ(opened("q"), std::vector<Digest>{one.id});
  EXPECT_TRUE(opened("unknown").empty());
  put("p", {{one, ConflictStep::kOpened}}, 4);
  EXPECT_EQ(opened("p").size(), 2U);
  ASSERT_TRUE(edit_->DeleteDerived(false).ok());
  EXPECT_EQ(opened("p").size(), 2U) << "it is no derived row";

  EXPECT_EQ(edit_->ConflictsAfter(0, 2).value().size(), 2U);
  const std::vector<ConflictChange> last = edit_->ConflictsAfter(3, 10).value();
  ASSERT_EQ(last.size(), 2U);
  EXPECT_EQ(last[0].sequence, 4U);
  EXPECT_EQ(last[0].step, ConflictStep::kClosed);
  EXPECT_EQ(last[0].recorded_at, At(3));
  EXPECT_EQ(last[0].tenant, "t");
  EXPECT_EQ(last[0].conflict.id, one.id);
  EXPECT_EQ(last[0].conflict.key.vulnerability, "CVE-1");
  EXPECT_EQ(last[0].conflict.key.product, "p");
  EXPECT_EQ(last[0].conflict.reason, "why");
  EXPECT_EQ(last[0].conflict.since, At(1));
  EXPECT_FALSE(last[0].waiver.has_value());
  EXPECT_TRUE(edit_->ConflictsAfter(5, 10).value().empty());
}

TEST_P(RecordsTest, AWaiverIsAStepOfAConflictInTheQueue) {
  RecordEdit edit = EditOf("p", "f", true);
  edit.conflicts = {{Of("c"), At(1), "why"}};
  Put({edit});
  const Waiver waiver{Of("c"), {"me", "later"}, At(9), At(2)};
  ASSERT_TRUE(edit_->AddWaiver(tenant_, waiver).ok());
  ASSERT_TRUE(edit_->AddWaiver(tenant_, {Of("gone"), {"me", "later"}, At(9), At(3)}).ok());
  const std::vector<ConflictChange> log = edit_->ConflictsAfter(0, 10).value();
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].step, ConflictStep::kWaived);
  EXPECT_EQ(log[0].recorded_at, At(2));
  EXPECT_EQ(log[0].conflict.key.product, "p");
  ASSERT_TRUE(log[0].waiver.has_value());
  EXPECT_EQ(log[0].waiver->audit.actor, "me");
  EXPECT_EQ(log[0].waiver->audit.reason, "later");
  EXPECT_EQ(log[0].waiver->expires_at, At(9));
  const RecordPlace place{cve_, "p", ""};
  EXPECT_TRUE(edit_->OpenedAt({&place, 1}).value().at(0).empty()) << "to waive is not to open";
}

TEST_P(RecordsTest, WhatWasRelayedIsKeptByTenant) {
  EXPECT_EQ(edit_->LastRelayed(tenant_).value(), Relayed());
  const Relayed relayed{{1, 2, 3}, 4, 5, Of("root")};
  ASSERT_TRUE(edit_->PutRelayed(tenant_, {{9, 9, 9}, 9, 9, Of("before")}).ok());
  ASSERT_TRUE(edit_->PutRelayed(tenant_, relayed).ok());
  EXPECT_EQ(edit_->LastRelayed(tenant_).value(), relayed);
  EXPECT_EQ(edit_->LastRelayed(tenant_ + 1).value(), Relayed());
}

TEST_P(RecordsTest, DerivedRowsGoAndComeBack) {
  const RowId row = edit_->AddDocument(tenant_, Of("x"), At(1)).value();
  const auto derive = [&] { ASSERT_TRUE(edit_->PutDerived(Derived(*edit_, tenant_, row, "d", cve_)).ok()); };
  derive();
  RecordEdit edit = EditOf("p", "f", true);
  edit.conflicts = {{Of("c"), At(1), "why"}};
  Put({edit});
  const std::vector<DerivedDigest> before = edit_->DigestDerived().value();
  for (const bool replace : {false, true}) {
    SCOPED_TRACE(replace);
    ASSERT_TRUE(edit_->DeleteDerived(replace).ok());
    EXPECT_FALSE(edit_->Documents({&row, 1}, std::nullopt).value()[0].facts.has_value());
    PackedRows packed;
    ASSERT_TRUE(edit_->AppendStatements({&cve_, 1}, packed).ok());
    EXPECT_TRUE(packed.rows.empty());
    EXPECT_TRUE(edit_->Conflicts(tenant_).value().empty());
    EXPECT_EQ(Row("p").queued, 0);
    EXPECT_EQ(Row("p").revision, 1U) << "the history stays";
    const std::vector<DerivedDigest> empty = edit_->DigestDerived().value();
    derive();
    RecordEdit again = EditOf("p", "f", false);
    again.conflicts = edit.conflicts;
    Put({again});
    const std::vector<DerivedDigest> after = edit_->DigestDerived().value();
    ASSERT_EQ(after.size(), before.size());
    bool differed = false;
    for (std::size_t i = 0; i < after.size(); ++i) {
      EXPECT_EQ(after[i].digest, before[i].digest) << after[i].kind;
      differed |= empty[i].digest != before[i].digest;
    }
    EXPECT_TRUE(differed);
  }
}

const Kind kKinds[] = {
    {"Memory", [](const std::string&) -> std::unique_ptr<Store> { return std::make_unique<MemoryStore>(); }},
    {"Sqlite",
     [](const std::string& folder) -> std::unique_ptr<Store> { return sqlite::SqliteStore::Open(folder, {}).value(); }},
};

const auto kNameOf = [](const auto& info) { return std::string(info.param.name); };
INSTANTIATE_TEST_SUITE_P(Stores, StoreTest, ::testing::ValuesIn(kKinds), kNameOf);
INSTANTIATE_TEST_SUITE_P(Stores, RecordsTest, ::testing::ValuesIn(kKinds), kNameOf);

}  // namespace
}  // namespace vexlens::workspace
