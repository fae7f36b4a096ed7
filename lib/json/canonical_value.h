// Parsed values in canonical form, for texts that are taken apart before they are written again.
#ifndef VEXLENS_LIB_JSON_CANONICAL_VALUE_H_
#define VEXLENS_LIB_JSON_CANONICAL_VALUE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "lib/json/document.h"

namespace vexlens::json {

// ParseAnyNumber is Parser::Parse for texts whose whole numbers may be wider than 64 bit: they are doubles.
std::optional<ParseFailure> ParseAnyNumber(Parser& parser, std::string_view text, Parser::Limits limits,
                                           std::size_t padding, Value& root);

// CanonicalText is `value`, nested at most kMaxCanonicalDepth deep, as RFC 8785 has it; it has about `size` bytes.
std::string CanonicalText(Value value, std::size_t size = 0);

}  // namespace vexlens::json

#endif  // VEXLENS_LIB_JSON_CANONICAL_VALUE_H_
