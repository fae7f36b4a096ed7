// Provenance, beside what cannot be avoided: hashing the bytes, and checking the signature.
#include <stdlib.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "benchmark/benchmark.h"
#include "vexlens/digest.h"
#include "vexlens/dsse.h"
#include "vexlens/pack_run_artifacts.h"

namespace vexlens::bench {
namespace {

namespace fs = std::filesystem;

const PackRunKey kRun = {"bench", "run"};

// Run is a folder with files of random bytes.
class Run {
 public:
  Run(std::size_t files, std::size_t size) : folder_((fs::temp_directory_path() / "vexlens-bench-XXXXXX").string()) {
    if (mkdtemp(folder_.data()) == nullptr) return;
    bytes_.resize(size);
    std::uint64_t state = 1;
    for (std::size_t i = 0; i < files; ++i) {
      for (std::size_t at = 0; at + 8 <= size; at += 8) {
        state = state * 6364136223846793005 + 1442695040888963407;
        bytes_.replace(at, 8, reinterpret_cast<const char*>(&state), 8);
      }
      std::ofstream(fs::path(folder_) / absl::StrCat("artifact-", i), std::ios::binary) << bytes_;
    }
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() { fs::remove_all(folder_); }

  const std::string& folder() const { return folder_; }
  const std::string& last_bytes() const { return bytes_; }

 private:
  std::string folder_;
  std::string bytes_;
};

// DigestArtifacts measures a run, and hashes as many bytes that are in the cache.
void DigestArtifacts(benchmark::State& state) {
  const auto files = static_cast<std::size_t>(state.range(0));
  const auto size = static_cast<std::size_t>(state.range(1));
  const Run run(files, size);
  const auto reader = FilesystemPackRunArtifactReader::OpenRun(run.folder(), kRun);
  if (!reader.ok()) return state.SkipWithError("no temporary folder");
  const std::string_view piece = std::string_view(run.last_bytes()).substr(0, std::size_t{64} << 10);
  Samples bound;
  Samples subject;
  for (auto _ : state) {
    bound.Add(SecondsOf([&] {
      for (std::size_t i = 0; i < files * size / piece.size(); ++i) benchmark::DoNotOptimize(Sha256(piece));
    }));
    std::string json;
    const double seconds = SecondsOf([&] {
      PackRunManifest manifest;
      manifest.run = kRun;
      manifest.artifacts = MeasureArtifacts(**reader, kRun).value_or(std::vector<PackRunArtifact>());
      if (manifest.artifacts.size() == files) json = WritePackRun(manifest).value_or(PackRunText()).json;
    });
    if (json.empty()) return state.SkipWithError("the artifacts were refused");
    subject.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(files * size));
  state.counters["of_bound"] = bound.Median() / subject.Median();
}

// VerifyEnvelope checks one of 2 kB, and the same signature alone.
void VerifyEnvelope(benchmark::State& state) {
  const auto key = PrivateKey::FromPem(R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
)");
  if (!key.ok()) return state.SkipWithError("no key");
  constexpr const char* kType = "application/vnd.in-toto+json";
  const std::string payload(1400, 'x');  // 2 kB in base64, with the rest
  const PrivateKey* const keys[] = {&*key};
  const std::string envelope = *SignDsse(kType, payload, keys);
  const std::string text = DssePae(kType, payload);
  const std::string signature = *key->Sign(text);
  const DsseVerifier verifier = {key->public_key(), key->scheme()};
  constexpr int kLot = 20;
  Samples bound;
  Samples subject;
  for (auto _ : state) {
    bound.Add(SecondsOf([&] {
      for (int i = 0; i < kLot; ++i) {
        benchmark::DoNotOptimize(verifier.key.Verify(verifier.scheme, text, signature));
      }
    }));
    bool all = true;
    const double seconds = SecondsOf([&] {
      for (int i = 0; i < kLot; ++i) {
        const auto parsed = DsseEnvelope::Parse(envelope);
        all &= parsed.ok() && parsed->Verify({&verifier, 1}).ok();
      }
    });
    if (!all) return state.SkipWithError("an envelope was refused");
    subject.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetItemsProcessed(state.iterations() * kLot);
  state.counters["of_bound"] = bound.Median() / subject.Median();
}

BENCHMARK(DigestArtifacts)
    ->ArgNames({"files", "size"})
    ->Args({1, 256 << 20})
    ->Args({10'000, 64 << 10})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(VerifyEnvelope)->UseManualTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace vexlens::bench
