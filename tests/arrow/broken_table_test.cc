// Of a table that somebody else made wrongly nothing is read beyond what can be seen to be there.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/arrow/foreign_table.h"
#include "vexlens/arrow.h"

namespace vexlens {
namespace {

using testing::Change;
using testing::DictionaryArray;
using testing::ForeignArray;
using testing::TextArray;

const testing::Texts kTexts = {"pkg:npm/left-pad@1.3.0", "pkg:npm/right-pad@1.3.0"};

absl::StatusCode CodeOf(const ForeignArray& product, const Change& change) {
  const ForeignArray table = testing::TableOf({TextArray("vulnerability", "u", {"CVE-2024-0001", "CVE-2024-0002"}),
                                               product, TextArray("status", "u", {"fixed", "affected"})});
  int released = 0;
  ArrowArrayStream stream = testing::StreamOf({table}, &released, change);
  const OpenVexHeader header = {"Example Inc.", "", ParseInstant("2024-06-01T00:00:00Z").value()};
  const absl::StatusCode code = OpenVexFromArrow(&stream, header).status().code();
  EXPECT_EQ(released, 1);
  return code;
}

// Broken is one way in which a producer can be wrong, done to the second column.
struct Broken {
  std::string_view what;
  std::string_view format;  // of texts, or an index type
  Change change;
};

void SetView(ArrowArray& array, std::size_t word, std::int32_t value) {
  std::memcpy(const_cast<char*>(static_cast<const char*>(array.buffers[1])) + 4 * word, &value, sizeof value);
}

const Broken kBroken[] = {
    {"schema without columns", "u", [](ArrowSchema& schema, ArrowArray&) { schema.children = nullptr; }},
    {"negative number of columns", "u", [](ArrowSchema& schema, ArrowArray&) { schema.n_children = -1; }},
    {"no table", "u", [](ArrowSchema& schema, ArrowArray&) { schema.format = "u"; }},
    {"no format", "u", [](ArrowSchema& schema, ArrowArray&) { schema.format = nullptr; }},
    {"column without name", "u", [](ArrowSchema& schema, ArrowArray&) { schema.children[1]->name = nullptr; }},
    {"column without format", "u", [](ArrowSchema& schema, ArrowArray&) { schema.children[1]->format = nullptr; }},
    {"less columns than the schema", "u", [](ArrowSchema&, ArrowArray& array) { --array.n_children; }},
    {"no columns", "u", [](ArrowSchema&, ArrowArray& array) { array.children = nullptr; }},
    {"negative length", "u", [](ArrowSchema&, ArrowArray& array) { array.length = -1; }},
    {"negative offset", "u", [](ArrowSchema&, ArrowArray& array) { array.offset = -1; }},
    {"huge offset", "u", [](ArrowSchema&, ArrowArray& array) { array.offset = INT64_MAX; }},
    {"null rows", "u",
     [](ArrowSchema&, ArrowArray& array) {
       static const unsigned char kBits = 1;
       array.buffers[0] = &kBits;
       array.null_count = 1;
     }},
    {"short column", "u", [](ArrowSchema&, ArrowArray& array) { array.children[1]->length = 1; }},
    {"column of negative offset", "u", [](ArrowSchema&, ArrowArray& array) { array.children[1]->offset = -1; }},
    {"column of huge offset", "u", [](ArrowSchema&, ArrowArray& array) { array.children[1]->offset = INT64_MAX; }},
    {"few buffers", "u", [](ArrowSchema&, ArrowArray& array) { array.children[1]->n_buffers = 2; }},
    {"no buffers", "u", [](ArrowSchema&, ArrowArray& array) { array.children[1]->buffers = nullptr; }},
    {"no offsets", "u", [](ArrowSchema&, ArrowArray& array) { array.children[1]->buffers[1] = nullptr; }},
    {"no bytes", "u", [](ArrowSchema&, ArrowArray& array) { array.children[1]->buffers[2] = nullptr; }},
    {"no bytes of large texts", "U", [](ArrowSchema&, ArrowArray& array) { array.children[1]->buffers[2] = nullptr; }},
    {"nulls without bitmap", "u",
     [](ArrowSchema&, ArrowArray& array) {
       array.children[1]->buffers[0] = nullptr;
       array.children[1]->null_count = 1;
     }},
    {"falling offsets", "u", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 1, 1); }},
    {"negative offsets", "u", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 0, -1); }},
    {"negative large offsets", "U", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 1, -1); }},
    {"view of negative size", "vu", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 0, -1); }},
    {"view beyond its buffer", "vu", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 0, 1000); }},
    {"view of no buffer", "vu", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 2, 2); }},
    {"view of a negative buffer", "vu", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 2, -1); }},
    {"view at a negative offset", "vu", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 3, -1); }},
    {"views without sizes", "vu", [](ArrowSchema&, ArrowArray& array) { array.children[1]->buffers[4] = nullptr; }},
    {"index beyond the dictionary", "i", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 0, 2); }},
    {"negative index", "i", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 0, -1); }},
    {"huge index", "L", [](ArrowSchema&, ArrowArray& array) { SetView(*array.children[1], 1, -1); }},
    {"no indexes", "i", [](ArrowSchema&, ArrowArray& array) { array.children[1]->buffers[1] = nullptr; }},
    {"index that is no integer", "i", [](ArrowSchema& schema, ArrowArray&) { schema.children[1]->format = "g"; }},
    {"dictionary of no texts", "i",
     [](ArrowSchema& schema, ArrowArray&) { schema.children[1]->dictionary->format = "i"; }},
    {"dictionary of no format", "i",
     [](ArrowSchema& schema, ArrowArray&) { schema.children[1]->dictionary->format = nullptr; }},
    {"dictionary of negative length", "i",
     [](ArrowSchema&, ArrowArray& array) { array.children[1]->dictionary->length = -1; }},
};

TEST(BrokenTableTest, IsRefusedWhereThatCanBeSeen) {
  for (const Broken& broken : kBroken) {
    const std::string format(broken.format);
    const ForeignArray product = format == "i" || format == "L" ? DictionaryArray("product", format, "u", kTexts)
                                                                : TextArray("product", format, kTexts);
    EXPECT_EQ(CodeOf(product, nullptr), absl::StatusCode::kOk) << broken.what;
    EXPECT_EQ(CodeOf(product, broken.change), absl::StatusCode::kInvalidArgument) << broken.what;
  }
}

}  // namespace
}  // namespace vexlens
