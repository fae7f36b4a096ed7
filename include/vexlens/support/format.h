// Format: the document formats that are read, in one table.
#ifndef VEXLENS_SUPPORT_FORMAT_H_
#define VEXLENS_SUPPORT_FORMAT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vexlens {

// Format is the format of a document. Workspaces keep its number: a new one is added at the end.
enum class Format : std::uint8_t { kOpenVex, kCsaf, kCycloneDx };

// Supersession is what replaces a statement when its issuer speaks again.
enum class Supersession : std::uint8_t {
  kByStatement,  // a newer statement about the same thing, in any document
  kByDocument,   // a newer version of the statement's document
};

// FormatRow is what the library knows of a format, apart from its reader (lib/formats/readers.cc).
struct FormatRow {
  Format format;
  std::string_view name;   // in JSON and tables
  std::string_view title;  // in messages for people
  Supersession superseded_by;
};

// kFormatTable has a row for each Format, at its number.
inline constexpr std::array kFormatTable = {
    FormatRow{Format::kOpenVex, "openvex", "OpenVEX", Supersession::kByStatement},
    FormatRow{Format::kCsaf, "csaf", "CSAF", Supersession::kByDocument},
    FormatRow{Format::kCycloneDx, "cyclonedx", "CycloneDX", Supersession::kByDocument},
};

// Returns the name of a format in JSON.
constexpr std::string_view FormatName(Format format) { return kFormatTable[static_cast<std::size_t>(format)].name; }

// Returns the format of that name; nothing for another text.
constexpr std::optional<Format> ParseFormatName(std::string_view name) {
  for (const FormatRow& row : kFormatTable) {
    if (row.name == name) return row.format;
  }
  return std::nullopt;
}

// Returns what replaces statements that were read from a format.
constexpr Supersession SupersededBy(Format format) {
  return kFormatTable[static_cast<std::size_t>(format)].superseded_by;
}

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_FORMAT_H_
