#include "lib/arrow/imported_array.h"

#include <limits>

#include "absl/strings/str_cat.h"

namespace vexlens::arrow {
namespace {

// kFurthest keeps the byte offset of any value of up to 16 bytes within 64 bits.
constexpr std::int64_t kFurthest = std::numeric_limits<std::int64_t>::max() / 32;

}  // namespace

absl::Status CheckArray(const ArrowArray& array, std::int64_t rows, std::int64_t buffers) {
  const auto fail = [](auto... words) {
    return absl::InvalidArgumentError(absl::StrCat("a broken array: ", words...));
  };
  if (array.release == nullptr) return fail("it was released");
  if (array.length < rows) return fail("the length is ", array.length, ", expected at least ", rows);
  if (array.offset < 0 || array.offset > kFurthest || array.length > kFurthest) {
    return fail("the offset is ", array.offset, ", the length ", array.length);
  }
  if (array.n_buffers < buffers) return fail("it has ", array.n_buffers, " buffers, expected ", buffers);
  if (array.n_buffers > 0 && array.buffers == nullptr) return fail("the list of buffers is null");
  if (array.n_buffers > 0 && array.buffers[0] == nullptr && array.null_count > 0) {
    return fail("it has nulls, but no validity bitmap");
  }
  return absl::OkStatus();
}

}  // namespace vexlens::arrow
