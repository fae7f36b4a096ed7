// WrittenDigest: a digest's text without an allocation.
#ifndef VEXLENS_LIB_ARROW_DIGEST_TEXT_H_
#define VEXLENS_LIB_ARROW_DIGEST_TEXT_H_

#include <array>
#include <string_view>

#include "vexlens/digest.h"

namespace vexlens::arrow {

// WrittenDigest is "sha256:…". It converts to a view that lives as long as it does.
class WrittenDigest {
 public:
  explicit WrittenDigest(const Digest& digest) { WriteDigest(digest, text_.data()); }
  operator std::string_view() const { return {text_.data(), text_.size()}; }

 private:
  std::array<char, kDigestRoom> text_;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_DIGEST_TEXT_H_
