#include "tests/workspace/change_script.h"

#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/support/generated_documents.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/workspace_file.h"
#include "tests/workspace/read_at_once.h"
#include "vexlens/outbox.h"

namespace vexlens::testing {
namespace {

using Kind = Step::Kind;

constexpr std::array<std::string_view, 2> kTenants = {"default", "acme"};
constexpr std::int64_t kFirst = 1'717'200'000'000'000;
constexpr std::int64_t kSecond = 1'000'000;

void AppendError(const absl::Status& status, std::string& out) {
  if (!status.ok()) absl::StrAppend(&out, "error ", status.ToString(), "\n");
}

void AppendDocuments(std::string_view tenant, Workspace& workspace, std::string& out) {
  const absl::StatusOr<std::vector<StoredDocument>> documents = workspace.Documents(tenant);
  if (!documents.ok()) return AppendError(documents.status(), out);
  for (const StoredDocument& document : *documents) {
    absl::StrAppend(&out, "document ", DigestText(document.digest), " ", FormatInstant(document.recorded_at), " ",
                    document.issuer, " ", document.id, " ", document.version, document.withdrawn ? " withdrawn" : "",
                    "\n");
  }
}

void AppendRecords(std::string_view tenant, Workspace& workspace, std::string& out) {
  AppendError(workspace.ForEachRecord(tenant, {},
                                      [&](std::string_view record) {
                                        absl::StrAppend(&out, record, "\n");
                                        return true;
                                      }),
              out);
  const absl::StatusOr<std::vector<QueuedConflict>> conflicts = workspace.Conflicts(tenant);
  if (!conflicts.ok()) return AppendError(conflicts.status(), out);
  for (const QueuedConflict& conflict : *conflicts) {
    absl::StrAppend(&out, "conflict ", DigestText(conflict.id), " ", FormatInstant(conflict.since), "\n");
  }
}

void AppendConflictSteps(std::string_view tenant, Workspace& workspace, std::string& out) {
  OutboxPosition position;
  while (true) {
    const absl::StatusOr<OutboxPage> page = workspace.Outbox(tenant, position, 100);
    if (absl::IsNotFound(page.status())) return;
    if (!page.ok()) return AppendError(page.status(), out);
    if (page->next == position) return;
    position = page->next;
    for (const OutboxEntry& entry : page->entries) {
      const auto* const change = std::get_if<ConflictChange>(&entry);
      if (change == nullptr) continue;
      absl::StrAppend(&out, change->sequence, " ", ConflictStepName(change->step), " ", DigestText(change->conflict.id),
                      " ", FormatInstant(change->recorded_at), "\n");
    }
  }
}

void AppendHistory(Workspace& workspace, std::string& out) {
  const absl::StatusOr<std::vector<Revision>> revisions = workspace.Revisions(0, SIZE_MAX);
  if (!revisions.ok()) return AppendError(revisions.status(), out);
  for (const Revision& revision : *revisions) absl::StrAppend(&out, revision.sequence, " ", revision.Json(), "\n");
  const absl::StatusOr<std::vector<TrustRevision>> trust = workspace.TrustRevisions();
  if (!trust.ok()) return AppendError(trust.status(), out);
  for (const TrustRevision& change : *trust) {
    absl::StrAppend(&out, "trust ", change.revision, " ", change.subject, " ", DigestText(change.digest), "\n");
  }
}

// Difference is the first line that differs, of both.
std::string Difference(std::string_view expected, std::string_view found) {
  const std::vector<std::string_view> one = absl::StrSplit(expected, '\n');
  const std::vector<std::string_view> other = absl::StrSplit(found, '\n');
  std::size_t i = 0;
  while (i < one.size() && i < other.size() && one[i] == other[i]) ++i;
  return absl::StrCat("line ", i, "\n  expected ", i < one.size() ? one[i] : "nothing", "\n  found    ",
                      i < other.size() ? other[i] : "nothing");
}

}  // namespace

std::string Answers(Workspace& workspace) {
  std::string out;
  const absl::StatusOr<Instant> as_of = workspace.AsOf();
  AppendError(as_of.status(), out);
  if (as_of.ok()) absl::StrAppend(&out, "asOf ", FormatInstant(*as_of), "\n");
  for (const std::string_view tenant : kTenants) {
    AppendDocuments(tenant, workspace, out);
    AppendRecords(tenant, workspace, out);
    AppendConflictSteps(tenant, workspace, out);
  }
  AppendHistory(workspace, out);
  return out;
}

void ExpectSound(Workspace& workspace) {
  const absl::StatusOr<RebuildReport> report = workspace.Rebuild(true);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->differing, std::vector<std::string>());
  for (const Damage& damage : report->damaged) ADD_FAILURE() << damage.status;
}

ChangeScript::ChangeScript(std::uint32_t seed, std::size_t steps) : now_(kFirst) {
  const TemporaryFolder folder;
  const std::unique_ptr<Workspace> workspace = Open(folder.path()).value();
  DocumentGenerator generator(seed);
  answers_.push_back(Answers(*workspace));
  while (steps_.size() < steps) {
    steps_.push_back(NextStep(generator, *workspace));
    EXPECT_EQ(Apply(steps_.size() - 1, *workspace), absl::OkStatus());
    answers_.push_back(Answers(*workspace));
  }
  ExpectReadAtOnce(*workspace);
  ExpectSound(*workspace);
}

Step ChangeScript::NextStep(DocumentGenerator& generator, Workspace& workspace) const {
  Step step;
  step.tenant = kTenants[generator.Below(kTenants.size())];
  const std::vector<StoredDocument> documents = workspace.Documents(step.tenant).value();
  const std::uint32_t choice = generator.Below(12);
  step.kind = choice < 5 ? static_cast<Kind>(1 + choice) : Kind::kIngest;
  if (documents.empty()) step.kind = Kind::kIngest;
  step.as_of = generator.AsOf();
  step.json = step.kind == Kind::kPolicy ? generator.Policy() : generator.Directory();
  if (step.kind == Kind::kWithdraw) {
    step.withdrawn = documents[generator.Below(static_cast<std::uint32_t>(documents.size()))].digest;
  }
  if (step.kind == Kind::kIngest) {
    for (std::uint32_t i = 0; i <= generator.Below(4); ++i) step.documents.push_back(generator.Document());
  }
  return step;
}

// ExpectReadAtOnce holds the workspace after all steps against everything read at once.
void ChangeScript::ExpectReadAtOnce(Workspace& workspace) const {
  for (const std::string_view tenant : kTenants) {
    std::vector<std::string> documents;
    std::set<Digest> withdrawn;
    for (const Step& step : steps_) {
      if (step.tenant != tenant) continue;
      documents.insert(documents.end(), step.documents.begin(), step.documents.end());
      if (step.kind == Kind::kWithdraw) withdrawn.insert(step.withdrawn);
    }
    const Evidence evidence = ReadAtOnce(tenant, documents, withdrawn);
    const IssuerDirectory directory = workspace.Directory(std::nullopt).value();
    const Policy policy = workspace.PolicyOf(tenant, std::nullopt).value();
    const Consensus consensus = Consensus::Build(evidence, directory, policy, workspace.AsOf().value());
    std::string expected;
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      consensus.AppendRecord(i, expected);
      expected += '\n';
    }
    std::string found;
    EXPECT_TRUE(workspace
                    .ForEachRecord(tenant, {},
                                   [&](std::string_view record) {
                                     absl::StrAppend(&found, record, "\n");
                                     return true;
                                   })
                    .ok());
    EXPECT_EQ(found, expected);
  }
}

Workspace::Options ChangeScript::Options() const {
  Workspace::Options options;
  options.clock = [this] { return Instant{now_}; };
  return options;
}

absl::StatusOr<std::unique_ptr<Workspace>> ChangeScript::Open(const std::string& folder, const std::string& vfs,
                                                              bool create) const {
  Workspace::Options options = Options();
  options.create = create;
  return Open(folder, vfs, std::move(options));
}

absl::StatusOr<std::unique_ptr<Workspace>> ChangeScript::Open(const std::string& folder, const std::string& vfs,
                                                              Workspace::Options options) const {
  {
    absl::MutexLock lock(&mutex_);
    folder_ = folder;
    vfs_ = vfs;
    patience_ = options.patience;
  }
  return OpenThrough(vfs, folder, std::move(options));
}

absl::Status ChangeScript::Apply(std::size_t i, Workspace& workspace) const {
  const Step& step = steps_[i];
  now_ = kFirst + static_cast<std::int64_t>(i + 1) * kSecond;
  const Audit audit{"tester", "a step"};
  switch (step.kind) {
    case Kind::kIngest:
      return workspace.Ingest(step.tenant, std::vector<Incoming>(step.documents.begin(), step.documents.end()))
          .status();
    case Kind::kWithdraw:
      return workspace.Withdraw(step.tenant, step.withdrawn).status();
    case Kind::kAsOf:
      return workspace.SetAsOf(step.as_of).status();
    case Kind::kPolicy:
      return workspace.SetPolicy(step.tenant, Policy::Parse(step.json).value(), audit).status();
    case Kind::kDirectory:
      return workspace.SetDirectory(IssuerDirectory::Parse(step.json).value(), audit).status();
    case Kind::kCheckpoint: {
      absl::MutexLock lock(&mutex_);
      return CheckpointOf(folder_, vfs_, patience_);
    }
  }
  return absl::InternalError("no such step");
}

absl::Status ChangeScript::ApplyAll(std::size_t begin, std::size_t end, Workspace& workspace) const {
  for (std::size_t i = begin; i < end; ++i) {
    if (absl::Status status = Apply(i, workspace); !status.ok()) return status;
  }
  return absl::OkStatus();
}

::testing::AssertionResult ChangeScript::IsAfter(std::size_t steps, Workspace& workspace) const {
  for (std::size_t i = 0; i < steps; ++i) {
    for (const std::string& document : steps_[i].documents) {
      const absl::StatusOr<std::string> bytes = workspace.DocumentBytes(steps_[i].tenant, Sha256(document));
      if (!bytes.ok()) return ::testing::AssertionFailure() << "of step " << i << ": " << bytes.status();
      if (*bytes != document) return ::testing::AssertionFailure() << "of step " << i << ": other bytes";
    }
  }
  const std::string found = Answers(workspace);
  if (found == answers_[steps]) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "after " << steps << " steps: " << Difference(answers_[steps], found);
}

std::size_t ChangeScript::StepsDone(std::size_t least, std::size_t most, Workspace& workspace) const {
  const std::string found = Answers(workspace);
  std::size_t steps = least;
  while (steps < most && answers_[steps] != found) ++steps;
  EXPECT_TRUE(IsAfter(steps, workspace));
  return steps;
}

}  // namespace vexlens::testing
