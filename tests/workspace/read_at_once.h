// ReadAtOnce: what a workspace must know of a tenant, however it came to know it.
#ifndef VEXLENS_TESTS_STORE_READ_AT_ONCE_H_
#define VEXLENS_TESTS_STORE_READ_AT_ONCE_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "vexlens/digest.h"
#include "vexlens/dsse.h"
#include "vexlens/evidence.h"
#include "vexlens/reader.h"

namespace vexlens::testing {

inline Evidence ReadAtOnce(std::string_view tenant, std::span<const std::string> documents,
                           const std::set<Digest>& withdrawn, std::span<const DsseVerifier> keys = {}) {
  Evidence evidence;
  ReadOptions options;
  options.tenant = tenant;
  options.keys = keys;
  for (const std::string& bytes : documents) ReadDocument(bytes, options, evidence);
  for (std::size_t i = 0; i < evidence.documents().size(); ++i) {
    Document document = evidence.documents()[i];
    document.withdrawn |= withdrawn.contains(document.digest);
    const auto seen = evidence.sightings().find(static_cast<std::uint32_t>(i));
    evidence.AddDocument(document, seen == evidence.sightings().end() ? nullptr : &seen->second.envelopes[0]);
  }
  evidence.ConnectBomLinks();
  return evidence;
}

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_STORE_READ_AT_ONCE_H_
