// The pair that keeps things in folders.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "tests/provenance/conformance.h"
#include "tests/support/temporary_folder.h"

namespace vexlens::testing {
namespace {

namespace fs = std::filesystem;

class FileStores final : public PackRunStores {
 public:
  std::unique_ptr<PackRunProvenanceWriter> Writer(const PackRunLimits& limits) override {
    return FilesystemPackRunProvenanceWriter::Open(manifests_.path(), limits).value();
  }
  std::unique_ptr<PackRunArtifactReader> Reader() override {
    return FilesystemPackRunArtifactReader::Open(artifacts_.path()).value();
  }
  void PutArtifact(const PackRunKey& run, const std::string& name, std::string_view bytes) override {
    const fs::path path = fs::path(artifacts_.path()) / run.tenant / run.run_id / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }
  std::string Manifest(const PackRunKey& run) override {
    std::ifstream in(FileOf(run), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }
  void Alter(const PackRunKey& run, std::string_view bytes) override {
    std::ofstream(FileOf(run), std::ios::binary | std::ios::trunc) << bytes;
  }
  std::size_t Count() override {
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(manifests_.path())) files += !entry.is_directory();
    return files;
  }

 private:
  std::string FileOf(const PackRunKey& run) const {
    return absl::StrCat(manifests_.path(), "/", run.tenant, "/", run.run_id, ".json");
  }

  TemporaryFolder manifests_, artifacts_;
};

std::unique_ptr<PackRunStores> MakeFileStores() { return std::make_unique<FileStores>(); }

INSTANTIATE_TEST_SUITE_P(Files, PackRunConformance, ::testing::Values(&MakeFileStores));

}  // namespace
}  // namespace vexlens::testing
