// The query table of docs/matching.md: which statements speak about which keys, and at which level.
#ifndef VEXLENS_LIB_IDENTITY_QUERY_TABLE_H_
#define VEXLENS_LIB_IDENTITY_QUERY_TABLE_H_

#include <span>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "lib/identity/reach.h"
#include "vexlens/identity.h"

namespace vexlens {

// SpeaksForBareComponent reports whether this relationship lets a component be spoken of without its product.
inline bool SpeaksForBareComponent(std::string_view relationship) {
  return relationship == "default_component_of" || relationship == "installed_on" || relationship == "installed_with";
}

// Say is what a speaker has to say over a subject.
enum class Say {
  kNobody,   // nobody listed the speaker
  kOutside,  // the subject is outside the speaker's authority
  kInside,
};

// Spoken is what of a statement decides how it speaks about a key.
struct Spoken {
  const Subject& product;
  const Subject* component;          // null: the product as a whole
  std::span<const Subject> through;  // what encloses the component in the product, outermost first
  bool bare = false;                 // its relationship speaks for the component without the product
  bool clears = false;               // its status does
  bool fixed = false;
  absl::FunctionRef<Say(const Subject&)> say_over;  // asked for all-clears alone

  bool has_component() const { return component != nullptr; }
  const Subject& narrower() const { return has_component() ? *component : product; }
};

// Asked is a key without its vulnerability.
struct Asked {
  const Subject& product;
  const Subject* component;  // null: the product as a whole
  absl::FunctionRef<const Surroundings&()> surroundings;

  const Subject& narrower() const { return component != nullptr ? *component : product; }
};

// Hearing is how a statement speaks about a key.
struct Hearing {
  int level = 0;           // 0: not at all
  bool elsewhere = false;  // it is about the component in another product
};

// The levels at which a component hears what is said of the product that it is in, and a key by itself what is said of
// a component.
inline constexpr int kWholeProduct = 5;
inline constexpr int kBareComponent = 5;

// Hear is the relation between statements and keys; there is no other.
Hearing Hear(const Spoken& said, const Asked& asked);

// WhyNot tells why a statement that Hear gives no level does not speak about a key.
NearMiss WhyNot(const Spoken& said, const Asked& asked);

// MeetLevel is the level of one identifier about another. An all-clear does not go by a weak digest; and by a digest
// alone, to another name, only where the speaker has authority over that name.
int MeetLevel(const Spoken& said, const Subject& mine, const Subject& asked);

// Reaches reports whether an all-clear about a component holds where the key stands, `enclosing` being what the key
// does not give of all that encloses the component in the statement.
bool Reaches(const Spoken& said, std::span<const Subject* const> enclosing, const Surroundings& key);

// NotEstablished is what of all that encloses the component in the statement the key does not establish, for people: a
// list with commas. `product_given` tells that it gives the product.
std::string NotEstablished(const Spoken& said, bool product_given, const Surroundings& key);

// SaysNothingOf reports whether this is a `fixed` without a version about what has one: it would clear the vulnerable
// versions.
bool SaysNothingOf(const Spoken& said, const Subject& mine, const Subject& asked);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_QUERY_TABLE_H_
