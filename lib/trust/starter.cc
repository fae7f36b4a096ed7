#include "vexlens/trust.h"

namespace vexlens {

std::string_view IssuerDirectory::StarterJson() {
  static constexpr std::string_view kJson =
#include "lib/trust/starter_issuers.inc"
      ;
  return kJson;
}

const IssuerDirectory& IssuerDirectory::Starter() {
  static const IssuerDirectory* const directory = new IssuerDirectory(Parse(StarterJson()).value());
  return *directory;
}

}  // namespace vexlens
