#include "lib/consensus/query_key.h"

#include <optional>
#include <utility>

#include "lib/identity/key_text.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::consensus {

using identity::KeyText;
using identity::SplitKey;

namespace {

absl::StatusOr<QueryKey::Part> ParsePart(std::string_view text, const Evidence& evidence) {
  if (text.empty()) return QueryKey::Part{};
  absl::StatusOr<std::string> canonical = CanonicalKey(text);
  const std::optional<SubjectId> id = evidence.FindSubject(canonical.ok() ? std::string_view(*canonical) : text);
  if (!canonical.ok() && !id.has_value()) return canonical.status();
  QueryKey::Part part{canonical.ok() ? *std::move(canonical) : std::string(text), id.value_or(0), &evidence, ""};
  if (part.id == 0) part.spelling = NormalSpelling(SplitKey(part.text).identifier);
  return part;
}

}  // namespace

KeySubject QueryKey::Part::subject() const {
  if (id != 0) return KeySubject(*evidence, id);
  const KeyText parts = SplitKey(text);
  return KeySubject(ParseSubject(parts.identifier, parts.range, spelling), id);
}

absl::StatusOr<QueryKey> ParseQueryKey(std::string_view product, std::string_view component, const Evidence& evidence) {
  VEXLENS_ASSIGN_OR_RETURN(QueryKey::Part product_part, ParsePart(product, evidence));
  VEXLENS_ASSIGN_OR_RETURN(QueryKey::Part component_part, ParsePart(component, evidence));
  return QueryKey{std::move(product_part), std::move(component_part)};
}

}  // namespace vexlens::consensus
