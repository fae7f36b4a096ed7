// BOM-Links, and the opaque names that components without identifiers have.
#ifndef VEXLENS_LIB_FORMATS_CYCLONEDX_LINKS_H_
#define VEXLENS_LIB_FORMATS_CYCLONEDX_LINKS_H_

#include <optional>
#include <string>
#include <string_view>

#include "lib/formats/findings.h"
#include "lib/json/document.h"

namespace vexlens::formats {

// BomNumbers are what a BOM calls itself.
struct BomNumbers {
  std::string_view serial;    // "" when there is none
  std::string version = "1";  // where the BOM says none
};

// Reads them from a CycloneDX document. What is no serial number, or no version, is a warning; long texts are not
// taken, because both stand in the name of every element.
BomNumbers ReadBomNumbers(json::Value document, ReportFindings& findings);

// BomKey names one version of one BOM: "cdx:<serial number or document digest>/<version>".
std::string BomKey(std::string_view serial, std::string_view version);

// ElementKey names what `ref` refers to in that BOM: "<bom key>#<ref>". An empty ref means the BOM's subject,
// whose name is the BOM's own.
std::string ElementKey(std::string_view bom_key, std::string_view ref);

// BomLink is "urn:cdx:<uuid>/<version>#<bom-ref>" taken apart; the bom-ref is "" where a whole BOM is named.
struct BomLink {
  std::string bom_key;
  std::string_view ref;  // as written; percent-encoded at times
};

// IsBomLink tells a text that cannot be a bom-ref ("should not start with urn:cdx:").
bool IsBomLink(std::string_view text);

// ParseBomLink is nothing for a text that is malformed or no link at all.
std::optional<BomLink> ParseBomLink(std::string_view text);

// UnescapedRef is `ref` with its percent-encoding undone; what is no escape stays as it stands, and all of it
// does where the result were no UTF-8.
std::string UnescapedRef(std::string_view ref);

// SingleVersionRange is the vers that names exactly `version`.
std::string SingleVersionRange(std::string_view version);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CYCLONEDX_LINKS_H_
