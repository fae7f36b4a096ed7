// What the C interface costs over the C++ library that it calls: a record, and documents coming in.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/feeds.h"
#include "bench/measure.h"
#include "benchmark/benchmark.h"
#include "vexlens.h"
#include "vexlens/engine.h"

namespace vexlens::bench {
namespace {

void Check(vexlens_error* error) {
  if (error == nullptr) return;
  vexlens_error_free(error);
  std::abort();
}

vexlens_str Str(std::string_view text) { return {text.data(), text.size()}; }
std::string_view View(vexlens_str text) { return {text.data, text.size}; }

// Loaded is an engine of each kind that has read the same documents.
struct Loaded {
  std::vector<Incoming> documents;
  std::vector<vexlens_str> strs;
  std::unique_ptr<Engine> engine;
  std::shared_ptr<const Slice> slice;
  vexlens_consensus* consensus = nullptr;
};

std::unique_ptr<Engine> NewEngine() { return *Engine::Create("default", IssuerDirectory::Starter()); }

vexlens_engine* NewCEngine() {
  vexlens_engine* engine = nullptr;
  Check(vexlens_engine_new(nullptr, &engine));
  return engine;
}

const Loaded* Rancher(benchmark::State& state) {
  static const Feed feed = ReadFeed("rancher", {"openvex/rancher"});
  static const Loaded* const loaded = [] {
    auto* const made = new Loaded;
    for (const File& file : feed.files) made->documents.emplace_back(file.bytes());
    for (const Incoming& document : made->documents) made->strs.push_back(Str(document.bytes));
    made->engine = NewEngine();
    if (!made->engine->Ingest(made->documents).ok()) std::abort();
    made->slice = made->engine->Build(made->engine->DefaultBasis());
    vexlens_engine* const engine = NewCEngine();
    Check(vexlens_engine_ingest(engine, made->strs.data(), made->strs.size(), nullptr, nullptr));
    Check(vexlens_engine_consensus(engine, nullptr, &made->consensus));
    vexlens_engine_free(engine);
    return made;
  }();
  if (!loaded->documents.empty()) return loaded;
  state.SkipWithError("VEXLENS_CORPORA does not name the folder of the corpora");
  return nullptr;
}

// CallGet asks for the same keys on both sides, in lots; what an answer costs is in both.
void CallGet(benchmark::State& state) {
  constexpr std::size_t kLot = 2000;
  const Loaded* const loaded = Rancher(state);
  if (loaded == nullptr) return;
  const Consensus& consensus = loaded->slice->consensus();
  std::vector<std::string> storage;  // apart from both, so that its texts are as near to the one as to the other
  std::vector<vexlens_key> keys;
  const std::size_t lot = std::min(kLot, consensus.size());
  storage.reserve(3 * lot);
  const auto keep = [&](std::string_view text) { return Str(storage.emplace_back(text)); };
  for (std::size_t i = 0; i < lot; ++i) {
    const KeyTexts key = consensus.KeyOf(i * (consensus.size() / lot));
    keys.push_back({keep(key.vulnerability), keep(key.product), keep(key.component)});
  }
  Samples library;
  Samples c;
  for (auto _ : state) {
    const double plain = SecondsOf([&] {
      for (const vexlens_key& key : keys) {
        benchmark::DoNotOptimize(
            consensus.Get("default", View(key.vulnerability), View(key.product), View(key.component)));
      }
    });
    const double called = SecondsOf([&] {
      for (const vexlens_key& key : keys) {
        vexlens_record* record = nullptr;
        Check(vexlens_consensus_get(loaded->consensus, &key, &record));
        vexlens_record_free(record);
      }
    });
    library.Add(plain / static_cast<double>(lot));
    c.Add(called / static_cast<double>(lot));
    state.SetIterationTime(called);
  }
  state.counters["library_ns"] = library.Median() * 1e9;
  state.counters["overhead_ns"] = (c.Median() - library.Median()) * 1e9;
  state.counters["of_bound"] = library.Median() / c.Median();
}

void CallIngest(benchmark::State& state) {
  const Loaded* const loaded = Rancher(state);
  if (loaded == nullptr) return;
  Samples library;
  Samples c;
  for (auto _ : state) {
    const auto engine = NewEngine();
    library.Add(SecondsOf([&] { benchmark::DoNotOptimize(engine->Ingest(loaded->documents)); }));
    vexlens_engine* const c_engine = NewCEngine();
    const double called = SecondsOf(
        [&] { Check(vexlens_engine_ingest(c_engine, loaded->strs.data(), loaded->strs.size(), nullptr, nullptr)); });
    vexlens_engine_free(c_engine);
    c.Add(called);
    state.SetIterationTime(called);
  }
  state.counters["of_bound"] = library.Median() / c.Median();
}

BENCHMARK(CallGet)->Name("CallGet/rancher")->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(CallIngest)->Name("CallIngest/rancher")->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
