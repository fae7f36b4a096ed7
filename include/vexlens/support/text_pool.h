// TextPool: every distinct text once, named by a small integer.
#ifndef VEXLENS_SUPPORT_TEXT_POOL_H_
#define VEXLENS_SUPPORT_TEXT_POOL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace vexlens {

// TextId names a text of one TextPool; 0 is "".
using TextId = std::uint32_t;

// TextPool keeps each distinct text once. Ids are dense and in order of arrival, so nothing that a user sees may be in
// their order. Views live as long as the pool, also when it is moved.
// Compatible: const members may run concurrently; others need exclusive access.
class TextPool {
 public:
  TextPool();
  TextPool(TextPool&&) = default;
  TextPool& operator=(TextPool&&) = default;

  // Returns the id of `text`; copies it if it is new.
  TextId Intern(std::string_view text);

  // Returns the id of `text` if it was interned before.
  std::optional<TextId> Find(std::string_view text) const;

  // Returns the text of an id. Requires: it came from this pool.
  std::string_view Text(TextId id) const { return {texts_[id].data, texts_[id].size}; }

  // Returns the number of distinct texts, with "".
  std::size_t size() const { return texts_.size(); }

  // Returns the number of bytes of all texts.
  std::size_t text_bytes() const { return text_bytes_; }

 private:
  struct Entry {
    const char* data;
    std::uint32_t size;
    std::uint32_t hash;
  };

  std::size_t SlotOf(std::string_view text, std::uint32_t hash) const;
  const char* Copy(std::string_view text);
  void Grow();

  std::vector<Entry> texts_;
  std::vector<TextId> slots_;  // open addressing; 0 is free ("" is never looked up)
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;
  std::size_t room_ = 0;
  std::size_t text_bytes_ = 0;
};

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_TEXT_POOL_H_
