// Writes generated evidence in normal form, and the directory of its issuers, for programs that are not ours.
//
// Usage: write_generated FOLDER SEED STATEMENTS ISSUERS TENANTS
// Makes FOLDER/evidence.json, FOLDER/issuers.json and FOLDER/as_of.txt.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

#include "absl/strings/numbers.h"
#include "tests/support/generated_evidence.h"
#include "vexlens/instant.h"
#include "vexlens/reader.h"

namespace {

bool WriteFile(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  return out.flush().good();
}

}  // namespace

int main(int argc, char** argv) {
  vexlens::testing::GeneratorOptions options;
  if (argc != 6 || !absl::SimpleAtoi(argv[2], &options.seed) || !absl::SimpleAtoi(argv[3], &options.statements) ||
      !absl::SimpleAtoi(argv[4], &options.issuers) || !absl::SimpleAtoi(argv[5], &options.tenants)) {
    std::cerr << "usage: write_generated FOLDER SEED STATEMENTS ISSUERS TENANTS\n";
    return EXIT_FAILURE;
  }
  const std::filesystem::path folder = argv[1];
  std::string evidence;
  vexlens::WriteEvidence(vexlens::testing::GenerateEvidence(options), evidence);
  const bool written = WriteFile(folder / "evidence.json", evidence) &&
                       WriteFile(folder / "issuers.json", vexlens::testing::GenerateDirectory(options)) &&
                       WriteFile(folder / "as_of.txt", vexlens::FormatInstant(vexlens::testing::GeneratedAsOf()));
  if (!written) std::cerr << "cannot write to " << folder << "\n";
  return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
