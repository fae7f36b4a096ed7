// Registries of images that have several names.
#ifndef VEXLENS_LIB_IDENTITY_REGISTRY_H_
#define VEXLENS_LIB_IDENTITY_REGISTRY_H_

#include <string_view>

namespace vexlens::identity {

// Returns a registry, or a repository in one, by the registry's canonical name ("docker.io/library" for
// "index.docker.io/library"), as a view into the text.
inline std::string_view NormalRegistry(std::string_view text) {
  constexpr std::string_view kIndex = "index.docker.io";
  const bool is_index = text.starts_with(kIndex) && (text.size() == kIndex.size() || text[kIndex.size()] == '/');
  return is_index ? text.substr(std::string_view("index.").size()) : text;
}

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_REGISTRY_H_
