// Tables out of a consensus, beside what their rows cost before they are written.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/measure.h"
#include "bench/world.h"
#include "benchmark/benchmark.h"
#include "tests/support/slice_of.h"
#include "vexlens/arrow.h"

namespace vexlens::bench {
namespace {

// Shared is a generated world of VEXLENS_STATEMENTS statements with its consensus.
const std::shared_ptr<const Slice>& Shared() {
  static const std::shared_ptr<const Slice> slice = [] {
    const char* const wanted = std::getenv("VEXLENS_STATEMENTS");
    World world = wanted == nullptr ? Generated() : GeneratedOf(std::strtoull(wanted, nullptr, 10));
    return testing::SliceOf(std::move(world.evidence), world.directory, world.policy, world.as_of);
  }();
  return slice;
}

std::size_t BytesOf(const ArrowSchema& schema, const ArrowArray& array, int buffer) {
  const auto rows = static_cast<std::size_t>(array.length);
  const std::string_view format = schema.format;
  if (array.buffers[buffer] == nullptr) return 0;
  if (buffer == 0 || format == "b") return (rows + 7) / 8;
  if (buffer == 2) return static_cast<std::size_t>(static_cast<const std::int32_t*>(array.buffers[1])[rows]);
  if (format == "u" || format == "+l") return (rows + 1) * sizeof(std::int32_t);
  return rows * (format == "i" || format == "I" ? 4 : 8);
}

// CopyAll copies every buffer of an array, and returns how many bytes these are.
std::size_t CopyAll(const ArrowSchema& schema, const ArrowArray& array, std::vector<char>& copy) {
  std::size_t bytes = 0;
  for (int i = 0; i < array.n_buffers; ++i) {
    const std::size_t size = BytesOf(schema, array, i);
    copy.resize(std::max(copy.size(), size));
    if (size > 0) std::memcpy(copy.data(), array.buffers[i], size);
    benchmark::ClobberMemory();
    bytes += size;
  }
  for (std::int64_t i = 0; i < array.n_children; ++i) bytes += CopyAll(*schema.children[i], *array.children[i], copy);
  return bytes;
}

// Drained is what one pass over a stream was.
struct Drained {
  double seconds = 0;  // in get_next
  double copy_seconds = 0;
  std::int64_t rows = 0;
  std::size_t bytes = 0;
};

Drained Drain(Table table) {
  ArrowArrayStream stream;
  StreamTable(table, "default", OneSlice(Shared()), nullptr, &stream);
  ArrowSchema schema;
  stream.get_schema(&stream, &schema);
  Drained drained;
  std::vector<char> copy;
  while (true) {
    ArrowArray batch;
    drained.seconds += SecondsOf([&] { stream.get_next(&stream, &batch); });
    if (batch.release == nullptr) break;
    drained.rows += batch.length;
    drained.copy_seconds += SecondsOf([&] { drained.bytes += CopyAll(schema, batch, copy); });
    batch.release(&batch);
  }
  schema.release(&schema);
  stream.release(&stream);
  return drained;
}

void DecideAll() {
  const Consensus& consensus = Shared()->consensus();
  for (std::size_t i = 0; i < consensus.size(); ++i) benchmark::DoNotOptimize(consensus.Decide(i).confidence);
}

void NameAll() {
  const Evidence& evidence = Shared()->evidence();
  for (const Statement& statement : evidence.statements()) benchmark::DoNotOptimize(StatementId(evidence, statement));
}

// Stream drains a table; the bound is `kBefore`, and to copy what came out.
template <Table kTable, void (*kBefore)()>
void Stream(benchmark::State& state) {
  Shared();
  Samples stream;
  Samples bound;
  Drained drained;
  for (auto _ : state) {
    const double before = SecondsOf(kBefore);
    drained = Drain(kTable);
    state.SetIterationTime(drained.seconds);
    stream.Add(drained.seconds);
    bound.Add(before + drained.copy_seconds);
  }
  state.SetItemsProcessed(state.iterations() * drained.rows);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(drained.bytes));
  state.counters["ms_of_million"] = stream.Median() * 1e9 / static_cast<double>(drained.rows);
  state.counters["of_bound"] = bound.Median() / stream.Median();
}

BENCHMARK_TEMPLATE(Stream, Table::kRecords, DecideAll)
    ->Name("ArrowRecords/generated")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(Stream, Table::kStatements, NameAll)
    ->Name("ArrowStatements/generated")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
