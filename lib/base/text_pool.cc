#include "vexlens/support/text_pool.h"

#include <algorithm>
#include <cstring>

#include "absl/hash/hash.h"

namespace vexlens {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 18;
constexpr std::size_t kFirstSlots = 64;

std::uint32_t HashOf(std::string_view text) {
  const std::size_t hash = absl::HashOf(text);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

TextPool::TextPool() : texts_{{"", 0, 0}}, slots_(kFirstSlots, 0) {}

std::size_t TextPool::SlotOf(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != 0) {
    const Entry& entry = texts_[slots_[slot]];
    if (entry.hash == hash && entry.size == text.size() && std::memcmp(entry.data, text.data(), text.size()) == 0)
      break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

TextId TextPool::Intern(std::string_view text) {
  if (text.empty()) return 0;
  const std::uint32_t hash = HashOf(text);
  std::size_t slot = SlotOf(text, hash);
  if (slots_[slot] != 0) return slots_[slot];
  if (texts_.size() * 2 > slots_.size()) {
    Grow();
    slot = SlotOf(text, hash);
  }
  const TextId id = static_cast<TextId>(texts_.size());
  texts_.push_back({Copy(text), static_cast<std::uint32_t>(text.size()), hash});
  slots_[slot] = id;
  return id;
}

std::optional<TextId> TextPool::Find(std::string_view text) const {
  if (text.empty()) return 0;
  const TextId id = slots_[SlotOf(text, HashOf(text))];
  if (id == 0) return std::nullopt;
  return id;
}

const char* TextPool::Copy(std::string_view text) {
  if (text.size() > room_) {
    const std::size_t size = std::max(kChunk, text.size());
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    if (size - text.size() >= room_) {
      free_ = chunks_.back().get();
      room_ = size;
    } else {  // a long text fills a chunk of its own; the open one keeps its room
      std::memcpy(chunks_.back().get(), text.data(), text.size());
      text_bytes_ += text.size();
      return chunks_.back().get();
    }
  }
  std::memcpy(free_, text.data(), text.size());
  const char* copy = free_;
  free_ += text.size();
  room_ -= text.size();
  text_bytes_ += text.size();
  return copy;
}

void TextPool::Grow() {
  std::vector<TextId> slots(slots_.size() * 2, 0);
  const std::size_t mask = slots.size() - 1;
  for (const TextId id : slots_) {
    if (id == 0) continue;
    std::size_t slot = texts_[id].hash & mask;
    while (slots[slot] != 0) slot = (slot + 1) & mask;
    slots[slot] = id;
  }
  slots_ = std::move(slots);
}

}  // namespace vexlens
