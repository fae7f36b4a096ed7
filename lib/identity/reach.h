// Reach: whether what encloses a component in a statement also encloses it for a key.
#ifndef VEXLENS_LIB_IDENTITY_REACH_H_
#define VEXLENS_LIB_IDENTITY_REACH_H_

#include <span>
#include <string>
#include <vector>

#include "lib/identity/distribution.h"
#include "vexlens/identity.h"

namespace vexlens::identity {

// Surroundings are what a key says of the place of its component.
struct Surroundings {
  std::vector<Platform> platforms;   // named by distro= or an SBOM
  std::vector<std::string> modules;  // named by rpmmod=, "widgets:2:8090"
  std::vector<Subject> products;     // the key's own product

  // Adds what the qualifiers of the component's purl name.
  void NameBy(const Subject& component);
};

// Returns the surroundings that a key's own texts give. `component` is null for a product as a whole.
Surroundings SurroundingsOf(const Subject& product, const Subject* component);

// Reports whether the key is established to be in `enclosing`, by a platform or a module that it names.
bool Establishes(const Surroundings& key, const Subject& enclosing);

// Reports whether the key or its product names another platform, release or module than `enclosing`. A platform without
// a release does not contradict one with it.
bool Contradicts(const Surroundings& key, const Subject& enclosing);

// Reports whether a component is the same bits everywhere: a package of a distribution with its version, or a digest by
// SHA-256 or better.
bool IsOneBuild(const Subject& component);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_REACH_H_
