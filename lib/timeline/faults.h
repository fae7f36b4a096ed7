// Faults: everything that is wrong with one event, so that its sender mends it at once.
#ifndef VEXLENS_LIB_TIMELINE_FAULTS_H_
#define VEXLENS_LIB_TIMELINE_FAULTS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace vexlens::timeline {

class Faults {
 public:
  bool none() const { return count_ == 0; }

  // Adds a fault at a JSON Pointer. Of more than sixteen only the number is told.
  void Add(std::string_view place, std::string_view message) {
    constexpr std::size_t kMost = 16;
    if (++count_ <= kMost) absl::StrAppend(&text_, text_.empty() ? "" : "; ", place, ": ", message);
    if (count_ > kMost) more_ = absl::StrCat("; and ", count_ - kMost, " more");
  }

  // Returns INVALID_ARGUMENT, or OK without faults.
  absl::Status ToStatus() const {
    return none() ? absl::OkStatus() : absl::InvalidArgumentError(absl::StrCat(text_, more_));
  }

 private:
  std::size_t count_ = 0;
  std::string text_;
  std::string more_;
};

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_FAULTS_H_
