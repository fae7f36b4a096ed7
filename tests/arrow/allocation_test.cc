// Without memory: every allocation of a table fails in turn. No exception leaves a callback, and nothing is lost.
#include <cerrno>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gtest/gtest.h"
#include "tests/arrow/foreign_table.h"
#include "tests/capi/failing_malloc.h"
#include "tests/support/slice_of.h"
#include "vexlens/arrow.h"
#include "vexlens/compare.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

using testing::FailAllocation;
using testing::HasFailed;
using testing::LiveBlocks;

// FailEach makes a call again and again, each time with a later allocation that fails, until it needs no more. The
// call returns an errno value. FailEach returns how many failed.
template <typename Call>
std::uint64_t FailEach(const Call& call) {
  for (std::uint64_t number = 1;; ++number) {
    const std::int64_t before = LiveBlocks();
    FailAllocation(number);
    const int error = call();
    const bool failed = HasFailed();
    FailAllocation(0);
    EXPECT_EQ(LiveBlocks(), before) << "allocation " << number << " was followed by a leak";
    if (!failed) {
      EXPECT_EQ(error, 0);
      return number - 1;
    }
    EXPECT_TRUE(error == ENOMEM || error == 0) << "allocation " << number << ": " << error;
  }
}

// Drain reads a stream until it ends or fails, and releases it.
int Drain(ArrowArrayStream stream) {
  ArrowSchema schema{};
  int error = stream.get_schema(&stream, &schema);
  if (error == 0) schema.release(&schema);
  while (error == 0) {
    ArrowArray batch{};
    error = stream.get_next(&stream, &batch);
    if (error != 0 || batch.release == nullptr) break;
    batch.release(&batch);
  }
  stream.release(&stream);
  return error;
}

class AllocationTest : public ::testing::Test {
 protected:
  AllocationTest() {
    Evidence evidence;
    for (const std::string_view document :
         {R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/1","author":"one",)"
          R"("timestamp":"2024-05-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2024-1",)"
          R"("aliases":["GHSA-aaaa-bbbb-cccc"]},"products":[{"@id":"pkg:npm/a@1"}],"status":"fixed"}]})",
          R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/2","author":"other",)"
          R"("timestamp":"2024-05-02T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2024-1"},)"
          R"("products":[{"@id":"pkg:npm/a@1"}],"status":"affected","action_statement":"update"}]})"}) {
      ReadDocument(document, {}, evidence);
    }
    slice_ = testing::SliceOf(std::move(evidence), {}, {}, ParseInstant("2024-06-01T00:00:00Z").value());
    Basis later = slice_->basis();
    later.as_of = ParseInstant("2024-09-01T00:00:00Z").value();
    later_.emplace(Consensus::Build(slice_->evidence(), later));
    // What a thread keeps for later calls is made by the first one.
    for (const Table table : kTables) EXPECT_EQ(Stream(table), 0);
  }

  int Stream(Table table) const {
    try {
      ArrowArrayStream stream;
      StreamTable(table, "default", OneSlice(slice_), nullptr, &stream);
      return Drain(stream);
    } catch (const std::bad_alloc&) {
      return ENOMEM;
    }
  }

  static constexpr Table kTables[] = {Table::kRecords, Table::kStatements, Table::kConflicts, Table::kRationale};

  std::shared_ptr<const Slice> slice_;
  std::optional<const Consensus> later_;
};

TEST_F(AllocationTest, TablesLiveThroughIt) {
  for (const Table table : kTables) {
    EXPECT_GT(FailEach([&] { return Stream(table); }), 50U);
  }
}

TEST_F(AllocationTest, DeltasLiveThroughIt) {
  const auto compare = [&] {
    try {
      DeltaTable table;
      CompareConsensus(slice_->consensus(), *later_, "default", [&](const Delta& delta) {
        table.Append(delta);
        return true;
      });
      ArrowArrayStream stream;
      table.Stream(&stream);
      return Drain(stream);
    } catch (const std::bad_alloc&) {
      return ENOMEM;
    }
  };
  EXPECT_GT(FailEach(compare), 30U);
}

// Replay gives one batch again and again, and allocates nothing for it.
struct Replay {
  ArrowSchema schema{};
  ArrowArray batch{};
  bool given = false;
  int released = 0;

  ArrowArrayStream Stream() {
    given = false;
    released = 0;
    ArrowArrayStream stream{};
    stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
      *out = Of(self).schema;
      out->release = [](ArrowSchema* given_schema) { given_schema->release = nullptr; };
      return 0;
    };
    stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
      *out = {};
      if (Of(self).given) return 0;
      Of(self).given = true;
      *out = Of(self).batch;
      out->release = [](ArrowArray* array) { array->release = nullptr; };
      return 0;
    };
    stream.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
    stream.release = [](ArrowArrayStream* self) {
      ++Of(self).released;
      self->release = nullptr;
    };
    stream.private_data = this;
    return stream;
  }

  static Replay& Of(ArrowArrayStream* stream) { return *static_cast<Replay*>(stream->private_data); }
};

TEST_F(AllocationTest, StatementsInLiveThroughIt) {
  const testing::ForeignArray table = testing::TableOf({testing::TextArray("vulnerability", "u", {"CVE-2024-0001"}),
                                                        testing::TextArray("product", "vu", {"pkg:npm/left-pad@1.3.0"}),
                                                        testing::DictionaryArray("status", "c", "u", {"fixed"})});
  int released = 0;
  ArrowArrayStream once = testing::StreamOf({table}, &released);
  Replay replay;
  ASSERT_EQ(once.get_schema(&once, &replay.schema), 0);
  ASSERT_EQ(once.get_next(&once, &replay.batch), 0);
  once.release(&once);
  const OpenVexHeader header = {"Example Inc.", "", slice_->basis().as_of};
  const auto write = [&] {
    ArrowArrayStream stream = replay.Stream();
    try {
      return OpenVexFromArrow(&stream, header).ok() ? 0 : EINVAL;
    } catch (const std::bad_alloc&) {
      return ENOMEM;
    }
  };
  const auto write_and_release = [&] {
    const int error = write();
    EXPECT_EQ(replay.released, 1);
    return error;
  };
  EXPECT_EQ(write_and_release(), 0);
  EXPECT_GT(FailEach(write_and_release), 10U);
  replay.batch.release(&replay.batch);
  replay.schema.release(&replay.schema);
}

}  // namespace
}  // namespace vexlens
