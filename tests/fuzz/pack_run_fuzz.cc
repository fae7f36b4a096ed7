// Manifests: no text breaks the reader, and what it takes is what would be written.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "vexlens/pack_run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto manifest = vexlens::ParsePackRun(text); manifest.ok()) {
    const auto again = vexlens::WritePackRun(*manifest);
    if (!again.ok() || again->json != text) std::abort();
  }
  // A text is seldom a whole manifest, but may be the parameters of one.
  vexlens::PackRunManifest run;
  run.run = {"t", "r"};
  run.parameters = text;
  if (const auto written = vexlens::WritePackRun(run); written.ok() && !vexlens::ParsePackRun(written->json).ok()) {
    std::abort();
  }
  if (const auto steps = vexlens::ParsePackRunSteps(text); steps.ok()) {
    run.parameters = "{}";
    run.steps = *steps;
    if (!vexlens::WritePackRun(run).ok()) std::abort();
  }
  return 0;
}
