#include "bench/feeds.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "simdjson.h"

namespace vexlens::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kNumber = "\x01";  // in an id, where each repetition has its own

fs::path CorporaFolder() {
  const char* const folder = std::getenv("VEXLENS_CORPORA");
  return folder == nullptr ? fs::path("../shared/corpora") : fs::path(folder);
}

// Finish counts what is in the feed and drops what the reader rejects.
Feed Finish(Feed feed) {
  std::erase_if(feed.files, [&](const File& file) {
    Evidence evidence;
    const Report report = ReadDocument(file.bytes(), ReadOptionsOf(), evidence);
    if (report.outcome == Outcome::kRejected) return true;
    feed.statements += report.statements;
    feed.bytes += file.bytes().size();
    return false;
  });
  std::stable_sort(feed.files.begin(), feed.files.end(),
                   [](const File& a, const File& b) { return a.storage.size() > b.storage.size(); });
  return feed;
}

// Vulnerabilities are the texts of all vulnerabilities with an analysis in the feed's documents.
std::vector<std::string> Vulnerabilities(const Feed& feed) {
  std::vector<std::string> texts;
  simdjson::dom::parser parser;
  for (const File& file : feed.files) {
    simdjson::dom::array list;
    if (parser.parse(file.bytes().data(), file.bytes().size(), false)["vulnerabilities"].get(list)) continue;
    for (const simdjson::dom::element vulnerability : list) {
      std::string_view id;
      if (vulnerability["id"].get(id) || vulnerability["analysis"].error()) continue;
      texts.push_back(absl::StrReplaceAll(simdjson::minify(vulnerability), {{id, absl::StrCat("CVE-2024-", kNumber)}}));
    }
  }
  return texts;
}

}  // namespace

Feed ReadFeed(std::string name, const std::vector<std::string>& folders) {
  Feed feed;
  feed.name = std::move(name);
  for (const std::string& folder : folders) {
    std::error_code missing;
    for (const auto& entry : fs::recursive_directory_iterator(CorporaFolder() / folder, missing)) {
      if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      feed.files.emplace_back(std::string(std::istreambuf_iterator<char>(in), {}));
    }
  }
  return Finish(std::move(feed));
}

Feed LargeCycloneDx(const Feed& examples, std::size_t bytes) {
  Feed feed;
  feed.name = "cyclonedx_large";
  const std::vector<std::string> vulnerabilities = Vulnerabilities(examples);
  if (vulnerabilities.empty()) return feed;
  std::string bom =
      R"({"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",)"
      R"("version":1,"vulnerabilities":[)";
  for (std::size_t i = 0; bom.size() < bytes; ++i) {
    const std::string& vulnerability = vulnerabilities[i % vulnerabilities.size()];
    if (i != 0) bom += ',';
    bom += absl::StrReplaceAll(vulnerability, {{kNumber, absl::StrCat(10'000 + i)}});
  }
  feed.files.emplace_back(absl::StrCat(bom, "]}"));
  return Finish(std::move(feed));
}

ReadOptions ReadOptionsOf() {
  ReadOptions options;
  options.padding = File::kPadding;
  return options;
}

Evidence EvidenceOf(const Feed& feed) {
  Evidence evidence;
  for (const File& file : feed.files) ReadDocument(file.bytes(), ReadOptionsOf(), evidence);
  return evidence;
}

Instant NewestInstant(const Evidence& evidence) {
  Instant newest;
  for (const Document& document : evidence.documents()) newest = std::max(newest, document.updated_at);
  return newest;
}

}  // namespace vexlens::bench
