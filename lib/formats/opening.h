// Opening: takes DSSE envelopes, Sigstore bundles and in-toto statements off a document. Their signatures are noted
// here, and judged by SignatureJudge.
#ifndef VEXLENS_LIB_FORMATS_OPENING_H_
#define VEXLENS_LIB_FORMATS_OPENING_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/json/document.h"
#include "vexlens/reader.h"
#include "vexlens/support/envelope.h"

namespace vexlens::formats {

// Reports whether this is a DSSE envelope or a Sigstore bundle.
bool IsEnvelope(json::Value root);

// OpenedEnvelope is the contents of an envelope, and what is to be noted of it.
struct OpenedEnvelope {
  std::string payload;
  Envelope envelope;
};

// Opens an envelope. Requires: `root` is `bytes` parsed, and IsEnvelope(root). Errors: INVALID_ARGUMENT names the place
// of what is wrong, UNIMPLEMENTED for a bundle that holds no envelope.
absl::StatusOr<OpenedEnvelope> OpenEnvelope(std::string_view bytes, json::Value root, const ReadOptions& options);

// Reports whether this is an in-toto Statement, v1 or v0.1.
bool IsStatement(json::Value root);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_OPENING_H_
