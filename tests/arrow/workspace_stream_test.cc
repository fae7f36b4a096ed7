// A workspace's tables are those of the same evidence in memory, however it is cut into parts.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "tests/arrow/read_stream.h"
#include "tests/support/generated_documents.h"
#include "tests/support/slice_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/read_at_once.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/arrow.h"
#include "vexlens/signature.h"
#include "vexlens/workspace.h"

namespace vexlens {
namespace {

using testing::ReadTable;

constexpr std::string_view kTenant = "default";
constexpr Table kTables[] = {Table::kRecords, Table::kStatements, Table::kConflicts, Table::kRationale};

// Documents are about more vulnerabilities than two parts of a workspace have, and then about few that have much to do
// with one another.
std::vector<std::string> Documents() {
  std::vector<std::string> documents;
  for (int i = 0; i < 1100; ++i) {
    documents.push_back(testing::Vex(i % 2 == 0 ? "one" : "other", absl::StrFormat("CVE-2023-%04d", i * 7),
                                     absl::StrCat("pkg:deb/debian/p", i % 5, "@1.", i % 3),
                                     i % 3 == 0 ? "fixed" : "affected", "2024-05-01T00:00:00Z"));
  }
  testing::DocumentGenerator generator(17);
  for (int i = 0; i < 150; ++i) documents.push_back(generator.Document());
  return documents;
}

ReadTable Read(Table table, std::unique_ptr<Slices> slices) {
  ArrowArrayStream stream;
  StreamTable(table, std::string(kTenant), std::move(slices), nullptr, &stream);
  return testing::ReadStream(&stream);
}

TEST(WorkspaceStreamTest, EqualsThatOfAllEvidenceInMemory) {
  testing::DocumentGenerator generator(17);
  const IssuerDirectory directory = IssuerDirectory::Parse(generator.Directory()).value();
  const std::vector<std::string> documents = Documents();

  testing::TemporaryFolder folder;
  const std::unique_ptr<Workspace> workspace = Workspace::Open(folder.path(), {}).value();
  const std::vector<Incoming> views(documents.begin(), documents.end());
  ASSERT_TRUE(workspace->SetDirectory(directory, {"test", "the same in memory"}).ok());
  ASSERT_TRUE(workspace->Ingest(kTenant, views).ok());

  Evidence evidence = testing::ReadAtOnce(kTenant, documents, {});
  const Instant as_of = workspace->AsOf().value();
  JudgeSignatures(directory, as_of, evidence);
  const auto slice = testing::SliceOf(std::move(evidence), directory, {}, as_of);
  for (const Table table : kTables) {
    const ReadTable in_memory = Read(table, OneSlice(slice));
    EXPECT_FALSE(in_memory.rows.empty());
    EXPECT_EQ(Read(table, workspace->BuildAll(kTenant, {}).value()).rows, in_memory.rows);
  }
}

TEST(WorkspaceStreamTest, IsEmptyForAnUnknownTenant) {
  testing::TemporaryFolder folder;
  const std::unique_ptr<Workspace> workspace = Workspace::Open(folder.path(), {}).value();
  for (const Table table : kTables) EXPECT_TRUE(Read(table, workspace->BuildAll(kTenant, {}).value()).rows.empty());
}

}  // namespace
}  // namespace vexlens
