#include "lib/consensus/version_order.h"

#include <algorithm>
#include <cstddef>

namespace vexlens::consensus {
namespace {

bool IsNumber(std::string_view part) {
  return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
}

bool IsPrereleasePart(std::string_view part) {
  return !part.empty() && part.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-") ==
                              std::string_view::npos;
}

std::string_view WithoutLeadingZeros(std::string_view number) {
  return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

int Sign(int value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }

// Compares two numbers. Requires: digits without leading zeros.
int CompareNumbers(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return Sign(a.compare(b));
}

int ComparePrereleaseParts(std::string_view a, std::string_view b) {
  const bool a_number = IsNumber(a);
  const bool b_number = IsNumber(b);
  if (a_number && b_number) return CompareNumbers(WithoutLeadingZeros(a), WithoutLeadingZeros(b));
  if (a_number != b_number) return a_number ? -1 : 1;
  return Sign(a.compare(b));
}

bool Split(std::string_view text, bool (*valid)(std::string_view), std::vector<std::string_view>& parts) {
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view part = text.substr(0, dot);
    if (!valid(part)) return false;
    parts.push_back(part);
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<DocumentVersion> DocumentVersion::Parse(std::string_view text) {
  text = text.substr(0, text.find('+'));
  DocumentVersion version;
  const std::size_t dash = text.find('-');
  if (!Split(text.substr(0, dash), IsNumber, version.release_)) return std::nullopt;
  for (std::string_view& part : version.release_) part = WithoutLeadingZeros(part);
  while (!version.release_.empty() && version.release_.back().empty()) version.release_.pop_back();
  if (dash != std::string_view::npos && !Split(text.substr(dash + 1), IsPrereleasePart, version.prerelease_)) {
    return std::nullopt;
  }
  return version;
}

int DocumentVersion::Compare(const DocumentVersion& a, const DocumentVersion& b) {
  for (std::size_t i = 0; i < std::max(a.release_.size(), b.release_.size()); ++i) {
    const std::string_view left = i < a.release_.size() ? a.release_[i] : std::string_view();
    const std::string_view right = i < b.release_.size() ? b.release_[i] : std::string_view();
    if (const int order = CompareNumbers(left, right); order != 0) return order;
  }
  if (a.prerelease_.empty() != b.prerelease_.empty()) return a.prerelease_.empty() ? 1 : -1;
  for (std::size_t i = 0; i < std::min(a.prerelease_.size(), b.prerelease_.size()); ++i) {
    if (const int order = ComparePrereleaseParts(a.prerelease_[i], b.prerelease_[i]); order != 0) return order;
  }
  if (a.prerelease_.size() == b.prerelease_.size()) return 0;
  return a.prerelease_.size() < b.prerelease_.size() ? -1 : 1;
}

}  // namespace vexlens::consensus
