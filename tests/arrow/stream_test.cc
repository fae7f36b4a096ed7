// Streams live and die as the specification of their interface allows.
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/arrow/read_stream.h"
#include "tests/support/slice_of.h"
#include "vexlens/arrow.h"

namespace vexlens {
namespace {

using testing::ReadTable;

// Products is one document that says something about each of many products.
Evidence Products(std::size_t count, std::size_t impact_bytes) {
  Evidence evidence;
  Document document;
  document.tenant = evidence.texts().Intern("default");
  document.issuer = evidence.texts().Intern("vendor");
  Statement statement;
  statement.document = evidence.AddDocument(document).first;
  statement.vulnerability = evidence.texts().Intern("CVE-2024-0001");
  statement.status = VexStatus::kNotAffected;
  for (std::size_t i = 0; i < count; ++i) {
    statement.product = evidence.InternIdentifier(absl::StrCat("pkg:npm/p", i, "@1.0.0")).value();
    statement.impact = evidence.texts().Intern(absl::StrCat(std::string(impact_bytes, 'x'), i));
    evidence.AddStatement(statement);
  }
  return evidence;
}

struct World {
  explicit World(std::size_t products, std::size_t impact_bytes = 0)
      : slice(
            testing::SliceOf(Products(products, impact_bytes), {}, {}, ParseInstant("2024-06-01T00:00:00Z").value())) {}

  ArrowArrayStream Stream(Table table, std::shared_ptr<const void> keep_alive = nullptr) const {
    ArrowArrayStream stream;
    StreamTable(table, "default", OneSlice(slice), std::move(keep_alive), &stream);
    return stream;
  }

  std::shared_ptr<const Slice> slice;
};

constexpr Table kTables[] = {Table::kRecords, Table::kStatements, Table::kConflicts, Table::kRationale};

TEST(StreamTest, MayBeReleasedUnread) {
  const World world(3);
  for (const Table table : kTables) {
    ArrowArrayStream stream = world.Stream(table);
    stream.release(&stream);
    EXPECT_EQ(stream.release, nullptr);
  }
}

TEST(StreamTest, GivesItsSchemaAtAnyTime) {
  const World world(3);
  for (const Table table : kTables) {
    ArrowArrayStream stream = world.Stream(table);
    ArrowSchema schemas[3];
    ASSERT_EQ(stream.get_schema(&stream, &schemas[0]), 0);
    ASSERT_EQ(stream.get_schema(&stream, &schemas[1]), 0);
    ArrowArray batch{};
    do {
      if (batch.release != nullptr) batch.release(&batch);
      ASSERT_EQ(stream.get_next(&stream, &batch), 0);
    } while (batch.release != nullptr);
    ASSERT_EQ(stream.get_schema(&stream, &schemas[2]), 0);
    stream.release(&stream);
    for (ArrowSchema& schema : schemas) {
      EXPECT_EQ(schema.n_children, schemas[2].n_children);
      EXPECT_STREQ(schema.children[0]->name, "tenant");
    }
    for (ArrowSchema& schema : schemas) schema.release(&schema);
  }
}

TEST(StreamTest, EndsAgainAndAgain) {
  const World world(1);
  ArrowArrayStream stream = world.Stream(Table::kRecords);
  ArrowArray batch{};
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  batch.release(&batch);
  for (int i = 0; i < 3; ++i) {
    batch.release = [](ArrowArray*) {};
    ASSERT_EQ(stream.get_next(&stream, &batch), 0);
    EXPECT_EQ(batch.release, nullptr);
  }
  EXPECT_EQ(stream.get_last_error(&stream), nullptr);
  stream.release(&stream);
}

TEST(StreamTest, BatchesOutliveIt) {
  const World world(100'000);
  auto alive = std::make_shared<int>(1);
  ArrowArrayStream stream = world.Stream(Table::kRecords, alive);
  EXPECT_EQ(alive.use_count(), 2);
  ArrowSchema schema;
  ArrowArray batches[2];
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  for (ArrowArray& batch : batches) ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  ArrowArrayStream moved = stream;  // as the specification allows
  stream.release = nullptr;
  moved.release(&moved);
  EXPECT_EQ(alive.use_count(), 1);
  ReadTable table;
  testing::ReadBatch(schema, batches[1], table);
  testing::ReadBatch(schema, batches[0], table);
  EXPECT_EQ(table.rows.size(), 100'000U);
  for (ArrowArray& batch : batches) batch.release(&batch);
  schema.release(&schema);
}

// MoveOut takes a child away as a consumer does.
template <typename Struct>
Struct MoveOut(Struct* child) {
  const Struct moved = *child;
  child->release = nullptr;
  return moved;
}

TEST(StreamTest, ChildrenMayBeMovedOut) {
  const World world(100);
  for (const bool parent_first : {true, false}) {
    ArrowArrayStream stream = world.Stream(Table::kStatements);
    ArrowSchema schema;
    ArrowArray batch;
    ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
    ASSERT_EQ(stream.get_next(&stream, &batch), 0);
    stream.release(&stream);
    std::vector<ArrowArray> arrays;
    std::vector<ArrowSchema> schemas;
    for (std::int64_t i = 0; i < batch.n_children; i += 2) {
      arrays.push_back(MoveOut(batch.children[i]));
      schemas.push_back(MoveOut(schema.children[i]));
    }
    ASSERT_STREQ(schemas[5].name, "aliases");
    ArrowArray items = MoveOut(arrays[5].children[0]);
    const auto release_parents = [&] {
      batch.release(&batch);
      schema.release(&schema);
    };
    if (parent_first) release_parents();
    const auto* const offsets = static_cast<const std::int32_t*>(arrays[0].buffers[1]);
    EXPECT_EQ(offsets[100], 100 * 7);
    EXPECT_EQ(std::string(static_cast<const char*>(arrays[0].buffers[2]), 7), "default");
    for (ArrowArray& array : arrays) array.release(&array);
    for (ArrowSchema& each : schemas) each.release(&each);
    items.release(&items);
    if (!parent_first) release_parents();
  }
}

TEST(StreamTest, BatchesHaveSoManyRowsAndNoMore) {
  const auto most = static_cast<std::size_t>(kMostBatchRows);
  for (const std::size_t rows : {most, most + 1}) {
    const World world(rows);
    for (const Table table : {Table::kRecords, Table::kStatements, Table::kRationale}) {
      ArrowArrayStream stream = world.Stream(table);
      const ReadTable read = testing::ReadStream(&stream);
      EXPECT_EQ(read.rows.size(), rows);
      EXPECT_EQ(read.batches.size(), rows == most ? 1U : 2U);
      EXPECT_EQ(read.batches[0], kMostBatchRows);
    }
  }
}

TEST(StreamTest, BatchesEndEarlyWhereTextsAreLong) {
  constexpr std::size_t kMebibyte = std::size_t{1} << 20;
  const World world(80, kMebibyte);
  ArrowArrayStream stream = world.Stream(Table::kStatements);
  const ReadTable read = testing::ReadStream(&stream);
  EXPECT_EQ(read.rows.size(), 80U);
  EXPECT_EQ(read.batches, (std::vector<std::int64_t>{32, 32, 16}));
}

// BrokenSlices gives one part, and then fails.
class BrokenSlices : public Slices {
 public:
  BrokenSlices(std::shared_ptr<const Slice> slice, absl::Status status)
      : first_(OneSlice(std::move(slice))), status_(std::move(status)) {}

  absl::StatusOr<std::optional<SlicePart>> Next() override {
    absl::StatusOr<std::optional<SlicePart>> part = first_->Next();
    if (part->has_value()) return part;
    if (status_.ok()) throw std::bad_alloc();
    return status_;
  }

 private:
  std::unique_ptr<Slices> first_;
  absl::Status status_;
};

struct Failure {
  absl::Status status;
  int error;
  std::string message;
};

class FailingStreamTest : public ::testing::TestWithParam<Failure> {};

TEST_P(FailingStreamTest, TellsWhyEachTime) {
  const World world(1);
  for (const Table table : kTables) {
    ArrowArrayStream stream;
    StreamTable(table, "default", std::make_unique<BrokenSlices>(world.slice, GetParam().status), nullptr, &stream);
    ArrowArray batch{};
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(stream.get_next(&stream, &batch), GetParam().error);
      EXPECT_EQ(batch.release, nullptr);
      EXPECT_EQ(stream.get_last_error(&stream), GetParam().message);
    }
    ArrowSchema schema;
    ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
    schema.release(&schema);
    stream.release(&stream);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Each, FailingStreamTest,
    ::testing::Values(Failure{absl::InvalidArgumentError("no such tenant"), EINVAL, "no such tenant"},
                      Failure{absl::ResourceExhaustedError("disk full"), ENOMEM, "disk full"},
                      Failure{absl::DataLossError("the file is damaged"), EBADMSG, "the file is damaged"},
                      Failure{absl::UnavailableError("another writer"), EAGAIN, "another writer"},
                      Failure{absl::InternalError("a fault of ours"), EIO, "a fault of ours"},
                      Failure{absl::OkStatus(), ENOMEM, "out of memory"}));

TEST(DeltaTableTest, HasARowForEachDelta) {
  DeltaTable table;
  Decision decision;
  decision.state = State::kDisputed;
  decision.status = VexStatus::kAffected;
  decision.confidence = 250'000;
  table.Append({Delta::Kind::kAdded, {"CVE-1", "p", ""}, {}, decision});
  table.Append({Delta::Kind::kRemoved, {"CVE-1", "q", "c"}, decision, {}});
  table.Append({Delta::Kind::kStatusChanged, {"CVE-2", "p", ""}, {}, decision});
  ArrowArrayStream stream;
  table.Stream(&stream);
  const ReadTable read = testing::ReadStream(&stream);
  EXPECT_EQ(read.names, (std::vector<std::string>{"vulnerability", "product", "component", "change", "before_state",
                                                  "before_status", "before_confidence", "after_state", "after_status",
                                                  "after_confidence"}));
  const testing::Cell null;
  EXPECT_EQ(read.rows,
            (std::vector<testing::Row>{{"CVE-1", "p", "", "added", null, null, null, "DISPUTED", "affected", "0.25"},
                                       {"CVE-1", "q", "c", "removed", "DISPUTED", "affected", "0.25", null, null, null},
                                       {"CVE-2", "p", "", "status_changed", "INCONCLUSIVE", "under_investigation", "0",
                                        "DISPUTED", "affected", "0.25"}}));
  table.Stream(&stream);
  EXPECT_TRUE(testing::ReadStream(&stream).rows.empty());
}

TEST(DeltaTableTest, HasSeveralBatches) {
  DeltaTable table;
  for (std::int64_t i = 0; i <= kMostBatchRows; ++i) {
    table.Append({Delta::Kind::kAdded, {"CVE-1", absl::StrCat(i), ""}, {}, {}});
  }
  ArrowArrayStream stream;
  table.Stream(&stream);
  ArrowArray batch;
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  EXPECT_EQ(batch.length, kMostBatchRows);
  batch.release(&batch);
  stream.release(&stream);  // with a batch unread
}

}  // namespace
}  // namespace vexlens
