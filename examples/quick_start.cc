// Asks one question and shows who had a say in the answer.
// Usage: quick_start ISSUERS DOCUMENT...
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "vexlens/consensus.h"
#include "vexlens/reader.h"
#include "vexlens/trust.h"

static std::string Contents(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  vexlens::Evidence evidence;
  for (int i = 2; i < argc; ++i) {
    const vexlens::Report report = vexlens::ReadDocument(Contents(argv[i]), {}, evidence);
    if (!report.status.ok()) std::cerr << argv[i] << ": " << report.status.message() << "\n";
  }
  evidence.ConnectBomLinks();

  const auto issuers = vexlens::IssuerDirectory::Parse(Contents(argv[1]));
  if (!issuers.ok()) return 2;
  const vexlens::Policy policy;
  const auto as_of = vexlens::ParseInstant("2026-06-01T00:00:00Z");
  const auto consensus = vexlens::Consensus::Build(evidence, *issuers, policy, *as_of);

  const auto record =
      consensus.Get("default", "CVE-2021-44228", "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0",
                    "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1");
  if (!record.ok()) return 4;
  std::cout << vexlens::StateName(record->decision.state) << ", treat as "
            << vexlens::StatusName(record->decision.status) << "\n";
  for (const vexlens::RationaleEntry& entry : record->rationale) {
    std::string weight;
    vexlens::AppendMillionths(entry.weight, weight);
    std::cout << "  " << entry.issuer << ": " << vexlens::StatusName(entry.status) << ", weight " << weight << "\n";
  }
}
