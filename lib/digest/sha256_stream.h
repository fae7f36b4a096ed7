// Sha256Stream: the digest of bytes that come in pieces.
#ifndef VEXLENS_LIB_DIGEST_SHA256_STREAM_H_
#define VEXLENS_LIB_DIGEST_SHA256_STREAM_H_

#include <memory>
#include <string_view>

#include "vexlens/digest.h"

namespace vexlens::digest {

class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();

  void Add(std::string_view piece);

  // Finish is the digest of all pieces since the last Finish.
  Digest Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vexlens::digest

#endif  // VEXLENS_LIB_DIGEST_SHA256_STREAM_H_
