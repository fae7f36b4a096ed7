// Intake: documents are read and judged, once and outside any transaction, before they are kept.
#ifndef VEXLENS_LIB_INTAKE_INTAKE_H_
#define VEXLENS_LIB_INTAKE_INTAKE_H_

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/observing.h"
#include "vexlens/evidence.h"
#include "vexlens/intake.h"
#include "vexlens/signature.h"
#include "vexlens/trust.h"

namespace vexlens::intake {

// Intake reads documents of one tenant. Not for concurrent use: each thread has a copy.
class Intake {
 public:
  // Documents are judged by `directory` as of `as_of`; signatures are tried with `keys`. Both must outlive it.
  Intake(std::string_view tenant, const IssuerDirectory& directory, std::span<const DsseVerifier> keys, Instant as_of,
         const Admission& admission)
      : tenant_(tenant), keys_(keys), judge_(directory, as_of), require_verified_(admission.require_verified) {}

  // Reads a document into `evidence`, which does not change if the document is rejected. `verdict`, if not null, is set
  // to that on the document's signatures, if it has one.
  Ingested Take(const Incoming& incoming, Evidence& evidence, SignatureVerdict* verdict = nullptr);

 private:
  Ingested Read(const Incoming& incoming, Evidence& evidence) const;

  std::string tenant_;
  std::span<const DsseVerifier> keys_;
  SignatureJudge judge_;
  bool require_verified_;
};

// Prepared is a document that was read and is yet to be kept.
struct Prepared {
  Incoming incoming;
  Ingested ingested;
  Evidence evidence;         // of this document alone; empty if it was rejected
  SignatureVerdict verdict;  // if it is observed
};

// Reads each document by itself, on as many threads as the options allow. Errors: CANCELLED by progress.
absl::StatusOr<std::vector<Prepared>> Prepare(std::span<const Incoming> documents, const Intake& intake,
                                              const IngestOptions& options, const base::Observing& observing = {});

// Arrival is what an observer is told of a document that came in. Made before the document is kept: to tell it needs no
// memory, for then it is too late to fail.
class Arrival {
 public:
  Arrival(std::string_view tenant, const Ingested& ingested, const SignatureVerdict& verdict);

  void Tell(Observer& observer, const Trace& trace, bool added, std::chrono::nanoseconds elapsed) const;

 private:
  std::string tenant_;
  std::string digest_;  // "" of what was not read
  std::string_view format_;
  std::string_view outcome_;
  std::size_t statements_;
  bool failed_;  // the signature
  std::string_view stage_;
  std::string reason_;
};

// Returns the error of an ingestion that progress stopped: CANCELLED.
absl::Status NoneTaken();

}  // namespace vexlens::intake

#endif  // VEXLENS_LIB_INTAKE_INTAKE_H_
