// Why one answer came out so: a page for a person, or JSON.
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/explain_page.h"
#include "cli/source.h"
#include "cli/streams.h"
#include "cli/unlisted.h"
#include "vexlens/statement_words.h"
#include "vexlens/support/json_text.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kFew = 10;  // near misses on a page

// WordsJson is an array of the statements' words, each with its document's file.
std::string WordsJson(const Source& source, const Record& record) {
  std::vector<std::string> objects;
  for (const StatementWords& words : WordsOf(source.slice->evidence(), record)) {
    std::string& json = objects.emplace_back(words.Json());
    // In byte order of the names; no text has quotes that are not escaped.
    json.insert(json.find(",\"impact\":"),
                absl::StrCat(",\"file\":", JsonString(source.FileOf(words.document_digest))));
  }
  return JsonArray(objects);
}

// Json is {"nearMisses": […], "record": {…} or null, "words": […]}.
std::string Json(const Source& source, const Record* record, std::span<const NearStatement> misses) {
  const Consensus& consensus = source.slice->consensus();
  std::string text = "{\"nearMisses\":";
  consensus.AppendNearMisses(misses, text);
  text += ",\"record\":";
  if (record == nullptr) {
    text += "null,\"words\":[]";
  } else {
    consensus.Append(*record, text);
    absl::StrAppend(&text, ",\"words\":", WordsJson(source, *record));
  }
  text += "}\n";
  return text;
}

}  // namespace

int RunExplain(const Options& options) {
  const absl::StatusOr<Source> source = OpenSource(options);
  if (!source.ok()) return Fail(source.status());
  const Slice& slice = *source->slice;
  const Consensus& consensus = slice.consensus();
  const auto& [tenant, vulnerability, product, component] =
      std::tie(options.tenant, options.vulnerability, options.product, options.component);
  const absl::StatusOr<Record> record = consensus.Get(tenant, vulnerability, product, component);
  if (!record.ok() && record.status().code() != absl::StatusCode::kNotFound) return Fail(record.status());
  const bool page = options.form() == Output::kTable;
  const std::size_t limit = page && options.near_misses == 0 ? kFew : options.near_misses;
  const absl::StatusOr<std::vector<NearStatement>> misses =
      consensus.NearMisses(tenant, vulnerability, product, component, limit);
  if (!misses.ok()) return Fail(misses.status());

  const Record* const answer = record.ok() ? &*record : nullptr;
  std::string text;
  if (page) {
    if (answer != nullptr) text = ExplainPage(*source, *answer);
    text += AlmostText(slice, *misses);
    if (text.starts_with('\n')) text.erase(0, 1);
  } else {
    text = Json(*source, answer, *misses);
  }
  if (!Write(text)) return kFailed;
  if (answer == nullptr) return Fail(record.status());
  SayWhoIsUnlisted(*answer, consensus, options);
  return source->exit_code;
}

}  // namespace vexlens::cli
