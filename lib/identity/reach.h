// Reach: whether what encloses a component in a statement is there for a key too.
#ifndef VEXLENS_LIB_IDENTITY_REACH_H_
#define VEXLENS_LIB_IDENTITY_REACH_H_

#include <span>
#include <string>
#include <vector>

#include "lib/identity/distribution.h"
#include "vexlens/identity.h"

namespace vexlens {

// Surroundings are what a key says of the place in which its component stands.
struct Surroundings {
  std::vector<Platform> platforms;   // that distro= or an SBOM names
  std::vector<std::string> modules;  // that rpmmod= names: "widgets:2:8090"
  std::vector<Subject> products;     // the key's own product

  // Adds what the qualifiers of the component's purl name.
  void NameBy(const Subject& component);
};

// SurroundingsOf are those of a key by itself: its product, and its component or null.
Surroundings SurroundingsOf(const Subject& product, const Subject* component);

// Establishes reports whether the key stands in `enclosing` by a platform or a module that it names.
bool Establishes(const Surroundings& key, const Subject& enclosing);

// Contradicts reports whether the key, its product too, names another platform, release or module than `enclosing`. A
// platform without a release is no other one.
bool Contradicts(const Surroundings& key, const Subject& enclosing);

// IsOneBuild reports whether a component is the same bits wherever it stands: a package of a distribution with its
// version, or a digest by SHA-256 or better.
bool IsOneBuild(const Subject& component);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_REACH_H_
