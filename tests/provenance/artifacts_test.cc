#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/pack_run_artifacts.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;

const PackRunKey kRun = {"acme", "run-7"};

class Artifacts : public ::testing::Test {
 protected:
  void Save(const std::string& name, std::string_view bytes) const {
    const fs::path path = fs::path(folder_.path()) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

  absl::StatusOr<std::vector<PackRunArtifact>> Measure() const {
    auto reader = FilesystemPackRunArtifactReader::OpenRun(folder_.path(), kRun, "s3://packs/");
    EXPECT_TRUE(reader.ok()) << reader.status();
    return MeasureArtifacts(**reader, kRun);
  }

  testing::TemporaryFolder folder_;
};

TEST_F(Artifacts, OfOneRunHaveTypesAndLocations) {
  Save("b/c/x.bin", "bytes");
  Save("b.txt", "text");
  const auto found = Measure();
  ASSERT_TRUE(found.ok()) << found.status();
  const std::vector<PackRunArtifact> expected = {
      {"b.txt", "text/plain", 4, Sha256("text"), "s3://packs/b.txt"},
      {"b/c/x.bin", "application/octet-stream", 5, Sha256("bytes"), "s3://packs/b/c/x.bin"}};
  EXPECT_EQ(*found, expected);
}

TEST_F(Artifacts, FollowNoLink) {
  const testing::TemporaryFolder outside;
  std::ofstream(outside.path() + "/secret") << "secret";
  Save("a", "1");
  fs::create_symlink(outside.path() + "/secret", folder_.path() + "/link");
  EXPECT_EQ(Measure().status().message(), "link: neither a regular file nor a folder");
  fs::remove(folder_.path() + "/link");
  fs::create_directory_symlink(outside.path(), folder_.path() + "/folder");
  EXPECT_EQ(Measure().status().message(), "folder: neither a regular file nor a folder");

  // Nor one that comes between the listing and the reading.
  auto reader = FilesystemPackRunArtifactReader::OpenRun(folder_.path(), kRun);
  const auto read = [&](std::string_view name) {
    return (*reader)->Read(kRun, name, [](std::string_view) { return absl::OkStatus(); });
  };
  EXPECT_TRUE(read("a").ok());
  EXPECT_EQ(read("folder/secret").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(read("../a").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(read("b").code(), absl::StatusCode::kNotFound);
  fs::create_symlink("a", folder_.path() + "/b");
  EXPECT_EQ(read("b").code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(Artifacts, APipeMakesNobodyWait) {
  ASSERT_EQ(mkfifo((folder_.path() + "/pipe").c_str(), 0600), 0);
  EXPECT_EQ(Measure().status().message(), "pipe: neither a regular file nor a folder");
  auto reader = FilesystemPackRunArtifactReader::OpenRun(folder_.path(), kRun);
  const auto status = (*reader)->Read(kRun, "pipe", [](std::string_view) { return absl::OkStatus(); });
  EXPECT_EQ(status.message(), "pipe: not a regular file");
}

TEST_F(Artifacts, AChangeWhileOneIsReadIsNoticed) {
  const std::string large(300'000, 'x');
  auto reader = FilesystemPackRunArtifactReader::OpenRun(folder_.path(), kRun);
  const auto change_by = [&](auto change) {
    Save("a", large);
    return (*reader)->Read(kRun, "a", [&](std::string_view) {
      change();
      return absl::OkStatus();
    });
  };
  const std::string path = folder_.path() + "/a";
  EXPECT_TRUE(change_by([] {}).ok());
  EXPECT_EQ(change_by([&] { std::ofstream(path, std::ios::app) << "more"; }).code(), absl::StatusCode::kAborted);
  EXPECT_EQ(change_by([&] { fs::resize_file(path, 200'000); }).code(), absl::StatusCode::kAborted);
  EXPECT_EQ(change_by([&] { fs::last_write_time(path, fs::file_time_type(std::chrono::seconds(1))); }).code(),
            absl::StatusCode::kAborted);
}

// Keeper lists what it was told to, and keeps "1" under every name.
class Keeper final : public PackRunArtifactReader {
 public:
  explicit Keeper(std::vector<ListedArtifact> listed) : listed_(std::move(listed)) {}
  absl::StatusOr<std::vector<ListedArtifact>> List(const PackRunKey&, std::size_t) override { return listed_; }
  absl::Status Read(const PackRunKey&, std::string_view, const Sink& sink) override { return sink("1"); }

 private:
  std::vector<ListedArtifact> listed_;
};

absl::Status MeasureListed(std::vector<ListedArtifact> listed) {
  Keeper keeper(std::move(listed));
  return MeasureArtifacts(keeper, kRun).status();
}

TEST(MeasureArtifacts, HoldsTheKeeperToItsWord) {
  EXPECT_TRUE(MeasureListed({{"a", "", "", 1, Sha256("1")}}).ok());
  EXPECT_EQ(MeasureListed({{"a", "", "", 2, {}}}), absl::DataLossError("a: expected 2 bytes, found 1"));
  const absl::Status digest = MeasureListed({{"a", "", "", {}, Sha256("2")}});
  EXPECT_EQ(digest.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(digest.message(), "a: expected " + DigestText(Sha256("2")) + ", found " + DigestText(Sha256("1")));
  EXPECT_EQ(MeasureListed({{"a", "", "", {}, {}}, {"a", "", "", {}, {}}}).message(), "a: listed twice");
  EXPECT_EQ(MeasureListed({{"../a", "", "", {}, {}}}).code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace vexlens
