// Opening: from the file as it came to the document in it. DSSE envelopes, Sigstore bundles and in-toto statements
// are taken off; whose signatures they bear is noted, and judged elsewhere.
#ifndef VEXLENS_LIB_FORMATS_OPENING_H_
#define VEXLENS_LIB_FORMATS_OPENING_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/json/document.h"
#include "vexlens/envelope.h"
#include "vexlens/reader.h"

namespace vexlens::formats {

// IsEnvelope recognises a DSSE envelope and a Sigstore bundle.
bool IsEnvelope(json::Value root);

// OpenedEnvelope is what an envelope holds, and what is to be noted of it.
struct OpenedEnvelope {
  std::string payload;
  Envelope envelope;
};

// OpenEnvelope opens what IsEnvelope recognised in `bytes`. INVALID_ARGUMENT names the place of what is wrong;
// UNIMPLEMENTED for a bundle that holds no envelope.
absl::StatusOr<OpenedEnvelope> OpenEnvelope(std::string_view bytes, json::Value root, const ReadOptions& options);

// IsStatement recognises an in-toto Statement, v1 or v0.1.
bool IsStatement(json::Value root);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_OPENING_H_
