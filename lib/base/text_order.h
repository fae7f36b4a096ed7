// TextOrder: sorting many texts that begin alike.
#ifndef VEXLENS_LIB_BASE_TEXT_ORDER_H_
#define VEXLENS_LIB_BASE_TEXT_ORDER_H_

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace vexlens::base {

// TextOrder sorts `ids` by the bytes of `text_of(id)`. Eight bytes at a time are compared as one integer, so a
// prefix that all share is looked at once.
template <typename TextOf>
void TextOrder(std::vector<std::uint32_t>& ids, TextOf text_of) {
  struct Entry {
    std::uint64_t word;  // the eight bytes from `depth`, most significant first, zeros behind the end
    std::uint32_t id;
    std::uint32_t rest;  // bytes left from `depth`, at most nine are told apart
  };
  struct Part {
    std::size_t first, last, depth;
  };
  std::vector<Entry> entries(ids.size());
  std::vector<Part> parts{{0, ids.size(), 0}};
  while (!parts.empty()) {
    const Part part = parts.back();
    parts.pop_back();
    const std::span<Entry> own(entries.data() + part.first, part.last - part.first);
    for (std::size_t i = 0; i < own.size(); ++i) {
      const std::string_view text = text_of(ids[part.first + i]);
      const std::string_view tail = text.substr(std::min(part.depth, text.size()));
      std::uint64_t word = 0;
      std::memcpy(&word, tail.data(), std::min<std::size_t>(tail.size(), 8));
      if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
      own[i] = {word, ids[part.first + i], static_cast<std::uint32_t>(std::min<std::size_t>(tail.size(), 9))};
    }
    std::sort(own.begin(), own.end(),
              [](const Entry& a, const Entry& b) { return a.word != b.word ? a.word < b.word : a.rest < b.rest; });
    for (std::size_t i = 0; i < own.size(); ++i) ids[part.first + i] = own[i].id;
    for (std::size_t first = 0, next = 1; first < own.size(); first = next++) {
      while (next < own.size() && own[next].word == own[first].word && own[next].rest == own[first].rest) ++next;
      if (next - first > 1 && own[first].rest > 8) {
        parts.push_back({part.first + first, part.first + next, part.depth + 8});
      }
    }
  }
}

}  // namespace vexlens::base

#endif  // VEXLENS_LIB_BASE_TEXT_ORDER_H_
