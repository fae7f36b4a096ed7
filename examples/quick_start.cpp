// Asks one question of documents, and tells what to act on. Usage: quick_start_cpp ISSUERS DOCUMENT...
#include <fstream>
#include <iostream>
#include <iterator>

#include "vexlens.hpp"

static std::string Contents(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string issuers = Contents(argv[1]);
  vexlens::Engine engine({"default", issuers});
  for (int i = 2; i < argc; ++i) engine.Ingest({Contents(argv[i])});
  const vexlens::Consensus consensus = engine.Build({"2026-06-01T00:00:00Z"});
  const vexlens::Record record =
      consensus.Get({"CVE-2021-44228", "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0",
                     "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"});
  const vexlens_decision decision = record.decision();
  std::cout << vexlens::StateName(decision.state) << ", confidence " << decision.confidence / 1e6 << "\n";
}
