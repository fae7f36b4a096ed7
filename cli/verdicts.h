// Verdicts: what is to be said of the signature on one file.
#ifndef VEXLENS_CLI_VERDICTS_H_
#define VEXLENS_CLI_VERDICTS_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "vexlens/signature.h"

namespace vexlens::cli {

// Unverified is the error that keeps a document out where signatures are asked for.
absl::Status Unverified(const SignatureVerdict& verdict);

// SignatureFailures counts documents that were kept out, by stage.
class SignatureFailures {
 public:
  void Add(SignatureStage stage) { ++counts_[static_cast<std::size_t>(stage)]; }

  // Text is a line of them, "" for none.
  std::string Text() const;

 private:
  std::array<std::size_t, kSignatureStageCount> counts_{};
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_VERDICTS_H_
