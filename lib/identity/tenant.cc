#include "vexlens/tenant.h"

#include "lib/json/utf8.h"

namespace vexlens {
namespace {

constexpr std::size_t kMaxBytes = 255;

// IsControl tells of one UTF-8 character whether it is U+0000 to U+001F or U+007F to U+009F.
bool IsControl(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  return first < 0x20 || first == 0x7F || (first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0);
}

}  // namespace

absl::Status CheckTenant(std::string_view name) {
  if (name.empty() || name.size() > kMaxBytes) {
    return absl::InvalidArgumentError("a tenant's name has 1 to 255 bytes");
  }
  if (name == "." || name == "..") return absl::InvalidArgumentError("a tenant's name is neither . nor ..");
  while (!name.empty()) {
    const std::size_t size = json::Utf8Size(name);
    if (size == 0) return absl::InvalidArgumentError("a tenant's name is UTF-8");
    if (IsControl(name.substr(0, size))) return absl::InvalidArgumentError("a tenant's name has no control characters");
    if (name[0] == '/') return absl::InvalidArgumentError("a tenant's name has no /");
    name.remove_prefix(size);
  }
  return absl::OkStatus();
}

}  // namespace vexlens
