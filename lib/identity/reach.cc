#include "lib/identity/reach.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/hash.h"
#include "lib/identity/percent.h"

namespace vexlens::identity {
namespace {

constexpr std::string_view kModule = "pkg:rpmmod/";

std::string QualifierOf(const Subject& subject, std::string_view key) {
  std::string store;
  return std::string(Decoded(QualifierValue(subject.qualifiers, key), store));
}

// Returns "name:version" of a module's purl, "name" of one without version, "" of anything else.
std::string ModuleOf(const Subject& subject) {
  if (!subject.base.starts_with(kModule)) return "";
  std::string name_store, version_store;
  const std::string_view name = Decoded(subject.base.substr(subject.base.rfind('/') + 1), name_store);
  if (subject.version.empty()) return std::string(name);
  return absl::StrCat(name, ":", Decoded(subject.version, version_store));
}

// Reports whether `module` is the named one, or a part of it that ends at a colon.
bool Holds(std::string_view module, std::string_view named) {
  return named.starts_with(module) && (named.size() == module.size() || named[module.size()] == ':');
}

// Reports whether the key names another module, or another platform or release; one that names no stream or
// release may be the same.
bool IsOther(std::string_view module, std::string_view named) {
  const bool no_stream = !absl::StrContains(named, ':');
  return no_stream ? module.substr(0, module.find(':')) != named : !Holds(module, named);
}

bool IsOther(const Platform& platform, const Platform& named) {
  return named.release.empty() ? platform.distribution != named.distribution : !Covers(platform, named);
}

}  // namespace

void Surroundings::NameBy(const Subject& component) {
  if (component.kind != IdentifierKind::kPurl) return;
  if (std::string distro = QualifierOf(component, "distro"); !distro.empty()) {
    platforms.push_back(PlatformOfDistro(distro));
  }
  if (std::string module = QualifierOf(component, "rpmmod"); !module.empty()) modules.push_back(std::move(module));
}

Surroundings SurroundingsOf(const Subject& product, const Subject* component) {
  Surroundings surroundings;
  surroundings.NameBy(component != nullptr ? *component : product);
  if (component != nullptr) surroundings.products.push_back(product);
  return surroundings;
}

bool Establishes(const Surroundings& key, const Subject& enclosing) {
  if (const std::string module = ModuleOf(enclosing); !module.empty()) {
    return std::any_of(key.modules.begin(), key.modules.end(),
                       [&](const std::string& named) { return Holds(module, named); });
  }
  const std::optional<Platform> platform = PlatformOfCpe(enclosing);
  return platform.has_value() && std::any_of(key.platforms.begin(), key.platforms.end(),
                                             [&](const Platform& named) { return Covers(*platform, named); });
}

bool Contradicts(const Surroundings& key, const Subject& enclosing) {
  const std::string module = ModuleOf(enclosing);
  const std::optional<Platform> platform = PlatformOfCpe(enclosing);
  const auto other_module = [&](const std::string& named) { return IsOther(module, named); };
  const auto other_platform = [&](const Platform& named) { return IsOther(*platform, named); };
  if (!module.empty()) {
    return std::any_of(key.modules.begin(), key.modules.end(), other_module) ||
           std::any_of(key.products.begin(), key.products.end(), [&](const Subject& product) {
             const std::string named = ModuleOf(product);
             return !named.empty() && other_module(named);
           });
  }
  if (!platform.has_value()) return false;
  return std::any_of(key.platforms.begin(), key.platforms.end(), other_platform) ||
         std::any_of(key.products.begin(), key.products.end(), [&](const Subject& product) {
           const std::optional<Platform> named = PlatformOfCpe(product);
           return named.has_value() && other_platform(*named);
         });
}

bool IsOneBuild(const Subject& component) {
  if (!component.range.empty()) return false;
  if (!component.digest.empty()) return IsStrongHash(component.digest);
  return IsPackageOfDistribution(component) && !component.version.empty();
}

}  // namespace vexlens::identity
