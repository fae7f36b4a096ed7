// Canonical JSON, beside what cannot be avoided: parsing the text and moving its bytes.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "bench/feeds.h"
#include "bench/measure.h"
#include "benchmark/benchmark.h"
#include "simdjson.h"
#include "vexlens/canonical_json.h"

namespace vexlens::bench {
namespace {

const Feed& OpenVex() {
  static const Feed feed = ReadFeed("openvex", {"openvex/rancher"});
  return feed;
}

const Feed& Csaf() {
  static const Feed feed = ReadFeed("csaf", {"csaf/redhat"});
  return feed;
}

const Feed& CycloneDxLarge() {
  static const Feed feed = LargeCycloneDx(ReadFeed("cyclonedx", {"cyclonedx/bom-examples", "cyclonedx/specification"}),
                                          std::size_t{16} << 20);
  return feed;
}

void ParseAndCopy(const Feed& feed, std::string& copy) {
  thread_local simdjson::dom::parser parser;
  for (const File& file : feed.files) {
    benchmark::DoNotOptimize(parser.parse(file.bytes().data(), file.bytes().size(), false).error());
    std::memcpy(copy.data(), file.bytes().data(), file.bytes().size());
    benchmark::DoNotOptimize(copy.data());
  }
}

// Canonicalise returns how many bytes came out, 0 when a document was refused.
std::size_t Canonicalise(const Feed& feed) {
  std::size_t bytes = 0;
  for (const File& file : feed.files) {
    const auto canonical = CanonicalJson(file.bytes(), {.padding = File::kPadding});
    if (!canonical.ok()) return 0;
    bytes += canonical->size();
  }
  return bytes;
}

template <const Feed& (*kFeed)()>
void CanonicalDocuments(benchmark::State& state) {
  const Feed& feed = kFeed();
  if (feed.statements == 0) {
    state.SkipWithError("VEXLENS_CORPORA does not name the folder of the corpora");
    return;
  }
  std::string copy(feed.files.front().bytes().size(), '\0');  // the largest comes first
  Samples bound;
  Samples subject;
  for (auto _ : state) {
    bound.Add(SecondsOf([&] { ParseAndCopy(feed, copy); }));
    std::size_t bytes = 0;
    const double seconds = SecondsOf([&] { bytes = Canonicalise(feed); });
    if (bytes == 0) return state.SkipWithError("a document was refused");
    subject.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(feed.bytes));
  state.counters["of_bound"] = bound.Median() / subject.Median();
}

BENCHMARK_TEMPLATE(CanonicalDocuments, OpenVex)
    ->Name("CanonicalJson/openvex")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(CanonicalDocuments, Csaf)
    ->Name("CanonicalJson/csaf")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(CanonicalDocuments, CycloneDxLarge)
    ->Name("CanonicalJson/cyclonedx_large")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
