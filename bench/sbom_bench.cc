// Reading an SBOM into a graph, beside what cannot be avoided: parsing it as JSON.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bench/measure.h"
#include "benchmark/benchmark.h"
#include "simdjson.h"
#include "vexlens/sbom.h"

namespace vexlens::bench {
namespace {

constexpr std::size_t kPadding = 64;

// Component looks as package managers' tools write it.
void AppendComponent(std::size_t i, std::mt19937_64& random, std::string& out) {
  absl::StrAppend(&out, R"({"type":"library","bom-ref":"pkg:npm/%40scope/package-)", i, "@1.", i % 50,
                  R"(.0","group":"@scope","name":"package-)", i, R"(","version":"1.)", i % 50,
                  R"(.0","scope":"required","hashes":[{"alg":"SHA-256","content":")");
  for (int word = 0; word < 4; ++word) absl::StrAppendFormat(&out, "%016x", random());
  absl::StrAppend(&out, R"("}],"licenses":[{"license":{"id":"MIT"}}],"purl":"pkg:npm/%40scope/package-)", i, "@1.",
                  i % 50, R"(.0","externalReferences":[{"type":"distribution","url":"https://packages.example.org/)", i,
                  R"(.tgz"}],"properties":[{"name":"example:path","value":"node_modules/@scope/package-)", i, "\"}]}");
}

// Dependency lets a component need three of the components behind it, most of them near.
void AppendDependency(std::size_t i, std::size_t count, std::mt19937_64& random, std::string& out) {
  const auto ref = [&](std::size_t at) {
    absl::StrAppend(&out, R"("pkg:npm/%40scope/package-)", at, "@1.", at % 50, ".0\"");
  };
  absl::StrAppend(&out, R"({"ref":)");
  ref(i);
  absl::StrAppend(&out, R"(,"dependsOn":[)");
  for (int needed = 0; needed < 3 && i + 1 < count; ++needed) {
    if (needed > 0) out += ',';
    ref(i + 1 + random() % (needed == 2 ? count - i - 1 : std::min<std::size_t>(count - i - 1, 40)));
  }
  absl::StrAppend(&out, "]}");
}

// GeneratedSbom has `count` components, the root among them, and kPadding bytes behind its text.
std::string GeneratedSbom(std::size_t count) {
  std::mt19937_64 random(1);
  std::string text = R"({"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":)";
  AppendComponent(0, random, text);
  absl::StrAppend(&text, R"(},"components":[)");
  for (std::size_t i = 1; i < count; ++i) {
    if (i > 1) text += ',';
    AppendComponent(i, random, text);
  }
  absl::StrAppend(&text, R"(],"dependencies":[)");
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    AppendDependency(i, count, random, text);
  }
  absl::StrAppend(&text, "]}", std::string(kPadding, '\0'));
  return text;
}

void ReadGenerated(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  const std::string storage = GeneratedSbom(count);
  const std::string_view text = std::string_view(storage).substr(0, storage.size() - kPadding);
  const SbomOptions options{.padding = kPadding};
  simdjson::dom::parser parser;
  Samples parse;
  Samples read;
  for (auto _ : state) {
    parse.Add(SecondsOf([&] { benchmark::DoNotOptimize(parser.parse(text.data(), text.size(), false).error()); }));
    Sbom sbom;
    SbomReport report;
    const double seconds = SecondsOf([&] { report = ReadSbom(text, options, sbom); });
    if (!report.status.ok() || report.components != count) return state.SkipWithError("the SBOM was not read");
    read.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
  state.counters["of_bound"] = parse.Median() / read.Median();
}

BENCHMARK(ReadGenerated)
    ->Name("ReadSbom")
    ->ArgName("components")
    ->Arg(5'000)
    ->Arg(100'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
