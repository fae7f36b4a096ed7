// The workspace: documents in, answers out, and a changed issuer, beside what the disk itself takes.
//
// VEXLENS_BENCH_STATEMENTS says how many the workspace holds (100 000 by default). VEXLENS_BENCH_WORKSPACE names a
// folder that keeps it from one run to the next.
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "bench/vex_world.h"
#include "benchmark/benchmark.h"
#include "tests/support/workspace_file.h"
#include "vexlens/workspace.h"

namespace vexlens::bench {
namespace {

constexpr std::string_view kTenant = "default";

// Place is the workspace that all rows share.
class Place {
 public:
  static Place& Shared() {
    static Place place;
    return place;
  }

  const std::string& folder() const { return folder_; }
  Workspace& workspace() { return *workspace_; }
  VexWorld& fresh() { return fresh_; }
  const absl::Status& status() const { return status_; }

  std::unique_ptr<Workspace> Open() const {
    Workspace::Options options;
    options.cache_bytes = std::size_t{256} << 20;
    return Workspace::Open(folder_, options).value();
  }

 private:
  Place() : size_(Size()), fresh_(size_, 2) {
    const char* const kept = std::getenv("VEXLENS_BENCH_WORKSPACE");
    keep_ = kept != nullptr;
    folder_ = keep_ ? kept : (std::filesystem::temp_directory_path() / absl::StrCat("store_bench-", getpid())).string();
    workspace_ = Open();
    status_ = Fill();
  }
  ~Place() {
    workspace_ = nullptr;
    if (!keep_) std::filesystem::remove_all(folder_);
  }

  static std::size_t Size() {
    std::size_t size = 100'000;
    if (const char* const text = std::getenv("VEXLENS_BENCH_STATEMENTS"); text != nullptr) {
      if (!absl::SimpleAtoi(text, &size)) size = 1;
    }
    return size;
  }

  // Fill adds some two million statements a transaction.
  absl::Status Fill() {
    constexpr std::size_t kBatch = 2'000'000;
    const absl::StatusOr<std::vector<Revision>> any = workspace_->Revisions(0, 1);
    if (!any.ok() || !any->empty()) return any.status();
    const IssuerDirectory directory = IssuerDirectory::Parse(VexWorld::Directory(false)).value();
    absl::Status status = workspace_->SetDirectory(directory, {"benchmark", "the issuers of the world"}).status();
    if (!status.ok()) return status;
    VexWorld world(size_, 1);
    while (world.statements() < size_) {
      const std::size_t until = std::min(size_, world.statements() + kBatch);
      std::vector<std::string> documents;
      while (world.statements() < until) documents.push_back(world.Document());
      const std::vector<Incoming> views(documents.begin(), documents.end());
      if (status = workspace_->Ingest(kTenant, views).status(); !status.ok()) return status;
    }
    return testing::CheckpointOf(folder_);
  }

  std::size_t size_;
  bool keep_ = false;
  VexWorld fresh_;
  std::string folder_;
  std::unique_ptr<Workspace> workspace_;
  absl::Status status_;
};

// Ready is false, and the row skipped, when there is no workspace.
bool Ready(benchmark::State& state) {
  const absl::Status& status = Place::Shared().status();
  if (!status.ok()) state.SkipWithError(status.ToString().c_str());
  return status.ok();
}

// Appender appends to a file beside the workspace and waits for the disk: the least that durability costs.
class Appender {
 public:
  explicit Appender(const std::string& folder)
      : path_(folder + "/append"), file_(open(path_.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)) {}
  ~Appender() {
    close(file_);
    unlink(path_.c_str());
  }
  bool Append(std::string_view bytes) {
    return write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && fdatasync(file_) == 0;
  }

 private:
  std::string path_;
  int file_;
};

// IngestDocument is one document of up to 100 statements, until its consensus is durable.
void IngestDocument(benchmark::State& state) {
  if (!Ready(state)) return;
  Place& place = Place::Shared();
  Appender appender(place.folder());
  const std::string page(4096, 'x');
  Samples ingest;
  Samples sync;
  for (auto _ : state) {
    const std::string document = place.fresh().Document();
    const Incoming views[] = {document};
    bool ok = true;
    const double seconds = SecondsOf([&] { ok = place.workspace().Ingest(kTenant, views).ok(); });
    if (!ok) return state.SkipWithError("the document was not ingested");
    state.SetIterationTime(seconds);
    ingest.Add(seconds);
    sync.Add(SecondsOf([&] { ok = appender.Append(page); }));
  }
  state.counters["p50_ms"] = ingest.Median() * 1e3;
  state.counters["p99_ms"] = ingest.Quantile(0.99) * 1e3;
  state.counters["worst_ms"] = ingest.Quantile(1) * 1e3;
  state.counters["fsync_p50_ms"] = sync.Median() * 1e3;
  state.counters["fsync_p99_ms"] = sync.Quantile(0.99) * 1e3;
}

// OpenAndGet opens the workspace anew and asks for one record.
void OpenAndGet(benchmark::State& state) {
  if (!Ready(state)) return;
  Place& place = Place::Shared();
  const std::vector<Revision> revisions = place.workspace().Revisions(0, 1000).value();
  std::mt19937 random(1);
  Samples opening;
  Samples total;
  for (auto _ : state) {
    const Revision& asked = revisions[random() % revisions.size()];
    std::unique_ptr<Workspace> workspace;
    const double open = SecondsOf([&] { workspace = place.Open(); });
    bool found = false;
    const double get = SecondsOf([&] { found = workspace->Get(kTenant, asked.key, {}).ok(); });
    if (!found) return state.SkipWithError("a record was not found");
    state.SetIterationTime(open + get);
    opening.Add(open);
    total.Add(open + get);
  }
  state.counters["open_ms"] = opening.Median() * 1e3;
  state.counters["p99_ms"] = total.Quantile(0.99) * 1e3;
}

// UpdateIssuer changes the tier of an issuer whom one key in a hundred hears; the bound is that share of a policy that
// changes for all.
void UpdateIssuer(benchmark::State& state) {
  if (!Ready(state)) return;
  Workspace& workspace = Place::Shared().workspace();
  const IssuerDirectory before = workspace.Directory(std::nullopt).value();
  bool trusted = before.Find("", "issuer-99")->tier == Tier::kTrusted;
  Samples update;
  Samples full;
  double share = 0;
  for (auto _ : state) {
    trusted = !trusted;
    const IssuerDirectory directory = IssuerDirectory::Parse(VexWorld::Directory(trusted)).value();
    Recomputed touched;
    const double seconds = SecondsOf([&] {
      touched = workspace.SetDirectory(directory, {"benchmark", "an update"}).value();
    });
    state.SetIterationTime(seconds);
    update.Add(seconds);
    Policy policy;
    policy.floor = workspace.PolicyOf("", std::nullopt)->floor == 310'000 ? 320'000 : 310'000;
    Recomputed all;
    full.Add(SecondsOf([&] { all = workspace.SetPolicy("", policy, {"benchmark", "for all"}).value(); }));
    share = static_cast<double>(touched.records) / static_cast<double>(all.records);
  }
  state.counters["keys_touched"] = share;
  state.counters["of_full_recompute"] = update.Median() / full.Median();
  state.counters["full_s"] = full.Median();
}

BENCHMARK(OpenAndGet)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(IngestDocument)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(UpdateIssuer)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace vexlens::bench
