// Reading documents, beside what cannot be avoided: parsing them as JSON and hashing them.
#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "bench/feeds.h"
#include "bench/measure.h"
#include "benchmark/benchmark.h"
#include "simdjson.h"
#include "vexlens/digest.h"
#include "vexlens/evidence.h"
#include "vexlens/reader.h"

namespace vexlens::bench {
namespace {

constexpr std::size_t kLargeBytes = std::size_t{16} << 20;

const Feed& OpenVex() {
  static const Feed feed = ReadFeed("openvex", {"openvex/rancher"});
  return feed;
}

const Feed& Csaf() {
  static const Feed feed = ReadFeed("csaf", {"csaf/redhat"});
  return feed;
}

const Feed& CycloneDx() {
  static const Feed feed = ReadFeed("cyclonedx", {"cyclonedx/bom-examples", "cyclonedx/specification"});
  return feed;
}

const Feed& CycloneDxLarge() {
  static const Feed feed = LargeCycloneDx(CycloneDx(), kLargeBytes);
  return feed;
}

// ByDocument gives each thread, one after the other, the next file that nobody has taken. The caller is thread 0.
void ByDocument(const Feed& feed, std::size_t threads, const std::function<void(std::size_t, const File&)>& visit) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t thread) {
    for (std::size_t i = next++; i < feed.files.size(); i = next++) visit(thread, feed.files[i]);
  };
  std::vector<std::thread> others;
  for (std::size_t thread = 1; thread < threads; ++thread) others.emplace_back(work, thread);
  work(0);
  for (std::thread& other : others) other.join();
}

void Read(const Feed& feed, std::size_t threads, std::vector<Evidence>& evidence) {
  ByDocument(feed, threads, [&](std::size_t thread, const File& file) {
    ReadDocument(file.bytes(), ReadOptionsOf(), evidence[thread]);
  });
  for (std::size_t thread = 1; thread < threads; ++thread) evidence[0].Merge(evidence[thread]);
}

void ParseAlone(const Feed& feed, std::size_t threads) {
  ByDocument(feed, threads, [](std::size_t, const File& file) {
    thread_local simdjson::dom::parser parser;
    benchmark::DoNotOptimize(parser.parse(file.bytes().data(), file.bytes().size(), false).error());
  });
}

void HashAlone(const Feed& feed, std::size_t threads) {
  ByDocument(feed, threads, [](std::size_t, const File& file) { benchmark::DoNotOptimize(Sha256(file.bytes())); });
}

// Run reads the feed again and again, each time after its bounds, so that all three see the same machine.
void Run(benchmark::State& state, const Feed& feed, std::size_t threads) {
  if (feed.statements == 0) {
    state.SkipWithError("VEXLENS_CORPORA does not name the folder of the corpora");
    return;
  }
  Samples parse;
  Samples hash;
  Samples read;
  for (auto _ : state) {
    parse.Add(SecondsOf([&] { ParseAlone(feed, threads); }));
    hash.Add(SecondsOf([&] { HashAlone(feed, threads); }));
    std::vector<Evidence> evidence(threads);
    const double seconds = SecondsOf([&] { Read(feed, threads, evidence); });
    read.Add(seconds);
    state.SetIterationTime(seconds);
  }
  const auto rate = [&](Samples& samples) {
    return benchmark::Counter(static_cast<double>(feed.bytes) / samples.Median(), benchmark::Counter::kDefaults,
                              benchmark::Counter::kIs1024);
  };
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(feed.bytes));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(feed.statements));
  state.counters["dom_bytes_per_second"] = rate(parse);
  state.counters["sha256_bytes_per_second"] = rate(hash);
  state.counters["of_bound"] = (parse.Median() + hash.Median()) / read.Median();
}

void OneThread(benchmark::internal::Benchmark* row) {
  row->ArgName("threads")->Arg(1)->UseManualTime()->Unit(benchmark::kMillisecond);
}

void OneAndTwoThreads(benchmark::internal::Benchmark* row) {
  OneThread(row);
  row->Arg(2);
}

template <const Feed& (*kFeed)()>
void ReadDocuments(benchmark::State& state) {
  Run(state, kFeed(), static_cast<std::size_t>(state.range(0)));
}

BENCHMARK_TEMPLATE(ReadDocuments, OpenVex)->Name("Read/openvex")->Apply(OneAndTwoThreads);
BENCHMARK_TEMPLATE(ReadDocuments, Csaf)->Name("Read/csaf")->Apply(OneAndTwoThreads);
BENCHMARK_TEMPLATE(ReadDocuments, CycloneDx)->Name("Read/cyclonedx")->Apply(OneAndTwoThreads);
BENCHMARK_TEMPLATE(ReadDocuments, CycloneDxLarge)->Name("Read/cyclonedx_large")->Apply(OneThread);

}  // namespace
}  // namespace vexlens::bench
