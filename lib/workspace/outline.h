// Outline: what statements are about, in so few bytes that it can be asked of all that is said about a vulnerability.
#ifndef VEXLENS_LIB_WORKSPACE_OUTLINE_H_
#define VEXLENS_LIB_WORKSPACE_OUTLINE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/evidence.h"

namespace vexlens::workspace {

// WriteOutline is the outline of statements given by their indexes.
std::string WriteOutline(const Evidence& evidence, std::span<const std::uint32_t> statements);

// Outline reads one. It names the bases of the statements' products and components, and the digests that some are, by
// 32 bits each. A key hears a statement only when they have one in common (BaseText, BucketText): so statements whose
// outlines have none never meet, and others may. Malformed bytes are open and tie: nothing is left out because of them.
class Outline {
 public:
  explicit Outline(std::string_view bytes) : bytes_(bytes) {}

  // ties tells that a statement names an alias, open that one may meet anything: a wild CPE or a BOM-Link.
  bool ties() const { return malformed() || (bytes_[0] & kTies) != 0; }
  bool open() const { return malformed() || (bytes_[0] & kOpen) != 0; }

  // Meets tells whether any base is among `bases`, which ascend.
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
