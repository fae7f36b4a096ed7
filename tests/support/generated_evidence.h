// Generated evidence: statements in the shape of the public feeds, with the disagreement that those lack.
#ifndef VEXLENS_TESTS_SUPPORT_GENERATED_EVIDENCE_H_
#define VEXLENS_TESTS_SUPPORT_GENERATED_EVIDENCE_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "vexlens/evidence.h"
#include "vexlens/instant.h"

namespace vexlens::testing {

// GeneratorOptions determine every byte of what is generated, on every machine.
struct GeneratorOptions {
  std::uint64_t seed = 1;
  std::size_t statements = 1000;
  std::size_t issuers = 12;  // 2 to 50; every fourth stands in no directory
  std::size_t tenants = 1;   // 1 ("default") or 2 ("acme" too)
  bool places = false;       // some components on platforms that purls name, in modules, or known by a digest
};

// GenerateEvidence makes that many statements. Lengths, document sizes and shapes of identifiers follow the
// feeds; one statement in twenty contradicts another issuer's about the same key. There are documents in several
// versions, withdrawn ones, undated ones and ones newer than GeneratedAsOf, and every signature state.
Evidence GenerateEvidence(const GeneratorOptions& options);

// GenerateDirectory is the JSON of an issuer directory that knows most of those issuers: every tier, weights,
// authorities, keys, revocations, an operator in tenant "default", and an entry that this tenant replaces.
std::string GenerateDirectory(const GeneratorOptions& options);

// GeneratedAsOf is the instant that generated evidence is meant for.
Instant GeneratedAsOf();

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_GENERATED_EVIDENCE_H_
