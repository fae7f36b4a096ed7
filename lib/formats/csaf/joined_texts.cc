#include "lib/formats/csaf/joined_texts.h"

#include <string>
#include <string_view>

namespace vexlens::formats {
namespace {

constexpr std::size_t kBytesPerNode = 128;  // with its place in a growing map

}  // namespace

TextSequence JoinedTexts::Append(TextSequence sequence, TextId text) {
  const std::uint64_t from = std::uint64_t{sequence} << 32 | text;
  if (last_.to != 0 && last_.from == from) return last_.to;
  const auto [place, added] = next_.try_emplace(from, static_cast<TextSequence>(nodes_.size()));
  if (added) {
    if (!budget_.TakeBytes(kBytesPerNode)) {
      next_.erase(place);
      return sequence;
    }
    const std::size_t line_feed = sequence == 0 ? 0 : 1;
    nodes_.push_back({.before = sequence,
                      .text = text,
                      .joined = sequence == 0 ? text : 0,
                      .bytes = nodes_[sequence].bytes + line_feed + evidence_.Text(text).size()});
  }
  last_ = {from, place->second};
  return place->second;
}

TextId JoinedTexts::Join(TextSequence sequence) {
  Node& node = nodes_[sequence];
  if (sequence == 0 || node.joined != 0 || !budget_.TakeBytes(node.bytes)) return node.joined;
  std::string joined(node.bytes, '\n');
  std::size_t end = node.bytes;
  for (TextSequence at = sequence; at != 0; at = nodes_[at].before) {
    const std::string_view text = evidence_.Text(nodes_[at].text);
    text.copy(joined.data() + end - text.size(), text.size());
    end -= text.size() + (nodes_[at].before == 0 ? 0 : 1);
  }
  node.joined = evidence_.texts().Intern(joined);
  return node.joined;
}

}  // namespace vexlens::formats
