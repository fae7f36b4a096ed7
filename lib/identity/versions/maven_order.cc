// Maven versions: ComparableVersion of Maven 3.8.7. It reads "1.0-rc-2" as nested lists, [1, [rc, [2]]], each of
// which is the last item of the one around it. In two points it is not transitive, where we are:
//   - ".word" is "-word" before a dot or dash too, as it is for Maven at the end and before digits;
//   - a word after the release (sp, anything unknown) is newer than a list before it ("1-sp" than "1-0-rc").
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/strings/ascii.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Item is a number or a word.
struct Item {
  std::string_view text;
  std::size_t opens = 0;  // lists that begin with it
  bool is_number = false;
};
using Items = absl::InlinedVector<Item, 8>;

constexpr std::string_view kWords[] = {"alpha", "beta", "milestone", "rc", "snapshot", "", "sp"};
constexpr std::string_view kNone = kWords[5];

std::strong_ordering CompareWords(std::string_view a, std::string_view b) {
  const auto left = std::find(std::begin(kWords), std::end(kWords), a);
  const auto right = std::find(std::begin(kWords), std::end(kWords), b);
  if (left != std::end(kWords) || right != std::end(kWords)) return left <=> right;
  return a.compare(b) <=> 0;
}

std::string_view WithoutAlias(std::string_view word, bool before_digit) {
  if (before_digit && word == "a") return "alpha";
  if (before_digit && word == "b") return "beta";
  if (before_digit && word == "m") return "milestone";
  if (word == "ga" || word == "final" || word == "release") return kNone;
  return word == "cr" ? "rc" : word;
}

// Compares a single item with the end of a version.
std::strong_ordering CompareToNothing(const Item& item) {
  return item.is_number ? CompareDigits(item.text, "") : CompareWords(item.text, kNone);
}

std::string_view TakeWordText(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find_first_of(".-0123456789"));
  text.remove_prefix(word.size());
  return word;
}

// Reads a version in lower case.
Items Split(std::string_view text) {
  Items items;
  std::size_t opens = 0;
  bool list_is_empty = true;
  const auto append = [&](std::string_view item, bool is_number) {
    if (!is_number && !list_is_empty) ++opens;  // a word begins a list
    items.push_back({item, opens, is_number});
    opens = 0;
    list_is_empty = false;
  };
  const auto open = [&] {
    ++opens;
    list_is_empty = true;
  };
  while (!text.empty()) {
    if (const std::string_view digits = TakeDigits(text); !digits.empty()) {
      append(digits, true);
      if (!text.empty() && text.front() != '.' && text.front() != '-') open();
    } else if (const std::string_view word = TakeWordText(text); !word.empty()) {
      const bool before_digit = !text.empty() && absl::ascii_isdigit(text.front());
      append(WithoutAlias(word, before_digit), false);
      if (before_digit) open();
    } else {
      append("0", true);
    }
    if (TakeWord("-", text)) {
      open();
    } else {
      TakeWord(".", text);
    }
  }
  return items;
}

// Splits a version and drops what says nothing: zeros and empty words before a list and at the end.
Items Parse(std::string_view text) {
  const Items items = Split(text);
  Items kept;  // from the last to the first
  for (std::size_t i = items.size(); i-- > 0;) {
    const bool last = kept.empty() || kept.back().opens > 0;
    if (!last || CompareToNothing(items[i]) != 0) {
      kept.push_back(items[i]);
    } else if (!kept.empty()) {
      kept.back().opens += items[i].opens;
    }
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

// Compares the items from `at` on with the end of a version.
std::strong_ordering CompareRest(const Items& items, std::size_t at) {
  for (; at < items.size(); ++at) {
    if (const auto order = CompareToNothing(items[at]); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

// Compares the list that begins at `at` with a single item in the same place.
std::strong_ordering CompareListWith(const Item& item, const Items& items, std::size_t at) {
  if (item.is_number) return std::strong_ordering::less;
  if (CompareToNothing(item) < 0) return std::strong_ordering::greater;
  return CompareRest(items, at) < 0 ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::strong_ordering CompareItems(const Item& a, const Item& b) {
  if (a.is_number != b.is_number) return a.is_number <=> b.is_number;
  return a.is_number ? CompareDigits(a.text, b.text) : CompareWords(a.text, b.text);
}

}  // namespace

std::partial_ordering CompareMaven(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return std::partial_ordering::unordered;
  const std::string left = absl::AsciiStrToLower(a);
  const std::string right = absl::AsciiStrToLower(b);
  const Items x = Parse(left);
  const Items y = Parse(right);
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    if (x[i].opens > y[i].opens) return CompareListWith(y[i], x, i);
    if (x[i].opens < y[i].opens) return 0 <=> CompareListWith(x[i], y, i);
    if (const auto order = CompareItems(x[i], y[i]); order != 0) return order;
  }
  return x.size() > y.size() ? CompareRest(x, y.size()) : 0 <=> CompareRest(y, x.size());
}

// Where several lists begin, a zero stands for each but the last: "1-0-rc".
std::string NormalMaven(std::string_view version) {
  if (version.empty()) return "";
  const std::string text = absl::AsciiStrToLower(version);
  const Items items = Parse(text);
  std::string normal;
  for (const Item& item : items) {
    for (std::size_t left = item.opens; left > 0; --left) {
      normal += normal.empty() || normal.back() == '-' ? "0-" : "-";
    }
    if (item.opens == 0 && !normal.empty()) normal += '.';
    normal += item.is_number ? NormalDigits(item.text) : item.text == kNone ? "ga" : item.text;
  }
  return normal.empty() ? "0" : normal;
}

}  // namespace vexlens::identity
