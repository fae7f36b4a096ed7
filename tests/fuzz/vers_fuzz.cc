// Three lines, a vers or a native range and two versions of a scheme: whatever they are, what is read is canonical,
// the order of versions is one, and equal versions have one spelling.
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lib/identity/cut.h"
#include "lib/identity/native/words.h"
#include "vexlens/identity.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

void CheckRange(std::string_view text, std::string_view version) {
  const auto canonical = vexlens::CanonicalRange(text);
  Check(vexlens::ParseRange(text).ok() == (canonical.ok() && *canonical == text));
  if (!canonical.ok()) return;
  const auto again = vexlens::CanonicalRange(*canonical);
  Check(again.ok() && *again == *canonical);
  vexlens::RangeContains(*canonical, version);
}

void CheckOrder(std::string_view scheme, std::string_view a, std::string_view b) {
  const auto order = vexlens::CompareVersions(scheme, a, b);
  Check(vexlens::CompareVersions(scheme, b, a) == 0 <=> order);
  const auto is_version = [scheme](std::string_view text) { return vexlens::CompareVersions(scheme, text, text) == 0; };
  Check((order == std::partial_ordering::unordered) == !(is_version(a) && is_version(b)));
  const std::string normal = vexlens::NormalVersion(scheme, a);
  Check(vexlens::CompareVersions(scheme, a, normal) == 0 || (!is_version(a) && normal == a));
  Check((normal == vexlens::NormalVersion(scheme, b)) == (order == 0 || a == b));
}

}  // namespace

// The first line is "<scheme> <range>".
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::string_view range = vexlens::identity::CutBefore('\n', rest);
  const std::string_view scheme = vexlens::identity::CutBefore(' ', range);
  const std::string_view first = vexlens::identity::CutBefore('\n', rest);
  const std::string_view second = vexlens::identity::CutBefore('\n', rest);
  CheckRange(range, first);
  CheckOrder(scheme, first, second);
  const auto native = vexlens::RangeFromNative(scheme, range);
  Check(!native.ok() || vexlens::ParseRange(*native).ok());
  const auto words = vexlens::identity::RangeFromWords(scheme, range);
  Check(!words.ok() || vexlens::ParseRange(*words).ok());
  return 0;
}
