// What every pair of PackRunArtifactReader and PackRunProvenanceWriter does, wherever it keeps things.
//
// A test of a pair links //tests/provenance:conformance and names it:
//   INSTANTIATE_TEST_SUITE_P(Files, PackRunConformance, ::testing::Values(&MakeFileStores));
#ifndef VEXLENS_TESTS_PROVENANCE_CONFORMANCE_H_
#define VEXLENS_TESTS_PROVENANCE_CONFORMANCE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "vexlens/pack_run_artifacts.h"
#include "vexlens/pack_run_provenance.h"

namespace vexlens::testing {

// PackRunStores is a place, empty at first, where one pair keeps things, and what others can do there.
class PackRunStores {
 public:
  virtual ~PackRunStores() = default;

  virtual std::unique_ptr<PackRunProvenanceWriter> Writer(const PackRunLimits& limits = {}) = 0;
  // Returns a reader of what was put there before.
  virtual std::unique_ptr<PackRunArtifactReader> Reader() = 0;

  // Keeps an artifact. Its type is application/json if its name ends in .json, else text/plain, and that in .txt.
  virtual void PutArtifact(const PackRunKey& run, const std::string& name, std::string_view bytes) = 0;

  // Returns the bytes that are kept as the manifest of a run.
  virtual std::string Manifest(const PackRunKey& run) = 0;

  // Puts others in their place.
  virtual void Alter(const PackRunKey& run, std::string_view bytes) = 0;

  // Returns how many manifests are kept, or parts of some.
  virtual std::size_t Count() = 0;
};

// Makes such a place; returns null, after it said why, if that cannot be done here.
using MakePackRunStores = std::unique_ptr<PackRunStores> (*)();

class PackRunConformance : public ::testing::TestWithParam<MakePackRunStores> {
 protected:
  void SetUp() override {
    stores_ = GetParam()();
    if (stores_ == nullptr) GTEST_SKIP() << "what these stores need is missing, as said above";
  }

  std::unique_ptr<PackRunStores> stores_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_PROVENANCE_CONFORMANCE_H_
