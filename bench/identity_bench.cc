// Taking purls apart, beside what cannot be avoided: looking at every byte.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "benchmark/benchmark.h"
#include "vexlens/purl.h"

namespace vexlens::bench {
namespace {

constexpr int kNames = 2'000;  // of each shape; all texts together stay in the cache

// Purls are of the shapes that scanners write for five ecosystems, no two alike.
std::vector<std::string> CanonicalPurls() {
  std::vector<std::string> purls;
  for (int i = 0; i < kNames; ++i) {
    purls.push_back(absl::StrCat("pkg:deb/debian/libpackage", i, "-dev@1:2.", i % 90, "-1%2Bdeb12u", i % 9,
                                 "?arch=amd64&distro=debian-12&upstream=package", i));
    purls.push_back(absl::StrCat("pkg:npm/%40scope", i % 100, "/package-", i, "@", i % 20, ".4.", i % 7));
    purls.push_back(absl::StrCat("pkg:maven/org.example.group", i % 50, "/artifact-", i, "@3.", i % 40,
                                 ".0?classifier=sources&type=jar"));
    purls.push_back(absl::StrCat("pkg:golang/github.com/owner", i % 70, "/module", i, "@v1.", i % 30, ".0#pkg/api"));
    purls.push_back(absl::StrCat("pkg:pypi/package-", i, "@", i % 9, ".2.0?file_name=package-", i, ".tar.gz"));
  }
  return purls;
}

// Documents spell the same names in other ways: capitals, a "+" or "/" without escape, qualifiers in disorder.
std::vector<std::string> OtherPurls() {
  std::vector<std::string> purls;
  for (int i = 0; i < kNames; ++i) {
    purls.push_back(
        absl::StrCat("pkg:deb/Debian/libpackage", i, "@2.", i % 90, "+deb12u1?distro=debian-12&arch=amd64"));
    purls.push_back(absl::StrCat("pkg:npm/@scope", i % 100, "/package-", i, "@", i % 20, ".4.", i % 7));
    purls.push_back(absl::StrCat("pkg:oci/image", i, "@sha256%3A", i, "?repository_url=registry.example/a/b"));
  }
  return purls;
}

// SumOfClasses is the bound: one look-up for each byte, as any parser needs that accepts no byte unseen.
std::uint64_t SumOfClasses(const std::vector<std::string>& texts) {
  static const auto classes = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<std::uint8_t>(i * 7);
    return table;
  }();
  std::uint64_t sum = 0;
  for (const std::string& text : texts) {
    for (const char c : text) sum += classes[static_cast<unsigned char>(c)];
  }
  return sum;
}

void ParsePurls(benchmark::State& state, const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  Samples look, parse;
  std::string store;
  for (auto _ : state) {
    look.Add(SecondsOf([&] { benchmark::DoNotOptimize(SumOfClasses(texts)); }));
    const double seconds = SecondsOf([&] {
      for (const std::string& text : texts) {
        const auto purl = ParsePurl(text, store);
        if (!purl.ok()) return state.SkipWithError(purl.status().ToString().c_str());
        benchmark::DoNotOptimize(purl->name.data());
      }
    });
    parse.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(texts.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.counters["bytes_per_item"] = static_cast<double>(bytes) / static_cast<double>(texts.size());
  state.counters["of_bound"] = look.Median() / parse.Median();
}

void Canonical(benchmark::State& state) { ParsePurls(state, CanonicalPurls()); }
void Other(benchmark::State& state) { ParsePurls(state, OtherPurls()); }

BENCHMARK(Canonical)->Name("ParsePurl/canonical")->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(Other)->Name("ParsePurl/other")->UseManualTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace vexlens::bench
