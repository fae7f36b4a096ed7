// Purl: package URLs (ECMA-427) taken apart and put together.
#ifndef VEXLENS_PURL_H_
#define VEXLENS_PURL_H_

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace vexlens {

// PurlQualifier is a "key=value".
struct PurlQualifier {
  std::string_view key;
  std::string_view value;

  friend bool operator==(const PurlQualifier&, const PurlQualifier&) = default;
};

// PurlQualifiers are the qualifiers of a canonical purl, in order of key. They are cut out of the text on demand.
class PurlQualifiers {
 public:
  class Iterator;

  PurlQualifiers() = default;
  // Takes the text between "?" and "#", "" for no qualifiers.
  explicit PurlQualifiers(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  bool empty() const { return text_.empty(); }
  Iterator begin() const;
  Iterator end() const;

  // Returns the value of `key` as written; "" if there is none, since no value is empty.
  std::string_view Find(std::string_view key) const;

 private:
  std::string_view text_;
};

class PurlQualifiers::Iterator {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = PurlQualifier;
  using difference_type = std::ptrdiff_t;
  using pointer = const PurlQualifier*;
  using reference = PurlQualifier;

  Iterator() = default;
  explicit Iterator(std::string_view rest) : rest_(rest) {}

  PurlQualifier operator*() const {
    const std::string_view pair = rest_.substr(0, rest_.find('&'));
    const std::size_t equals = pair.find('=');
    return {pair.substr(0, equals), pair.substr(equals + 1)};
  }
  Iterator& operator++() {
    rest_.remove_prefix(std::min(rest_.find('&'), rest_.size() - 1) + 1);
    return *this;
  }
  Iterator operator++(int) {
    const Iterator before = *this;
    ++*this;
    return before;
  }
  // Requires: both iterate over one text.
  friend bool operator==(const Iterator& a, const Iterator& b) { return a.rest_.size() == b.rest_.size(); }

 private:
  std::string_view rest_;
};

inline PurlQualifiers::Iterator PurlQualifiers::begin() const { return Iterator(text_); }
inline PurlQualifiers::Iterator PurlQualifiers::end() const { return Iterator(); }

inline std::string_view PurlQualifiers::Find(std::string_view key) const {
  const auto found = std::find_if(begin(), end(), [key](const PurlQualifier& each) { return each.key == key; });
  return found == end() ? std::string_view() : (*found).value;
}

// Purl is a canonical purl and its components, as views into it. Escapes are as written (DecodePurl undoes them), a
// missing component is "". Immutable.
//   pkg:npm/%40acme/gateway@4.2.0?arch=amd64#lib/x
//       type "npm", name_space "%40acme", name "gateway", version "4.2.0", qualifiers, subpath "lib/x"
struct Purl {
  std::string_view text;
  std::string_view type;
  std::string_view name_space;  // what the standard calls namespace: segments separated by "/"
  std::string_view name;
  std::string_view version;
  PurlQualifiers qualifiers;
  std::string_view subpath;
};

// Takes a purl apart. For a canonical one the views are into `text`; nothing is allocated, and `store` does not change.
// For any other valid one they are into `store`, which gets the canonical form. A type that is not registered has no
// rules of its own. Requires: `text` is not in `store`.
// Errors: INVALID_ARGUMENT says at which byte what is wrong, be it only an upper-case letter in a qualifier's key,
// which CanonicalPurl mends since documents have them.
absl::StatusOr<Purl> ParsePurl(std::string_view text, std::string& store);

// Returns a component of a canonical purl, or a qualifier's value, without escapes: octets, mostly UTF-8. The view is
// into `component` if it has no escapes, else into `store`.
std::string_view DecodePurl(std::string_view component, std::string& store);

// PurlParts are the components of a purl to build, without escapes; "" for none.
struct PurlParts {
  std::string_view type = {};
  std::string_view name_space = {};
  std::string_view name = {};
  std::string_view version = {};
  std::span<const PurlQualifier> qualifiers = {};
  std::string_view subpath = {};
};

// Returns the canonical purl of `parts`: case by the rules of the type, qualifiers in order of key, those without a
// value left out. Errors: INVALID_ARGUMENT names the component that the standard or its type refuses.
absl::StatusOr<std::string> BuildPurl(const PurlParts& parts);

}  // namespace vexlens

#endif  // VEXLENS_PURL_H_
