// Reader: bytes in, documents and statements out, and a report of everything that was not taken.
#ifndef VEXLENS_READER_H_
#define VEXLENS_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/dsse.h"
#include "vexlens/evidence.h"
#include "vexlens/support/envelope.h"
#include "vexlens/support/finding.h"

namespace vexlens {

// ReadOptions are the tenant that a document is read for, and limits: a larger document is rejected with
// RESOURCE_EXHAUSTED.
struct ReadOptions {
  std::string tenant = "default";  // INVALID_ARGUMENT for what CheckTenant refuses
  std::size_t max_bytes = std::size_t{256} << 20;
  std::size_t max_depth = 512;              // nested objects and arrays
  std::size_t max_statements = 10'000'000;  // of one document
  std::span<const DsseVerifier> keys;       // by which signatures are checked
  std::size_t padding = 0;                  // bytes that may be read after the document; 64 or more saves a copy

  // A signature beside the document, "" for none: a DSSE envelope or Sigstore bundle around the same bytes, or an
  // OpenPGP signature, which is noted but not checked. INVALID_ARGUMENT for anything else.
  std::string_view detached;
};

// Outcome is how the reading of one document ended.
enum class Outcome : std::uint8_t { kAccepted, kAcceptedWithWarnings, kSkipped, kRejected };

std::string_view OutcomeName(Outcome outcome);

// Report is how a document was read. Skipped and rejected ones have a status.
struct Report : ReadingReport {
  Outcome outcome = Outcome::kAccepted;
  std::optional<Format> format;
  Digest digest;  // of the document's bytes
  std::size_t statements = 0;
  std::optional<Envelope> envelope;     // that the document was in
  std::optional<Envelope> detached;     // ReadOptions::detached
  std::optional<std::string> document;  // its exact bytes, if it was in an envelope or a statement
};

// Reads one document of any format of kFormatTable into `evidence`. The whole text is validated as JSON first, with
// members that are not read. If the report says skipped or rejected, `evidence` is as before. A BOM with a serial
// number is a document even without statements, since others may link to its elements. Reading a document again changes
// at most its signature. DSSE envelopes, Sigstore bundles and in-toto statements are opened, and the document is what
// they hold (docs/provenance.md); its signature is `unverifiable` until JudgeSignatures is called. Safe for concurrent
// use with distinct `evidence`.
Report ReadDocument(std::string_view bytes, const ReadOptions& options, Evidence& evidence);

// Returns what ReadDocument notes of a signature around a document or beside it, without reading the document. Errors:
// INVALID_ARGUMENT for what is no signature.
absl::StatusOr<Envelope> ReadSignature(std::string_view bytes, const ReadOptions& options);

// Reads documents and statements in the normal form that WriteEvidence writes.
// Errors: INVALID_ARGUMENT names the place; then `evidence` is as before.
absl::Status ReadEvidence(std::string_view json, const ReadOptions& options, Evidence& evidence);

// Appends `{"documents":[…],"statements":[…]}` as canonical JSON, both sorted by tenant, then by digest or statementId:
// equal evidence gives equal bytes. If BOMs explain links, the member `bomElements` says how.
void WriteEvidence(const Evidence& evidence, std::string& out);

}  // namespace vexlens

#endif  // VEXLENS_READER_H_
