#include "lib/consensus/spellings.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace vexlens::consensus {

Spellings EqualSpellings(const Subject& subject) {
  Spellings spellings = {subject};
  if (subject.spelling != subject.identifier) spellings.push_back(ParseSubject(subject.identifier, subject.range));
  if (subject.kind == IdentifierKind::kOpaque && !subject.digest.empty()) {
    spellings.push_back(subject);
    spellings.back().base = subject.spelling.substr(0, subject.spelling.rfind('@'));
  }
  if (!subject.base.starts_with("pkg:golang/")) return spellings;
  const std::size_t slash = subject.base.rfind('/');
  const std::string_view last = subject.base.substr(slash + 1);
  if (last.size() < 2 || last[0] != 'v' || !std::all_of(last.begin() + 1, last.end(), absl::ascii_isdigit)) {
    return spellings;
  }
  Subject without_major = subject;
  without_major.base = subject.base.substr(0, slash);
  spellings.push_back(without_major);
  return spellings;
}

}  // namespace vexlens::consensus
