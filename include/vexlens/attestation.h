// Attestations: what vexlens knows, as in-toto statements that others can verify and use.
#ifndef VEXLENS_ATTESTATION_H_
#define VEXLENS_ATTESTATION_H_

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/consensus.h"
#include "vexlens/digest.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/pack_run.h"

namespace vexlens {

// kInTotoPayloadType is the type by which SignDsse signs an attestation (in-toto Envelope v1).
inline constexpr std::string_view kInTotoPayloadType = "application/vnd.in-toto+json";

// ---- the consensus, for scanners ----

// AttestationLoss is something of the records that an attestation does not say.
struct AttestationLoss {
  std::optional<Digest> consensus_id;  // of the one record; none: of the attestation as a whole
  std::string key;                     // "CVE-2024-1 pkg:npm/a@1.0", with a component behind it if there is one
  std::string words;
};

// VexAttestation puts records of one tenant into an in-toto Statement v1 whose predicate is OpenVEX 0.2.0, with one
// OpenVEX statement for each record: its effective status, and the reasons of the heaviest vote for that status which
// has some. A record that OpenVEX cannot say truly is left out: one that is INCONCLUSIVE has no status, and one about
// a version range would speak of all versions. What is lost is told. Not for concurrent use.
class VexAttestation {
 public:
  // Create takes who says it all, and the instant of the records, which is the document's. INVALID_ARGUMENT for an
  // author who is "" or not UTF-8, and for an undated instant.
  static absl::StatusOr<VexAttestation> Create(std::string_view author, Instant as_of);

  // Add takes a record of `consensus`, which is over `evidence`; both may go afterwards. The same key again replaces
  // the first. INVALID_ARGUMENT for a record of another tenant than the first one's.
  absl::Status Add(const Record& record, const Consensus& consensus, const Evidence& evidence);

  // Write is the attestation in canonical JSON (RFC 8785): the same records in any order are the same bytes. The
  // document's @id is made of the digest of the rest of it. INVALID_ARGUMENT without a statement.
  absl::StatusOr<std::string> Write() const;

  // statements is how many there are. Losses are those of the whole, then those of records in byte order of their keys.
  std::size_t statements() const { return statements_.size(); }
  std::vector<AttestationLoss> Losses() const;

 private:
  struct Key {
    std::string vulnerability;
    std::string product;
    std::string component;

    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct RecordLosses {
    Digest consensus_id;
    std::vector<std::string> words;
  };

  VexAttestation(std::string_view author, Instant as_of) : author_(author), as_of_(as_of) {}
  std::set<std::string> Products() const;
  std::string Predicate() const;

  std::string author_;
  Instant as_of_;
  std::optional<std::string> tenant_;
  std::map<Key, std::string> statements_;  // as JSON
  std::map<Key, RecordLosses> losses_;
};

// ---- pack runs, as provenance ----

// kPackRunBuildType is the buildType of AttestPackRun: the parameters of the run are the externalParameters, its plan
// the one dependency, and `<tenant>/<runId>` the invocation.
inline constexpr std::string_view kPackRunBuildType = "urn:vexlens:pack-run:v1";

// AttestPackRun writes an in-toto Statement v1 whose predicate is SLSA provenance v1, in canonical JSON (RFC 8785): the
// artifacts are its subjects. What SLSA does not say (steps, status, when the run was asked for) is in the manifest,
// which is a byproduct by the digest of the bytes of WritePackRun. INVALID_ARGUMENT for a run without artifacts, which
// in-toto wants, or without a builder, which SLSA wants; else the errors of WritePackRun.
absl::StatusOr<std::string> AttestPackRun(const PackRunManifest& manifest, const PackRunLimits& limits = {});

}  // namespace vexlens

#endif  // VEXLENS_ATTESTATION_H_
