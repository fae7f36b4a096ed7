#include "lib/identity/query_table.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"

namespace vexlens::identity {
namespace {

// Returns the level of a statement about a product as a whole. It speaks about a component as the product that this is
// in, or as its own upstream.
int OfProduct(const Spoken& said, const Asked& asked) {
  const int level = MeetLevel(said, said.product, asked.product);
  const bool silent = level == 0 || SaysNothingOf(said, said.product, asked.product);
  if (asked.component == nullptr) return silent ? 0 : level;
  const bool pinned = SaysNothingOf(said, said.product, *asked.component);
  if (!silent && !pinned) return kWholeProduct;
  return !pinned && MeetLevel(said, said.product, *asked.component) != 0 ? kWholeProduct : 0;
}

// Reports whether a word about a component holds where the key's component stands.
bool HoldsThere(const Spoken& said, bool in_product, const Asked& asked) {
  if (SaysNothingOf(said, *said.component, asked.narrower())) return false;
  if (!said.clears || (in_product && said.through.empty())) return true;
  absl::InlinedVector<const Subject*, 4> enclosing;
  if (!in_product) enclosing.push_back(&said.product);
  for (const Subject& each : said.through) enclosing.push_back(&each);
  return Reaches(said, enclosing, asked.surroundings());
}

Hearing OfComponent(const Spoken& said, const Asked& asked) {
  const int component = MeetLevel(said, *said.component, asked.narrower());
  if (component == 0) return {};
  const int product = MeetLevel(said, said.product, asked.product);
  if (asked.component == nullptr) {
    return {said.bare && HoldsThere(said, product != 0, asked) ? kBareComponent : 0};
  }
  if (product != 0) return {HoldsThere(said, true, asked) ? std::max(product, component) : 0};
  if (!said.bare || !HoldsThere(said, false, asked)) return {};
  return {kBareComponent, true};
}

}  // namespace

Hearing Hear(const Spoken& said, const Asked& asked) {
  return said.has_component() ? OfComponent(said, asked) : Hearing{OfProduct(said, asked)};
}

int MeetLevel(const Spoken& said, const Subject& mine, const Subject& asked) {
  const Meeting meeting = Meet(mine, asked);
  if (!said.clears) return meeting.level;
  if (meeting.weak_digest) return 0;
  const bool another_name = meeting.digest_alone && asked.kind != IdentifierKind::kDigest;
  return another_name && said.say_over(asked) == Say::kOutside ? 0 : meeting.level;
}

bool Reaches(const Spoken& said, std::span<const Subject* const> enclosing, const Surroundings& key) {
  const auto established = [&](const Subject* each) { return Establishes(key, *each); };
  if (std::all_of(enclosing.begin(), enclosing.end(), established)) return true;
  const auto elsewhere = [&](const Subject* each) { return Contradicts(key, *each); };
  return IsOneBuild(*said.component) && said.say_over(*said.component) == Say::kInside &&
         std::none_of(enclosing.begin(), enclosing.end(), elsewhere);
}

std::string NotEstablished(const Spoken& said, bool product_given, const Surroundings& key) {
  std::string missing;
  const auto add = [&](const Subject& enclosing) {
    if (Establishes(key, enclosing)) return;
    absl::StrAppend(&missing, missing.empty() ? "" : ", ", enclosing.identifier);
  };
  if (!product_given) add(said.product);
  for (const Subject& enclosing : said.through) add(enclosing);
  return missing;
}

bool SaysNothingOf(const Spoken& said, const Subject& mine, const Subject& asked) {
  return said.fixed && !mine.versioned() && asked.versioned();
}

}  // namespace vexlens::identity
