// The words of a CycloneDX analysis in normal form.
#ifndef VEXLENS_LIB_FORMATS_CYCLONEDX_WORDS_H_
#define VEXLENS_LIB_FORMATS_CYCLONEDX_WORDS_H_

#include <optional>
#include <string_view>

#include "vexlens/evidence.h"

namespace vexlens::formats {

// Returns what an analysis state means; nothing for an unknown one. false_positive becomes not_affected, which loses
// something: it says that the finding is wrong, not that the product is safe.
std::optional<VexStatus> CycloneDxStatus(std::string_view state);

// Returns the label nearest to an analysis justification, "" if none is near enough; nothing for an unknown one.
std::optional<std::string_view> CycloneDxJustification(std::string_view label);

// Reports whether a text is a response of the schema.
bool IsCycloneDxResponse(std::string_view label);

// VersionClaim is what an entry of affects[].versions says of its versions.
enum class VersionClaim { kAffected, kUnaffected, kUnknown };

// Returns what a word of the schema means; nothing for another text.
std::optional<VersionClaim> ParseVersionClaim(std::string_view word);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CYCLONEDX_WORDS_H_
