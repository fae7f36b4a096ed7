// Feeds every file named on the command line to LLVMFuzzerTestOneInput(), each
// in a test case of its own. No file at all is a failure: a corpus that is not
// found must not pass.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "gtest/gtest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

class CorpusFile : public testing::Test {
 public:
  explicit CorpusFile(std::string path) : path_(std::move(path)) {}

  void TestBody() override {
    std::ifstream file(path_, std::ios::binary);
    ASSERT_TRUE(file) << "cannot open " << path_;
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    ASSERT_FALSE(file.bad()) << "cannot read " << path_;
    // A block of exactly this size lets AddressSanitizer see a read past the
    // end, which the spare room of a std::string would hide.
    const auto data = std::make_unique<std::uint8_t[]>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), data.get());
    EXPECT_EQ(LLVMFuzzerTestOneInput(data.get(), bytes.size()), 0);
  }

 private:
  std::string path_;
};

class EmptyCorpus : public testing::Test {
 public:
  void TestBody() override { FAIL() << "no corpus file was given on the command line"; }
};

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    const std::string path = argv[i];
    testing::RegisterTest("Corpus", path.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [path]() -> CorpusFile* { return new CorpusFile(path); });
  }
  if (argc < 2) {
    testing::RegisterTest("Corpus", "IsNotEmpty", nullptr, nullptr, __FILE__, __LINE__,
                          []() -> EmptyCorpus* { return new EmptyCorpus; });
  }
  return RUN_ALL_TESTS();
}
