// Consensus over many statements: memory, index, decisions, records and single keys.
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bench/feeds.h"
#include "bench/measure.h"
#include "bench/world.h"
#include "benchmark/benchmark.h"
#include "vexlens/alignment.h"
#include "vexlens/consensus.h"

namespace vexlens::bench {
namespace {

World Rancher() {
  World world;
  world.evidence = EvidenceOf(ReadFeed("rancher", {"openvex/rancher"}));
  world.directory = IssuerDirectory::Starter();
  world.as_of = NewestInstant(world.evidence);
  return world;
}

// Shared is the world that all rows but Memory work on; null when the feed is not there.
template <World (*kMake)()>
const World* Shared(benchmark::State& state) {
  static const World world = kMake();
  if (!world.evidence.statements().empty()) return &world;
  state.SkipWithError("VEXLENS_CORPORA does not name the folder of the corpora");
  return nullptr;
}

std::size_t ResidentBytes() {
  malloc_trim(0);
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

void CountStatements(benchmark::State& state, const World& world) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(world.evidence.statements().size()));
}

// DecideRuns decides the next run of keys until there are none.
std::uint64_t DecideRuns(const Consensus& consensus, std::atomic<std::size_t>& next) {
  constexpr std::size_t kRun = 2048;
  std::uint64_t sum = 0;
  for (std::size_t first; (first = next.fetch_add(kRun)) < consensus.size();) {
    const std::size_t end = std::min(first + kRun, consensus.size());
    for (std::size_t i = first; i < end; ++i) sum += consensus.Decide(i).confidence;
  }
  return sum;
}

// DecideAll lets threads take runs as they come to them: keys differ in how many statements they hear.
std::uint64_t DecideAll(const Consensus& consensus, std::size_t threads = 1) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::uint64_t> sums(threads);
  std::vector<std::thread> others;
  for (std::size_t thread = 1; thread < threads; ++thread) {
    others.emplace_back([&, thread] { sums[thread] = DecideRuns(consensus, next); });
  }
  sums[0] = DecideRuns(consensus, next);
  for (std::thread& other : others) other.join();
  return std::accumulate(sums.begin(), sums.end(), std::uint64_t{0});
}

// Memory counts what is held once every key was decided and explained.
template <World (*kMake)()>
void Memory(benchmark::State& state) {
  const World* const source = Shared<kMake>(state);
  if (source == nullptr) return;
  double net = 0;
  for (auto _ : state) {
    const std::size_t before = ResidentBytes();
    World copy{Evidence(), source->directory, source->policy, source->as_of};
    copy.evidence.Merge(source->evidence);
    const Consensus consensus = copy.Build();
    benchmark::DoNotOptimize(DecideAll(consensus));
    for (std::size_t i = 0; i < consensus.size(); ++i) benchmark::DoNotOptimize(consensus.Explain(i).consensus_id);
    const std::size_t after = ResidentBytes();
    net = static_cast<double>(after) - static_cast<double>(before) -
          static_cast<double>(copy.evidence.texts().text_bytes());
  }
  state.counters["bytes_per_statement"] = net / static_cast<double>(source->evidence.statements().size());
}

template <World (*kMake)()>
void Build(benchmark::State& state) {
  const World* const world = Shared<kMake>(state);
  if (world == nullptr) return;
  for (auto _ : state) {
    std::optional<Consensus> consensus;
    state.SetIterationTime(SecondsOf([&] { consensus.emplace(world->Build()); }));
  }
  CountStatements(state, *world);
}

template <World (*kMake)()>
void Decide(benchmark::State& state) {
  const World* const world = Shared<kMake>(state);
  if (world == nullptr) return;
  const Consensus consensus = world->Build();
  for (auto _ : state) {
    state.SetIterationTime(
        SecondsOf([&] { benchmark::DoNotOptimize(DecideAll(consensus, static_cast<std::size_t>(state.range(0)))); }));
  }
  CountStatements(state, *world);
  state.counters["keys"] = static_cast<double>(consensus.size());
}

template <World (*kMake)()>
void BuildAndDecide(benchmark::State& state) {
  const World* const world = Shared<kMake>(state);
  if (world == nullptr) return;
  for (auto _ : state) {
    std::optional<Consensus> consensus;
    state.SetIterationTime(SecondsOf([&] {
      consensus.emplace(world->Build());
      benchmark::DoNotOptimize(DecideAll(*consensus));
    }));
  }
  CountStatements(state, *world);
}

// CpuSecondsOf is the processor time of one call on this thread: sizes are compared on machines that do other work.
template <typename Call>
double CpuSecondsOf(Call call) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const double start = now();
  call();
  return now() - start;
}

// Cost is what one statement of a world takes, in nanoseconds: the median of three.
struct Cost {
  double build;
  double decide;
};

Cost CostAt(std::size_t statements) {
  const World world = GeneratedOf(statements);
  Samples build;
  Samples decide;
  for (int i = 0; i < 3; ++i) {
    std::optional<Consensus> consensus;
    build.Add(CpuSecondsOf([&] { consensus.emplace(world.Build()); }));
    decide.Add(CpuSecondsOf([&] { benchmark::DoNotOptimize(DecideAll(*consensus)); }));
  }
  const double scale = 1e9 / static_cast<double>(statements);
  return {build.Median() * scale, decide.Median() * scale};
}

// Scale compares a world of VEXLENS_STATEMENTS statements with one of a fiftieth of them.
void Scale(benchmark::State& state) {
  const char* const wanted = std::getenv("VEXLENS_STATEMENTS");
  const std::size_t statements = wanted == nullptr ? 50'000 : std::strtoull(wanted, nullptr, 10);
  for (auto _ : state) {
    const Cost few = CostAt(statements / 50);
    const Cost many = CostAt(statements);
    state.counters["build_ns"] = many.build;
    state.counters["build_ns_of_few"] = few.build;
    state.counters["decide_ns"] = many.decide;
    state.counters["decide_ns_of_few"] = few.decide;
    state.counters["growth"] = (many.build + many.decide) / (few.build + few.decide);
  }
}

// AppendRecords writes a few thousand records at a time, each lot beside its hash and its copy alone.
template <World (*kMake)()>
void AppendRecords(benchmark::State& state) {
  constexpr std::size_t kLot = 4'096;
  const World* const world = Shared<kMake>(state);
  if (world == nullptr) return;
  const Consensus consensus = world->Build();
  std::string out;
  std::string copy;
  std::size_t bytes = 0;
  Samples bound;
  Samples append;
  for (auto _ : state) {
    double append_seconds = 0;
    double bound_seconds = 0;
    bytes = 0;
    for (std::size_t first = 0; first < consensus.size(); first += kLot) {
      const std::size_t end = std::min(first + kLot, consensus.size());
      out.clear();
      append_seconds += SecondsOf([&] {
        for (std::size_t i = first; i < end; ++i) consensus.AppendRecord(i, out);
      });
      copy.resize(std::max(copy.size(), out.size()));
      bound_seconds += SecondsOf([&] { benchmark::DoNotOptimize(Sha256(out)); });
      bound_seconds += SecondsOf([&] {
        std::memcpy(copy.data(), out.data(), out.size());
        benchmark::ClobberMemory();
      });
      bytes += out.size();
    }
    state.SetIterationTime(append_seconds);
    append.Add(append_seconds);
    bound.Add(bound_seconds);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  CountStatements(state, *world);
  state.counters["bound_bytes_per_second"] = benchmark::Counter(
      static_cast<double>(bytes) / bound.Median(), benchmark::Counter::kDefaults, benchmark::Counter::kIs1024);
  state.counters["of_bound"] = bound.Median() / append.Median();
}

template <World (*kMake)()>
void Get(benchmark::State& state) {
  constexpr std::size_t kSample = 4'096;
  const World* const world = Shared<kMake>(state);
  if (world == nullptr) return;
  const Consensus consensus = world->Build();
  std::mt19937_64 random(7);
  std::vector<Record> sample;
  for (std::size_t i = 0; i < kSample; ++i) sample.push_back(consensus.Explain(random() % consensus.size()));
  Samples latency;
  std::size_t next = 0;
  for (auto _ : state) {
    const Record& key = sample[next++ % kSample];
    const double seconds = SecondsOf([&] {
      benchmark::DoNotOptimize(consensus.Get(key.tenant, key.advisory_key, key.artifact_key, key.component_key).ok());
    });
    state.SetIterationTime(seconds);
    latency.Add(seconds);
  }
  state.counters["median_us"] = latency.Median() * 1e6;
  state.counters["p99_us"] = latency.Quantile(0.99) * 1e6;
}

// PartsOf is an SBOM of that many components: every other one is named by some statement, the others by nobody.
// Each needs up to three later ones.
Sbom PartsOf(const Evidence& evidence, std::size_t count) {
  std::mt19937_64 random(11);
  TextPool texts;
  std::vector<SbomComponent> components(count);
  std::vector<SbomEdge> edges;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::string_view identifier = "";
    while (i % 2 == 0 && identifier.empty()) {
      const auto& subject = evidence.subjects()[1 + random() % (evidence.subjects().size() - 1)];
      if (subject.range == 0 && subject.kind != IdentifierKind::kOpaque) identifier = evidence.Text(subject.identifier);
    }
    const std::string own = "pkg:generic/part-" + std::to_string(i) + "@1.0.0";
    components[i].identifiers.push_back(texts.Text(texts.Intern(identifier.empty() ? own : identifier)));
    for (std::size_t n = i == 0 ? 0 : 1 + random() % 3; n > 0; --n) {
      edges.push_back({static_cast<std::uint32_t>(random() % i), i});
    }
  }
  return Sbom(std::move(texts), std::move(components), std::move(edges));
}

// Align answers for an SBOM of 5 000 components, records included.
template <World (*kMake)()>
void Align(benchmark::State& state) {
  const World* const world = Shared<kMake>(state);
  if (world == nullptr) return;
  const Consensus consensus = world->Build();
  const Sbom sbom = PartsOf(world->evidence, 5'000);
  AlignmentOptions options;
  options.near_misses = static_cast<std::size_t>(state.range(0));
  std::size_t answers = 0;
  for (auto _ : state) {
    state.SetIterationTime(SecondsOf([&] {
      const Alignment alignment = Alignment::Build(consensus, sbom, options);
      answers = alignment.size();
      for (std::size_t i = 0; i < answers; ++i) benchmark::DoNotOptimize(alignment.Explain(i).consensus_id);
    }));
  }
  CountStatements(state, *world);
  state.counters["answers"] = static_cast<double>(answers);
}

void Milliseconds(benchmark::internal::Benchmark* row) { row->UseManualTime()->Unit(benchmark::kMillisecond); }

#define VEXLENS_CONSENSUS_ROWS(world, name)                                                                         \
  BENCHMARK_TEMPLATE(Memory, world)->Name("Memory/" name)->Iterations(1)->Unit(benchmark::kMillisecond);            \
  BENCHMARK_TEMPLATE(Build, world)->Name("Build/" name)->Apply(Milliseconds);                                       \
  BENCHMARK_TEMPLATE(Decide, world)->Name("Decide/" name)->ArgName("threads")->Arg(1)->Arg(2)->Apply(Milliseconds); \
  BENCHMARK_TEMPLATE(BuildAndDecide, world)->Name("BuildAndDecide/" name)->Apply(Milliseconds);                     \
  BENCHMARK_TEMPLATE(AppendRecords, world)->Name("AppendRecord/" name)->Apply(Milliseconds);                        \
  BENCHMARK_TEMPLATE(Align, world)->Name("Align/" name)->ArgName("near")->Arg(0)->Arg(10)->Apply(Milliseconds);     \
  BENCHMARK_TEMPLATE(Get, world)->Name("Get/" name)->UseManualTime()->Unit(benchmark::kMicrosecond)

VEXLENS_CONSENSUS_ROWS(Generated, "generated");
VEXLENS_CONSENSUS_ROWS(Rancher, "rancher");
BENCHMARK(Scale)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
