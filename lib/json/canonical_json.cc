#include "vexlens/canonical_json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "lib/json/canonical.h"
#include "lib/json/canonical_value.h"
#include "lib/json/document.h"
#include "lib/json/number.h"

namespace vexlens {
namespace {

using json::Type;
using json::Value;

// Writer writes the parsed values of one text. It recurses, at most kMaxCanonicalDepth deep.
class Writer {
 public:
  // Writer takes the size of the text: seldom is the canonical one longer.
  explicit Writer(std::size_t size) { out_.resize(size + std::min(kSlack, kLeast + size)); }

  void Write(Value value) {
    switch (value.type()) {
      case Type::kObject:
        return WriteObject(value);
      case Type::kArray:
        return WriteArray(value);
      case Type::kString:
        return WriteText(value.text());
      case Type::kTrue:
        return WriteWord("true");
      case Type::kFalse:
        return WriteWord("false");
      case Type::kNull:
        return WriteWord("null");
      case Type::kInt:
      case Type::kUint:
      case Type::kDouble:
        return WriteNumber(*value.number());
    }
  }

  std::string Finish() && {
    out_.resize(size_);
    return std::move(out_);
  }

 private:
  using Member = Value::Members::Member;

  // kPiece is how much of a text is written at once, into room for the worst case.
  static constexpr std::size_t kPiece = 1024;
  static constexpr std::size_t kSlack = 2 * json::EscapedRoom(kPiece);
  static constexpr std::size_t kLeast = 64;

  // Room is where so many bytes can be written; Wrote says where they ended.
  char* Room(std::size_t bytes) {
    if (out_.size() - size_ < bytes) out_.resize(out_.size() + out_.size() / 2 + bytes);
    return out_.data() + size_;
  }
  void Wrote(const char* end) { size_ = static_cast<std::size_t>(end - out_.data()); }

  void WriteByte(char c) {
    *Room(1) = c;
    ++size_;
  }

  void WriteWord(std::string_view word) { Wrote(std::copy(word.begin(), word.end(), Room(word.size()))); }

  void WriteNumber(double value) {
    constexpr double kExact = 9007199254740992;  // 2^53
    char* const at = Room(json::kNumberRoom);
    const bool small_and_whole = value >= 0 && value < kExact && value == std::floor(value);
    Wrote(small_and_whole ? json::WriteUint(static_cast<std::uint64_t>(value), at) : json::WriteNumber(value, at));
  }

  void WriteText(std::string_view text) {
    if (text.size() <= kPiece) return Wrote(json::WriteString(text, Room(json::StringRoom(text))));
    WriteByte('"');
    for (; !text.empty(); text.remove_prefix(std::min(kPiece, text.size()))) {
      Wrote(json::WriteEscaped(text.substr(0, kPiece), Room(json::EscapedRoom(kPiece))));
    }
    WriteByte('"');
  }

  void WriteArray(Value array) {
    char before = '[';
    for (const Value element : array.elements()) {
      WriteByte(std::exchange(before, ','));
      Write(element);
    }
    if (before == '[') WriteByte('[');
    WriteByte(']');
  }

  // WriteObject puts the object's members behind those of the objects around it, in their order.
  void WriteObject(Value object) {
    const std::size_t first = members_.size();
    for (const Member member : object.members()) members_.push_back(member);
    const auto before = [](const Member& a, const Member& b) { return json::MemberBefore(a.name, b.name); };
    const auto begin = members_.begin() + static_cast<std::ptrdiff_t>(first);
    if (!std::is_sorted(begin, members_.end(), before)) std::sort(begin, members_.end(), before);
    WriteByte('{');
    for (std::size_t i = first, end = members_.size(); i < end; ++i) {
      const Member member = members_[i];
      if (i > first) WriteByte(',');
      WriteText(member.name);
      WriteByte(':');
      Write(member.value);
    }
    WriteByte('}');
    members_.resize(first, Member{});
  }

  std::string out_;
  std::size_t size_ = 0;  // of what was written to `out_`
  std::vector<Member> members_;
};

}  // namespace

std::optional<json::ParseFailure> json::ParseAnyNumber(Parser& parser, std::string_view text, Parser::Limits limits,
                                                       std::size_t padding, Value& root) {
  auto failure = parser.Parse(text, limits, padding, root);
  if (failure.has_value() && absl::IsInvalidArgument(failure->status)) {
    // The parser refuses whole numbers that are too wide for 64 bit, 1e20 in its canonical form among them.
    failure = parser.Parse(NarrowWideIntegers(text), limits, 0, root);
  }
  return failure;
}

std::string json::CanonicalText(Value value, std::size_t size) {
  Writer writer(size);
  writer.Write(value);
  return std::move(writer).Finish();
}

absl::StatusOr<std::string> CanonicalJson(std::string_view json, const CanonicalJsonOptions& options) {
  thread_local json::Parser parser;  // keeps its memory from one text to the next
  const json::Parser::Limits limits = {.max_bytes = options.max_bytes, .max_depth = kMaxCanonicalDepth};
  Value root;
  if (auto failure = json::ParseAnyNumber(parser, json, limits, options.padding, root)) {
    return std::move(failure->status);
  }
  return json::CanonicalText(root, json.size());
}

void AppendJsonString(std::string_view text, std::string& out) { json::AppendString(text, out); }

}  // namespace vexlens
