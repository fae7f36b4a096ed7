#include "lib/workspace/outline.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"

namespace vexlens::workspace {
namespace {

// Returns FNV-1a: it is stored, and so the same on every machine.
std::uint32_t HashOf(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
  return hash;
}

}  // namespace

std::string WriteOutline(const Evidence& evidence, std::span<const std::uint32_t> statements) {
  char flags = 0;
  std::vector<std::uint32_t> bases;
  for (const std::uint32_t i : statements) {
    const Statement& statement = evidence.statements()[i];
    if (statement.aliases != 0) flags |= Outline::kTies;
    for (const SubjectId subject : {statement.product, statement.component}) {
      if (subject == 0) continue;
      const Evidence::SubjectEntry& entry = evidence.subjects()[subject];
      const std::string_view base = evidence.Text(entry.base);
      if (base == kWildCpe || absl::StartsWith(base, "cdx:")) flags |= Outline::kOpen;
      bases.push_back(HashOf(base));
      if (entry.has_digest) bases.push_back(HashOf(evidence.Text(entry.bucket)));
    }
  }
  std::sort(bases.begin(), bases.end());
  bases.erase(std::unique(bases.begin(), bases.end()), bases.end());
  std::string bytes(1, flags);
  for (const std::uint32_t base : bases) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(base >> shift);
  }
  return bytes;
}

std::uint32_t Outline::Base(std::size_t i) const {
  std::uint32_t base = 0;
  for (std::size_t byte = 0; byte < 4; ++byte) {
    base |= std::uint32_t{static_cast<std::uint8_t>(bytes_[1 + 4 * i + byte])} << 8 * byte;
  }
  return base;
}

bool Outline::Meets(std::span<const std::uint32_t> bases) const {
  for (std::size_t i = 0; i < size(); ++i) {
    if (std::binary_search(bases.begin(), bases.end(), Base(i))) return true;
  }
  return false;
}

void Outline::AppendBases(std::vector<std::uint32_t>& bases) const {
  for (std::size_t i = 0; i < size(); ++i) bases.push_back(Base(i));
}

}  // namespace vexlens::workspace
