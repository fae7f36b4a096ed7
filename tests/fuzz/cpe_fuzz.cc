// CPE names: one canonical form whatever the binding, and names that match as their attributes do.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lib/identity/cpe/cpe.h"
#include "lib/identity/percent.h"
#include "vexlens/identity.h"

namespace {

using vexlens::identity::CpeAttributes;

void Require(bool holds) {
  if (!holds) std::abort();
}

// AppendUriValue writes one canonical attribute as a 2.2 URI does (NISTIR 7695, 6.1.2.1).
void AppendUriValue(std::string_view attribute, std::string& uri) {
  if (attribute == "*") return;
  if (attribute == "-") {
    uri += '-';
    return;
  }
  for (std::size_t i = 0; i < attribute.size(); ++i) {
    if (attribute[i] == '\\') {
      vexlens::identity::AppendTriplet(static_cast<unsigned char>(attribute[++i]), uri);
    } else if (attribute[i] == '*' || attribute[i] == '?') {
      uri += attribute[i] == '*' ? "%02" : "%01";
    } else {
      uri += attribute[i];
    }
  }
}

std::string UriOf(const CpeAttributes& attributes) {
  std::string uri = "cpe:/";
  for (const std::size_t index : {0, 1, 2, 3, 4}) {
    AppendUriValue(attributes[index], uri);
    uri += ':';
  }
  for (const std::size_t index : {5, 7, 8, 9, 10}) {
    uri += '~';
    AppendUriValue(attributes[index], uri);
  }
  uri += ':';
  AppendUriValue(attributes[6], uri);
  return uri;
}

void CheckOne(std::string_view text) {
  const auto canonical = vexlens::CanonicalCpe(text);
  if (!canonical.ok()) return;
  Require(*vexlens::CanonicalCpe(*canonical) == *canonical);
  const auto attributes = vexlens::identity::SplitCpe(*canonical);
  Require(attributes.has_value());
  Require(*vexlens::CanonicalCpe(UriOf(*attributes)) == *canonical);
}

void CheckTwo(std::string_view statement, std::string_view query) {
  const auto source = vexlens::CanonicalCpe(statement);
  const auto target = vexlens::CanonicalCpe(query);
  if (!source.ok() || !target.ok()) return;
  const CpeAttributes from = *vexlens::identity::SplitCpe(*source);
  const CpeAttributes to = *vexlens::identity::SplitCpe(*target);
  bool covers = true;
  for (std::size_t i = 0; i < vexlens::identity::kCpeAttributes; ++i) {
    const vexlens::identity::CpeRelation relation = vexlens::identity::CompareCpeAttributes(from[i], to[i]);
    Require((relation == vexlens::identity::CpeRelation::kEqual) <= (from[i] == to[i]));
    Require((relation == vexlens::identity::CpeRelation::kSubset) == (to[i] == "*" && from[i] != "*"));
    covers = covers && vexlens::identity::CpeAttributeCovers(from[i], to[i]);
  }
  const int level = vexlens::MatchLevel(vexlens::ParseSubject(*source, ""), vexlens::ParseSubject(*target, ""));
  Require((level > 0) == covers);
  Require((level == 2) == (*source == *target));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckOne(text);
  const std::size_t line = text.find('\n');
  if (line != text.npos) CheckTwo(text.substr(0, line), text.substr(line + 1));
  return 0;
}
