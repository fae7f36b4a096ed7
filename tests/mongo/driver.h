// The driver under test, loaded as users load it: no test has libmongoc in itself.
#ifndef VEXLENS_TESTS_MONGO_DRIVER_H_
#define VEXLENS_TESTS_MONGO_DRIVER_H_

#include <filesystem>
#include <memory>
#include <string>

#include "vexlens/driver.h"

namespace vexlens::testing {

inline const Driver& MongoDriver() {
  static const Driver kDriver =
      Driver::Load(std::filesystem::absolute("drivers/mongo/libvexlens-mongo.so").native()).value();
  return kDriver;
}

inline absl::StatusOr<std::unique_ptr<PackRunProvenanceWriter>> OpenWriter(const std::string& url,
                                                                           const std::string& password = "") {
  return MongoDriver().OpenPackRunProvenance({url, password});
}

inline absl::StatusOr<std::unique_ptr<PackRunArtifactReader>> OpenReader(const std::string& url) {
  return MongoDriver().OpenPackRunArtifacts({url});
}

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_MONGO_DRIVER_H_
