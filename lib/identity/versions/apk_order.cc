// Alpine versions (apk-tools 3, src/version.c).
#include <algorithm>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Kind is what the next token of a version is, the newest first: of two versions that are equal up to here the
// one whose next token is further up is newer. A suffix of a pre-release is the oldest.
enum class Kind : std::uint8_t { kNumber, kLetter, kSuffix, kSuffixNumber, kHash, kRevision, kEnd, kPrerelease };

constexpr std::string_view kPrereleases[] = {"alpha", "beta", "pre", "rc"};
constexpr std::string_view kPostreleases[] = {"cvs", "svn", "git", "hg", "p"};

struct Token {
  Kind kind = Kind::kEnd;
  std::string_view text;
};

bool IsHash(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f'); });
}

// Tokens reads a version from left to right.
class Tokens {
 public:
  explicit Tokens(std::string_view version) : rest_(version) {}

  // Takes the next token, false when the rest is none that may stand there.
  bool Next(Token& token) {
    const Kind last = last_;
    const bool first = first_;
    first_ = false;
    if (first) return Take(Kind::kNumber, TakeDigits(rest_), token);
    if (rest_.empty()) return Take(Kind::kEnd, "end", token);
    if (last == Kind::kNumber && TakeWord(".", rest_)) return Take(Kind::kNumber, TakeDigits(rest_), token);
    if (last == Kind::kNumber && absl::ascii_islower(rest_.front())) {
      const std::string_view letter = rest_.substr(0, 1);
      rest_.remove_prefix(1);
      return Take(Kind::kLetter, letter, token);
    }
    if ((last == Kind::kSuffix || last == Kind::kPrerelease) && absl::ascii_isdigit(rest_.front())) {
      return Take(Kind::kSuffixNumber, TakeDigits(rest_), token);
    }
    if (last != Kind::kHash && last != Kind::kRevision) {
      if (TakeWord("_", rest_)) return TakeSuffix(TakeLetters(rest_), token);
      if (TakeWord("~", rest_)) {
        const std::string_view hash = rest_.substr(0, rest_.find('-'));
        rest_.remove_prefix(hash.size());
        return IsHash(hash) && Take(Kind::kHash, hash, token);
      }
    }
    if (last != Kind::kRevision && TakeWord("-r", rest_)) return Take(Kind::kRevision, TakeDigits(rest_), token);
    return false;
  }

 private:
  bool Take(Kind kind, std::string_view text, Token& token) {
    last_ = kind;
    token = {kind, text};
    return !text.empty();
  }

  bool TakeSuffix(std::string_view word, Token& token) {
    if (std::find(std::begin(kPrereleases), std::end(kPrereleases), word) != std::end(kPrereleases)) {
      return Take(Kind::kPrerelease, word, token);
    }
    return std::find(std::begin(kPostreleases), std::end(kPostreleases), word) != std::end(kPostreleases) &&
           Take(Kind::kSuffix, word, token);
  }

  std::string_view rest_;
  Kind last_ = Kind::kNumber;
  bool first_ = true;
};

bool IsVersion(std::string_view version) {
  Tokens tokens(version);
  Token token;
  do {
    if (!tokens.Next(token)) return false;
  } while (token.kind != Kind::kEnd);
  return true;
}

std::strong_ordering CompareText(const Token& a, const Token& b, bool first) {
  switch (a.kind) {
    case Kind::kNumber:
      // Behind a point a leading zero makes it a fraction.
      if (!first && (a.text.front() == '0' || b.text.front() == '0')) break;
      return CompareDigits(a.text, b.text);
    case Kind::kSuffixNumber:
    case Kind::kRevision:
      return CompareDigits(a.text, b.text);
    case Kind::kSuffix:
      return std::find(kPostreleases, std::end(kPostreleases), a.text) <=>
             std::find(kPostreleases, std::end(kPostreleases), b.text);
    default:  // The other words are in the order of the alphabet.
      break;
  }
  return a.text.compare(b.text) <=> 0;
}

// Returns what stands before a token of the kind, but for the first number.
std::string_view Sign(Kind kind) {
  switch (kind) {
    case Kind::kNumber:
      return ".";
    case Kind::kSuffix:
    case Kind::kPrerelease:
      return "_";
    case Kind::kHash:
      return "~";
    case Kind::kRevision:
      return "-r";
    default:
      return "";
  }
}

}  // namespace

std::partial_ordering CompareApk(std::string_view a, std::string_view b) {
  if (!IsVersion(a) || !IsVersion(b)) return std::partial_ordering::unordered;
  Tokens left(a), right(b);
  for (bool first = true;; first = false) {
    Token x, y;
    left.Next(x);
    right.Next(y);
    if (x.kind != y.kind) return y.kind <=> x.kind;
    if (x.kind == Kind::kEnd) return std::partial_ordering::equivalent;
    if (const auto order = CompareText(x, y, first); order != 0) return order;
  }
}

std::string NormalApk(std::string_view version) {
  if (!IsVersion(version)) return std::string(version);
  Tokens tokens(version);
  Token token;
  tokens.Next(token);
  std::string normal(NormalDigits(token.text));
  while (tokens.Next(token) && token.kind != Kind::kEnd) {
    const bool counts = token.kind == Kind::kSuffixNumber || token.kind == Kind::kRevision;
    absl::StrAppend(&normal, Sign(token.kind), counts ? NormalDigits(token.text) : token.text);
  }
  return normal;
}

}  // namespace vexlens::identity
