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
#include "vexlens/envelope.h"
#include "vexlens/evidence.h"
#include "vexlens/finding.h"

namespace vexlens {

// ReadOptions say whose a document is, and bound what a reader accepts: beyond a limit it is rejected with
// RESOURCE_EXHAUSTED, and with INVALID_ARGUMENT for a tenant whose name cannot be one (CheckTenant).
struct ReadOptions {
  std::string tenant = "default";
  std::size_t max_bytes = std::size_t{256} << 20;
  std::size_t max_depth = 512;              // nested objects and arrays
  std::size_t max_statements = 10'000'000;  // of one document
  std::span<const DsseVerifier> keys;       // that may have signed what comes in envelopes
  std::size_t padding = 0;                  // bytes that may be read after the document; 64 or more saves a copy

  // A signature that stands beside the document, "" for none: a DSSE envelope or Sigstore bundle around the same bytes,
  // or an OpenPGP signature, which nobody here checks. The document is rejected with INVALID_ARGUMENT for anything
  // else.
  std::string_view detached;
};

// Outcome is how the reading of one document ended.
enum class Outcome : std::uint8_t { kAccepted, kAcceptedWithWarnings, kSkipped, kRejected };

std::string_view OutcomeName(Outcome outcome);

// Report tells what became of a document; a skipped one has a status too. Where it was found in something else, its
// exact bytes are told here.
struct Report : ReadingReport {
  Outcome outcome = Outcome::kAccepted;
  std::optional<Format> format;
  Digest digest;  // of the document's bytes
  std::size_t statements = 0;
  std::optional<Envelope> envelope;  // that was opened
  std::optional<Envelope> detached;  // ReadOptions::detached
  std::optional<std::string> document;
};

// ReadDocument reads one document of any known format into `evidence`. The whole text is validated as JSON
// first, members that nobody reads too. When the report says skipped or rejected, `evidence` is as before. A BOM with a
// serial number is a document even without statements: others may link to its elements. A document read before changes
// nothing but its signature.
// DSSE envelopes, Sigstore bundles and in-toto statements are opened first, and the document is what they hold
// (docs/provenance.md); its signature is `unverifiable` until JudgeSignatures has seen it.
// Safe for concurrent use with distinct `evidence`.
Report ReadDocument(std::string_view bytes, const ReadOptions& options, Evidence& evidence);

// ReadSignature returns what ReadDocument notes of a signature around a document or beside it, whatever that document
// is. INVALID_ARGUMENT for what is none.
absl::StatusOr<Envelope> ReadSignature(std::string_view bytes, const ReadOptions& options);

// ReadEvidence reads documents and statements in the normal form that WriteEvidence writes.
// INVALID_ARGUMENT names the place; then `evidence` is as before.
absl::Status ReadEvidence(std::string_view json, const ReadOptions& options, Evidence& evidence);

// WriteEvidence appends `{"documents":[…],"statements":[…]}` as canonical JSON, both sorted by tenant, then by
// digest or statementId: equal evidence gives equal bytes. Where BOMs explain links, `bomElements` says how.
void WriteEvidence(const Evidence& evidence, std::string& out);

}  // namespace vexlens

#endif  // VEXLENS_READER_H_
