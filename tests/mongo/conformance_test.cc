// The pair that keeps things in MongoDB does what that in folders does.
#include "tests/provenance/conformance.h"

#include <atomic>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/mongo/commands.h"
#include "tests/mongo/driver.h"
#include "tests/mongo/servers.h"

namespace vexlens::testing {
namespace {

// MongoStores is a database of its own in a server for all tests.
class MongoStores final : public PackRunStores {
 public:
  MongoStores(const Server& server, std::string database) : server_(server), database_(std::move(database)) {}

  std::unique_ptr<PackRunProvenanceWriter> Writer(const PackRunLimits& limits) override {
    return MongoDriver().OpenPackRunProvenance({server_.Url(database_)}, limits).value();
  }
  std::unique_ptr<PackRunArtifactReader> Reader() override {
    Flush();
    return OpenReader(server_.Url(database_)).value();
  }
  void PutArtifact(const PackRunKey& run, const std::string& name, std::string_view bytes) override {
    artifacts_.push_back(InlineArtifact(run, name, name.ends_with(".json") ? "application/json" : "text/plain", bytes));
  }
  std::string Manifest(const PackRunKey& run) override {
    const std::string found = server_.Send({FindCommand(database_, "pack_run_provenance", RunFilter(run))}).at(0);
    const std::string_view start = R"("canonical": {"$binary": ")";
    const std::size_t at = found.find(start);
    std::string bytes;
    if (at == std::string::npos) return bytes;
    const std::string_view text = std::string_view(found).substr(at + start.size());
    EXPECT_TRUE(absl::Base64Unescape(text.substr(0, text.find('"')), &bytes));
    return bytes;
  }
  void Alter(const PackRunKey& run, std::string_view bytes) override {
    const std::string change = JsonObject().AddJson("canonical", Binary(bytes)).Text();
    const std::string answer = server_.Send({UpdateCommand(database_, "pack_run_provenance", run, change)}).at(0);
    EXPECT_TRUE(absl::StrContains(answer, R"("nModified": 1)")) << answer;
  }
  std::size_t Count() override {
    const std::string found = server_.Send({FindCommand(database_, "pack_run_provenance", "{}")}).at(0);
    std::size_t count = 0;
    for (std::size_t at = 0; (at = found.find("\"_id\"", at)) != std::string::npos; ++at) ++count;
    return count;
  }

 private:
  void Flush() {
    if (artifacts_.empty()) return;
    for (const std::string& answer : server_.Send({InsertCommand(database_, "pack_artifacts", artifacts_)})) {
      EXPECT_FALSE(absl::StrContains(answer, "rrors\"")) << answer;
    }
    artifacts_.clear();
  }

  const Server& server_;
  const std::string database_;
  std::vector<std::string> artifacts_;  // sent together
};

std::unique_ptr<PackRunStores> MakeMongoStores() {
  static const std::unique_ptr<Server> kServer = Server::Start();
  static std::atomic<int> databases = 0;
  if (kServer == nullptr) return nullptr;
  return std::make_unique<MongoStores>(*kServer, absl::StrCat("stores", ++databases));
}

INSTANTIATE_TEST_SUITE_P(Mongo, PackRunConformance, ::testing::Values(&MakeMongoStores));

}  // namespace
}  // namespace vexlens::testing
