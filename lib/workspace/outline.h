// Outline: which products and components statements are about, in few bytes, tested without unpacking a statement.
//
// An example: what one document says about a vulnerability, and its outline
//
//   #0  pkg:npm/web@1.2                         affected
//   #1  pkg:npm/web, component pkg:npm/zlib@1   not_affected, names an alias
//
//   flags | hash of "pkg:npm/web" | hash of "pkg:npm/zlib"
//    01   | 1b da 29 2d           | c2 66 5f f6               kTies, for #1; hashes are little-endian and ascend
//
// Hashes are of bases (BaseText), each once: versions and qualifiers of a product share one. A subject with a digest
// adds the hash of that (BucketText). A key of pkg:npm/web@2 shares a hash with this outline, so it may hear these
// statements; a key of pkg:pypi/api, c6 6a c9 0c, shares none, so it does not.
#ifndef VEXLENS_LIB_WORKSPACE_OUTLINE_H_
#define VEXLENS_LIB_WORKSPACE_OUTLINE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/evidence.h"

namespace vexlens::workspace {

// Returns the outline of statements given by their indexes.
std::string WriteOutline(const Evidence& evidence, std::span<const std::uint32_t> statements);

// Outline reads one; it is a view of the bytes. Statements whose outlines share no hash never speak about the same key,
// unless one is open(); others may. Malformed bytes tie and are open, so nothing is left out because of them.
class Outline {
 public:
  explicit Outline(std::string_view bytes) : bytes_(bytes) {}

  // Reports whether a statement names an alias.
  bool ties() const { return malformed() || (bytes_[0] & kTies) != 0; }
  // Reports whether a statement may meet any other: its subject is a wild CPE or a BOM-Link.
  bool open() const { return malformed() || (bytes_[0] & kOpen) != 0; }

  // Reports whether any hash is among `bases`, which ascend. Requires, as AppendBases: the bytes are well-formed, as
  // they are if open() is false.
  bool Meets(std::span<const std::uint32_t> bases) const;

  void AppendBases(std::vector<std::uint32_t>& bases) const;

  static constexpr char kTies = 1;
  static constexpr char kOpen = 2;

 private:
  bool malformed() const { return bytes_.size() % 4 != 1; }
  std::size_t size() const { return bytes_.size() / 4; }
  std::uint32_t Base(std::size_t i) const;

  std::string_view bytes_;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_OUTLINE_H_
