// Statement: one assertion in normal form, as a value.
#ifndef VEXLENS_SUPPORT_STATEMENT_H_
#define VEXLENS_SUPPORT_STATEMENT_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "vexlens/instant.h"
#include "vexlens/support/text_pool.h"

namespace vexlens {

// VexStatus is what a statement claims, the most cautious first.
enum class VexStatus : std::uint8_t { kAffected, kUnderInvestigation, kNotAffected, kFixed };
inline constexpr std::size_t kStatusCount = 4;

// Reports whether a status clears (not_affected, fixed); the others warn.
constexpr bool Clears(VexStatus status) { return status == VexStatus::kNotAffected || status == VexStatus::kFixed; }

// SubjectId names a product or component of one Evidence, with its version range; 0 is none.
using SubjectId = std::uint32_t;

// Location is a JSON Pointer (RFC 6901) whose first three array indexes are kept as numbers, since the statements of a
// document differ in little else: "/statements/4/products/0" is "/statements/*/products/*" with 4 and 0, where `*`
// stands for kIndexMark.
struct Location {
  static constexpr char kIndexMark = '\x01';
  static constexpr std::uint32_t kNoStep = UINT32_MAX;  // from this step on, kIndexMark stands for itself

  TextId pattern = 0;  // the pointer with kIndexMark for each kept index
  std::array<std::uint32_t, 3> steps{kNoStep, kNoStep, kNoStep};

  friend bool operator==(const Location&, const Location&) = default;
};

// Statement is one assertion in normal form. Issuer, tenant and format are those of its document.
struct Statement {
  Instant updated_at;
  std::uint32_t document = 0;  // index into Evidence::documents()
  TextId vulnerability = 0;
  std::uint32_t aliases = 0;  // list of Evidence::Aliases, 0 is empty
  SubjectId product = 0;
  SubjectId component = 0;  // 0 for the product as a whole
  TextId relationship = 0;  // CSAF category
  TextId justification = 0;
  TextId justification_raw = 0;
  TextId impact = 0;
  TextId action = 0;
  std::uint32_t through = 0;  // list of Evidence::Through: what encloses the component in the product, 0 is empty
  Location location;
  Instant issued_at;
  VexStatus status = VexStatus::kAffected;

  friend bool operator==(const Statement&, const Statement&) = default;
};

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_STATEMENT_H_
