// Findings: what a reader reports about a document, at bounded cost.
#ifndef VEXLENS_LIB_FORMATS_FINDINGS_H_
#define VEXLENS_LIB_FORMATS_FINDINGS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/formats/draft.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"

namespace vexlens::formats {

// Returns a text of the document as messages show it: on one line, and cut if it is long.
std::string Quoted(std::string_view text);

// ReportFindings adds findings to a report. Texts are only built for findings that the report keeps, and only up to
// kMaxBytes in sum; all findings are counted.
class ReportFindings {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{16} << 20;

  explicit ReportFindings(ReadingReport& report) : report_(report) {}

  template <class... Parts>
  void Warn(const Place& place, std::string_view code, const Parts&... parts) {
    Add(Finding::Kind::kWarning, place, code, parts...);
  }
  template <class... Parts>
  void Refuse(const Place& place, std::string_view code, const Parts&... parts) {
    Add(Finding::Kind::kRefused, place, code, parts...);
  }
  template <class... Parts>
  void Ignore(const Place& place, std::string_view code, const Parts&... parts) {
    Add(Finding::Kind::kIgnored, place, code, parts...);
  }

  // Return the member `name` of `object`. One of another type is a warning, and returned as missing.
  json::Value Object(json::Value object, const Place& place, std::string_view name);
  json::Value Array(json::Value object, const Place& place, std::string_view name);
  std::string_view Text(json::Value object, const Place& place, std::string_view name);

  // Returns Text(…); a missing or empty one is a warning too.
  std::string_view RequiredText(json::Value object, const Place& place, std::string_view name);

  // Report whether a value is of the type; a warning if not.
  bool IsObject(json::Value value, const Place& place) { return Is(value, json::Type::kObject, place); }
  bool IsArray(json::Value value, const Place& place) { return Is(value, json::Type::kArray, place); }

  // Returns the text of an array's element; "" with a warning if it is no text.
  std::string_view Element(json::Value element, const Place& place);

 private:
  bool Keeps() const { return report_.findings.size() < ReadingReport::kMaxFindings && bytes_ < kMaxBytes; }

  template <class... Parts>
  void Add(Finding::Kind kind, const Place& place, std::string_view code, const Parts&... parts) {
    if (!Keeps()) return Count(kind);
    Keep(kind, place.Text(), absl::StrCat(parts...), code);
  }

  void Keep(Finding::Kind kind, std::string location, std::string message, std::string_view code);
  void Count(Finding::Kind kind);
  bool Is(json::Value value, json::Type type, const Place& place);
  json::Value Member(json::Value object, const Place& place, std::string_view name, json::Type type);

  ReadingReport& report_;
  std::size_t bytes_ = 0;
};

// Findings adds findings to the report of a draft.
class Findings : public ReportFindings {
 public:
  explicit Findings(Draft& draft) : ReportFindings(draft.report), draft_(draft) {}

  Draft& draft() { return draft_; }

 private:
  Draft& draft_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_FINDINGS_H_
