// The public feeds, read into memory once.
#ifndef VEXLENS_BENCH_FEEDS_H_
#define VEXLENS_BENCH_FEEDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/reader.h"

namespace vexlens::bench {

// File is a document with kPadding readable bytes behind it.
struct File {
  static constexpr std::size_t kPadding = 64;
  std::string storage;

  explicit File(std::string bytes) : storage(std::move(bytes)) { storage.append(kPadding, '\0'); }
  std::string_view bytes() const { return std::string_view(storage).substr(0, storage.size() - kPadding); }
};

// Feed is a named set of documents, the largest first; a file that the reader rejects is not in it.
struct Feed {
  std::string name;
  std::vector<File> files;
  std::size_t bytes = 0;
  std::size_t statements = 0;
};

// ReadFeed reads all *.json files below those folders of the corpora: the folder that VEXLENS_CORPORA names, or
// ../shared/corpora. The feed is empty when they are not there.
Feed ReadFeed(std::string name, const std::vector<std::string>& folders);

// LargeCycloneDx is one BOM of about `bytes` bytes with the vulnerabilities of the feed's documents, again and
// again under other ids.
Feed LargeCycloneDx(const Feed& examples, std::size_t bytes);

// ReadOptionsOf are those for a File.
ReadOptions ReadOptionsOf();

// EvidenceOf reads the feed; NewestInstant is the date of its newest document.
Evidence EvidenceOf(const Feed& feed);
Instant NewestInstant(const Evidence& evidence);

}  // namespace vexlens::bench

#endif  // VEXLENS_BENCH_FEEDS_H_
