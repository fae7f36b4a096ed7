// The query table of docs/matching.md: which statements speak about which keys, and at which level.
#ifndef VEXLENS_LIB_IDENTITY_QUERY_TABLE_H_
#define VEXLENS_LIB_IDENTITY_QUERY_TABLE_H_

#include <span>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "lib/identity/reach.h"
#include "vexlens/identity.h"

namespace vexlens::identity {

// Reports whether a statement with this relationship may be heard about its component without its product.
inline bool SpeaksForBareComponent(std::string_view relationship) {
  return relationship == "default_component_of" || relationship == "installed_on" || relationship == "installed_with";
}

// Say is whether a speaker has authority over a subject.
enum class Say {
  kNobody,  // the directory does not list the speaker
  kOutside,
  kInside,
};

// Spoken is the part of a statement that decides how it speaks about a key.
struct Spoken {
  const Subject& product;
  const Subject* component;          // null: the product as a whole
  std::span<const Subject> through;  // what encloses the component in the product, outermost first
  bool bare = false;                 // SpeaksForBareComponent(relationship)
  bool clears = false;               // its status is not_affected or fixed
  bool fixed = false;
  absl::FunctionRef<Say(const Subject&)> say_over;  // only called for all-clears

  bool has_component() const { return component != nullptr; }
  const Subject& narrower() const { return has_component() ? *component : product; }
};

// Asked is a key without its tenant and vulnerability.
struct Asked {
  const Subject& product;
  const Subject* component;                               // null: the product as a whole
  absl::FunctionRef<const Surroundings&()> surroundings;  // only called where they matter

  const Subject& narrower() const { return component != nullptr ? *component : product; }
};

// Hearing is how a statement speaks about a key.
struct Hearing {
  int level = 0;           // 0: not at all
  bool elsewhere = false;  // it is about the component in another product
};

// The level of a statement about the whole product that the key's component is in, and that of a statement about the
// key's component in another product.
inline constexpr int kWholeProduct = 5;
inline constexpr int kBareComponent = 5;

// Returns how a statement speaks about a key. This is the only such relation; all else asks it.
Hearing Hear(const Spoken& said, const Asked& asked);

// Returns why a statement does not speak about a key. Requires: Hear gives level 0.
NearMiss WhyNot(const Spoken& said, const Asked& asked);

// Returns the level of one identifier about another. An all-clear does not meet by a weak digest, and by a digest
// alone, under another name, only if the speaker has authority over that name.
int MeetLevel(const Spoken& said, const Subject& mine, const Subject& asked);

// Reports whether an all-clear about a component holds at the key's place. `enclosing` is what encloses the component
// in the statement and is not named by the key.
bool Reaches(const Spoken& said, std::span<const Subject* const> enclosing, const Surroundings& key);

// Returns what encloses the component in the statement but is not established by the key, for people: a list with
// commas. `product_given` is whether the key names the product.
std::string NotEstablished(const Spoken& said, bool product_given, const Surroundings& key);

// Reports whether this is a `fixed` without a version about a subject with one. It would clear vulnerable versions too.
bool SaysNothingOf(const Spoken& said, const Subject& mine, const Subject& asked);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_QUERY_TABLE_H_
