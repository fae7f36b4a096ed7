// IsLine: what a text of an event, and the name of a log, may be made of.
#ifndef VEXLENS_LIB_TIMELINE_LINE_H_
#define VEXLENS_LIB_TIMELINE_LINE_H_

#include <algorithm>
#include <string_view>

#include "lib/json/utf8.h"

namespace vexlens::timeline {

// Reports whether `text` is UTF-8 without control characters.
inline bool IsLine(std::string_view text) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return std::none_of(text.begin(), text.end(), control) && json::IsUtf8(text);
}

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_LINE_H_
