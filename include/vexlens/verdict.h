// Verdict: whose word one document is.
#ifndef VEXLENS_VERDICT_H_
#define VEXLENS_VERDICT_H_

#include <string>
#include <string_view>

#include "vexlens/instant.h"
#include "vexlens/reader.h"
#include "vexlens/signature.h"
#include "vexlens/trust.h"

namespace vexlens {

// DocumentVerdict is about one document; `verdict` and `issuer` only where the report says that there is one.
struct DocumentVerdict {
  Report report;
  std::string issuer;
  SignatureVerdict verdict;

  // Json is {documentDigest, file, issuer, keyId, payloadType, reason, signer, signers [], state} as canonical JSON;
  // `file` is left out when it is "". Where there is no document, state and reason are the report's.
  std::string Json(std::string_view file) const;
};

// JudgeDocument reads a document by itself. The options' keys should be those of the directory. Safe.
DocumentVerdict JudgeDocument(std::string_view bytes, const ReadOptions& options, const IssuerDirectory& directory,
                              Instant as_of);

}  // namespace vexlens

#endif  // VEXLENS_VERDICT_H_
