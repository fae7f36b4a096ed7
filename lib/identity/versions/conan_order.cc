// Conan versions (Conan 2, conan/internal/model/version.py).
#include <compare>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

struct Version {
  std::string_view fields, prerelease, build;
  bool is_prerelease = false;
  bool is_built = false;
};

// Cuts the last `separator` and what follows it from `text`, false when there is none.
bool CutBehind(char separator, std::string_view& text, std::string_view& behind) {
  const std::size_t at = text.rfind(separator);
  if (at == text.npos) return false;
  behind = text.substr(at + 1);
  text = text.substr(0, at);
  return true;
}

Version Parse(std::string_view text) {
  Version version;
  version.is_built = CutBehind('+', text, version.build);
  version.is_prerelease = CutBehind('-', text, version.prerelease);
  version.fields = text;
  return version;
}

// Fields are the texts between dots, without the zeros at the end.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {
    while (!ended_) {
      const std::size_t begin = rest_.rfind('.') + 1;  // 0 without a dot
      if (begin == rest_.size() || rest_.find_first_not_of('0', begin) != rest_.npos) break;
      ended_ = begin == 0;
      rest_ = rest_.substr(0, begin == 0 ? 0 : begin - 1);
    }
  }

  bool ended() const { return ended_; }

  std::string_view Next() {
    ended_ = rest_.find('.') == rest_.npos;
    return CutBefore('.', rest_);
  }

 private:
  std::string_view rest_;
  bool ended_ = false;
};

bool StartsWithDigit(std::string_view text) { return !text.empty() && absl::ascii_isdigit(text.front()); }

std::strong_ordering CompareField(std::string_view a, std::string_view b) {
  if (StartsWithDigit(a) && StartsWithDigit(b)) {
    if (const auto order = CompareDigits(TakeDigits(a), TakeDigits(b)); order != 0) return order;
  }
  return a.compare(b) <=> 0;
}

std::strong_ordering CompareFields(Fields a, Fields b) {
  while (!a.ended() && !b.ended()) {
    if (const auto order = CompareField(a.Next(), b.Next()); order != 0) return order;
  }
  return b.ended() <=> a.ended();
}

// Calls itself for pre-release and build, which are versions themselves. The former holds no "-", the
// latter no "+", so that it ends at the third level.
std::strong_ordering Compare(std::string_view a, std::string_view b) {
  const Version x = Parse(a);
  const Version y = Parse(b);
  if (const auto order = CompareFields(Fields(x.fields), Fields(y.fields)); order != 0) return order;
  if (x.is_prerelease != y.is_prerelease) return y.is_prerelease <=> x.is_prerelease;
  if (x.is_prerelease) {
    if (const auto order = Compare(x.prerelease, y.prerelease); order != 0) return order;
  }
  if (x.is_built != y.is_built) return x.is_built <=> y.is_built;
  return x.is_built ? Compare(x.build, y.build) : std::strong_ordering::equal;
}

std::string NormalFields(Fields fields) {
  if (fields.ended()) return "0";
  std::string normal;
  for (bool first = true; !fields.ended(); first = false) {
    std::string_view field = fields.Next();
    const std::string_view digits = TakeDigits(field);
    absl::StrAppend(&normal, first ? "" : ".", digits.empty() ? "" : NormalDigits(digits), field);
  }
  return normal;
}

// Calls itself as Compare does.
std::string Normal(std::string_view text) {
  const Version version = Parse(text);
  std::string normal = NormalFields(Fields(version.fields));
  if (version.is_prerelease) absl::StrAppend(&normal, "-", Normal(version.prerelease));
  if (version.is_built) absl::StrAppend(&normal, "+", Normal(version.build));
  return normal;
}

}  // namespace

std::partial_ordering CompareConan(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return std::partial_ordering::unordered;
  return Compare(a, b);
}

std::string NormalConan(std::string_view version) {
  if (version.empty()) return "";
  std::string normal = Normal(version);
  // ".0" is one empty field, which alone would be no version.
  return normal.empty() ? ".0" : normal;
}

}  // namespace vexlens::identity
