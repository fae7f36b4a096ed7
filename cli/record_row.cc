#include "cli/record_row.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/words.h"

namespace vexlens::cli {
namespace {

// Scanner goes through canonical JSON: no white space, all brackets in pairs.
class Scanner {
 public:
  explicit Scanner(std::string_view json) : json_(json) {}

  // Next goes to the next member of the object; false when there is none.
  bool Next() {
    const bool more = !done() && json_[at_] != '}';
    ++at_;
    return more && !done() && json_[at_] == '"';
  }
  void SkipColon() { ++at_; }

  // Value takes one value, of any kind, and counts the values in it when it is an array.
  std::string_view Value(std::size_t& elements) {
    const std::size_t begin = at_;
    std::size_t depth = 0;
    elements = 0;
    for (; !done(); ++at_) {
      const char c = json_[at_];
      if (depth == 0 && at_ != begin && (c == ',' || c == '}' || c == ':')) break;
      if (depth == 1 && c != ']' && elements == 0) elements = 1;
      if (c == '"') {
        SkipString();
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']') {
        --depth;
      } else if (c == ',' && depth == 1) {
        ++elements;
      }
    }
    return json_.substr(begin, at_ - begin);
  }

 private:
  bool done() const { return at_ >= json_.size(); }

  // SkipString leaves the scanner on the closing quote.
  void SkipString() {
    for (++at_; !done() && json_[at_] != '"'; ++at_) {
      if (json_[at_] == '\\') ++at_;
    }
  }

  std::string_view json_;
  std::size_t at_ = 0;
};

// Unquoted is the text of a canonical string: beside the short escapes only control characters are escaped.
std::string Unquoted(std::string_view json) {
  constexpr std::string_view kShort = "btnfr";
  constexpr std::string_view kMeant = "\b\t\n\f\r";
  std::string text;
  for (std::size_t i = 1; i + 1 < json.size(); ++i) {
    if (json[i] != '\\') {
      text += json[i];
      continue;
    }
    const char escape = json[++i];
    if (escape == 'u' && i + 4 < json.size()) {
      unsigned code = 0;
      std::from_chars(json.data() + i + 1, json.data() + i + 5, code, 16);
      text += static_cast<char>(code);
      i += 4;
    } else {
      const std::size_t place = kShort.find(escape);
      text += place == std::string_view::npos ? escape : kMeant[place];
    }
  }
  return text;
}

}  // namespace

std::vector<std::string> RecordHeader() {
  return {"VULNERABILITY", "PRODUCT", "COMPONENT", "STATE", "TREAT AS", "CONFIDENCE", "ISSUERS", "CONFLICTS"};
}

std::vector<Table::Cell> RecordRow::Cells() const {
  return {{advisory, Style::kBold},
          {product},
          {component},
          {state, StyleOfState(state)},
          {TreatAs(status, reason)},
          {confidence, Style::kPlain, true},
          {quorum, Style::kPlain, true},
          {conflicts == 0 ? "" : absl::StrCat(conflicts), Style::kYellow, true}};
}

RecordRow ReadRecordRow(std::string_view record) {
  RecordRow row;
  const auto texts = {std::pair("advisoryKey", &row.advisory),   std::pair("artifactKey", &row.product),
                      std::pair("componentKey", &row.component), std::pair("state", &row.state),
                      std::pair("status", &row.status),          std::pair("reason", &row.reason)};
  Scanner scanner(record);
  while (scanner.Next()) {
    std::size_t elements = 0;
    const std::string name = Unquoted(scanner.Value(elements));
    scanner.SkipColon();
    const std::string_view value = scanner.Value(elements);
    if (name == "confidence") row.confidence = value;
    if (name == "quorum") row.quorum = value;
    if (name == "conflicts") row.conflicts = elements;
    const auto text = std::find_if(texts.begin(), texts.end(), [&](const auto& each) { return name == each.first; });
    if (text != texts.end()) *text->second = Unquoted(value);
  }
  return row;
}

}  // namespace vexlens::cli
