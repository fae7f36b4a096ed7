// Somebody who includes the header from C++.
#include <cstdio>
#include <cstring>

#include "vexlens.h"

namespace {

struct Deleter {
  vexlens_bytes* bytes;
  ~Deleter() { vexlens_bytes_free(bytes); }
};

}  // namespace

int main() {
  const char json[] = "{\"b\":1, \"a\":2}";
  vexlens_bytes* canonical = nullptr;
  if (vexlens_canonical_json({json, std::strlen(json)}, &canonical) != nullptr) return 1;
  const Deleter deleter{canonical};
  const vexlens_str text = vexlens_bytes_view(canonical);
  std::printf("%.*s\n", static_cast<int>(text.size), text.data);
}
