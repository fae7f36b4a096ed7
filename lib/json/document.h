// Parsed JSON as a flat tape: the one door to simdjson, and the view that the readers walk.
#ifndef VEXLENS_LIB_JSON_DOCUMENT_H_
#define VEXLENS_LIB_JSON_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace vexlens::json {

enum class Type : char {
  kObject = '{',
  kArray = '[',
  kString = '"',
  kInt = 'l',
  kUint = 'u',
  kDouble = 'd',
  kTrue = 't',
  kFalse = 'f',
  kNull = 'n',
};

// Value is a view of one JSON value; it lives as long as the parser's next Parse. Reading the wrong type gives
// the empty value of the type asked for, so that a reader states its checks once. Immutable.
//
// The tape is simdjson's (its doc/tape.md): words of 8 bit type and 56 bit payload. An object or array begins
// with the index after its end, a string with its place in the string buffer, a number has a second word.
class Value {
 public:
  Value() = default;
  Value(const std::uint64_t* word, const std::uint64_t* tape, const std::uint8_t* strings)
      : word_(word), tape_(tape), strings_(strings) {}

  bool exists() const { return word_ != nullptr; }
  Type type() const { return static_cast<Type>(*word_ >> 56); }
  bool is(Type type) const { return exists() && this->type() == type; }
  bool is_string() const { return is(Type::kString); }
  bool is_object() const { return is(Type::kObject); }
  bool is_array() const { return is(Type::kArray); }

  // text is the string's bytes, "" for any other type.
  std::string_view text() const {
    if (!is_string()) return {};
    const std::uint8_t* at = strings_ + payload();
    std::uint32_t size;
    std::memcpy(&size, at, sizeof size);
    return {reinterpret_cast<const char*>(at + sizeof size), size};
  }

  // integer is the number when it is a whole one that fits.
  std::optional<std::int64_t> integer() const {
    if (!is(Type::kInt)) return std::nullopt;
    return static_cast<std::int64_t>(word_[1]);
  }

  // number is the number as a double, nothing for any other type.
  std::optional<double> number() const;

  // count is the number of members or elements (at most 2^24 - 1 are counted).
  std::size_t count() const { return is_object() || is_array() ? (payload() >> 32) : 0; }

  // Elements of an array; of anything else: none.
  class Elements;
  Elements elements() const;

  // Members of an object in the document's order; of anything else: none.
  class Members;
  Members members() const;

  // operator[] is the member of that name, a value that does not exist when there is none.
  Value operator[](std::string_view name) const;

  const std::uint64_t* word() const { return word_; }

 private:
  std::uint64_t payload() const { return *word_ & 0x00FFFFFFFFFFFFFF; }
  const std::uint64_t* end() const {
    if (is_object() || is_array()) return tape_ + (payload() & 0xFFFFFFFF);
    const char t = static_cast<char>(*word_ >> 56);
    return word_ + (t == 'l' || t == 'u' || t == 'd' ? 2 : 1);
  }

  const std::uint64_t* word_ = nullptr;
  const std::uint64_t* tape_ = nullptr;
  const std::uint8_t* strings_ = nullptr;
};

class Value::Elements {
 public:
  class Iterator {
   public:
    explicit Iterator(Value at) : at_(at) {}
    Value operator*() const { return at_; }
    Iterator& operator++() {
      at_ = Value(at_.end(), at_.tape_, at_.strings_);
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_.word_ != other.at_.word_; }

   private:
    Value at_;
  };
  Elements(Value first, Value last) : first_(first), last_(last) {}
  Iterator begin() const { return Iterator(first_); }
  Iterator end() const { return Iterator(last_); }

 private:
  Value first_, last_;
};

class Value::Members {
 public:
  struct Member {
    std::string_view name;
    Value value;
  };
  class Iterator {
   public:
    explicit Iterator(Value name) : name_(name) {}
    Member operator*() const { return {name_.text(), Value(name_.word_ + 1, name_.tape_, name_.strings_)}; }
    Iterator& operator++() {
      name_ = Value(Value(name_.word_ + 1, name_.tape_, name_.strings_).end(), name_.tape_, name_.strings_);
      return *this;
    }
    bool operator!=(const Iterator& other) const { return name_.word_ != other.name_.word_; }

   private:
    Value name_;
  };
  Members(Value first, Value last) : first_(first), last_(last) {}
  Iterator begin() const { return Iterator(first_); }
  Iterator end() const { return Iterator(last_); }

 private:
  Value first_, last_;
};

inline Value::Elements Value::elements() const {
  if (!is_array()) return {Value(), Value()};
  return {Value(word_ + 1, tape_, strings_), Value(end() - 1, tape_, strings_)};
}

inline Value::Members Value::members() const {
  if (!is_object()) return {Value(), Value()};
  return {Value(word_ + 1, tape_, strings_), Value(end() - 1, tape_, strings_)};
}

inline Value Value::operator[](std::string_view name) const {
  for (const auto member : members()) {
    if (member.name == name) return member.value;
  }
  return Value();
}

// ParseFailure says why a text is not JSON within the limits, and where.
struct ParseFailure {
  absl::Status status;  // INVALID_ARGUMENT, or RESOURCE_EXHAUSTED for a limit
  std::size_t byte_offset = 0;
};

// Parser owns the memory that values point into, and reuses it from one text to the next.
// Not safe for concurrent use: one parser per thread.
class Parser {
 public:
  struct Limits {
    std::size_t max_bytes;
    std::size_t max_depth;
  };

  Parser();
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;

  // Parse validates all of `text` (RFC 8259, UTF-8, no duplicate names, no lone surrogates, numbers within
  // the range of a double) and makes `root` its value. `padding` bytes after the text may be read.
  std::optional<ParseFailure> Parse(std::string_view text, Limits limits, std::size_t padding, Value& root);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vexlens::json

#endif  // VEXLENS_LIB_JSON_DOCUMENT_H_
