// BOM-Links, and the opaque names of components without identifiers.
#ifndef VEXLENS_LIB_FORMATS_CYCLONEDX_LINKS_H_
#define VEXLENS_LIB_FORMATS_CYCLONEDX_LINKS_H_

#include <optional>
#include <string>
#include <string_view>

#include "lib/formats/findings.h"
#include "lib/json/document.h"

namespace vexlens::formats {

// BomNumbers is what a BOM calls itself.
struct BomNumbers {
  std::string_view serial;    // "" if there is none
  std::string version = "1";  // the default
};

// Returns the numbers of a CycloneDX document. Malformed ones are warnings; long texts are not taken, because both are
// in the name of every element.
BomNumbers ReadBomNumbers(json::Value document, ReportFindings& findings);

// Returns the name of a version of a BOM: "cdx:<serial number or document digest>/<version>".
std::string BomKey(std::string_view serial, std::string_view version);

// Returns the name of an element of that BOM: "<bom key>#<ref>". An empty ref means the BOM's subject, whose name is
// that of the BOM.
std::string ElementKey(std::string_view bom_key, std::string_view ref);

// BomLink is "urn:cdx:<uuid>/<version>#<bom-ref>" taken apart; the bom-ref is "" if a whole BOM is named.
struct BomLink {
  std::string bom_key;
  std::string_view ref;  // as written, sometimes percent-encoded
};

// Reports whether a text begins as a BOM-Link, so that it is no bom-ref ("should not start with urn:cdx:").
bool IsBomLink(std::string_view text);

// Returns a link taken apart; nothing for a text that is malformed or no link at all.
std::optional<BomLink> ParseBomLink(std::string_view text);

// Returns `ref` without percent-encoding. A "%" that begins no escape stays; all of it stays if the result would not be
// UTF-8.
std::string UnescapedRef(std::string_view ref);

// Returns the vers that names exactly `version`.
std::string SingleVersionRange(std::string_view version);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CYCLONEDX_LINKS_H_
