// The door to simdjson.
#include "lib/json/document.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/json/diagnose.h"
#include "simdjson.h"

namespace vexlens::json {
namespace {

// simdjson allocates when it first looks for its implementation, in functions that may not throw: it looks before
// anything else runs, so that a lack of memory later on is an error and not the end.
[[maybe_unused]] const bool kImplementationFound = simdjson::get_active_implementation()->supported_by_runtime_system();

static_assert(static_cast<char>(simdjson::internal::tape_type::START_OBJECT) == static_cast<char>(Type::kObject));
static_assert(static_cast<char>(simdjson::internal::tape_type::STRING) == static_cast<char>(Type::kString));
static_assert(static_cast<char>(simdjson::internal::tape_type::INT64) == static_cast<char>(Type::kInt));
static_assert(static_cast<char>(simdjson::internal::tape_type::DOUBLE) == static_cast<char>(Type::kDouble));

constexpr std::size_t kFewMembers = 8;

// Fingerprint is equal for equal names and seldom for others. Eight bytes may be read at any name: the string
// buffer has padding behind it.
std::uint64_t Fingerprint(std::string_view name) {
  std::uint64_t head;
  std::memcpy(&head, name.data(), 8);
  if (name.size() < 8) return (head & ((std::uint64_t{1} << (name.size() * 8)) - 1)) * 0x9E3779B97F4A7C15;
  std::uint64_t tail;
  std::memcpy(&tail, name.data() + name.size() - 8, 8);
  return (head ^ (tail << 1) ^ name.size()) * 0x9E3779B97F4A7C15;
}

bool AnyEqualPair(Value object) {
  for (const auto member : object.members()) {
    std::size_t count = 0;
    for (const auto other : object.members()) count += member.name == other.name ? 1 : 0;
    if (count > 1) return true;
  }
  return false;
}

// AnyTwiceAmongFew compares names only when two of them share one of 64 bits.
bool AnyTwiceAmongFew(Value object) {
  std::uint64_t seen = 0;
  for (const auto member : object.members()) {
    const std::uint64_t bit = std::uint64_t{1} << (Fingerprint(member.name) >> 58);
    if ((seen & bit) != 0) return AnyEqualPair(object);
    seen |= bit;
  }
  return false;
}

bool AnyTwiceAmongMany(Value object, std::vector<std::string_view>& names) {
  names.clear();
  for (const auto member : object.members()) names.push_back(member.name);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

}  // namespace

struct Parser::State {
  simdjson::dom::parser parser;
  std::vector<std::string_view> names;

  // HasRepeatedName looks at every object on the tape, read by anyone or not.
  bool HasRepeatedName() {
    const std::uint64_t* tape = parser.doc.tape.get();
    const std::uint64_t* end = tape + (tape[0] & 0xFFFFFFFF);
    for (const std::uint64_t* word = tape + 1; word < end; ++word) {
      const char type = static_cast<char>(*word >> 56);
      if (type == 'l' || type == 'u' || type == 'd') {
        ++word;
      } else if (type == '{') {
        const Value object(word, tape, parser.doc.string_buf.get());
        if (object.count() <= kFewMembers ? AnyTwiceAmongFew(object) : AnyTwiceAmongMany(object, names)) return true;
      }
    }
    return false;
  }
};

std::optional<double> Value::number() const {
  switch (exists() ? type() : Type::kNull) {
    case Type::kInt:
      return static_cast<double>(static_cast<std::int64_t>(word_[1]));
    case Type::kUint:
      return static_cast<double>(word_[1]);
    case Type::kDouble: {
      double value;
      std::memcpy(&value, &word_[1], sizeof value);
      return value;
    }
    default:
      return std::nullopt;
  }
}

Parser::Parser() : state_(std::make_unique<State>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

std::optional<ParseFailure> Parser::Parse(std::string_view text, Limits limits, std::size_t padding, Value& root) {
  if (text.empty()) text = "";  // simdjson copies from where it points, be it nowhere
  if (text.size() > limits.max_bytes) {
    return ParseFailure{absl::ResourceExhaustedError(
                            absl::StrCat("the document has ", text.size(), " bytes, the limit is ", limits.max_bytes)),
                        limits.max_bytes};
  }
  // simdjson drops a byte order mark, RFC 8259 forbids it.
  simdjson::error_code error = simdjson::UNEXPECTED_ERROR;
  if (!text.starts_with("\xEF\xBB\xBF")) {
    simdjson::dom::parser& parser = state_->parser;
    const std::size_t depth = limits.max_depth + 1;  // simdjson's limit is the first depth that it refuses
    error = simdjson::SUCCESS;
    if (parser.capacity() < text.size() || parser.max_depth() != depth) error = parser.allocate(text.size(), depth);
    if (error == simdjson::SUCCESS) {
      error = parser.parse(text.data(), text.size(), padding < simdjson::SIMDJSON_PADDING).error();
    }
  }
  if (error == simdjson::MEMALLOC) return ParseFailure{absl::ResourceExhaustedError("out of memory"), 0};
  if (error == simdjson::SUCCESS && !state_->HasRepeatedName()) {
    const simdjson::dom::document& doc = state_->parser.doc;
    root = Value(doc.tape.get() + 1, doc.tape.get(), doc.string_buf.get());
    return std::nullopt;
  }
  const std::optional<Fault> fault = FindFault(text, limits.max_depth);
  if (!fault.has_value()) {
    return ParseFailure{absl::InternalError(absl::StrCat("not JSON: ", simdjson::error_message(error))), 0};
  }
  const std::string message = absl::StrCat("byte ", fault->byte_offset, fault->pointer.empty() ? "" : " in ",
                                           fault->pointer, ": ", fault->message);
  return ParseFailure{fault->is_limit ? absl::ResourceExhaustedError(message) : absl::InvalidArgumentError(message),
                      fault->byte_offset};
}

}  // namespace vexlens::json
