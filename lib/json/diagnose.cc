#include "lib/json/diagnose.h"

#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/charconv.h"
#include "absl/strings/str_cat.h"
#include "lib/json/pointer.h"
#include "lib/json/utf8.h"

namespace vexlens::json {
namespace {

// Scanner walks a JSON text with a stack of its own, so that depth costs memory and never the call stack.
class Scanner {
 public:
  Scanner(std::string_view text, std::size_t max_depth) : text_(text), max_depth_(max_depth) {}

  // Run reads the whole text, or up to the value at `target`; true when all read was sound.
  bool Run(const std::string* target) {
    if (text_.starts_with("\xEF\xBB\xBF")) return Fail("a byte order mark stands before the text");
    SkipSpace();
    do {
      if (target != nullptr && Pointer() == *target) {
        found_ = at_;
        return true;
      }
      if (!ReadValue() || !Unwind()) return false;
    } while (!stack_.empty());
    SkipSpace();
    return at_ == text_.size() || Fail("something follows the value");
  }

  const std::optional<std::size_t>& found() const { return found_; }
  Fault& fault() { return fault_; }

 private:
  struct Frame {
    bool object;
    bool opened = false;  // its bracket was read and no element yet
    std::size_t index = 0;
    std::string name;
    absl::flat_hash_set<std::string> names;
  };

  bool Fail(std::string message) { return FailAt(at_, std::move(message)); }
  bool FailAt(std::size_t at, std::string message) {
    fault_ = {at, Pointer(), std::move(message), false};
    return false;
  }

  // An empty object or array is no level: the fast parser counts so.
  bool FailDepth() {
    Fail(absl::StrCat("nested deeper than the limit of ", max_depth_));
    fault_.is_limit = true;
    return false;
  }

  std::string Pointer() const {
    std::string out;
    for (const Frame& frame : stack_) {
      if (frame.opened) break;
      absl::StrAppend(&out, "/", frame.object ? EscapePointer(frame.name) : absl::StrCat(frame.index));
    }
    return out;
  }

  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool AtEnd() const { return at_ >= text_.size(); }

  void SkipSpace() {
    while (!AtEnd() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
  }

  // ReadValue reads a scalar, or the opening of an object or array with the name of its first member.
  bool ReadValue() {
    if (AtEnd()) return Fail("the text ends where a value should be");
    switch (Peek()) {
      case '{':
      case '[':
        return Open(Peek() == '{');
      case '"': {
        std::string ignored;
        return ReadString(ignored);
      }
      case 't':
        return ReadWord("true");
      case 'f':
        return ReadWord("false");
      case 'n':
        return ReadWord("null");
      default:
        return ReadNumber();
    }
  }

  bool Open(bool object) {
    ++at_;
    stack_.push_back({.object = object, .opened = true, .index = 0, .name = {}, .names = {}});
    return true;
  }

  // Unwind goes to where the next value starts: closes what is complete, reads commas and names.
  bool Unwind() {
    while (!stack_.empty()) {
      SkipSpace();
      Frame& frame = stack_.back();
      const char close = frame.object ? '}' : ']';
      if (Peek() == close && !AtEnd()) {
        ++at_;
        stack_.pop_back();
        continue;
      }
      if (AtEnd()) return Fail(absl::StrCat("the text ends inside an ", frame.object ? "object" : "array"));
      if (frame.opened && stack_.size() > max_depth_) return FailDepth();
      if (!frame.opened) {
        if (Peek() != ',') return Fail(absl::StrCat("expected ',' or '", std::string(1, close), "'"));
        ++at_;
        ++frame.index;
        SkipSpace();
      }
      return frame.object ? ReadName(frame) : OpenElement(frame);
    }
    return true;
  }

  bool OpenElement(Frame& frame) {
    frame.opened = false;
    return true;
  }

  bool ReadName(Frame& frame) {
    const std::size_t start = at_;
    if (Peek() != '"') return Fail("expected a member name in quotes");
    std::string name;
    if (!ReadString(name)) return false;
    if (!frame.names.insert(name).second) return FailAt(start, absl::StrCat("the name \"", name, "\" stands twice"));
    frame.name = std::move(name);
    frame.opened = false;
    SkipSpace();
    if (Peek() != ':') return Fail("expected ':' after a member name");
    ++at_;
    SkipSpace();
    return true;
  }

  bool ReadWord(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return Fail("not a JSON value");
    at_ += word.size();
    return true;
  }

  bool Digit() const { return Peek() >= '0' && Peek() <= '9'; }
  bool ReadDigits() {
    if (!Digit()) return Fail("expected a digit");
    while (Digit()) ++at_;
    return true;
  }

  bool ReadNumber() {
    const std::size_t start = at_;
    if (Peek() == '-') ++at_;
    if (!Digit()) return FailAt(start, "not a JSON value");
    if (Peek() == '0') {
      ++at_;
      if (Digit()) return FailAt(start, "a number with a leading zero");
    } else if (!ReadDigits()) {
      return false;
    }
    bool whole = true;
    if (Peek() == '.') {
      ++at_;
      whole = false;
      if (!ReadDigits()) return false;
    }
    if (Peek() == 'e' || Peek() == 'E') {
      ++at_;
      whole = false;
      if (Peek() == '+' || Peek() == '-') ++at_;
      if (!ReadDigits()) return false;
    }
    return InRange(text_.substr(start, at_ - start), whole) || FailAt(start, "a number out of range");
  }

  // InRange is what the fast parser can hold: whole numbers of 64 bit, and finite doubles.
  static bool InRange(std::string_view number, bool whole) {
    double value = 0;
    const auto result = absl::from_chars(number.data(), number.data() + number.size(), value);
    if (!whole) return result.ec == std::errc() || (value > -1 && value < 1);
    const bool negative = number[0] == '-';
    const std::string_view digits = number.substr(negative ? 1 : 0);
    const std::string_view limit = negative ? "9223372036854775808" : "18446744073709551615";
    return digits.size() < limit.size() || (digits.size() == limit.size() && digits <= limit);
  }

  bool ReadString(std::string& out) {
    const std::size_t start = at_++;
    while (!AtEnd() && Peek() != '"') {
      const unsigned char c = static_cast<unsigned char>(Peek());
      if (c < 0x20) return Fail("a control character in a string");
      if (c == '\\') {
        if (!ReadEscape(out)) return false;
      } else if (const std::size_t size = Utf8Size(text_.substr(at_)); size != 0) {
        out.append(text_, at_, size);
        at_ += size;
      } else {
        return Fail("not UTF-8");
      }
    }
    if (AtEnd()) return FailAt(start, "the string does not end");
    ++at_;
    return true;
  }

  bool ReadEscape(std::string& out) {
    const std::size_t start = at_++;
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (const std::size_t which = AtEnd() ? std::string_view::npos : kLetters.find(Peek());
        which != std::string_view::npos) {
      out += kMeanings[which];
      ++at_;
      return true;
    }
    std::uint32_t unit = 0;
    if (!ReadUnit(unit)) return FailAt(start, "not a JSON escape");
    if (unit >= 0xDC00 && unit < 0xE000) return FailAt(start, "a lone surrogate");
    if (unit >= 0xD800 && unit < 0xDC00) {
      std::uint32_t low = 0;
      if (Peek() != '\\' || (++at_, !ReadUnit(low)) || low < 0xDC00 || low >= 0xE000) {
        return FailAt(start, "a lone surrogate");
      }
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    AppendUtf8(unit, out);
    return true;
  }

  // ReadUnit reads "uXXXX".
  bool ReadUnit(std::uint32_t& unit) {
    if (Peek() != 'u' || at_ + 5 > text_.size()) return false;
    unit = 0;
    for (const char c : text_.substr(at_ + 1, 4)) {
      const int value = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
      if (value < 0) return false;
      unit = unit << 4 | static_cast<std::uint32_t>(value);
    }
    at_ += 5;
    return true;
  }

  std::string_view text_;
  std::size_t max_depth_;
  std::size_t at_ = 0;
  std::vector<Frame> stack_;
  std::optional<std::size_t> found_;
  Fault fault_;
};

}  // namespace

std::optional<Fault> FindFault(std::string_view text, std::size_t max_depth) {
  Scanner scanner(text, max_depth);
  if (scanner.Run(nullptr)) return std::nullopt;
  return std::move(scanner.fault());
}

std::optional<std::size_t> OffsetOf(std::string_view text, std::string_view pointer) {
  const std::string target(pointer);
  Scanner scanner(text, text.size());
  if (!scanner.Run(&target)) return std::nullopt;
  return scanner.found();
}

std::string_view SpanOf(std::string_view text, std::string_view pointer) {
  const std::optional<std::size_t> start = OffsetOf(text, pointer);
  if (!start.has_value()) return {};
  text.remove_prefix(*start);
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c != '"') continue;
      in_string = false;
    } else if (c == '"') {
      in_string = true;
      continue;
    } else if (c == '{' || c == '[') {
      ++depth;
      continue;
    } else if (depth == 0) {  // a number or a word ends where something else begins
      if (std::string_view(",]} \t\r\n").find(c) != std::string_view::npos) return text.substr(0, at);
      continue;
    } else if (c == '}' || c == ']') {
      --depth;
    } else {
      continue;
    }
    if (depth == 0) return text.substr(0, at + 1);
  }
  return text;
}

}  // namespace vexlens::json
