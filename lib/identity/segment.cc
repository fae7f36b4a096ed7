#include "lib/identity/segment.h"

#include "absl/strings/str_cat.h"
#include "lib/json/utf8.h"
#include "vexlens/tenant.h"

namespace vexlens {

using identity::CheckSegment;

namespace {

// Reports whether a UTF-8 character is U+0000 to U+001F or U+007F to U+009F.
bool IsControl(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  return first < 0x20 || first == 0x7F || (first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0);
}

}  // namespace

absl::Status identity::CheckSegment(std::string_view what, std::string_view name, std::size_t most) {
  const auto fault = [&](std::string_view rule) { return absl::InvalidArgumentError(absl::StrCat(what, rule)); };
  if (name.empty() || name.size() > most) return fault(absl::StrCat(" has 1 to ", most, " bytes"));
  if (name == "." || name == "..") return fault(" is neither . nor ..");
  while (!name.empty()) {
    const std::size_t size = json::Utf8Size(name);
    if (size == 0) return fault(" is UTF-8");
    if (IsControl(name.substr(0, size))) return fault(" has no control characters");
    if (name[0] == '/') return fault(" has no /");
    name.remove_prefix(size);
  }
  return absl::OkStatus();
}

absl::Status CheckTenant(std::string_view name) { return CheckSegment("a tenant's name", name, 255); }

}  // namespace vexlens
