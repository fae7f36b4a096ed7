// Diagnose: the slow, exact look at a JSON text that the fast parser refused, or whose places are asked for.
#ifndef VEXLENS_LIB_JSON_DIAGNOSE_H_
#define VEXLENS_LIB_JSON_DIAGNOSE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vexlens::json {

// Fault is the first thing in a text that is not JSON as vexlens takes it.
struct Fault {
  std::size_t byte_offset = 0;
  std::string pointer;  // JSON Pointer of the value in which it lies
  std::string message;
  bool is_limit = false;  // too deep, rather than wrong
};

// FindFault reads `text` byte by byte and returns its first fault, nothing when it is sound.
std::optional<Fault> FindFault(std::string_view text, std::size_t max_depth);

// OffsetOf is the byte offset of the value at a JSON Pointer in a sound `text`.
std::optional<std::size_t> OffsetOf(std::string_view text, std::string_view pointer);

// SpanOf is that value's own bytes, "" when it is not there.
std::string_view SpanOf(std::string_view text, std::string_view pointer);

}  // namespace vexlens::json

#endif  // VEXLENS_LIB_JSON_DIAGNOSE_H_
